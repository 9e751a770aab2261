"""Says how far the values of other sources lie from the article's, and which cannot be compared, and why.

A value is compared only if it is of a like unit, of the same definition, and of a period that fits. Whether
the definition is the same is said in the data (`differs`); whether the period fits is computed.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from macros.figures.book import Book
from macros.figures.kinds import Differs, Relation
from macros.figures.model import Claim, Entry, Evidence, Figure
from macros.figures.periods import Period
from macros.figures.quantities import DIRECTION, Quantity, Units, alike, reach
from macros.figures.units import Kind
from macros.figures.verdicts import counted, evidence

SAME_TIME = Fraction(3, 4)
"""How much of the longer of two periods they share, at least, to count as the same: a calendar year and the
Solar Hijri year that begins in it share 78 %."""


class Comparability(StrEnum):
    """Whether a value of another source can be set against the article's, or why not."""

    COMPARABLE = "comparable"
    OTHER_DEFINITION = "other_definition"
    OTHER_PERIOD = "other_period"
    UNKNOWN_PERIOD = "unknown_period"
    NO_LIKE_VALUE = "no_like_value"


@dataclass(frozen=True)
class Distance:
    """How one value lies to the article's: `low` and `high` are equal unless either is a range.

    Shares of the article's value, so that -0.25 is a quarter below it; for percentages the difference in
    parts of one, for places in a ranking the places further down. `side` holds the ways in which the truth
    may lie beyond: -1 below `low`, 1 above `high`.
    """

    low: Fraction
    high: Fraction
    side: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Compared:
    """One piece of evidence beside the article's figure; no distance unless it is comparable."""

    entry: Figure | Claim
    comparability: Comparability
    distance: Distance | None = None


def compared(book: Book, figure: Figure) -> Iterator[Compared]:
    """Yield each piece of evidence that speaks to the article's figure and counts, in file order."""
    for entry, item in evidence(book.brief, figure.id):
        if item.relation is not Relation.CONTEXT and counted(book.brief, entry):
            yield compare_one(book, figure, entry, item)


def compare_one(book: Book, figure: Figure, entry: Figure | Claim, item: Evidence) -> Compared:
    """Return how the entry lies to the article's figure, or why it cannot be compared."""
    distance = _distance(book, figure, entry)
    if distance is None:
        return Compared(entry, Comparability.NO_LIKE_VALUE)
    if Differs.DEFINITION in item.differs:
        return Compared(entry, Comparability.OTHER_DEFINITION)
    if Differs.PERIOD in item.differs:
        return Compared(entry, Comparability.OTHER_PERIOD)
    time = _time(figure.period, entry.period)
    return Compared(entry, time, distance if time is Comparability.COMPARABLE else None)


def _time(article: Period | None, other: Period | None) -> Comparability:
    """Return whether the periods fit; an article that names none is taken to speak of any."""
    if article is None or not article.dated:
        return Comparability.COMPARABLE
    if other is None or not other.dated:
        return Comparability.UNKNOWN_PERIOD
    return Comparability.COMPARABLE if _same_time(article, other) else Comparability.OTHER_PERIOD


def _same_time(one: Period, other: Period) -> bool:
    (a, b), (c, d) = one.span(), other.span()
    if not (a and b and c and d):
        return (a, b) == (c, d)
    shared = _days(max(a, c), min(b, d))
    return shared >= SAME_TIME * max(_days(a, b), _days(c, d))


def _days(first: datetime.date, last: datetime.date) -> int:
    return max(0, (last - first).days + 1)


def _distance(book: Book, figure: Figure, entry: Entry) -> Distance | None:
    if not isinstance(entry, Figure):
        return None
    article, other = book.quantities[figure.id], book.quantities[entry.id]
    if Kind.RANK is article.kind is other.kind:
        return _places(article, other)
    first, second = reach(article), reach(other)
    if first is None or second is None or not alike(Units(book.brief.units), article, other):
        return None
    if article.kind is not other.kind and Kind.CHANGE in (article.kind, other.kind):
        return None
    (low, high), (least, most) = first.printed, second.printed
    # What may lie above the article's value puts the other below it, and the reverse.
    side = DIRECTION[other.qualifier] | frozenset(-way for way in DIRECTION[article.qualifier])
    if article.kind in (Kind.SHARE, Kind.CHANGE):
        return Distance(least - high, most - low, side)
    return Distance(least / high - 1, most / low - 1, side) if low > 0 else None


def _places(article: Quantity, other: Quantity) -> Distance | None:
    if article.value is None or other.value is None:
        return None
    further = Fraction(other.value) - Fraction(article.value)
    return Distance(further, further)


@dataclass(frozen=True)
class Spread:
    """All that speaks to one figure: the outermost distances, and how many cannot be compared, by reason."""

    comparable: tuple[Compared, ...]
    lowest: Distance | None
    highest: Distance | None
    reasons: Counter[Comparability]


def spread(book: Book, figure: Figure) -> Spread:
    """Return how far the values of other sources lie from the article's figure."""
    everything = list(compared(book, figure))
    near = [one for one in everything if one.distance is not None]
    distances = [one.distance for one in near if one.distance is not None]
    return Spread(
        tuple(near),
        min(distances, key=lambda one: one.low, default=None),
        max(distances, key=lambda one: one.high, default=None),
        Counter(one.comparability for one in everything if one.distance is None),
    )
