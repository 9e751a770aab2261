"""A picture that stands alone, to keep, send and embed: all that must not be lost from beside it is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from markupsafe import Markup

from macros.languages.catalogue import Catalogue
from macros.printing.charts.frame import Chart, sources
from macros.printing.charts.svg import LIGHT, SIZE, Colour, Label, Layer, Line, Manner, Picture, draw
from macros.printing.charts.text_width import width, wrapped
from macros.printing.markup import join, tag, words_of
from macros.printing.view import View

EDGE = 20
"""Kept free on each side."""
LEADING = 1.45
"""From line to line, as a multiple of the size of the letters."""
BETWEEN = 16
"""Between the entries of a key."""
LEFT_TO_RIGHT = "\u2066{}\u2069"
"""A text that runs from left to right whatever stands round it."""
LARGE, SMALL = 19, 12
"""Sizes of a heading, and of what stands below."""
SIGNS: Mapping[str, Colour] = MappingProxyType({"article": "article", "third": "third", "soft": "soft"})
"""The colours of a key by their names there; all others are those of other sources."""
FAMILIES: Mapping[str, str] = MappingProxyType(
    {"Arab": "Brief Arabic, Brief Marks, Brief Letters, Vazirmatn, Noto Sans Arabic, Tahoma, sans-serif"}
)
FAMILY = "Brief Sans, Brief Marks, Brief Letters, Noto Sans, Segoe UI, Roboto, Arial, sans-serif"
"""The fonts of the project first, then those that readers have."""


@dataclass(frozen=True)
class Words:
    """A paragraph, in as many lines as it takes."""

    text: str
    size: int = SIZE
    strong: bool = False
    fill: Colour = "ink"
    above: int = 6
    """Free above it."""


@dataclass(frozen=True)
class Key:
    """Signs with their meaning, one behind the other; each with its colour."""

    signs: tuple[tuple[str, str, Colour], ...]
    above: int = 8


@dataclass(frozen=True)
class Drawing:
    """A picture, from edge to edge."""

    picture: Picture
    ltr: bool = False
    """Whether it is drawn from left to right in every language."""
    above: int = 10


@dataclass(frozen=True)
class Rule:
    """A thin line from edge to edge."""

    above: int = 10


Part = Words | Key | Drawing | Rule


@dataclass(frozen=True)
class Sheet:
    """All that stands on it, from top to bottom."""

    title: str
    description: str
    parts: tuple[Part, ...]
    width: int
    """Without the edges."""
    say: Catalogue

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height with the edges."""
        return self.width + 2 * EDGE, round(sum(_height(self, part) for part in self.parts)) + 2 * EDGE


def of_chart(view: View, chart: Chart) -> Sheet:
    """Return a chart of a page with its title, its key, its sources, the edition and the address."""
    frame, wide = chart.frame, chart.pictures[-1]
    named = (
        view.say["parted"].join(filter(None, (view.publisher(source), day)))
        for source, day in sources(view, frame)
    )
    signs = tuple((one.sign, one.words, SIGNS.get(one.colour, "other")) for one in frame.key)
    parts = (
        Words(frame.title, LARGE, strong=True, above=0),
        Words(frame.subtitle, fill="soft"),
        Key(signs),
        Drawing(wide, ltr=frame.ltr),
        *(Words(words_of(str(note)), SMALL, fill="soft") for note in frame.notes),
        Words(view.say["chart_sources"].format(sources=view.say["separated"].join(named)), SMALL),
        *imprint(view, frame.id),
    )
    return Sheet(frame.title, frame.description, parts, wide.width, view.say)


def imprint(view: View, fragment: str = "") -> Iterator[Part]:
    """Yield what stands at the foot: the brief, its edition, and the address of the page."""
    yield Rule()
    yield Words(whose(view), SMALL, fill="soft", above=4)
    if address := view.page.permanent(view.page.src, fragment):
        address = LEFT_TO_RIGHT.format(address) if view.rtl else address
        yield Words(address, SMALL, fill="soft", above=0)


def whose(view: View) -> str:
    """Return the name of the brief and its edition."""
    about = view.book.brief.about
    edition = view.say["data_version_of"].format(version=about.version)
    return view.say["separated"].join((view.say(about.title), edition))


def written(sheet: Sheet, *, for_pixels: bool = False) -> str:
    """Return the sheet as an SVG file in colours for a light ground.

    What turns it `for_pixels` knows no direction of texts, and is told of it otherwise.
    """
    across, down = sheet.size
    rtl = sheet.say.direction == "rtl"
    # One that cannot be seen names the sheet; it is read out, and shown where the pointer rests.
    head = [tag("title", sheet.title), tag("desc", sheet.description)]
    ground = tag("path", d=f"M0,0h{across}v{down}h-{across}Z", fill=LIGHT["paper"])
    content = [*head, ground, *_drawn(sheet, rtl=rtl, for_pixels=for_pixels)]
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        **{"viewBox": f"0 0 {across} {down}", "width": across, "height": down},
        **{"lang": sheet.say.tag, "xml:lang": sheet.say.tag, "role": "img", "fill": "none"},
        "direction": None if for_pixels else sheet.say.direction,
        "font-family": FAMILIES.get(sheet.say.script, FAMILY),
        "font-size": SIZE,
    }
    return str(tag("svg", Markup("\n") + join(content, "\n"), **attributes)) + "\n"


def _drawn(sheet: Sheet, *, rtl: bool, for_pixels: bool) -> Iterator[Markup]:
    top = float(EDGE)
    for part in sheet.parts:
        leftwards = rtl and not (isinstance(part, Drawing) and part.ltr)
        way: Literal["ltr", "rtl"] = "rtl" if leftwards else "ltr"
        inside = draw(_picture(sheet, part), Manner(LIGHT, turned=for_pixels and leftwards))
        across = EDGE + (sheet.width - _picture(sheet, part).width if leftwards else 0)
        place = f"translate({across},{round(top + part.above, 1):g})"
        direction = way if not for_pixels and way != sheet.say.direction else None
        yield tag("g", inside, transform=place, direction=direction)
        top += _height(sheet, part)


def _height(sheet: Sheet, part: Part) -> float:
    return part.above + _picture(sheet, part).height


def _picture(sheet: Sheet, part: Part) -> Picture:
    """Return a part as a picture of its own, as high as it is."""
    match part:
        case Drawing(picture):
            return picture
        case Rule():
            return Picture(sheet.width, 1, (Layer([Line(0, 0, sheet.width, 0)], stroke="grid"),))
        case Words(text, size, strong, fill):
            found = wrapped(text, size, sheet.width, bold=strong)
            return _set(
                sheet, ((line, 0.0, nth) for nth, line in enumerate(found)), size, fill, strong=strong
            )
        case Key(signs):
            return _key(sheet, signs)


def _set(
    sheet: Sheet, lines: Iterable[tuple[str, float, int]], size: int, fill: Colour, *, strong: bool = False
) -> Picture:
    """Return texts, each with its distance from where reading starts and the number of its line."""
    placed = list(lines)
    texts = [Label(text, _x(sheet, at), size + nth * size * LEADING) for text, at, nth in placed]
    height = size * LEADING * (max((nth for _, _, nth in placed), default=-1) + 1)
    return Picture(sheet.width, round(height), (Layer(texts, fill=fill, strong=strong, size=size),))


def _key(sheet: Sheet, signs: Iterable[tuple[str, str, Colour]]) -> Picture:
    """Return the key in as many lines as it takes; the colour is that of the sign alone."""
    at, nth = 0.0, 0
    layers: list[Layer] = []
    for sign, meaning, colour in signs:
        indent = width(f"{sign}  ", SMALL) + 4
        lines = wrapped(meaning, SMALL, sheet.width - indent)
        wide = indent + max((width(line, SMALL) for line in lines), default=0)
        if at and at + wide > sheet.width:
            at, nth = 0.0, nth + 1
        bases = [SMALL + (nth + more) * SMALL * LEADING for more in range(max(len(lines), 1))]
        layers.append(Layer([Label(sign, _x(sheet, at), bases[0])], fill=colour, size=SMALL))
        said = [Label(line, _x(sheet, at + indent), base) for line, base in zip(lines, bases, strict=False)]
        layers.append(Layer(said, fill="soft", size=SMALL))
        at, nth = at + wide + BETWEEN, nth + len(bases) - 1
    return Picture(sheet.width, round(SMALL * LEADING * (nth + 1)), tuple(layers))


def _x(sheet: Sheet, at: float) -> float:
    return sheet.width - at if sheet.say.direction == "rtl" else at
