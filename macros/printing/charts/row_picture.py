"""The picture of a chart with a row for each value: dots and ranges, or bars from zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from macros.printing.charts.svg import LINE, SIZE, Colour, Label, Layer, Line, Outline, Picture, Rect, Symbol
from macros.printing.charts.text_width import SPACED, linear, wrapped

GAP = 12
"""Between rows."""
HEAD = 40
"""For the unit and the ticks, above the rows."""
ARROW = 24
EDGE = 2
"""Kept free at the sides: some browsers let letters reach a little beyond their place."""


@dataclass(frozen=True)
class Row:
    """A value with the words beside it; without `low` a heading over the rows that follow."""

    name: str
    detail: str = ""
    value: str = ""
    sign: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    """The upper end of a range; for a single number None."""
    open: int = 0
    """1 where the truth lies above the number, -1 where below, 0 where the source sets no such limit."""
    hollow: bool = False
    """Whether it is something else than a reported value."""
    own: bool = False
    """Whether it is the article’s."""


@dataclass(frozen=True)
class Rows:
    """Everything on the picture."""

    rows: tuple[Row, ...]
    ticks: tuple[tuple[Decimal, str], ...]
    """From zero up, each with its label."""
    unit: str
    bars: bool = False
    rtl: bool = False


@dataclass(frozen=True)
class Shape:
    """Where the columns of a variant stand, from the side on which reading starts."""

    width: int
    names: tuple[int, int]
    plot: tuple[int, int]
    values: tuple[int, int]
    below: bool = False
    """Whether values and marks stand below the words, not beside them."""


WIDE = Shape(760, (22, 300), (318, 586), (620, 760))
NARROW = Shape(320, (18, 320), (22, 290), (18, 320), below=True)


@dataclass(frozen=True)
class _Placed:
    row: Row
    top: float
    bottom: float
    mark: float
    """Middle of the marks."""
    value: float
    """Top of the value."""
    names: tuple[str, ...]
    details: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """Return the ends of the range, the single number, or nothing for a heading."""
        return tuple(end for end in (self.row.low, self.row.high) if end is not None)


@dataclass(frozen=True)
class _Plan:
    """A variant of the chart, with the places of everything on it."""

    chart: Rows
    shape: Shape
    placed: tuple[_Placed, ...]

    @property
    def height(self) -> int:
        return int(self.placed[-1].bottom) + 2

    @property
    def values(self) -> list[_Placed]:
        """Return the rows that are no headings."""
        return [one for one in self.placed if one.row.low is not None]

    def x(self, at: float) -> float:
        """Return the place of what is that far from the side on which reading starts."""
        return self.shape.width - at if self.chart.rtl else at

    def at(self, value: Decimal) -> float:
        """Return the place of a value across."""
        start, end = self.shape.plot
        ticks = self.chart.ticks
        return linear((0, float(ticks[-1][0])), (self.x(start), self.x(end)))(float(value))


def pictures(chart: Rows) -> list[Picture]:
    """Return the narrow and the wide picture."""
    plans = [_Plan(chart, shape, tuple(_places(chart.rows, shape))) for shape in (NARROW, WIDE)]
    return [Picture(plan.shape.width, plan.height, tuple(_layers(plan))) for plan in plans]


def _places(rows: Iterable[Row], shape: Shape) -> Iterator[_Placed]:
    top = float(HEAD)
    part = SPACED if shape is NARROW else 1
    room, value_room = (part * (end - start) for start, end in (shape.names, shape.values))
    for row in rows:
        heading = row.low is None
        names = wrapped(row.name, SIZE, part * shape.width if heading else room, bold=heading or row.own)
        details = wrapped(row.detail, SIZE, room)
        values = wrapped(row.value, SIZE, value_room, bold=True)
        words = (len(names) + len(details)) * LINE
        start = top + GAP / 2
        if heading:
            bottom = mark = value = start + words + GAP / 2
        elif shape.below:
            value = start + words
            mark = value + len(values) * LINE + LINE * 0.75
            bottom = mark + LINE * 0.75 + GAP / 2
        else:
            value, mark = start, start + LINE / 2
            bottom = start + max(words, len(values) * LINE) + GAP / 2
        yield _Placed(row, top, bottom, mark, value, names, details, values)
        top = bottom


def _layers(plan: _Plan) -> Iterator[Layer]:
    wide = plan.shape.width
    own = [one for one in plan.values if one.row.own]
    yield Layer([Rect(0, one.top, wide, one.bottom - one.top) for one in own], fill="band")
    yield Layer([Line(0, one.top, wide, one.top) for one in plan.placed[1:]], stroke="line")
    yield from _axis(plan)
    if not plan.chart.bars:
        yield _reference(plan, own)
    for of_article, hollow in ((False, False), (False, True), (True, False), (True, True)):
        chosen = [one for one in plan.values if (one.row.own, one.row.hollow) == (of_article, hollow)]
        yield from _shapes(plan, chosen, own=of_article, hollow=hollow)
    yield Layer(list(_words(plan)), fill="ink")


def _axis(plan: _Plan) -> Iterator[Layer]:
    places = [plan.at(value) for value, _ in plan.chart.ticks]
    start, end = map(plan.x, plan.shape.plot)
    if plan.shape.below:
        marks = [one.mark for one in plan.values]
        yield Layer([Line(x, y - 4, x, y + 4) for y in marks for x in places], stroke="grid")
        yield Layer([Line(start, y, end, y) for y in marks], stroke="grid")
    else:
        yield Layer([Line(x, HEAD, x, plan.height) for x in places], stroke="grid")
    labels = [Label(text, x, HEAD - 8) for x, (_, text) in zip(places, plan.chart.ticks, strict=True)]
    yield Layer(labels, fill="soft", anchor="middle", axis=True)
    yield Layer([Label(plan.chart.unit, plan.x(plan.shape.plot[0] - 4), 14)], fill="soft")


def _reference(plan: _Plan, own: Iterable[_Placed]) -> Layer:
    """Carry the article’s number through the other rows, so that they can be read against it."""
    places = [plan.at(end) for one in own for end in one.ends]
    if plan.shape.below:
        others = [one.mark for one in plan.values if not one.row.own]
        lines = [Line(x, y - 9, x, y + 9) for x in places for y in others]
    else:
        lines = [Line(x, HEAD, x, plan.height) for x in places]
    return Layer(lines, stroke="article", width=1.5, dash="2,3")


def _shapes(plan: _Plan, rows: Sequence[_Placed], *, own: bool, hollow: bool) -> Iterator[Layer]:
    """Draw values that look alike: ranges, then bars or dots, with arrows where an end is open."""
    colour: Colour = "article" if own else "other"
    fill: Colour = "paper" if hollow else colour
    dash = "3,2" if hollow else None
    bars = plan.chart.bars
    ranges = [_bar(plan, one.ends[0], one.ends[1], one.mark) for one in rows if len(set(one.ends)) > 1]
    opacity = 0.5 if bars else None
    yield Layer(ranges, fill=fill, opacity=opacity, stroke=colour, width=1.5, dash=dash)
    if bars:
        whole = [_bar(plan, Decimal(0), one.ends[0], one.mark) for one in rows]
        yield Layer(whole, fill=fill, stroke=colour, width=1.5, dash=dash)
    for way in (1, -1):
        yield from _arrows(plan, [one for one in rows if one.row.open == way], way, colour)
    if not bars:
        single = [(plan.at(one.ends[0]), one.mark) for one in rows if len(set(one.ends)) == 1]
        dots = [Symbol("diamond", x, y, 5.7) if own else Symbol("circle", x, y, 4.7) for x, y in single]
        yield Layer(dots, fill=fill, stroke=colour, width=2)


def _bar(plan: _Plan, low: Decimal, high: Decimal, middle: float) -> Rect:
    left, right = sorted((plan.at(low), plan.at(high)))
    thick = 14 if plan.chart.bars else 8
    return Rect(left, middle - thick / 2, right - left, thick)


def _arrows(plan: _Plan, rows: Iterable[_Placed], way: int, colour: Colour) -> Iterator[Layer]:
    """Draw an open end: the truth lies that way, and nobody says how far."""
    long = ARROW * (-way if plan.chart.rtl else way)
    starts = [(plan.at(one.ends[-1]), one.mark) for one in rows]
    yield Layer([Line(x, y, x + long, y) for x, y in starts], stroke=colour, width=2)
    shape: Outline = "right" if long > 0 else "left"
    yield Layer([Symbol(shape, x + long, y, 3.9) for x, y in starts], fill=colour)


def _words(plan: _Plan) -> Iterator[Label]:
    shape = plan.shape
    for one in plan.placed:
        heading = one.row.low is None
        base = one.top + GAP / 2 + SIZE
        names = plan.x(EDGE if heading else shape.names[0])
        for nth, line in enumerate(one.names):
            yield Label(line, names, base + nth * LINE, strong=heading or one.row.own)
        for nth, line in enumerate(one.details, len(one.names)):
            yield Label(line, plan.x(shape.names[0]), base + nth * LINE, "soft")
        for nth, line in enumerate(one.values):
            yield Label(line, plan.x(shape.values[0]), one.value + SIZE + nth * LINE, strong=True)
        if one.row.sign:
            yield Label(one.row.sign, plan.x(EDGE), base, strong=True)
