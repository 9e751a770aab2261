"""The picture of a timeline: a line true to time, and beside it each event, led to its place on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from macros.printing.charts.svg import LINE, SIZE, STRONG, Layer, Picture, group, mark, written
from macros.printing.charts.text_width import wrapped

GAP = 12
TOP = 10
LEAST = 240
"""Of the height."""
MOST_YEARS = 8
POINT = 6
"""Half the length up to which an event is drawn as a point."""


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
class _Placed:
    event: Event
    at: float
    """Its middle on the line."""
    half: float
    top: float
    height: float
    lines: tuple[tuple[str, str, float, float], ...]
    """Text, colour, column and how far below the top."""


def pictures(chart: Rail) -> list[Picture]:
    """Return the narrow and the wide picture."""
    return [_picture(chart, shape) for shape in (NARROW, WIDE)]


def _picture(chart: Rail, shape: Shape) -> Picture:
    written_ = [_written(event, shape) for event in chart.events]
    heights = [max(y for *_, y in lines) + LINE + GAP for lines in written_]
    height = max(LEAST, int(sum(heights)) + TOP * 2)
    first = min(event.start for event in chart.events).toordinal()
    last = max(event.end for event in chart.events).toordinal()
    scale = (height - 2 * TOP) / max(last - first, 1)
    middles = [
        TOP + ((event.start.toordinal() + event.end.toordinal()) / 2 - first) * scale
        for event in chart.events
    ]
    halves = [(event.end - event.start).days * scale / 2 for event in chart.events]
    tops = _apart(middles, heights, height)
    placed = [
        _Placed(*parts) for parts in zip(chart.events, middles, halves, tops, heights, written_, strict=True)
    ]
    scales = [
        {"name": "y", "type": "linear", "zero": False, "domain": [first, last], "range": [TOP, height - TOP]}
    ]
    return group(shape.width, height, scales, _layers(chart, shape, placed, (first, last), height))


def _written(event: Event, shape: Shape) -> tuple[tuple[str, str, float, float], ...]:
    room = shape.width - shape.names
    below = shape.dates == shape.names
    dates = wrapped(event.when, SIZE, room if below else shape.names - shape.dates - 12, bold=True)
    lines = [(text, "date", shape.dates, float(nth * LINE)) for nth, text in enumerate(dates)]
    start = len(dates) * LINE if below else 0.0
    texts = [(text, "ink") for text in wrapped(event.name, SIZE, room, bold=event.own)]
    texts += [(text, "soft") for text in wrapped(event.detail, SIZE, room)]
    lines += [(text, kind, shape.names, start + nth * LINE) for nth, (text, kind) in enumerate(texts)]
    return tuple(lines)


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


def _layers(
    chart: Rail, shape: Shape, placed: Sequence[_Placed], reach: tuple[int, int], height: int
) -> Iterator[Layer]:
    def x(at: float) -> float:
        return shape.width - at if chart.rtl else at

    rail = {"x": x(shape.rail), "stroke": "var(--chart-soft)", "strokeWidth": 2}
    yield "rail", [{"y": TOP, "y2": height - TOP}], mark("rule", rail, y="y", y2="y2")
    years = _years(chart, reach, height)
    y = {"scale": "y", "field": "day"}
    tick = {"x": x(shape.rail - 5), "x2": x(shape.rail), "stroke": "var(--chart-soft)", "strokeWidth": 2}
    yield "year_ticks", years, mark("rule", tick, y=y)
    label = {"x": x(shape.rail - 9), "align": "right"}
    yield "years", years, written(label, "soft", y={**y, "offset": SIZE / 3})
    leads = [{"y": one.at, "y2": one.top + GAP / 2 + SIZE / 2 - 1} for one in placed]
    lead = {"x": x(shape.rail), "x2": x(shape.dates - 6), "stroke": "var(--chart-grid)"}
    yield "leads", leads, mark("rule", lead, y="y", y2="y2")
    yield from _marks(shape, placed, x)
    rows: list[dict[str, Any]] = []
    for one in placed:
        for text, kind, at, down in one.lines:
            strong = kind == "date" or (kind == "ink" and one.event.own)
            colour = "var(--chart-soft)" if kind == "soft" else "var(--chart-ink)"
            spot = {"x": x(at), "y": one.top + GAP / 2 + SIZE - 2 + down, "text": text, "fill": colour}
            rows.append({**spot, "weight": STRONG if strong else None})
    fields = {"x": "x", "y": "y", "fill": "fill", "fontWeight": "weight"}
    yield "words", rows, written({"align": "left"}, None, **fields)


def _years(chart: Rail, reach: tuple[int, int], height: int) -> list[dict[str, Any]]:
    """Return the years to mark: round ones, no more than there is room for."""
    inside = [(day, text) for day, text in chart.years if reach[0] <= day.toordinal() <= reach[1]]
    for every in (1, 2, 5, 10, 20, 50):
        shown = [(day, text) for day, text in inside if day.year % every == 0]
        if len(shown) <= min(MOST_YEARS, height // (2 * LINE)):
            return [{"day": day.toordinal(), "text": text} for day, text in shown]
    return []


def _marks(shape: Shape, placed: Sequence[_Placed], x: Any) -> Iterator[Layer]:
    kinds = [(own, hollow) for own in (True, False) for hollow in (False, True)]
    for own, hollow in kinds:  # behind all points, which may lie within them
        chosen = [one for one in placed if (one.event.own, one.event.hollow) == (own, hollow)]
        colour = "var(--chart-article)" if own else "var(--chart-other)"
        long = [{"y": one.at - one.half, "y2": one.at + one.half} for one in chosen if one.half > POINT]
        look = {"fill": colour, "fillOpacity": 0.1 if hollow else 0.4, "stroke": colour}
        box = {**look, **({"strokeDash": [3, 2]} if hollow else {}), "x": x(shape.rail) - 5, "width": 10}
        yield f"spans_{own}_{hollow}", long, mark("rect", box, y="y", y2="y2")
    for own, hollow in kinds:
        chosen = [one for one in placed if (one.event.own, one.event.hollow) == (own, hollow)]
        colour = "var(--chart-article)" if own else "var(--chart-other)"
        look = {"fill": "var(--chart-paper)" if hollow else colour, "stroke": colour, "strokeWidth": 2}
        form = {"shape": "diamond" if own else "circle", "size": 110 if own else 70}
        dots = [{"y": one.at} for one in chosen if one.half <= POINT]
        yield f"points_{own}_{hollow}", dots, mark("symbol", {**look, **form, "x": x(shape.rail)}, y="y")
