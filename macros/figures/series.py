"""A series: figures of one flow at several times, in the order of time, and where that order is broken."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from macros.figures.kinds import Change
from macros.figures.model import ENGLISH, Break, Brief, Figure
from macros.problems import Fault

OPEN = datetime.date.max
"""Behind all times that are known."""


@dataclass(frozen=True)
class Observation:
    """A member of a series."""

    figure: Figure
    before: Figure | None
    """The member before it in time; the first has none."""
    broken: Break | None
    """What sets it apart from that one, if anything does."""


def members(brief: Brief, id_: str) -> tuple[Figure, ...]:
    """Return the figures of a series, the earliest first; those of the same time in file order."""
    found = (figure for figure in brief.figures.values() if figure.series == id_)
    return tuple(sorted(found, key=_when))


def observations(brief: Brief, id_: str) -> tuple[Observation, ...]:
    """Return the members of a series in the order of time, each with what breaks it off."""
    breaks = {one.between: one for one in brief.series[id_].breaks}
    found: list[Observation] = []
    for figure in members(brief, id_):
        before = found[-1].figure if found else None
        found.append(Observation(figure, before, breaks.get((before.id, figure.id)) if before else None))
    return tuple(found)


def changes(brief: Brief, before: Figure, after: Figure) -> frozenset[Change]:
    """Return what is another from one member to the next.

    Whether other words define another thing, their author has to judge; no break is needed for that alone.
    """
    found = {
        Change.SOURCE: _origin(brief, before) != _origin(brief, after),
        Change.DEFINITION: _defined(before) != _defined(after),
        Change.CALENDAR: _calendar(before) != _calendar(after),
    }
    return frozenset(change for change, differs in found.items() if differs)


def faults(brief: Brief, id_: str) -> Iterator[tuple[int | None, str, Fault]]:
    """Yield what is wrong with a series: the number of the break or none, the code's field, the fault."""
    series, order = brief.series[id_], members(brief, id_)
    for figure in order:
        if figure.unit != series.unit:
            hint = "take it out of the series, or name the unit that all members have"
            message = f"'{figure.id}' is in {figure.unit}, the series '{id_}' in {series.unit}"
            yield None, figure.id, Fault("unlike-units", message, hint)
    pairs = {(one.id, other.id): (one, other) for one, other in pairwise(order)}
    told = {one.between for one in series.breaks}
    for number, one in enumerate(series.breaks):
        if one.between not in pairs:
            neighbours = ", ".join(f"[{first}, {second}]" for first, second in pairs)
            message = f"'{one.between[0]}' and '{one.between[1]}' do not follow one another in '{id_}'"
            yield number, "between", Fault("impossible-break", message, f"write one of {neighbours}")
            continue
        found = changes(brief, *pairs[one.between])
        for change in one.changes:
            if change not in found:
                message = f"the {change} of '{one.between[0]}' and '{one.between[1]}' is the same"
                yield number, "changes", Fault("impossible-break", message, f"take {change} away")
        for change in sorted(found - {Change.DEFINITION, *one.changes}):
            message = f"the {change} of '{one.between[0]}' and '{one.between[1]}' is not the same"
            yield number, "changes", Fault("untold-break", message, f"add {change}")
    for between, pair in pairs.items():
        found = changes(brief, *pair) - {Change.DEFINITION}
        if found and between not in told:
            message = f"'{id_}' breaks between '{between[0]}' and '{between[1]}', and nothing says so"
            named, differs = ", ".join(between), ", ".join(sorted(found))
            hint = f"write under breaks: {{between: [{named}], changes: [{differs}]}}"
            yield None, "", Fault("untold-break", message, hint)


def _when(figure: Figure) -> tuple[datetime.date, datetime.date]:
    period = figure.period if figure.period and figure.period.dated else figure.stated
    start, end = period.span() if period else (None, None)
    return start or OPEN, end or OPEN


def _origin(brief: Brief, figure: Figure) -> str:
    source = brief.sources.get(figure.source or "")
    return figure.producer or (source.publisher[ENGLISH] if source else "")


def _defined(figure: Figure) -> str:
    return figure.measures[ENGLISH] if figure.measures else ""


def _calendar(figure: Figure) -> str:
    return figure.period.calendar.value if figure.period and figure.period.dated else ""
