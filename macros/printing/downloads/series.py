"""Series to take away: figures of one flow in the order of time, with a mark at each break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from macros.figures.kinds import Change
from macros.figures.model import Figure
from macros.figures.series import Observation, observations
from macros.printing.downloads.documents import SCHEMA, cell, document, sheet
from macros.printing.downloads.forms import CSV, JSON, Form
from macros.printing.downloads.pictures import link
from macros.printing.downloads.records import plain, row
from macros.printing.elements import minor
from macros.printing.markup import join, table, text
from macros.printing.view import View
from macros.reading.pages.routes import DATA_FOLDER

FORMS: tuple[Form, ...] = (CSV, JSON)
BESIDE = f"../{SCHEMA}"
"""The schema, from the folder of these files."""
KEY = ("series", "series_title", "flow", "area", "partner", "definition")
"""What is alike in all rows: by it SDMX would know the series."""
BREAK = ("obs_status", "break_after", "break_changes", "break_because")
"""What sets a value apart from the one before it."""
BROKEN = "B"
"""A break in a time series, in SDMX's code list for the status of an observation."""
HEADS = (
    *KEY,
    *("id", "label", "value", "low", "high", "unit", "per", "printed", "qualifier", "status"),
    *("period", "period_start", "period_end", "period_uncertain", "calendar", "period_note", "stated"),
    *("measures", "source", "publisher", "title", "url", "published", "attributed_to", "producer", "origin"),
    *BREAK,
    *("address", "version"),
)


def of_series(id_: str) -> str:
    """Return the path of the files of a series, without ending."""
    return f"{DATA_FOLDER}/series/{id_}"


def paths(ids: Iterable[str]) -> Iterator[str]:
    """Yield the path of each file of these series."""
    for id_ in ids:
        yield from (f"{of_series(id_)}.{form.ending}" for form in FORMS)


def files(view: View) -> dict[str, str]:
    """Return the text of every file, by its path."""
    found: dict[str, str] = {}
    for id_ in view.book.brief.series:
        order, path, key = observations(view.book.brief, id_), of_series(id_), _key(view, id_)
        rows = ({**key, **row(view, one.figure), **_break(view, one)} for one in order)
        cells = ([cell(found_.get(name, "")) for name in HEADS] for found_ in rows)
        found[f"{path}.csv"] = sheet(HEADS, cells)
        figures = [row(view, one.figure) for one in order]
        found[f"{path}.json"] = document(view, figures, BESIDE, _said(view, id_))
    return found


def _key(view: View, id_: str) -> dict[str, str]:
    one = view.book.brief.series[id_]
    texts = {"series_title": one.title, "flow": one.flow, "area": one.area, "partner": one.partner}
    said = {name: plain(view, written) for name, written in texts.items()}
    return {"series": id_, **said, "definition": plain(view, one.definition)}


def _said(view: View, id_: str) -> dict[str, Any]:
    """Return what a document says of a series: its key, and its breaks in the order of time."""
    key, brief = _key(view, id_), view.book.brief
    named = {"id": id_, "title": key["series_title"], "flow": key["flow"], "area": key["area"]}
    named |= {"partner": key["partner"]} if key["partner"] else {}
    breaks = [
        {"between": one.broken.between, "changes": one.broken.changes, "because": because(view, one)}
        for one in observations(brief, id_)
        if one.broken
    ]
    return {
        **named,
        "unit": brief.series[id_].unit,
        "definition": key["definition"],
        "breaks": breaks,
    }


def _break(view: View, one: Observation) -> dict[str, Any]:
    if one.broken is None or one.before is None:
        return {}
    return {
        "obs_status": BROKEN,
        "break_after": one.before.id,
        "break_changes": [change.value for change in one.broken.changes],
        "break_because": because(view, one),
    }


def because(view: View, one: Observation) -> str:
    """Return in words what sets a member of a series apart from the one before; nothing where it is not."""
    if one.broken is None or one.before is None:
        return ""
    parts = [_changed(view, change, one.before, one.figure) for change in one.broken.changes]
    if one.broken.because:
        parts.append(plain(view, one.broken.because))
    return view.say["separated"].join(parts)


def _changed(view: View, change: Change, before: Figure, after: Figure) -> str:
    if change is Change.CALENDAR:
        return view.say["break_calendar"]
    name, said = ("break_source", _origin) if change is Change.SOURCE else ("break_definition", _defined)
    return view.say[name].format(before=said(view, before), after=said(view, after))


def _origin(view: View, figure: Figure) -> str:
    return view.producer(figure) or view.publisher(view.book.brief.sources[figure.source or ""])


def _defined(view: View, figure: Figure) -> str:
    return plain(view, figure.measures)


# --- on pages


def offered(view: View) -> Markup:
    """Return a table of all series with links to their files; nothing where there is none."""
    lines: list[tuple[dict[str, object], tuple[object, ...]]] = []
    for id_, one in view.book.brief.series.items():
        found = observations(view.book.brief, id_)
        broken = sum(member.broken is not None for member in found)
        counted = view.say["series_counted"].format(values=view.count(len(found)), breaks=view.count(broken))
        what = join((view.say(one.title), minor(view.text(one.definition)), minor(counted)), " ")
        files_ = (link(view, of_series(id_), view.say(one.title), form) for form in FORMS)
        lines.append(({}, (what, *files_)))
    if not lines:
        return Markup("")
    columns = (view.say["what"], *(form.name for form in FORMS))
    return table(view.say["series_all"], columns, lines, kind="legend brief-table--downloads")


def of_entry(view: View, ids: Iterable[str | None]) -> Markup:
    """Return links to the series of these ids, each once; nothing for none."""
    named = [id_ for id_ in dict.fromkeys(ids) if id_]
    lines = (
        text(f"{view.say(view.book.brief.series[id_].title)}: ")
        + join(
            (link(view, of_series(id_), view.say(view.book.brief.series[id_].title), form) for form in FORMS),
            " · ",
        )
        for id_ in named
    )
    return join(lines, view.say["separated"])
