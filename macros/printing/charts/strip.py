"""The small picture of an item: the article's value on one line with those of other sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from macros.figures.evidence.verdicts import counted, evidence
from macros.figures.kinds import Relation
from macros.figures.model import Figure
from macros.printing.charts.frame import pictured
from macros.printing.charts.row_charts import described, fits
from macros.printing.charts.scale import MEASURED, axis, ends, row
from macros.printing.charts.svg import LINE, Label, Layer, Line, Picture, Symbol
from macros.printing.charts.text_width import linear
from macros.printing.elements import minor
from macros.printing.markup import tag
from macros.printing.view import View

WIDTH, SIDE, MIDDLE, HEIGHT = 320, 30, 14, 44
"""Of the picture, in units near a pixel: all of it, what is free at each side, where the values stand."""


@dataclass(frozen=True)
class Strip:
    """The picture with what stands beside it."""

    title: str
    description: str
    key: str
    picture: Picture


def strip(view: View, figure: Figure) -> Markup:
    """Return the picture; nothing where no other source gives a value that could be drawn beside it."""
    found = beside(view, figure)
    if found is None:
        return Markup("")
    svg = pictured(
        view,
        f"strip-{figure.id}",
        found.title,
        found.description,
        found.picture,
        kind="brief-strip__picture",
    )
    return tag("figure", svg + tag("figcaption", minor(found.key), aria_hidden="true"), class_="brief-strip")


def beside(view: View, figure: Figure) -> Strip | None:
    """Return what `strip` shows.

    What is for background is left out: it counts something else, or another time. So are our own arithmetic
    and copies of the article, which are no other sources.
    """
    own = view.quantity(figure.id)
    if own.kind not in MEASURED or own.value is None or own.value < 0:
        return None
    others = [
        entry
        for entry, item in evidence(view.book.brief, figure.id)
        if isinstance(entry, Figure)
        and item.relation is not Relation.CONTEXT
        and counted(view.book.brief, entry)
        and fits(view, own, entry)
    ]
    if not others:
        return None
    unit, _, marks = axis(view, [figure, *others])
    return Strip(
        view.say["chart_beside"].format(figure=view.say(figure.label)),
        described(view, figure, others),
        view.say["strip_key"].format(unit=unit),
        _picture(view, figure, others, marks) if view.draws else Picture(WIDTH, HEIGHT, ()),
    )


def _picture(
    view: View, figure: Figure, others: Sequence[Figure], marks: Sequence[tuple[Decimal, str]]
) -> Picture:
    edges = (WIDTH - SIDE, SIDE) if view.rtl else (SIDE, WIDTH - SIDE)
    across = linear((0, float(marks[-1][0])), edges)
    rows = [row(view, one, None) for one in others]
    (low, high), at = ends(view.quantity(figure.id)), Decimal(0)
    dots = [Symbol("circle", across(float(one.low or at)), MIDDLE, 4.7) for one in rows if one.high is None]
    ranges = [
        Line(across(float(one.low or at)), MIDDLE, across(float(one.high)), MIDDLE)
        for one in rows
        if one.high
    ]
    own = [Symbol("diamond", across(float(end)), MIDDLE, 5.7) for end in dict.fromkeys((low, high))]
    base = MIDDLE + LINE / 2
    places = [across(float(value)) for value, _ in marks]
    labels = [Label(label, x, base + LINE) for x, (_, label) in zip(places, marks, strict=True)]
    return Picture(
        WIDTH,
        HEIGHT,
        (
            Layer([Line(edges[0], base, edges[1], base)], stroke="grid"),
            Layer([Line(x, base - 3, x, base + 3) for x in places], stroke="grid"),
            Layer(ranges, stroke="other", width=6),
            Layer(dots, fill="paper", stroke="other", width=2),
            Layer(own, fill="article", stroke="article", width=2),
            Layer(labels, fill="soft", anchor="middle", axis=True),
        ),
    )
