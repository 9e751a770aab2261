"""Writes a picture as compact SVG that takes its colours and fonts from the page, or has its own.

A picture is made of layers, the later ones above; the marks of a layer look alike, which is said once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from markupsafe import Markup

from macros.printing.markup import join, tag

SIZE = 13
"""Of the letters, in units of a picture; the style sheet keeps such a unit near a pixel."""
LINE = 17
"""From line to line."""
BOLD = 600

Attributes = Mapping[str, object]
Colour = Literal["ink", "soft", "line", "grid", "article", "other", "third", "paper", "band"]
"""A name from the style sheet, which gives such a colour for each scheme."""
Outline = Literal["circle", "diamond", "square", "up", "down", "left", "right"]
"""Of a symbol; the last four are triangles that point there."""
HIGH = 3**0.5 / 2
"""How far a triangle reaches where it points, and behind its middle, if it reaches 1 to the sides."""
ISOLATED = "\u2067{}\u2069"
"""A text that runs from right to left whatever stands round it."""
LIGHT: Mapping[Colour, str] = MappingProxyType(
    {
        "ink": "#1b2a31",
        "soft": "#51626b",
        "line": "#e3e9ec",
        "grid": "#b9c5cb",
        "article": "#0b5266",
        "other": "#8a4a08",
        "third": "#4a4f8f",
        "paper": "#fff",
        "band": "#eaf3f5",
    }
)
"""The colours of the style sheet for a light ground, for a picture that stands alone."""
CORNERS: Mapping[Outline, tuple[tuple[float, float], ...]] = MappingProxyType(
    {
        "diamond": ((-1, 0), (0, -1), (1, 0), (0, 1)),
        "up": ((0, -HIGH), (-1, HIGH), (1, HIGH)),
        "down": ((0, HIGH), (-1, -HIGH), (1, -HIGH)),
        "left": ((-HIGH, 0), (HIGH, -1), (HIGH, 1)),
        "right": ((HIGH, 0), (-HIGH, -1), (-HIGH, 1)),
    }
)


@dataclass(frozen=True)
class Line:
    """A straight line between two places."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Rect:
    """A rectangle, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Symbol:
    """A shape round a place, and how far it reaches."""

    shape: Outline
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Label:
    """A line of text on its base line; what is said here holds instead of what its layer says."""

    text: str
    x: float
    y: float
    fill: Colour | None = None
    strong: bool = False


@dataclass(frozen=True)
class Layer:
    """Marks of one kind and how they look: filled, drawn in outline or both."""

    marks: Sequence[Line | Rect | Symbol | Label]
    fill: Colour | None = None
    opacity: float | None = None
    """Of what is filled, below 1."""
    stroke: Colour | None = None
    width: float | None = None
    """Of a stroke, 1 unless it is said."""
    dash: str | None = None
    """The lengths of parts and gaps of a stroke."""
    size: int | None = None
    """Of its letters, where it is another one than usual."""
    anchor: Literal["middle", "end"] | None = None
    """What of a text stands at its place, the start unless it is said."""
    strong: bool = False
    axis: bool = False
    """Whether its numbers are no values: the check of the built pages knows them by the class axis."""


@dataclass(frozen=True)
class Picture:
    """A variant of a chart: how large it is, and what is drawn."""

    width: int
    height: int
    layers: tuple[Layer, ...]


@dataclass(frozen=True)
class Manner:
    """How a picture is written down."""

    colours: Mapping[Colour, str] | None = None
    """Its own; without them it has those of the page."""
    turned: bool = False
    """Whether a text from right to left is told to a program that knows no direction."""

    def colour(self, name: Colour | None) -> str | None:
        """Return what the colour of that name is written as."""
        return name and (self.colours[name] if self.colours else f"var(--chart-{name})")

    def anchor(self, layer: Layer) -> str | None:
        """Return which end of its texts stands at their places."""
        return {None: "end", "end": None, "middle": "middle"}[layer.anchor] if self.turned else layer.anchor

    def said(self, text: str) -> str:
        """Return what is written of a text."""
        return ISOLATED.format(text) if self.turned else text


OF_THE_PAGE = Manner()


def draw(picture: Picture, manner: Manner = OF_THE_PAGE) -> Markup:
    """Return what stands inside the <svg> of the picture; layers without marks are left out."""
    return tag("g", join(_written(layer, manner) for layer in picture.layers if layer.marks))


def _written(layer: Layer, manner: Manner) -> Markup:
    texts = any(isinstance(mark, Label) for mark in layer.marks)
    look = {
        "text-anchor": manner.anchor(layer) if texts else None,
        "font-size": layer.size,
        "font-weight": BOLD if layer.strong else None,
        "fill": manner.colour(layer.fill),
        "fill-opacity": layer.opacity,
        "stroke": manner.colour(layer.stroke),
        "stroke-width": layer.width,
        "stroke-dasharray": layer.dash,
    }
    if len(layer.marks) == 1 and not layer.axis:
        return _mark(layer.marks[0], look, manner)
    lines = [mark for mark in layer.marks if isinstance(mark, Line)]
    if len(lines) > 1:  # a grid is many of them, and each would name its four ends
        inside = _empty("path", {"d": "".join(map(_way, lines))})
    else:
        inside = join(_mark(mark, {}, manner) for mark in layer.marks)
    return tag("g", inside, class_="axis" if layer.axis else None, **dict(sorted(look.items())))


def _mark(mark: Line | Rect | Symbol | Label, look: Attributes, manner: Manner) -> Markup:
    match mark:
        case Line(x1, y1, x2, y2):
            ends = {"x1": _number(x1), "y1": _number(y1), "x2": _number(x2), "y2": _number(y2)}
            return _empty("line", {**ends, **look})
        case Rect(x, y, width, height):
            return _empty("path", {"d": _box(x, y, width, height), **look})
        case Symbol(shape, x, y, radius):
            place = {"transform": f"translate({_place(x, y)})", "d": _outline(shape, radius)}
            return _empty("path", {**place, **look})
        case Label(text, x, y, fill, strong):
            own = {"fill": manner.colour(fill)} if fill else {}
            own |= {"font-weight": str(BOLD)} if strong else {}
            # Programs that take the text of a page set lines apart at line ends, not at elements.
            return tag("text", manner.said(text), x=_number(x), y=_number(y), **{**look, **own}) + "\n"


def _way(line: Line) -> str:
    across, down = _number(line.x2 - line.x1), _number(line.y2 - line.y1)
    step = f"h{across}" if down == "0" else f"v{down}" if across == "0" else f"l{across},{down}"
    return f"M{_place(line.x1, line.y1)}{step}"


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{_place(x, y)}h{_number(width)}v{_number(height)}h{_number(-width)}Z"


def _outline(shape: Outline, radius: float) -> str:
    if shape == "circle":
        r = _number(radius)
        return f"M{r},0A{r},{r},0,1,1,-{r},0A{r},{r},0,1,1,{r},0"
    if shape == "square":
        return _box(-radius, -radius, 2 * radius, 2 * radius)
    return f"M{'L'.join(_place(x * radius, y * radius) for x, y in CORNERS[shape])}Z"


def _place(x: float, y: float) -> str:
    return f"{_number(x)},{_number(y)}"


def _number(value: float) -> str:
    """Return the number to a tenth of a unit, hardly a tenth of a pixel."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def _empty(name: str, attributes: Attributes) -> Markup:
    return tag(name, **attributes).removesuffix(f"></{name}>") + Markup("/>")
