"""The picture of a timeline: a line true to time, and beside it each event, led to its place on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from macros.printing.charts.svg import LINE, SIZE, Colour, Label, Layer, Line, Picture, Rect, Symbol
from macros.printing.charts.text_width import SPACED, linear, wrapped

GAP = 12
TOP = 10
LEAST = 240
"""Of the height."""
MOST_YEARS = 8
POINT = 12
"""The length on the line up to which an event is drawn as a point."""


@dataclass(frozen=True)
class Event:
    """Something that happened from `start` up to the day before `end`."""

    start: datetime.date
    end: datetime.date
    when: str
    name: str
    detail: str
    hollow: bool = False
    own: bool = False


@dataclass(frozen=True)
class Rail:
    """Everything on the picture, the events by time."""

    events: tuple[Event, ...]
    years: tuple[tuple[datetime.date, str], ...]
    """The beginning of each year that may be marked, with its label."""
    rtl: bool = False


@dataclass(frozen=True)
class Shape:
    """Where the columns of a variant stand, from the side on which reading starts."""

    width: int
    rail: int
    dates: int
    names: int


NARROW, WIDE = Shape(320, 44, 76, 76), Shape(760, 52, 104, 300)


@dataclass(frozen=True)
class _Plan:
    """A variant of the chart, and where times and columns stand on it."""

    chart: Rail
    shape: Shape
    height: int

    @property
    def days(self) -> tuple[int, int]:
        """Return the first day and the one behind the last."""
        first = min(event.start for event in self.chart.events)
        return first.toordinal(), max(event.end for event in self.chart.events).toordinal()

    def x(self, at: float) -> float:
        """Return the place of what is that far from the side on which reading starts."""
        return self.shape.width - at if self.chart.rtl else at

    def y(self, day: datetime.date) -> float:
        """Return the place of a day on the line."""
        return linear(self.days, (TOP, self.height - TOP))(day.toordinal())


@dataclass(frozen=True)
class _Placed:
    event: Event
    start: float
    """On the line, as is the end."""
    end: float
    top: float
    """Of the words."""
    words: tuple[Label, ...]
    """By how far they are from the side on which reading starts, and below the first line."""

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def long(self) -> bool:
        return self.end - self.start > POINT


def pictures(chart: Rail) -> list[Picture]:
    """Return the narrow and the wide picture."""
    return [_picture(chart, shape) for shape in (NARROW, WIDE)]


def _picture(chart: Rail, shape: Shape) -> Picture:
    words = [tuple(_words(event, shape)) for event in chart.events]
    heights = [max(text.y for text in texts) + LINE + GAP for texts in words]
    plan = _Plan(chart, shape, max(LEAST, int(sum(heights)) + TOP * 2))
    ends = [(plan.y(event.start), plan.y(event.end)) for event in chart.events]
    tops = _apart([(start + end) / 2 for start, end in ends], heights, plan.height)
    placed = [
        _Placed(event, *two, top, texts)
        for event, two, top, texts in zip(chart.events, ends, tops, words, strict=True)
    ]
    return Picture(shape.width, plan.height, tuple(_layers(plan, placed)))


def _words(event: Event, shape: Shape) -> Iterator[Label]:
    room = (shape.width - shape.names) * (SPACED if shape is NARROW else 1)
    below = shape.dates == shape.names
    dates = wrapped(event.when, SIZE, room if below else shape.names - shape.dates - 12, bold=True)
    for nth, line in enumerate(dates):
        yield Label(line, shape.dates, nth * LINE, strong=True)
    names = wrapped(event.name, SIZE, room, bold=event.own)
    start = len(dates) if below else 0
    for nth, line in enumerate(names, start):
        yield Label(line, shape.names, nth * LINE, strong=event.own)
    for nth, line in enumerate(wrapped(event.detail, SIZE, room), start + len(names)):
        yield Label(line, shape.names, nth * LINE, "soft")


def _apart(middles: Sequence[float], heights: Sequence[float], height: float) -> list[float]:
    """Return the top of each text: as near to its place on the line as the others leave room for."""
    tops: list[float] = []
    for at, high in zip(middles, heights, strict=True):
        lowest = tops[-1] + heights[len(tops) - 1] if tops else float(TOP)
        tops.append(max(lowest, at - high / 2))
    limit = height - TOP
    for nth in reversed(range(len(tops))):
        tops[nth] = min(tops[nth], limit - heights[nth])
        limit = tops[nth]
    return tops


def _layers(plan: _Plan, placed: Sequence[_Placed]) -> Iterator[Layer]:
    rail, dates = plan.x(plan.shape.rail), plan.x(plan.shape.dates - 6)
    yield Layer([Line(rail, TOP, rail, plan.height - TOP)], stroke="soft", width=2)
    yield from _years(plan)
    leads = [Line(rail, one.middle, dates, one.top + GAP / 2 + SIZE / 2 - 1) for one in placed]
    yield Layer(leads, stroke="grid")
    groups = [
        (own, hollow, [one for one in placed if (one.event.own, one.event.hollow) == (own, hollow)])
        for own in (True, False)
        for hollow in (False, True)
    ]
    for own, hollow, alike in groups:  # behind all points, which may lie within them
        yield _spans(alike, rail, own=own, hollow=hollow)
    for own, hollow, alike in groups:
        yield _points(alike, rail, own=own, hollow=hollow)
    words = [
        replace(text, x=plan.x(text.x), y=one.top + GAP / 2 + SIZE - 2 + text.y)
        for one in placed
        for text in one.words
    ]
    yield Layer(words, fill="ink")


def _years(plan: _Plan) -> Iterator[Layer]:
    """Mark the years: round ones, no more than there is room for."""
    first, last = plan.days
    inside = [(day, text) for day, text in plan.chart.years if first <= day.toordinal() <= last]
    most = min(MOST_YEARS, plan.height // (2 * LINE))
    by_step = ([one for one in inside if one[0].year % every == 0] for every in (1, 2, 5, 10, 20, 50))
    years = [(plan.y(day), text) for day, text in next((some for some in by_step if len(some) <= most), [])]
    tick, rail, label = (plan.x(plan.shape.rail - before) for before in (5, 0, 9))
    yield Layer([Line(tick, y, rail, y) for y, _ in years], stroke="soft", width=2)
    labels = [Label(text, label, y + SIZE / 3) for y, text in years]
    yield Layer(labels, fill="soft", anchor="end", axis=True)


def _spans(placed: Sequence[_Placed], rail: float, *, own: bool, hollow: bool) -> Layer:
    colour: Colour = "article" if own else "other"
    boxes = [Rect(rail - 5, one.start, 10, one.end - one.start) for one in placed if one.long]
    dash = "3,2" if hollow else None
    return Layer(boxes, fill=colour, opacity=0.1 if hollow else 0.4, stroke=colour, dash=dash)


def _points(placed: Sequence[_Placed], rail: float, *, own: bool, hollow: bool) -> Layer:
    colour: Colour = "article" if own else "other"
    middles = [one.middle for one in placed if not one.long]
    dots = [Symbol("diamond", rail, y, 5.2) if own else Symbol("circle", rail, y, 4.2) for y in middles]
    return Layer(dots, fill="paper" if hollow else colour, stroke=colour, width=2)
