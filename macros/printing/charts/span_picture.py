"""The picture of a chart over time: each value spans its period, from zero up, time from left to right."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from macros.printing.charts.svg import LINE, SIZE, Colour, Label, Layer, Line, Outline, Picture, Rect, Symbol
from macros.printing.charts.text_width import linear, width

DEEPER = 6
"""Room below the last line: Arabic letters reach further down than Latin ones."""
TOP, BOTTOM = 46, 276
"""Of the plot."""
SHAPES: tuple[Outline, ...] = ("circle", "square", "up")
COLOURS: tuple[Colour, ...] = ("other", "third", "soft")
ARROW = 16
SHORT = 8
"""A span narrower than this is drawn as its shape alone."""


@dataclass(frozen=True)
class Span:
    """A value with its period, in days since the picture’s first; `end` is the day behind the last."""

    start: datetime.date
    end: datetime.date
    low: Decimal
    high: Decimal
    label: str
    group: int = 0
    open: int = 0
    hollow: bool = False
    own: bool = False


@dataclass(frozen=True)
class Times:
    """Everything on the picture."""

    spans: tuple[Span, ...]
    ticks: tuple[tuple[Decimal, str], ...]
    unit: str
    years: tuple[tuple[datetime.date, str], ...]
    """The beginning of each Gregorian year, with its label."""
    named: tuple[tuple[datetime.date, datetime.date, str], ...] = ()
    """Periods of another calendar with their names."""
    named_as: str = ""
    """What those are."""
    breaks: tuple[datetime.date, ...] = ()
    """From which days on values are not of the measure of those before."""


@dataclass(frozen=True)
class Shape:
    """How wide a variant is, and where its plot begins and ends."""

    width: int
    left: int
    right: int


NARROW, WIDE = Shape(320, 48, 304), Shape(760, 64, 742)


@dataclass(frozen=True)
class _Plan:
    """A variant of the chart, and where times and values stand on it."""

    chart: Times
    shape: Shape

    @property
    def days(self) -> tuple[int, int]:
        """Return the first day and the one behind the last."""
        spans = [(span.start, span.end) for span in self.chart.spans]
        named = [(start, end) for start, end, _ in self.chart.named]
        days = [day.toordinal() for ends in (*spans, *named) for day in ends]
        return min(days), max(days)

    def x(self, day: float) -> float:
        """Return the place of a day across; days, not moments, so that no time zone moves anything."""
        return linear(self.days, (self.shape.left, self.shape.right))(day)

    def y(self, value: Decimal) -> float:
        """Return the height of a value."""
        return linear((0, float(self.chart.ticks[-1][0])), (BOTTOM, TOP))(float(value))


@dataclass(frozen=True)
class _Placed:
    span: Span
    left: float
    right: float
    at: float
    """Where its shape stands between them."""
    low: float
    top: float
    tallest: bool
    """Whether no other value of the same time is above it."""

    @property
    def long(self) -> bool:
        return self.right - self.left >= SHORT


def pictures(chart: Times) -> list[Picture]:
    """Return the narrow and the wide picture."""
    height = BOTTOM + LINE * (4 if chart.named else 2) + DEEPER
    plans = [_Plan(chart, shape) for shape in (NARROW, WIDE)]
    return [Picture(plan.shape.width, height, tuple(_layers(plan))) for plan in plans]


def _layers(plan: _Plan) -> Iterator[Layer]:
    chart, shape = plan.chart, plan.shape
    ticks = [(plan.y(value), text) for value, text in chart.ticks]
    yield Layer([Line(shape.left, y, shape.right, y) for y, _ in ticks], stroke="grid")
    labels = [Label(text, shape.left - 6, y + SIZE / 3) for y, text in ticks]
    yield Layer(labels, fill="soft", anchor="end", axis=True)
    yield Layer([Label(chart.unit, 2, 14)], fill="soft")
    yield from _years(plan)
    yield from _named(plan)
    places = [plan.x(day.toordinal()) for day in chart.breaks]
    yield Layer([Line(x, TOP, x, BOTTOM) for x in places], stroke="soft", width=1.5, dash="2,4")
    placed = [_place(plan, span) for span in chart.spans]
    for own, hollow, group in sorted({(span.own, span.hollow, span.group) for span in chart.spans}):
        alike = [
            one for one in placed if (one.span.own, one.span.hollow, one.span.group) == (own, hollow, group)
        ]
        yield from _values(alike, own=own, hollow=hollow, group=group)
    yield Layer(_apart(placed, shape), fill="ink", anchor="middle", strong=True)


def _years(plan: _Plan) -> Iterator[Layer]:
    first, last = plan.days
    inside = [(day, text) for day, text in plan.chart.years if first <= day.toordinal() <= last]
    places = [plan.x(day.toordinal()) for day, _ in inside]
    yield Layer([Line(x, BOTTOM, x, BOTTOM + 5) for x in places], stroke="soft")
    room = plan.x(first + 366) - plan.x(first)
    widest = max((width(text, SIZE) for _, text in inside), default=0)
    every = next(step for step in (1, 2, 5, 10, 20, 50) if room * step > widest + 6 or step == 50)
    shown = [
        Label(text, x, BOTTOM + LINE + 3)
        for x, (day, text) in zip(places, inside, strict=True)
        if day.year % every == 0
    ]
    yield Layer(shown, fill="soft", anchor="middle", axis=True)


def _named(plan: _Plan) -> Iterator[Layer]:
    """Write the periods of the other calendar below the years, each centred between its ends."""
    days = [(start.toordinal(), end.toordinal(), text) for start, end, text in plan.chart.named]
    y = BOTTOM + LINE * 2 - 4
    lines = [Line(plan.x(start) + 1.5, y, plan.x(end) - 1.5, y) for start, end, _ in days]
    yield Layer(lines, stroke="soft")
    names = [Label(text, plan.x((start + end) / 2), y + LINE) for start, end, text in days]
    yield Layer(names, fill="ink", anchor="middle")
    if days:
        yield Layer([Label(plan.chart.named_as, 2, y + LINE * 2)], fill="soft")


def _place(plan: _Plan, span: Span) -> _Placed:
    """Return where a span stands; the shapes of spans of the same time stand side by side."""
    beside = [other for other in plan.chart.spans if (other.start, other.end) == (span.start, span.end)]
    start, end = span.start.toordinal(), span.end.toordinal()
    at = plan.x(start + (end - start) * (beside.index(span) + 1) / (len(beside) + 1))
    tallest = span.high == max(other.high for other in beside)
    return _Placed(span, plan.x(start), plan.x(end), at, plan.y(span.low), plan.y(span.high), tallest)


def _values(placed: Sequence[_Placed], *, own: bool, hollow: bool, group: int) -> Iterator[Layer]:
    """Draw values that look alike: as long as their times, with arrows where an end is open."""
    colour: Colour = "article" if own else COLOURS[group % len(COLOURS)]
    columns = [_box(one, BOTTOM) for one in placed if one.long and one.tallest]
    yield Layer(columns, fill=colour, opacity=0.1)
    ranges = [_box(one, one.low) for one in placed if one.span.low != one.span.high]
    yield Layer(ranges, fill=colour, opacity=0.3)
    tops = [Line(one.left + 1, one.top, one.right - 1, one.top) for one in placed if one.long]
    yield Layer(tops, stroke=colour, width=2.5, dash="4,3" if hollow else None)
    arrows: tuple[tuple[int, Outline], ...] = ((1, "up"), (-1, "down"))
    for way, head in arrows:
        ends = [(one.at, one.top, one.top - ARROW * way) for one in placed if one.span.open == way]
        yield Layer([Line(x, y, x, end) for x, y, end in ends], stroke=colour, width=2)
        yield Layer([Symbol(head, x, end, 3.54) for x, _, end in ends], fill=colour)
    shape = "diamond" if own else SHAPES[group % len(SHAPES)]
    dots = [Symbol(shape, one.at, one.top, 4.47) for one in placed]
    yield Layer(dots, fill="paper" if hollow else colour, stroke=colour, width=2)


def _box(one: _Placed, bottom: float) -> Rect:
    left, right = sorted((one.left + 1, one.right - 1))
    return Rect(left, one.top, right - left, bottom - one.top)


Box = tuple[float, float, float, float]


def _apart(placed: Sequence[_Placed], shape: Shape) -> list[Label]:
    """Place the labels so that none covers another or a mark: above the value if there is room, else near."""
    taken: list[Box] = [
        (one.at - 7, one.top - (ARROW + 6 if one.span.open > 0 else 7), one.at + 7, one.top + 7)
        for one in placed
    ]
    labels: list[Label] = []
    for one in sorted(placed, key=lambda one: (one.at, one.top)):
        half = width(one.span.label, SIZE, bold=True) / 2
        at = min(max(one.at, half), shape.width - half)
        up = ARROW + 10 if one.span.open > 0 else 11
        tries = (-up, 21, -up - LINE, 21 + LINE, -up - 2 * LINE, 21 + 2 * LINE, -up - 3 * LINE)
        boxes = [(at - half, one.top + dy - SIZE + 2, at + half, one.top + dy + 3) for dy in tries]
        number = next((n for n, box in enumerate(boxes) if not any(_meet(box, other) for other in taken)), 0)
        taken.append(boxes[number])
        labels.append(Label(one.span.label, at, one.top + tries[number]))
    return labels


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
