"""Draws Vega specs as compact SVG that takes its colours and fonts from the page.

Vega draws a chart's variants side by side in one go, which takes hardly longer than one of them; each
becomes a picture of its own here. Vega writes for any viewer: what a page says anyway is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from markupsafe import Markup

from macros.printing.markup import join, tag

SIZE = 13
"""Of the letters, in units of a picture; the style sheet keeps such a unit near a pixel."""
LINE = 17
"""From line to line."""
STRONG = 600

Spec = Mapping[str, Any]
"""A group mark of Vega."""
Layer = tuple[str, list[dict[str, Any]], dict[str, Any]]
"""A name, data, and the mark that shows each datum."""


@dataclass(frozen=True)
class Picture:
    """A variant of a chart: how large it is, and what is drawn."""

    width: int
    height: int
    spec: Spec


DROPPED = frozenset(
    ("class", "role", "aria-roledescription", "aria-label", "aria-hidden", "pointer-events", "font-family")
)
USUAL = {
    "opacity": "1",
    "stroke-width": "1",
    "text-anchor": "start",
    "font-size": "0px",
    "x2": "0",
    "y2": "0",
}
"""What holds where an attribute is missing."""
NUMBER = re.compile(r"-?\d+\.\d+")
AXES = frozenset(("ticks", "years"))
"""Layers whose numbers are no values: the check of the built pages knows them by the class axis."""
AXIS = re.compile(r"\baxis-")
MOVE = re.compile(r"translate\((?P<x>[^,()]+),(?P<y>[^()]+)\)")
VARIANT = re.compile(r"\bvariant[0-9]")
EMPTY_PATH = re.compile(r"(?:M0,0h0v0h0Z)?")


def group(width: int, height: int, scales: list[dict[str, Any]], layers: Iterable[Layer]) -> Picture:
    """Return the picture of these layers, the later ones above; those without data are left out."""
    data, marks = [], []
    for name, values, how in layers:
        if values:
            data.append({"name": name, "values": values})
            named = {"name": f"axis-{name}"} if name in AXES else {}
            marks.append({**how, **named, "from": {"data": name}})
    size = {"width": {"value": width}, "height": {"value": height}}
    spec = {"encode": {"enter": size}, "scales": scales, "data": data, "marks": marks}
    return Picture(width, height, spec)


def mark(kind: str, fixed: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a mark: what is the same for all, and what comes from a field of each datum."""
    look = {name: {"value": value} for name, value in fixed.items()}
    given = {name: {"field": of} if isinstance(of, str) else of for name, of in fields.items()}
    return {"type": kind, "encode": {"enter": {**look, **given}}}


def written(fixed: Mapping[str, Any], colour: str | None, **fields: Any) -> dict[str, Any]:
    """Return a text mark. Its size is that of the page: Vega would measure it by a font of the machine."""
    fill = {"fill": f"var(--chart-{colour})"} if colour else {}
    return mark("text", {**fixed, **fill, "fontSize": 0}, **{"text": "text", **fields})


def draw(variants: Iterable[Picture]) -> list[Markup]:
    """Return what stands inside the <svg> of each variant. Starts the drawing library on first use."""
    from vl_convert import vega_to_svg  # some tenths of a second, which pages without charts do not pay

    groups = [_group(variant, str(number)) for number, variant in enumerate(variants)]
    spec = {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        # Nothing may be laid out by the size of a text: it would depend on the fonts of the machine.
        **{"autosize": "none", "padding": 0, "width": 1, "height": 1},
        "marks": groups,
    }
    svg = vega_to_svg(spec, allowed_base_urls=[])
    tree = fromstring(svg)  # noqa: S314  (written by the library a line above)
    found = [node for node in tree.iter() if VARIANT.search(node.get("class") or "")]
    return [join(map(_written, _children(node))) for node in found]


def _group(variant: Picture, number: str) -> dict[str, Any]:
    """Return the group mark of a variant, its names its own: Vega takes each but once."""
    marks = [
        {**mark, "name": f"{mark['name']}-{number}"} if "name" in mark else mark
        for mark in variant.spec["marks"]
    ]
    return {**variant.spec, "type": "group", "name": f"variant{number}", "marks": marks}


def _children(node: Element) -> Iterator[Element]:
    for child in node:
        if (kept := _compact(child)) is not None:
            yield kept


def _compact(node: Element) -> Element | None:
    """Return the element without what says nothing, or None if nothing is left."""
    name = node.tag.rpartition("}")[2]
    known = ((key, _short(value)) for key, value in node.attrib.items() if key not in DROPPED)
    kept = Element(name, {key: value for key, value in known if USUAL.get(key) != value})
    if name == "path":
        bare = set(kept.attrib) <= {"d", "transform"}
        if EMPTY_PATH.fullmatch(kept.get("d", "")) or kept.get("display") == "none" or bare:
            return None
    if AXIS.search(node.get("class") or ""):
        kept.set("class", "axis")
    kept.text = node.text if name in ("text", "tspan") else None
    kept.extend(_children(node))
    if name != "g":
        _moved(kept)
        return kept
    if not len(kept):
        return None
    _shared(kept)
    _drawn_in_one(kept)
    if kept.get("transform") == "translate(0,0)":
        del kept.attrib["transform"]
    if not kept.attrib and len(kept) == 1:
        return kept[0]
    return kept


def _short(value: str) -> str:
    return NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0").replace("-0.0", "0"), value)


def _moved(node: Element) -> None:
    """Write the place of a text or line as coordinates instead of a move."""
    move = MOVE.fullmatch(node.get("transform", ""))
    if move is None or node.tag not in ("text", "line"):
        return
    del node.attrib["transform"]
    x, y = float(move["x"]), float(move["y"])
    if node.tag == "text":
        node.attrib = {"x": f"{x:g}", "y": f"{y:g}", **node.attrib}
        return
    ends = {"x2": x + float(node.get("x2", 0)), "y2": y + float(node.get("y2", 0))}
    own = {key: value for key, value in node.attrib.items() if key not in ends}
    node.attrib = {"x1": f"{x:g}", "y1": f"{y:g}", **{key: f"{end:g}" for key, end in ends.items()}, **own}


INHERITED = frozenset(
    (
        *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap"),
        *("font-size", "font-weight", "text-anchor"),
    )
)


def _shared(group: Element) -> None:
    """Write what most of a group's children say once, on the group, if none of them is silent on it."""
    for name in sorted(INHERITED):
        values = [child.get(name) for child in group]
        said = [value for value in values if value is not None]
        if len(said) < 2 or len(said) != len(values):
            continue
        ((common, size),) = Counter(said).most_common(1)
        if size > 1:
            group.set(name, common)
            for child in group:
                if child.get(name) == common:
                    del child.attrib[name]


ENDS = ("x1", "y1", "x2", "y2")


def _drawn_in_one(group: Element) -> None:
    """Draw lines that look alike as one path: a grid is many of them, and each would name its four ends."""
    if len(group) < 2 or not all(line.tag == "line" and set(line.attrib) <= set(ENDS) for line in group):
        return
    steps = []
    for line in group:
        x1, y1, x2, y2 = (float(line.get(end, 0)) for end in ENDS)
        across, down = round(x2 - x1, 1), round(y2 - y1, 1)
        way = f"h{across:g}" if not down else f"v{down:g}" if not across else f"l{across:g},{down:g}"
        steps.append(f"M{x1:g},{y1:g}{way}")
    group[:] = [Element("path", {"d": "".join(steps)})]


def _written(node: Element) -> Markup:
    inside = join((node.text or "", *map(_written, node)))
    written = tag(node.tag, inside, **dict(node.attrib))
    return written if inside or node.tag == "text" else Markup(f"{written[: -len(node.tag) - 4]}/>")  # noqa: S704
