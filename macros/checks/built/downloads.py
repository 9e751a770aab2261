"""Finds downloads that are missing or say something else than the data, and citations that cannot be read."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from itertools import takewhile
from typing import Any

from macros.checks.output.origin import static_place
from macros.checks.output.output import Output
from macros.figures.book import Book
from macros.figures.kinds import Qualifier
from macros.figures.quantities import Quantity, plain_decimal
from macros.printing.downloads import files
from macros.printing.downloads.forms import CITATIONS, TABLES
from macros.printing.view import View
from macros.problems import Fault, Place, Problem, unknown
from macros.project.project import Project
from macros.project.settings import Settings
from macros.publishing.outputs import taken
from macros.reading.pages.routes import Page, public_address
from macros.text import decoded

ENDINGS = (*(f".{form.ending}" for form in TABLES), ".jsonl")
CITED = tuple(f".{form.ending}" for form in CITATIONS)
ANEW = "build the site anew"

Row = tuple[str, str, str]
"""Id, value and scale of one row; the scale is empty where the table has none."""


def built_exports(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Every download is there and says what the data say, and so does every other table of figures."""
    if not project.readable:
        return
    own: Mapping[str, str] = {}
    if files.paths(project.book) & output.files:
        page = Page("index.md", not output.offline, site=public_address(settings.site_url))
        own = {
            **files.files(View(project.book, page)),
            **taken.texts(project, settings.site_url, bundled=output.offline),
        }
    for name in sorted(own.keys() - output.files):
        yield Problem(Place(f"{output.label}/{name}"), "missing-export", "this download is missing", ANEW)
    for name in sorted(output.files):
        looked_at = name in own or name.endswith((*ENDINGS, *CITED))
        if not looked_at or name == "search/search_index.json":
            continue
        raw = (output.folder / name).read_bytes()
        if name in own and raw == own[name].encode():
            continue
        text = decoded(raw, "replace")
        found = [*_values(output, project, name, text), *_unreadable(output, project, name, text)]
        yield from found
        if name in own and not found:
            pairs = zip(text, own[name].removeprefix("\ufeff"), strict=False)
            same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
            place = static_place(output, project, name, text, same)
            yield Problem(place, "unlike-export", "this download is not what the data give", ANEW)


def _values(output: Output, project: Project, name: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each value of a figure that is not that of the data."""
    if not project.readable or not name.endswith(ENDINGS):
        return
    rows = list(_of_csv(text) if name.endswith(".csv") else _of_json(text))
    if not any(id_ in project.book.quantities for id_, _, _ in rows):
        return  # not about figures
    position = 0
    for row in rows:
        position = max(position, text.find(row[0], position))
        if wrong := _wrong(project.book, row):
            yield wrong.at(static_place(output, project, name, text, position))


def _unreadable(output: Output, project: Project, name: str, text: str) -> Iterator[Problem]:
    for form in CITATIONS:
        if name.endswith(f".{form.ending}") and (wrong := form.fault(text)):
            place = static_place(output, project, name, text, 0)
            yield Problem(place, "unreadable-citation", f"this is no citation: {wrong}", ANEW)


def _of_csv(text: str) -> Iterator[Row]:
    try:
        for row in csv.DictReader(text.splitlines()):
            if row.get("id") and row.get("value") is not None:
                yield str(row["id"]).strip(), _value(row), str(row.get("scale") or "")
    except csv.Error:
        return


def _of_json(text: str) -> Iterator[Row]:
    try:
        waiting = [("", json.loads(text, parse_float=Decimal))]
    except (ValueError, RecursionError):
        try:  # one object on each line
            lines = [line for line in text.splitlines() if line.strip()]
            waiting = [("", json.loads(line, parse_float=Decimal)) for line in lines]
        except (ValueError, RecursionError):
            return
    while waiting:
        key, item = waiting.pop()
        if isinstance(item, list):
            waiting += [("", part) for part in reversed(item)]
        elif isinstance(item, dict) and isinstance(item.get("value", item.get("low")), str | int | Decimal):
            yield str(item.get("id") or key), _value(item), str(item.get("scale") or "")
        elif isinstance(item, dict):
            waiting += reversed(item.items())


def _value(row: Mapping[str, Any]) -> str:
    """Return the value of a row as the pages have it: both ends of a range, or that there is none."""
    value = row.get("value")
    if value in (None, "") and row.get("low") not in (None, ""):
        return f"{row['low']}/{row.get('high')}"
    if value == "" and row.get("qualifier") == Qualifier.SEVERAL.value:
        return Qualifier.SEVERAL.value
    return str(value).strip()


def _wrong(book: Book, row: Row) -> Fault | None:
    id_, value, scale = row
    quantity = book.quantities.get(id_)
    if quantity is None:
        if book.entry(id_):
            return None
        return unknown("figure", id_, book.quantities)
    wanted = _written(quantity, scale)
    if _same(value, wanted):
        return None
    message = f"'{id_}' has the value '{value}' here, but '{wanted}' in the data"
    return Fault("wrong-export", message, "write the table anew from the data")


def _written(quantity: Quantity, scale: str) -> str:
    """Return the value as such a table gives it: in units, or with a column that says the scale."""
    if scale == quantity.scale.value and quantity.value is not None:
        ends = [quantity.value] if quantity.high is None else [quantity.value, quantity.high]
        return "/".join(map(plain_decimal, ends))
    return quantity.machine


def _same(value: str, wanted: str) -> bool:
    try:
        return value == wanted or Decimal(value) == Decimal(wanted)
    except InvalidOperation:
        return False
