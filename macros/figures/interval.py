"""For which values a printed quantity stands: a point, a rounded number, a number with a qualifier."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from macros.figures.formulas import DOWN, UP, Quantity, Units
from macros.figures.model import Qualifier
from macros.figures.units import Kind

ABOUT, NEARLY = Fraction(1, 20), Fraction(1, 10)
"""How far "about" reaches to either side, and "nearly" below, unless half the last digit is more."""


@dataclass(frozen=True)
class Reach:
    """The ends between which the truth lies, in units of one; percentages as parts of one."""

    printed: tuple[Fraction, Fraction]
    """The number itself, twice, or the two ends of a range."""
    low: Fraction
    high: Fraction
    side: frozenset[int] = frozenset()
    """The sides that have no end: "more than" has none above, "less than" and "up to" none below."""
    without_low: bool = False
    without_high: bool = False

    def above(self, other: Reach) -> bool:
        """Return whether every value of this one is above every value of the other."""
        if self.side >= DOWN or other.side >= UP:
            return False
        touching = self.low == other.high and (self.without_low or other.without_high)
        return self.low > other.high or touching

    def no_less(self, other: Reach) -> bool:
        """Return whether no value of this one is below any of the other."""
        return not (self.side >= DOWN or other.side >= UP) and self.low >= other.high

    def times(self, factor: Fraction) -> Reach:
        """Return that part or multiple of it; the factor is above zero."""
        first, last = self.printed
        low, high = self.low * factor, self.high * factor
        ends = (first * factor, last * factor)
        return Reach(ends, low, high, self.side, self.without_low, self.without_high)


def reach(quantity: Quantity, *, rounded: bool = False) -> Reach | None:
    """Return what the quantity stands for; None for dates, places in a ranking and "several".

    If `rounded`, a number stands for all that are rounded to its last printed digit.
    """
    if quantity.value is None or quantity.kind in (Kind.RANK, Kind.DATE):
        return None
    per_cent = quantity.kind in (Kind.SHARE, Kind.CHANGE)
    factor = Fraction(10) ** quantity.scale.exponent / (100 if per_cent else 1)
    ends = [end for end in (quantity.value, quantity.high) if end is not None]
    low, high = (Fraction(end) * factor for end in (ends[0], ends[-1]))
    half = min(Fraction(10) ** int(end.as_tuple().exponent) for end in ends) * factor / 2
    wide = max(abs(low) * ABOUT, half)
    slack = half if rounded else Fraction(0)
    printed = (low, high)
    match quantity.qualifier:
        case Qualifier.ABOUT:
            return Reach(printed, low - wide, high + wide)
        case Qualifier.NEARLY if low < 0:
            return Reach(printed, low - slack, high * (1 - NEARLY), without_low=not rounded)
        case Qualifier.NEARLY:
            return Reach(printed, low * (1 - NEARLY), high + slack, without_high=not rounded)
        case Qualifier.MORE_THAN:
            return Reach(printed, low - slack, high + slack, UP, without_low=not rounded)
        case Qualifier.LESS_THAN:
            return Reach(printed, low - slack, high + slack, DOWN, without_high=not rounded)
        case Qualifier.UP_TO:
            return Reach(printed, low - slack, high + slack, DOWN)
        case _:
            return Reach(printed, low - slack, high + slack)


def alike(units: Units, first: Quantity, second: Quantity) -> bool:
    """Return whether both can be compared: like units, and not one a month and the other a year."""
    same = units.dimension(first.unit) == units.dimension(second.unit)
    return same and (first.per is second.per or None in (first.per, second.per))
