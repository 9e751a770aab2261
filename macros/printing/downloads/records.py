"""All that is known of a figure in one flat record, for tables and documents to take away.

Values are exact decimals in whole units, never floats; texts are plain, with the figures that they name
printed out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any

from macros.figures.calendars import Calendar
from macros.figures.kinds import Confidence, DateBasis, Per, Qualifier, Scale, Status
from macros.figures.model import Evidence, Figure, Text
from macros.figures.periods import Period
from macros.figures.quantities import plain_decimal
from macros.printing.evidence import errata
from macros.printing.view import View
from macros.reading.pages.routes import REGISTER

Row = Mapping[str, Any]
"""A figure by the names of `COLUMNS`: texts, a whole number, a truth value, or a list of evidence."""


class Sort(Enum):
    """What a column holds."""

    TEXT = "text"
    VALUE = "value"
    """An exact decimal, or for the unit `date` a period."""
    DAY = "day"
    WHOLE = "whole"
    FLAG = "flag"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Column:
    """One column: its name, what it holds, and SDMX's concept for it, where there is one."""

    name: str
    sort: Sort = Sort.TEXT
    values: tuple[str, ...] = ()
    """All that it may say; nothing if that is open."""
    sdmx: str = ""
    always: bool = False


def _of(words: type[Enum]) -> tuple[str, ...]:
    return tuple(str(word.value) for word in words)


COLUMNS: tuple[Column, ...] = (
    Column("id", always=True),
    Column("code"),
    Column("theme", always=True),
    Column("label", sdmx="TITLE", always=True),
    Column("value", Sort.VALUE, sdmx="OBS_VALUE"),
    Column("low", Sort.VALUE),
    Column("high", Sort.VALUE),
    Column("unit", sdmx="UNIT_MEASURE", always=True),
    Column("per", values=_of(Per)),
    Column("printed", always=True),
    Column("written_value"),
    Column("written_scale", values=_of(Scale), always=True),
    Column("qualifier", values=_of(Qualifier), always=True),
    Column("status", values=_of(Status), sdmx="OBS_STATUS", always=True),
    Column("period", sdmx="TIME_PERIOD"),
    Column("period_start", Sort.DAY),
    Column("period_end", Sort.DAY),
    Column("period_uncertain", Sort.FLAG),
    Column("calendar"),
    Column("period_note"),
    Column("stated"),
    Column("measures", sdmx="STAT_CONC_DEF"),
    Column("source"),
    Column("publisher"),
    Column("carries"),
    Column("title"),
    Column("url"),
    Column("published"),
    Column("published_basis", values=_of(DateBasis)),
    Column("language"),
    Column("locator"),
    Column("attributed_to"),
    Column("producer"),
    Column("origin"),
    Column("evidence", Sort.EVIDENCE),
    Column("formula"),
    Column("decimals", Sort.WHOLE, sdmx="DECIMALS"),
    Column("shows"),
    Column("series"),
    Column("follows_from"),
    Column("mismatch"),
    Column("errata"),
    Column("record"),
    Column("confidence", values=_of(Confidence)),
    Column("note", sdmx="COMMENT_OBS"),
    Column("review_by"),
    Column("address"),
    Column("version", always=True),
)
BETWEEN = " | "
"""What stands between several things in one cell."""
PARTS = ("relation", "for", "because")
"""What a piece of evidence says; in a table each has a column of its own, in the place of `evidence`."""


def meaning(view: View, column: str) -> str:
    """Return what a column says; that of periods names the marks of the calendars in the data."""
    said = view.say.columns[column]
    if column == "period":
        others = (one for one in view.book.brief.calendars if one is not Calendar.GREGORIAN)
        said += "".join(view.say.calendars[one].marked for one in others)
    return said


def headings() -> list[str]:
    """Return the names of the columns of a table, in order."""
    return [name for column in COLUMNS for name in (PARTS if column.sort is Sort.EVIDENCE else [column.name])]


def select(view: View, theme: str | None = None, ids: Sequence[str] = ()) -> list[Figure]:
    """Return the figures of these ids, or of a theme, or all; WrongCall names the nearest id or theme."""
    if theme is not None:
        view.theme(theme)
    for id_ in ids:
        view.quantity(id_)
    figures = [view.book.brief.figures[id_] for id_ in ids] or list(view.book.brief.figures.values())
    return [figure for figure in figures if theme in (None, figure.theme)]


def plain(view: View, text: Text | None) -> str:
    """Return a text of the data in one line, with its {references} printed as readers see them."""
    return one_line(view.text(text))


def marked(view: View, id_: str) -> str:
    """Return the amount of a figure in one line, with the word of its status."""
    return one_line(view.labelled(view.quantity(id_)))


def one_line(text: str) -> str:
    """Return the text with every run of white space as a single plain space."""
    return " ".join(text.split())


def row(view: View, figure: Figure) -> Row:
    """Return all that is known of a figure, by the names of `COLUMNS`; what is not known is left out."""
    say = view.say
    found: dict[str, Any] = {
        **{name: getattr(figure, name) for name in ("id", "code", "theme", "unit", "record")},
        "label": one_line(say(figure.label)),
        "locator": say(figure.locator),
        **_value(view, figure),
        **_period(figure.period),
        "period_note": plain(view, figure.period_note),
        "stated": figure.stated and figure.stated.text,
        "measures": plain(view, figure.measures),
        **_origin(view, figure),
        "evidence": [_evidence(view, item) for item in figure.evidence_for],
        "formula": figure.formula,
        "decimals": figure.decimals,
        "shows": plain(view, figure.shows),
        "series": figure.series,
        "follows_from": figure.follows_from,
        "mismatch": plain(view, figure.mismatch),
        "errata": BETWEEN.join(map(one_line, errata.plainly(view, figure))),
        "confidence": figure.confidence and figure.confidence.value,
        "note": plain(view, figure.note),
        "review_by": figure.review_by and figure.review_by.text,
        "address": view.page.permanent(REGISTER.format("index"), figure.id),
        "version": view.book.brief.about.version,
    }
    kept = {column.name: found.get(column.name) for column in COLUMNS}
    # Zero is known and stays: it equals False, so that must be asked for by identity.
    return {name: value for name, value in kept.items() if value is not False and value not in (None, "", [])}


def _value(view: View, figure: Figure) -> dict[str, Any]:
    quantity = view.quantity(figure.id)
    value = low = high = None
    if quantity.when is not None:
        value = quantity.when.text
        low, high = (day.isoformat() if day else None for day in quantity.when.span())
    elif quantity.value is not None:
        ends = [
            plain_decimal(end.scaleb(quantity.scale.exponent))
            for end in (quantity.value, quantity.high)
            if end is not None
        ]
        value, low, high = (ends[0], None, None) if len(ends) == 1 else (None, *ends)
    match figure.value:
        case None:
            written = None
        case (first, last):
            written = f"[{first}, {last}]"
        case Period():
            written = figure.value.text
        case _:
            written = str(figure.value)
    return {
        **{"value": value, "low": low, "high": high, "printed": marked(view, figure.id)},
        **{"written_value": written, "written_scale": figure.scale.value},
        "per": quantity.per and quantity.per.value,
        "qualifier": quantity.qualifier.value,
        "status": quantity.status.value,
    }


def _period(period: Period | None) -> dict[str, Any]:
    if period is None:
        return {}
    first, last = period.span()
    return {
        "period": period.text,
        "period_start": first and first.isoformat(),
        "period_end": last and last.isoformat(),
        "period_uncertain": period.uncertain,
        "calendar": period.calendar.value if period.dated else None,
    }


def _origin(view: View, figure: Figure) -> dict[str, Any]:
    found: dict[str, Any] = {
        "attributed_to": view.say(figure.attributed_to),
        "producer": figure.producer,
        "origin": view.producer(figure),
    }
    if figure.source:
        source = view.book.brief.sources[figure.source]
        found |= {
            **{"source": source.id, "publisher": view.say(source.publisher)},
            **{"title": source.title, "url": source.url},
            "carries": view.say(source.carries),
            "published": source.published and source.published.text,
            "published_basis": source.published and source.published_basis.value,
            "language": source.language,
        }
    return found


def _evidence(view: View, item: Evidence) -> dict[str, str]:
    return {"relation": item.relation.value, "for": item.target, "because": plain(view, item.because)}


FACTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "unit": ("data-unit", ""),
        "per": ("data-per", ""),
        "scale": ("data-scale", Scale.ONE.value),
        "qualifier": ("data-qualifier", Qualifier.STATED.value),
        "status": ("data-status", Status.REPORTED.value),
        "period": ("data-when", ""),
        "source": ("data-source", ""),
    }
)
"""What the register says of a figure to machines: the attribute, and what is meant if it is left out."""


def facts(view: View, figure: Figure) -> dict[str, str]:
    """Return what the register says of a figure to machines, by the names of `FACTS`."""
    quantity = view.quantity(figure.id)
    return {
        "unit": quantity.unit,
        "per": quantity.per.value if quantity.per else "",
        "scale": quantity.scale.value,
        "qualifier": quantity.qualifier.value,
        "status": quantity.status.value,
        "period": figure.period.text if figure.period else "",
        "source": figure.source or "",
    }


def attributes(view: View, figure: Figure) -> dict[str, str]:
    """Return the attributes that say these facts, without those that say the usual."""
    found = facts(view, figure)
    return {name: found[fact] for fact, (name, usual) in FACTS.items() if found[fact] != usual}
