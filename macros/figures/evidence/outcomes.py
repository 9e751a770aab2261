"""Says what became of plans, targets, potentials and forecasts, from later figures where there are any."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from macros.figures.book import Book
from macros.figures.kinds import OutcomeState, Status
from macros.figures.model import Claim, Figure
from macros.figures.quantities import Units, interval, of_like_units
from macros.figures.units import UnitKind

AHEAD = frozenset({Status.PLAN, Status.TARGET, Status.POTENTIAL, Status.FORECAST})
"""What is not counted, but announced, wanted, held possible or expected."""


@dataclass(frozen=True)
class Became:
    """What became of one such figure, and the later entry from which that follows."""

    figure: Figure
    state: OutcomeState
    by: Figure | Claim | None
    late: bool
    """Whether its day has passed, and nothing in the data says what became of it."""


def outcomes(book: Book, day: datetime.date) -> Iterator[Became]:
    """Yield what became of each such figure by that day, in file order; not of copies of the article."""
    for figure in book.brief.figures.values():
        source = book.brief.sources.get(figure.source or "")
        if figure.status in AHEAD and not (source and source.copy_of_article):
            yield became(book, figure, day)


def became(book: Book, figure: Figure, day: datetime.date) -> Became:
    """Return what became of the figure by that day."""
    end = figure.due.span()[1] if figure.due else None
    over = end is not None and end < day
    said = figure.outcome
    if said is None:
        state = OutcomeState.UNKNOWN if over else OutcomeState.OPEN
        return Became(figure, state, None, over)
    by = book.entry(said.by) if said.by else None
    if said.state is not None or not isinstance(by, Figure):
        return Became(figure, said.state or OutcomeState.UNKNOWN, by, late=False)
    if by.status in AHEAD:
        return Became(figure, OutcomeState.REPLACED, by, late=False)
    if _reached(book, figure, by):
        return Became(figure, OutcomeState.REACHED, by, late=False)
    return Became(figure, OutcomeState.MISSED if over else OutcomeState.OPEN, by, late=False)


def comparable(book: Book, figure: Figure, by: Figure) -> bool:
    """Return whether the later figure can tell what became of the earlier one."""
    one, two = book.quantities[figure.id], book.quantities[by.id]
    if by.status in AHEAD or one.kind is two.kind is UnitKind.DATE:
        return True
    return of_like_units(Units(book.brief.units), one, two) and None not in (interval(one), interval(two))


def _reached(book: Book, figure: Figure, by: Figure) -> bool:
    one, two = book.quantities[figure.id], book.quantities[by.id]
    if one.when and two.when:
        (_, last), (_, done) = one.when.span(), two.when.span()
        return bool(last and done and done <= last)
    aim, found = interval(one), interval(two)
    # What lies above "more than" is not known, and so is not reached.
    return aim is not None and found is not None and max(found.printed[1], found.low) >= aim.low
