"""A quantity, exact, and the interval for which a printed one stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.figures.kinds import Per, Qualifier, Scale, Status
from macros.figures.model import Figure, Stated, Unit
from macros.figures.periods import Period
from macros.figures.units import PLAIN_NUMBER, UnitKind, kind_of_built_in
from macros.problems import Fault

UP, DOWN = frozenset({1}), frozenset({-1})


EITHER = UP | DOWN
DIRECTION = {
    Qualifier.STATED: frozenset[int](),
    Qualifier.RANGE: frozenset[int](),
    Qualifier.MORE_THAN: UP,
    Qualifier.NEARLY: DOWN,
    Qualifier.UP_TO: DOWN,
    Qualifier.LESS_THAN: DOWN,
    Qualifier.ABOUT: EITHER,
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is printed of a figure: its value in its unit and scale, and how it is limited."""

    id: str
    unit: str
    kind: UnitKind
    value: Decimal | None = None
    high: Decimal | None = None
    when: Period | None = None
    scale: Scale = Scale.ONE
    per: Per | None = None
    qualifier: Qualifier = Qualifier.STATED
    status: Status = Status.REPORTED
    inputs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @classmethod
    def of(cls, stated: Stated, id_: str, kind: UnitKind) -> Quantity:
        """Return what the data, or their history, state of a figure with a unit of that kind."""
        low, high = stated.value if isinstance(stated.value, tuple) else (stated.value, None)
        return cls(
            id=id_,
            unit=stated.unit,
            kind=kind,
            value=low if isinstance(low, Decimal) else None,
            high=high,
            when=low if isinstance(low, Period) else None,
            scale=stated.scale,
            per=stated.per,
            qualifier=stated.qualifier,
            status=Status.DERIVED if stated.derived else stated.status,
            sources=(stated.source,) if stated.source else (),
        )

    @property
    def complete(self) -> bool:
        """Whether there is anything to print: a value, a date, or the word "several"."""
        return self.value is not None or self.when is not None or self.qualifier is Qualifier.SEVERAL

    @property
    def machine(self) -> str:
        """Return the value for machines: a whole decimal, low/high, an ISO date, or 'several'."""
        if self.when is not None:
            return self.when.text
        if self.value is None:
            return Qualifier.SEVERAL.value
        ends = [self.value] if self.high is None else [self.value, self.high]
        return "/".join(plain_decimal(end.scaleb(self.scale.exponent)) for end in ends)


class Units:
    """Says of which kind a unit is, and which units are alike."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        """Take the units that the data file adds."""
        self._units = units

    def kind(self, unit: str) -> UnitKind:
        """Return the kind of the unit; KeyError if there is none of that name."""
        return kind_of_built_in(unit) or UnitKind(self._units[unit].kind)

    def dimension(self, unit: str) -> str:
        """Return a word that is the same for all units that may be added to this one."""
        kind = self.kind(unit)
        if kind in LIKE_A_NUMBER:
            return PLAIN_NUMBER
        return (self._units[unit].alike or unit) if kind in (UnitKind.COUNT, UnitKind.MEASURE) else unit


def plain_decimal(number: Decimal) -> str:
    """Return the number without exponent and without zeros behind the decimals."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def impossible(figure: Figure, kind: UnitKind) -> Iterator[Fault]:
    """Yield a fault for each way in which the value cannot be of its unit."""
    if figure.scale is not Scale.ONE and kind in (
        UnitKind.SHARE,
        UnitKind.CHANGE,
        UnitKind.RANK,
        UnitKind.DATE,
    ):
        yield Fault("impossible-value", f"the unit '{figure.unit}' takes no scale", "remove scale:")
    if isinstance(figure.value, Period) or figure.value is None:
        return
    ends = figure.value if isinstance(figure.value, tuple) else (figure.value,)
    for value in ends:
        base = value.scaleb(figure.scale.exponent)
        if kind is UnitKind.SHARE and not 0 <= value <= 100:
            hint = "write unit: percent_change for growth"
            yield Fault("impossible-share", f"a share of {value} per cent is not possible", hint)
        elif kind in (UnitKind.COUNT, UnitKind.RANK) and base != base.to_integral_value():
            hint = "write a whole number, or another scale"
            yield Fault("impossible-value", f"{base:f} is no whole count of '{figure.unit}'", hint)
        elif (kind is UnitKind.RANK and base < 1) or (
            kind in (UnitKind.COUNT, UnitKind.MEASURE, UnitKind.RATIO) and base < 0
        ):
            hint = "write a positive number"
            yield Fault("impossible-value", f"{base:f} is too small for '{figure.unit}'", hint)


ABOUT, NEARLY = Fraction(1, 20), Fraction(1, 10)
"""How far "about" reaches to either side, and "nearly" below, unless half the last digit is more."""


@dataclass(frozen=True)
class Interval:
    """The ends between which the truth lies, in units of one; percentages as parts of one."""

    printed: tuple[Fraction, Fraction]
    """The number itself, twice, or the two ends of a range."""
    low: Fraction
    high: Fraction
    side: frozenset[int] = frozenset()
    """The sides that have no end: "more than" has none above, "less than" and "up to" none below."""
    without_low: bool = False
    without_high: bool = False

    def above(self, other: Interval) -> bool:
        """Return whether every value of this one is above every value of the other."""
        if self.side >= DOWN or other.side >= UP:
            return False
        touching = self.low == other.high and (self.without_low or other.without_high)
        return self.low > other.high or touching

    def no_less(self, other: Interval) -> bool:
        """Return whether no value of this one is below any of the other."""
        return not (self.side >= DOWN or other.side >= UP) and self.low >= other.high

    def times(self, factor: Fraction) -> Interval:
        """Return that part or multiple of it; the factor is above zero."""
        first, last = self.printed
        low, high = self.low * factor, self.high * factor
        ends = (first * factor, last * factor)
        return Interval(ends, low, high, self.side, self.without_low, self.without_high)


def interval(quantity: Quantity, *, rounded: bool = False) -> Interval | None:
    """Return what the quantity stands for; None for dates, places in a ranking and "several".

    If `rounded`, a number stands for all that are rounded to its last printed digit.
    """
    if quantity.value is None or quantity.kind in (UnitKind.RANK, UnitKind.DATE):
        return None
    per_cent = quantity.kind in (UnitKind.SHARE, UnitKind.CHANGE)
    factor = Fraction(10) ** quantity.scale.exponent / (100 if per_cent else 1)
    ends = [end for end in (quantity.value, quantity.high) if end is not None]
    low, high = (Fraction(end) * factor for end in (ends[0], ends[-1]))
    half = min(Fraction(10) ** int(end.as_tuple().exponent) for end in ends) * factor / 2
    wide = max(abs(low) * ABOUT, half)
    slack = half if rounded else Fraction(0)
    printed = (low, high)
    match quantity.qualifier:
        case Qualifier.ABOUT:
            return Interval(printed, low - wide, high + wide)
        case Qualifier.NEARLY if low < 0:
            return Interval(printed, low - slack, high * (1 - NEARLY), without_low=not rounded)
        case Qualifier.NEARLY:
            return Interval(printed, low * (1 - NEARLY), high + slack, without_high=not rounded)
        case Qualifier.MORE_THAN:
            return Interval(printed, low - slack, high + slack, UP, without_low=not rounded)
        case Qualifier.LESS_THAN:
            return Interval(printed, low - slack, high + slack, DOWN, without_high=not rounded)
        case Qualifier.UP_TO:
            return Interval(printed, low - slack, high + slack, DOWN)
        case _:
            return Interval(printed, low - slack, high + slack)


def of_like_units(units: Units, first: Quantity, second: Quantity) -> bool:
    """Return whether both can be compared: like units, and not one a month and the other a year."""
    same = units.dimension(first.unit) == units.dimension(second.unit)
    return same and (first.per is second.per or None in (first.per, second.per))


LIKE_A_NUMBER = (UnitKind.SHARE, UnitKind.CHANGE, UnitKind.RATIO)
