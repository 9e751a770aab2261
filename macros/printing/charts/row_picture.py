"""The picture of a chart with a row for each value: dots and ranges, or bars from zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from macros.printing.charts.svg import LINE, SIZE, STRONG, Layer, Picture, group, mark, written
from macros.printing.charts.text_width import wrapped

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


def pictures(chart: Rows) -> list[Picture]:
    """Return the narrow and the wide picture."""
    return [_picture(chart, shape) for shape in (NARROW, WIDE)]


def _picture(chart: Rows, shape: Shape) -> Picture:
    placed = list(_places(chart.rows, shape))
    height = int(placed[-1].bottom) + 2

    def x(at: float) -> float:
        return shape.width - at if chart.rtl else at

    scale = {
        **{"name": "x", "type": "linear", "range": [x(end) for end in shape.plot]},
        "domain": [0, float(chart.ticks[-1][0])],
    }
    return group(shape.width, height, [scale], _layers(chart, shape, placed, height, x))


def _places(rows: Iterable[Row], shape: Shape) -> Iterator[_Placed]:
    top = float(HEAD)
    room, value_room = shape.names[1] - shape.names[0], shape.values[1] - shape.values[0]
    for row in rows:
        heading = row.low is None
        names = wrapped(row.name, SIZE, shape.width if heading else room, bold=heading or row.own)
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


def _layers(chart: Rows, shape: Shape, placed: Sequence[_Placed], height: int, x: Any) -> Iterator[Layer]:
    values = [one for one in placed if one.row.low is not None]
    own = [one for one in values if one.row.own]
    first, last = sorted(x(end) for end in (0, shape.width))
    yield (
        "bands",
        [{"y": one.top, "h": one.bottom - one.top} for one in own],
        mark("rect", {"x": first, "width": last - first, "fill": "var(--chart-band)"}, y="y", height="h"),
    )
    yield (
        "lines",
        [{"y": one.top} for one in placed[1:]],
        mark("rule", {"x": first, "x2": last, "stroke": "var(--chart-line)"}, y="y"),
    )
    yield from _axis(chart, shape, values, height, x)
    if not chart.bars:
        yield from _reference(shape, values, own, height)
    yield from _shapes(chart, values)
    yield from _words(shape, placed, x)


def _axis(chart: Rows, shape: Shape, values: Sequence[_Placed], height: int, x: Any) -> Iterator[Layer]:
    at = [{"at": float(value), "text": text} for value, text in chart.ticks]
    on_scale = {"x": {"scale": "x", "field": "at"}}
    if shape.below:
        rows = [{"at": tick["at"], "y": one.mark} for one in values for tick in at]
        short = {"y": {"field": "y", "offset": -4}, "y2": {"field": "y", "offset": 4}}
        yield "grid", rows, mark("rule", {"stroke": "var(--chart-grid)"}, **on_scale, **short)
        ends = {"x": x(shape.plot[0]), "x2": x(shape.plot[1]), "stroke": "var(--chart-grid)"}
        yield "tracks", [{"y": one.mark} for one in values], mark("rule", ends, y="y")
    else:
        line = {"y": HEAD, "y2": height, "stroke": "var(--chart-grid)"}
        yield "grid", at, mark("rule", line, **on_scale)
    yield "ticks", at, written({"y": HEAD - 8, "align": "center"}, "soft", **on_scale)
    start = {"x": x(shape.plot[0] - 4), "y": 14, "align": "left"}
    yield "unit", [{"text": chart.unit}], written(start, "soft")


def _reference(
    shape: Shape, values: Sequence[_Placed], own: Sequence[_Placed], height: int
) -> Iterator[Layer]:
    """Carry the article’s number through the other rows, so that they can be read against it."""
    ends = [end for one in own for end in (one.row.low, one.row.high) if end is not None]
    if shape.below:
        others = [one for one in values if not one.row.own]
        spans = [(end, one.mark - 9, one.mark + 9) for end in ends for one in others]
    else:
        spans = [(end, HEAD, height) for end in ends]
    line = {"stroke": "var(--chart-article)", "strokeDash": [2, 3], "strokeWidth": 1.5}
    at = {"x": {"scale": "x", "field": "at"}, "y2": {"field": "y2"}}
    rows = [{"at": float(end), "y": top, "y2": bottom} for end, top, bottom in spans]
    yield "reference", rows, mark("rule", line, **at, y="y")


def _shapes(chart: Rows, values: Sequence[_Placed]) -> Iterator[Layer]:
    for kind, own, hollow in (
        ("reported", False, False),
        ("hollow", False, True),
        ("own", True, False),
        ("own_hollow", True, True),
    ):
        chosen = [one for one in values if (one.row.own, one.row.hollow) == (own, hollow)]
        colour = "var(--chart-article)" if own else "var(--chart-other)"
        fill = "var(--chart-paper)" if hollow else colour
        dash = {"strokeDash": [3, 2]} if hollow else {}
        look = {"fill": fill, "stroke": colour, "strokeWidth": 1.5}
        rows = [_numbers(one) for one in chosen]
        ranges = [row for row in rows if row["from"] != row["to"]]
        thick = 14 if chart.bars else 8
        box = {"y": {"field": "y", "offset": -thick / 2}, "height": {"value": thick}}
        x = {"x": {"scale": "x", "field": "from"}, "x2": {"scale": "x", "field": "to"}}
        faint = {"fillOpacity": 0.45} if chart.bars else {}
        yield f"{kind}_ranges", ranges, mark("rect", {**look, **dash, **faint}, **x, **box)
        if chart.bars:
            from_zero = {"x": {"scale": "x", "value": 0}, "x2": {"scale": "x", "field": "from"}}
            yield f"{kind}_bars", rows, mark("rect", {**look, **dash}, **from_zero, **box)
        yield from _arrows(kind, [row for row in rows if row["open"]], colour, chart)
        dots = [] if chart.bars else [row for row in rows if row["from"] == row["to"]]
        shape = {"shape": "diamond" if own else "circle", "size": 130 if own else 90}
        at = {"x": {"scale": "x", "field": "to"}}
        yield kind, dots, mark("symbol", {**look, **shape, "strokeWidth": 2}, **at, y="y")


def _numbers(one: _Placed) -> dict[str, Any]:
    low = one.row.low or Decimal(0)
    high = low if one.row.high is None else one.row.high
    return {"from": float(low), "to": float(high), "y": one.mark, "open": one.row.open}


def _arrows(kind: str, rows: list[dict[str, Any]], colour: str, chart: Rows) -> Iterator[Layer]:
    """Draw an open end: the truth lies that way, and nobody says how far."""
    for name, way in (("up", 1), ("down", -1)):
        chosen = [row for row in rows if row["open"] == way]
        long = ARROW * (-way if chart.rtl else way)
        end = {"scale": "x", "field": "to"}
        line = {"stroke": colour, "strokeWidth": 2}
        to = {"x": end, "x2": {**end, "offset": long}}
        yield f"{kind}_{name}", chosen, mark("rule", line, **to, y="y")
        head = {"shape": f"triangle-{'right' if long > 0 else 'left'}", "size": 60, "fill": colour}
        yield f"{kind}_{name}_head", chosen, mark("symbol", head, x={**end, "offset": long}, y="y")


def _words(shape: Shape, placed: Sequence[_Placed], x: Any) -> Iterator[Layer]:
    rows: list[dict[str, Any]] = []

    def write(lines: Iterable[str], at: float, y: float, colour: str, weight: int | None = None) -> None:
        for number, line in enumerate(lines):
            spot = {"x": x(at), "y": y + number * LINE, "text": line, "fill": f"var(--chart-{colour})"}
            rows.append({**spot, "weight": weight})

    for one in placed:
        heading = one.row.low is None
        base = one.top + GAP / 2 + SIZE
        strong = STRONG if heading or one.row.own else None
        write(one.names, EDGE if heading else shape.names[0], base, "ink", strong)
        write(one.details, shape.names[0], base + len(one.names) * LINE, "soft")
        write(one.values, shape.values[0], one.value + SIZE, "ink", STRONG)
        write([one.row.sign] if one.row.sign else [], EDGE, base, "ink", STRONG)
    fields = {"x": "x", "y": "y", "fill": "fill", "fontWeight": "weight"}
    yield "words", rows, written({"align": "left"}, None, **fields)
