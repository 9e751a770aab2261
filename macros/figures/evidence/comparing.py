"""Says which values of other sources can be compared with one of the article's, and what they may be called.

A value is compared only if it is of a like unit, of the same definition and kind, and of a period that fits.
Whether the definition is the same is said in the data (`differs`); all else is computed. Only what can be
compared may agree or conflict.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from macros.figures.book import Book
from macros.figures.evidence.verdicts import counted
from macros.figures.kinds import ClaimKind, Differs, Qualifier, Relation, Status
from macros.figures.model import Brief, Claim, Evidence, Figure
from macros.figures.periods import Period
from macros.figures.quantities import Interval, Quantity, Units, interval, of_like_units
from macros.figures.units import UnitKind

SAME_TIME = Fraction(3, 4)
"""How much of the longer of two periods they share, at least, to count as the same: a calendar year and the
Solar Hijri year that begins in it share 78 %."""
LATELY = datetime.timedelta(days=2 * 365)
"""How far from the article's day a value may lie that is set beside one of its own time, before or after."""
NEAR = Fraction(1, 10)
"""The gap, as a part of the article's value, across which a value still agrees in part."""
BEYOND = Fraction(1, 2)
"""How far above "more than" a value may lie, as a part of the number behind it, and still agree: a bound that
is passed by more than half says little of the value itself, which then agrees in part."""
SORTS = MappingProxyType(
    {
        Status.REPORTED: "count",
        Status.ESTIMATE: "count",
        Status.DERIVED: "count",
        Status.FORECAST: "forecast",
        Status.PLAN: "aim",
        Status.TARGET: "aim",
        Status.POTENTIAL: "potential",
    }
)
"""What was counted, what is expected, what is wanted and what is thought possible are four things."""


class Comparability(StrEnum):
    """Whether a value of another source can be set against the article's, or why not."""

    COMPARABLE = "comparable"
    OTHER_DEFINITION = "other_definition"
    OTHER_PERIOD = "other_period"
    UNKNOWN_PERIOD = "unknown_period"
    NO_LIKE_VALUE = "no_like_value"


def comparability(book: Book, figure: Figure, entry: Figure | Claim, item: Evidence) -> Comparability:
    """Return whether the entry's value can be set against the article's figure, or why it cannot."""
    if not isinstance(entry, Figure) or not _of_one_kind(book, figure, entry):
        return Comparability.NO_LIKE_VALUE
    if Differs.DEFINITION in item.differs or SORTS[_status(book, figure)] != SORTS[_status(book, entry)]:
        return Comparability.OTHER_DEFINITION
    if Differs.PERIOD in item.differs:
        return Comparability.OTHER_PERIOD
    if book.quantities[figure.id].kind is UnitKind.DATE:
        return Comparability.COMPARABLE  # the value itself is the time
    return _time(book.brief, figure, entry)


def meets(book: Book, figure: Figure, entry: Figure) -> bool:
    """Return whether both values of one kind can be true at once, as they are rounded and qualified."""
    return not _gap(book, figure, entry)


def refused(book: Book, target: Figure | Claim, entry: Figure | Claim, item: Evidence) -> str:
    """Return why this piece cannot have the relation that it is given; nothing if it can.

    What is shown and not counted may be called as it looks.
    """
    if not counted(book.brief, entry):
        return ""
    if item.relation is Relation.CONTEXT:
        return _withheld(book, target, entry, item)
    if isinstance(target, Claim):
        if target.kind is ClaimKind.POSITION:
            return f"'{target.id}' is what the article wants, and neither true nor false"
        return "it counts something else, or another time" if item.differs else ""
    if isinstance(entry, Claim):
        denies = item.relation is Relation.CONFLICTS
        return "only a value that can be compared may conflict with a figure" if denies else ""
    found = comparability(book, target, entry, item)
    if found is not Comparability.COMPARABLE:
        return f"its value cannot be compared: {found.replace('_', ' ')}"
    gap = _gap(book, target, entry)
    if item.relation is Relation.CONFLICTS and not gap:
        return "both values can be true at once"
    if item.relation is Relation.AGREES and gap:
        return "both values cannot be true at once"
    if item.relation is Relation.PARTLY and gap > NEAR:
        return "its value is not near"
    return _beyond(book, target, entry, item)


def _beyond(book: Book, figure: Figure, entry: Figure, item: Evidence) -> str:
    """Return why a value above the article's "more than" is called otherwise than the rule has it."""
    article, other = book.quantities[figure.id], book.quantities[entry.id]
    one, two = _interval(article), _interval(other)
    if article.qualifier is not Qualifier.MORE_THAN or one is None or two is None:
        return ""
    far = two.printed[1] > one.printed[0] * (1 + BEYOND)
    if item.relation is Relation.AGREES and far:
        return "its value lies more than half above the article's, and so agrees in part"
    if item.relation is Relation.PARTLY and not far and two.printed[0] > one.printed[0]:
        return "its value lies above the article's by no more than half, and so agrees"
    return ""


def _withheld(book: Book, target: Figure | Claim, entry: Figure | Claim, item: Evidence) -> str:
    """Return why a piece cannot be mere context: nobody may leave out of the count what can be compared."""
    if isinstance(target, Claim) or isinstance(entry, Claim):
        return ""
    comparable = comparability(book, target, entry, item) is Comparability.COMPARABLE
    return "its value can be compared, and nothing says in what it differs" if comparable else ""


def _of_one_kind(book: Book, figure: Figure, entry: Figure) -> bool:
    article, other = book.quantities[figure.id], book.quantities[entry.id]
    if article.kind is other.kind and article.kind in (UnitKind.RANK, UnitKind.DATE):
        return True
    if not of_like_units(Units(book.brief.units), article, other):
        return False
    if article.kind is not other.kind and UnitKind.CHANGE in (article.kind, other.kind):
        return False
    return None not in (_interval(article), _interval(other))


def _status(book: Book, figure: Figure) -> Status:
    return book.quantities[figure.id].status


def _interval(quantity: Quantity) -> Interval | None:
    """Return what the quantity stands for as it is rounded; "several" is more than one."""
    if quantity.qualifier is Qualifier.SEVERAL:
        one = Fraction(1)
        return Interval((one, one), one, one, frozenset({1}), without_low=True)
    return interval(quantity, rounded=True)


def _gap(book: Book, figure: Figure, entry: Figure) -> Fraction:
    """Return how far apart the values are at least, as a part of the article's; zero if they can be one."""
    article, other = book.quantities[figure.id], book.quantities[entry.id]
    if article.kind is UnitKind.DATE:
        return Fraction(not _overlap(article.when, other.when))
    if article.kind is UnitKind.RANK:
        return Fraction(article.value != other.value)
    one, two = _interval(article), _interval(other)
    if one is None or two is None or not (one.above(two) or two.above(one)):
        return Fraction(0)
    apart = max(one.low - two.high, two.low - one.high)
    size = abs(one.printed[0]) or Fraction(1)
    return max(apart / size, Fraction(1, 10**9))  # touching ends, of which one is not reached, are apart


def _time(brief: Brief, figure: Figure, entry: Figure) -> Comparability:
    """Return whether the periods fit; one that names none is compared with any, or with its own time's."""
    if figure.period is None or not figure.period.dated:
        return _lately(brief, entry) if figure.current else Comparability.COMPARABLE
    if entry.period is None or not entry.period.dated:
        return Comparability.UNKNOWN_PERIOD
    same = _same_time(figure.period, entry.period)
    return Comparability.COMPARABLE if same else Comparability.OTHER_PERIOD


def _lately(brief: Brief, entry: Figure) -> Comparability:
    known = known_by(brief)
    if known is None:
        return Comparability.COMPARABLE
    when = entry.period if entry.period and entry.period.dated else _said(brief, entry)
    start, end = when.span() if when else (None, None)
    if end is None and start is None:
        return Comparability.UNKNOWN_PERIOD
    far = (end is not None and end < known - LATELY) or (start is not None and start > known + LATELY)
    return Comparability.OTHER_PERIOD if far else Comparability.COMPARABLE


def known_by(brief: Brief) -> datetime.date | None:
    """Return the earliest day on which the article or a copy of it is known to have been there."""
    sources = (
        source
        for id_, source in brief.sources.items()
        if source.copy_of_article or id_ == brief.about.article
    )
    days = (source.published.span()[0] for source in sources if source.published)
    return min((day for day in days if day), default=None)


def _said(brief: Brief, entry: Figure) -> Period | None:
    """Return when a value without a period was said or, if that is not known, published."""
    return entry.stated or (brief.sources[entry.source].published if entry.source else None)


def _same_time(one: Period, other: Period) -> bool:
    (a, b), (c, d) = one.span(), other.span()
    if not (a and b and c and d):
        return (a, b) == (c, d)
    shared = _days(max(a, c), min(b, d))
    return shared >= SAME_TIME * max(_days(a, b), _days(c, d))


def _overlap(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None:
        return False
    (a, b), (c, d) = one.span(), other.span()
    first = max(a or datetime.date.min, c or datetime.date.min)
    return first <= min(b or datetime.date.max, d or datetime.date.max)


def _days(first: datetime.date, last: datetime.date) -> int:
    return max(0, (last - first).days + 1)
