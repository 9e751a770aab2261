"""Says how far the values of other sources lie from the article's, where they can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from macros.figures.book import Book
from macros.figures.evidence.comparing import Comparability, comparability
from macros.figures.evidence.verdicts import counted, evidence
from macros.figures.kinds import Qualifier, Relation
from macros.figures.model import Claim, Evidence, Figure
from macros.figures.quantities import DIRECTION, EITHER, Quantity, interval
from macros.figures.units import UnitKind


@dataclass(frozen=True)
class Distance:
    """How one value lies to the article's: `low` and `high` are equal unless either is a range.

    Shares of the article's value, so that -0.25 is a quarter below it; for percentages the difference in
    parts of one, for places in a ranking the places further down. `side` holds the way in which the truth
    may lie beyond: -1 below `low`, 1 above `high`. `about` if neither end is exact.
    """

    low: Fraction
    high: Fraction
    side: frozenset[int] = frozenset()
    about: bool = False


@dataclass(frozen=True)
class Compared:
    """One piece of evidence beside the article's figure; no distance unless it is comparable and a number."""

    entry: Figure | Claim
    relation: Relation
    comparability: Comparability
    distance: Distance | None = None


def compared(book: Book, figure: Figure) -> Iterator[Compared]:
    """Yield each piece of evidence on the article's figure by others, context too, in file order."""
    for entry, item in evidence(book.brief, figure.id):
        if counted(book.brief, entry):
            yield compare_one(book, figure, entry, item)


def compare_one(book: Book, figure: Figure, entry: Figure | Claim, item: Evidence) -> Compared:
    """Return how the entry lies to the article's figure, or why it cannot be compared."""
    found = comparability(book, figure, entry, item)
    near = isinstance(entry, Figure) and found is Comparability.COMPARABLE
    away = _distance(book, figure.id, entry.id) if near else None
    return Compared(entry, item.relation, found, away)


def _distance(book: Book, figure: str, entry: str) -> Distance | None:
    article, other = book.quantities[figure], book.quantities[entry]
    if UnitKind.RANK is article.kind is other.kind:
        return _places(article, other)
    first, second = interval(article), interval(other)
    if first is None or second is None:
        return None
    (low, high), (least, most) = first.printed, second.printed
    # What may lie above the article's value puts the other below it, and the reverse.
    side = _bound(other.qualifier) | frozenset(-way for way in _bound(article.qualifier))
    if side == EITHER:  # both may lie further out, so that the distance may be any
        return None
    about = Qualifier.ABOUT in (article.qualifier, other.qualifier)
    if article.kind in (UnitKind.SHARE, UnitKind.CHANGE):
        return Distance(least - high, most - low, side, about)
    return Distance(least / high - 1, most / low - 1, side, about) if low > 0 else None


def _bound(qualifier: Qualifier) -> frozenset[int]:
    """Return the way in which the truth may lie beyond the number; a rounded number bounds nothing."""
    return frozenset() if qualifier is Qualifier.ABOUT else DIRECTION[qualifier]


def _places(article: Quantity, other: Quantity) -> Distance | None:
    if article.value is None or other.value is None:
        return None
    further = Fraction(other.value) - Fraction(article.value)
    return Distance(further, further)


@dataclass(frozen=True)
class Spread:
    """All that others say beside one figure: the outermost distances, and what else is told of it."""

    comparable: tuple[Compared, ...]
    lowest: Distance | None
    highest: Distance | None
    others: int
    """How many more pieces count something else or another time, or say nothing in numbers."""


def spread(book: Book, figure: Figure) -> Spread:
    """Return how far the values of other sources lie from the article's figure."""
    everything = list(compared(book, figure))
    near = [one for one in everything if one.relation is not Relation.CONTEXT and one.distance is not None]
    distances = [one.distance for one in near if one.distance is not None]
    return Spread(
        tuple(near),
        min(distances, key=lambda one: one.low, default=None),
        max(distances, key=lambda one: one.high, default=None),
        sum(one.relation is Relation.CONTEXT for one in everything),
    )
