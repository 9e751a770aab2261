"""The picture of a chart over time: each value spans its period, from zero up, time from left to right."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from macros.printing.charts.svg import LINE, SIZE, STRONG, Layer, Picture, group, mark, written
from macros.printing.charts.text_width import width

DEEPER = 6
"""Room below the last line: Arabic letters reach further down than Latin ones."""
TOP, HEIGHT = 46, 230
SHAPES = ("circle", "square", "triangle-up")
COLOURS = ("other", "third", "soft")
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


@dataclass(frozen=True)
class Shape:
    """How wide a variant is, and where its plot begins and ends."""

    width: int
    left: int
    right: int


NARROW, WIDE = Shape(320, 48, 304), Shape(760, 64, 742)


def pictures(chart: Times) -> list[Picture]:
    """Return the narrow and the wide picture."""
    return [_picture(chart, shape) for shape in (NARROW, WIDE)]


def _picture(chart: Times, shape: Shape) -> Picture:
    bottom = TOP + HEIGHT
    height = bottom + LINE * (4 if chart.named else 2) + DEEPER
    first, last = _reach(chart)
    scales: list[dict[str, Any]] = [
        # Days, not moments: a machine’s time zone must not move anything.
        {
            "name": "x",
            "type": "linear",
            "zero": False,
            "domain": [first, last],
            "range": [shape.left, shape.right],
        },
        {"name": "y", "type": "linear", "domain": [0, float(chart.ticks[-1][0])], "range": [bottom, TOP]},
    ]
    return group(shape.width, height, scales, _layers(chart, shape, bottom))


def _reach(chart: Times) -> tuple[int, int]:
    days = [day.toordinal() for span in chart.spans for day in (span.start, span.end)]
    days += [day.toordinal() for start, end, _ in chart.named for day in (start, end)]
    return min(days), max(days)


def _layers(chart: Times, shape: Shape, bottom: int) -> Iterator[Layer]:
    x, y = ({"scale": axis, "field": field} for axis, field in (("x", "from"), ("y", "value")))
    ticks = [{"value": float(value), "text": text} for value, text in chart.ticks]
    line = {"x": shape.left, "x2": shape.right, "stroke": "var(--chart-grid)"}
    yield "grid", ticks, mark("rule", line, y=y)
    yield (
        "ticks",
        ticks,
        written({"x": shape.left - 6, "align": "right"}, "soft", y={**y, "offset": SIZE / 3}),
    )
    yield "unit", [{"text": chart.unit}], written({"x": 2, "y": 14, "align": "left"}, "soft")
    yield from _years(chart, shape, bottom, x)
    yield from _named(chart, bottom, x)
    spans = list(_numbers(chart, shape))
    for number, (own, hollow, nth) in enumerate(sorted({(s["own"], s["hollow"], s["group"]) for s in spans})):
        chosen = [
            span for span in spans if (span["own"], span["hollow"], span["group"]) == (own, hollow, nth)
        ]
        yield from _drawn(str(number), chosen, bottom, own=own, hollow=hollow, nth=nth)
    fields = {"x": "at", "y": "label_y", "text": "label"}
    labels = _apart(spans, shape)
    yield "labels", labels, written({"align": "center", "fontWeight": STRONG}, "ink", **fields)


def _years(chart: Times, shape: Shape, bottom: int, x: Any) -> Iterator[Layer]:
    first, last = _reach(chart)
    scale = (shape.right - shape.left) / (last - first)
    inside = [(day.toordinal(), text) for day, text in chart.years if first <= day.toordinal() <= last]
    rows = [{"from": day, "text": text} for day, text in inside]
    yield (
        "year_ticks",
        rows,
        mark("rule", {"y": bottom, "y2": bottom + 5, "stroke": "var(--chart-soft)"}, x=x),
    )
    room = 366 * scale
    widest = max((width(text, SIZE) for _, text in inside), default=0)
    every = next(step for step in (1, 2, 5, 10, 20, 50) if room * step > widest + 6 or step == 50)
    shown = [row for row, (day, text) in zip(rows, inside, strict=True) if int(_year(day)) % every == 0]
    yield "years", shown, written({"y": bottom + LINE + 3, "align": "center"}, "soft", x=x)


def _year(day: int) -> int:
    return datetime.date.fromordinal(day).year


def _named(chart: Times, bottom: int, x: Any) -> Iterator[Layer]:
    """Write the periods of the other calendar below the years, each centred between its ends."""
    rows = [
        {
            "from": start.toordinal(),
            "to": end.toordinal(),
            "mid": (start.toordinal() + end.toordinal()) / 2,
            "text": text,
        }
        for start, end, text in chart.named
    ]
    y = bottom + LINE * 2 - 4
    across = {"x2": {"scale": "x", "field": "to", "offset": -1.5}}
    line = {"y": y, "stroke": "var(--chart-soft)"}
    yield "named_spans", rows, mark("rule", line, x={**x, "offset": 1.5}, **across)
    yield "named", rows, written({"y": y + LINE, "align": "center"}, "ink", x={"scale": "x", "field": "mid"})
    if rows:
        yield (
            "named_as",
            [{"text": chart.named_as}],
            written({"x": 2, "y": y + LINE * 2, "align": "left"}, "soft"),
        )


def _numbers(chart: Times, shape: Shape) -> Iterator[dict[str, Any]]:
    """Yield what is drawn of each span; shapes of the same period stand side by side."""
    first, last = _reach(chart)
    scale = (shape.right - shape.left) / (last - first)
    rise = HEIGHT / float(chart.ticks[-1][0])
    for span in chart.spans:
        beside = [other for other in chart.spans if (other.start, other.end) == (span.start, span.end)]
        start, end = span.start.toordinal(), span.end.toordinal()
        mid = start + (end - start) * (beside.index(span) + 1) / (len(beside) + 1)
        yield {
            **{"from": start, "to": end, "mid": mid, "low": float(span.low), "value": float(span.high)},
            **{"own": span.own, "hollow": span.hollow, "group": span.group, "open": span.open},
            "label": span.label,
            "short": (end - start) * scale < SHORT,
            "tallest": span.high == max(other.high for other in beside),
            "at": shape.left + (mid - first) * scale,
            "top": TOP + HEIGHT - float(span.high) * rise,
        }


def _drawn(
    name: str, rows: list[dict[str, Any]], bottom: int, *, own: bool, hollow: bool, nth: int
) -> Iterator[Layer]:
    colour = f"var(--chart-{'article' if own else COLOURS[nth % len(COLOURS)]})"
    x = {"x": {"scale": "x", "field": "from", "offset": 1}, "x2": {"scale": "x", "field": "to", "offset": -1}}
    y, low = {"scale": "y", "field": "value"}, {"scale": "y", "field": "low"}
    long = [row for row in rows if not row["short"]]
    columns = [row for row in long if row["tallest"]]
    yield (
        f"columns_{name}",
        columns,
        mark("rect", {"y2": bottom, "fill": colour, "fillOpacity": 0.1}, **x, y=y),
    )
    ranges = [row for row in rows if row["low"] != row["value"]]
    yield f"ranges_{name}", ranges, mark("rect", {"fill": colour, "fillOpacity": 0.35}, **x, y=y, y2=low)
    dash = {"strokeDash": [4, 3]} if hollow else {}
    stroke = {"stroke": colour, "strokeWidth": 2.5, **dash}
    yield f"tops_{name}", long, mark("rule", stroke, **x, y=y)
    mid = {"scale": "x", "field": "mid"}
    arrows = [row for row in rows if row["open"]]
    for way in (1, -1):
        chosen = [row for row in arrows if row["open"] == way]
        end = {**y, "offset": -ARROW * way}
        yield (
            f"open_{name}_{way}",
            chosen,
            mark("rule", {"stroke": colour, "strokeWidth": 2}, x=mid, y=y, y2=end),
        )
        head = {"shape": f"triangle-{'up' if way > 0 else 'down'}", "size": 50, "fill": colour}
        yield f"head_{name}_{way}", chosen, mark("symbol", head, x=mid, y=end)
    shape = "diamond" if own else SHAPES[nth % len(SHAPES)]
    look = {"shape": shape, "size": 80, "stroke": colour, "strokeWidth": 2}
    fill = "var(--chart-paper)" if hollow else colour
    yield f"shapes_{name}", rows, mark("symbol", {**look, "fill": fill}, x=mid, y=y)


Box = tuple[float, float, float, float]


def _apart(spans: Sequence[dict[str, Any]], shape: Shape) -> list[dict[str, Any]]:
    """Place the labels so that none covers another or a mark: above the value if there is room, else near."""
    taken: list[Box] = [
        (
            span["at"] - 7,
            span["top"] - (ARROW + 6 if span["open"] > 0 else 7),
            span["at"] + 7,
            span["top"] + 7,
        )
        for span in spans
    ]
    labels: list[dict[str, Any]] = []
    for span in sorted(spans, key=lambda span: (span["at"], span["top"])):
        half = width(span["label"], SIZE, bold=True) / 2
        at = min(max(span["at"], half), shape.width - half)
        up = ARROW + 10 if span["open"] > 0 else 11
        tries = (-up, 21, -up - LINE, 21 + LINE, -up - 2 * LINE, 21 + 2 * LINE, -up - 3 * LINE)
        boxes = [(at - half, span["top"] + dy - SIZE + 2, at + half, span["top"] + dy + 3) for dy in tries]
        number = next((n for n, box in enumerate(boxes) if not any(_meet(box, other) for other in taken)), 0)
        taken.append(boxes[number])
        labels.append({"at": at, "label_y": span["top"] + tries[number], "label": span["label"]})
    return labels


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
