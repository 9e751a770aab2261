"""The figures as files: CSV, JSON, and the JSON Schema of the latter, all with the same names."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from macros.figures.kinds import Change, Relation
from macros.figures.model import NUMBER
from macros.printing.downloads.records import BETWEEN, COLUMNS, PARTS, Row, Sort, headings, meaning
from macros.printing.markup import for_script
from macros.printing.view import View

SCHEMA = "figures.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
BOM = "\ufeff"
SPACE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
FORMULA = re.compile(rf"(?!-[0-9]+(?:\.[0-9]+)?(?![\s\S]))[{SPACE}\"'“”‘’]*[=+\-@＝＋－＠\t\r\n]|'")
"""Beginnings that a spreadsheet could run as a formula, and the mark that is put before them.

A negative number is none, and no program would read it as one behind that mark.

Scripts read the same pattern, so that spaces are named: Python and scripts take other signs for such.
"""


# --- CSV -------------------------------------------------------------------------------------------


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet runs it: an apostrophe stands before what it could run.

    One that stands there already gets another, so that taking the first away gives back every text.
    """
    return f"'{text}" if FORMULA.match(text) else text


def cell(value: object) -> str:
    """Return a value of a column as it stands in a table that is no table of all figures."""
    written = BETWEEN.join(value) if isinstance(value, list) else "true" if value is True else str(value)
    return harmless(written)


def table(rows: Iterable[Row]) -> str:
    """Return the records as CSV by RFC 4180, with the mark by which spreadsheets know UTF-8."""
    return sheet(headings(), map(_cells, rows))


def sheet(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows of cells as CSV, likewise; the cells are harmless already."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return BOM + written.getvalue()


def _cells(row: Row) -> Iterable[str]:
    for column in COLUMNS:
        value = row.get(column.name)
        match column.sort:
            case Sort.EVIDENCE:
                for part in PARTS:
                    yield harmless(BETWEEN.join(item[part] for item in value or ()))
            case Sort.FLAG:
                yield "true" if value else ""
            case Sort.TEXT:
                yield harmless(value or "")
            case _:
                yield "" if value is None else str(value)


# --- JSON ------------------------------------------------------------------------------------------


def document(
    view: View, rows: Iterable[Row], schema: str = SCHEMA, series: Mapping[str, Any] | None = None
) -> str:
    """Return the records as a JSON document, with what is needed to know whose they are.

    Those of a series go with what is said of it.
    """
    about, say = view.book.brief.about, view.say
    rows = list(rows)
    themes = {row["theme"] for row in rows}
    said = {
        "$schema": schema,
        "title": view.say(about.title),
        "version": about.version,
        "updated": about.updated.text,
        "language": say.tag,
        "licence": about.licence,
        "rights": say["rights"].format(licence=about.licence),
        "address": view.page.site,
        "themes": {
            id_: view.say(theme.title) for id_, theme in view.book.brief.themes.items() if id_ in themes
        },
        "series": series,
        "figures": rows,
    }
    return _json({name: value for name, value in said.items() if value or name == "figures"})


def script(written: str) -> str:
    """Return a document as a script, for pages in a folder, where browsers let scripts read nothing else.

    Between the first and the last line stands the document as it is; the first says how tables are written.
    """
    form = {
        "columns": {column.name: column.sort.value for column in COLUMNS},
        "parts": PARTS,
        "between": BETWEEN,
        "formula": FORMULA.pattern,
    }
    return f"window.briefTable={for_script(form)};window.briefData=\n{written};\n"


def schema(view: View) -> str:
    """Return the JSON Schema (draft 2020-12) of `document`, in the language of the view."""
    say, brief = view.say, view.book.brief
    evidence = {
        "type": "object",
        "properties": {
            part: {"type": "string", "description": say.columns[part]}
            | ({"enum": [relation.value for relation in Relation]} if part == "relation" else {})
            for part in PARTS
        },
        "required": list(PARTS),
        "additionalProperties": False,
    }
    kinds: Mapping[Sort, dict[str, Any]] = MappingProxyType(
        {
            Sort.TEXT: {"type": "string", "minLength": 1},
            Sort.VALUE: {"type": "string", "minLength": 1},
            Sort.DAY: {"type": "string", "format": "date"},
            Sort.WHOLE: {"type": "integer", "minimum": 0},
            Sort.FLAG: {"const": True},
            Sort.EVIDENCE: {"type": "array", "minItems": 1, "items": evidence},
        }
    )
    properties = {}
    for column in COLUMNS:
        values = [one.value for one in brief.calendars] if column.name == "calendar" else column.values
        allowed = {"enum": list(values)} if values else {}
        said = {"description": meaning(view, column.name)}
        properties[column.name] = {**kinds[column.sort], **allowed, **said}
    number = {name: {"pattern": f"^{NUMBER.pattern}$"} for name in ("value", "low", "high")}
    figure = {
        "type": "object",
        "properties": properties,
        "required": [column.name for column in COLUMNS if column.always],
        "additionalProperties": False,
        "if": {"properties": {"unit": {"const": "date"}}},
        "else": {"properties": number},
    }
    texts = ("$schema", "title", "version", "updated", "language", "licence", "rights", "address")
    return _json(
        {
            "$schema": DIALECT,
            "title": say["schema_title"].format(title=view.say(brief.about.title)),
            "type": "object",
            "properties": {
                **{name: {"type": "string"} for name in texts},
                "themes": {"type": "object", "additionalProperties": {"type": "string"}},
                "series": _series(),
                "figures": {"type": "array", "items": {"$ref": "#/$defs/figure"}},
            },
            "required": [*texts[1:-1], "figures"],
            "additionalProperties": False,
            "$defs": {"figure": figure},
        }
    )


def _series() -> dict[str, Any]:
    """Return what a document says of a series."""
    text = {"type": "string", "minLength": 1}
    breaks = {
        "type": "object",
        "properties": {
            "between": {"type": "array", "items": text, "minItems": 2, "maxItems": 2},
            "changes": {"type": "array", "items": {"enum": [*Change]}, "minItems": 1},
            "because": text,
        },
        "required": ["between", "changes", "because"],
        "additionalProperties": False,
    }
    needed = ("id", "title", "flow", "area", "unit", "definition")
    return {
        "type": "object",
        "properties": {
            **dict.fromkeys((*needed, "partner"), text),
            "breaks": {"type": "array", "items": breaks},
        },
        "required": [*needed, "breaks"],
        "additionalProperties": False,
    }


def _json(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
