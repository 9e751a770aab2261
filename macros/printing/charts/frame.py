"""What stands around the picture of a chart: title, key, notes, sources, and the same data as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from macros.figures.model import Evidence, Figure, Source
from macros.printing.charts.svg import SIZE, Picture, draw
from macros.printing.downloads.pictures import chart_links
from macros.printing.elements import (
    block,
    carrying,
    figure_data,
    minor,
    prose,
    publication_date,
    publisher,
    relation,
)
from macros.printing.markup import UNSEARCHED, join, table, tag, text
from macros.printing.view import View


@dataclass(frozen=True)
class Sign:
    """A sign of the key with its meaning."""

    sign: str
    words: str
    colour: str = "other"
    """article, other, third or soft: that of the marks it explains."""


@dataclass(frozen=True)
class Frame:
    """Everything around a picture."""

    id: str
    title: str
    subtitle: str
    description: str
    key: tuple[Sign, ...]
    notes: tuple[Markup | str, ...]
    rows: tuple[tuple[Figure, Evidence | None], ...]
    """What the picture shows, with its relation to the article where it has one."""
    ltr: bool = False
    """Whether it is drawn from left to right in every language, as time is."""


@dataclass(frozen=True)
class Chart:
    """A chart before it is written down."""

    frame: Frame
    pictures: Sequence[Picture]
    """The narrow and the wide one."""


def framed(view: View, chart: Chart) -> Markup:
    """Return the chart as a figure: a narrow and a wide picture, of which the style sheet shows one."""
    kinds, frame = ("narrow", "wide"), chart.frame
    svgs = [_svg(view, frame, *parts) for parts in zip(kinds, chart.pictures, strict=True)]
    title = tag("span", frame.title, class_="brief-chart__title")
    subtitle = tag("span", frame.subtitle, class_="brief-chart__subtitle")
    signs = (
        tag(
            "li",
            # Beside letters that run the other way, a sign for more would turn into one for less.
            tag("span", one.sign, class_="brief-chart__sign", dir="ltr" if view.rtl else None)
            + f" {one.words}",
            class_=f"brief-chart__{one.colour}",
        )
        for one in frame.key
    )
    parts = [
        tag("figcaption", join((title, subtitle), " ")),
        # It explains shapes and strokes; the description and the table say the same in words.
        tag("ul", join(signs, "\n"), class_="brief-chart__key", aria_hidden="true", **UNSEARCHED),
        *svgs,
        *(tag("p", note, class_="brief-note") for note in frame.notes),
        tag("p", _sources(view, frame), class_="brief-source", **UNSEARCHED),
        tag("p", chart_links(view, frame.id, frame.title), class_="brief-take", **UNSEARCHED),
        tag("details", tag("summary", view.say["chart_table"]) + _table(view, frame), **UNSEARCHED),
    ]
    return block(tag("figure", join(parts, "\n"), class_="brief-chart", id=frame.id))


def _svg(view: View, frame: Frame, kind: str, picture: Picture) -> Markup:
    named = f"{frame.id}-{kind}"
    kind = f"brief-chart__{kind}"
    return pictured(view, named, frame.title, frame.description, picture, kind=kind, ltr=frame.ltr)


def pictured(
    view: View, named: str, title: str, description: str, picture: Picture, *, kind: str, ltr: bool = False
) -> Markup:
    """Return the picture as SVG with its title and what it shows in words, under ids that begin as named."""
    head = tag("title", title, id=f"{named}-title")
    words = tag("desc", description, id=f"{named}-text")
    return tag(
        "svg",
        join((head, words, draw(picture) if view.draws else ""), "\n"),
        **{
            "class": kind,
            "viewBox": f"0 0 {picture.width} {picture.height}",
            "role": "img",
        },
        **{"aria-labelledby": f"{named}-title", "aria-describedby": f"{named}-text"},
        # The page’s own direction would turn the letters’ anchors round, but not the picture.
        **{
            "direction": "ltr" if ltr else view.say.direction,
            "fill": "none",
            "font-size": SIZE,
            **UNSEARCHED,
        },
    )


def sources(view: View, frame: Frame) -> Iterator[tuple[Source, str]]:
    """Yield the sources of what is shown, each with its day where another bears the same name."""
    brief = view.book.brief
    named: dict[str, None] = {}
    for figure, _ in frame.rows:
        for id_ in view.quantity(figure.id).sources if figure.derived else (figure.source or "",):
            named[id_] = None
    found = [brief.sources[id_] for id_ in named]
    names = [view.say(source.publisher) for source in found]
    for source, name in zip(found, names, strict=True):
        yield source, publication_date(source, view.say) if names.count(name) > 1 else ""


def _sources(view: View, frame: Frame) -> Markup:
    links = (
        join(filter(None, (publisher(view, source) + carrying(view, source), day)), view.say["parted"])
        for source, day in sources(view, frame)
    )
    return text(view.say["chart_sources"]).format(sources=join(links, view.say["separated"]))


def _table(view: View, frame: Frame) -> Markup:
    say = view.say
    related = any(item for _, item in frame.rows)
    columns = [say["measures"], say["source"], say["period"], say["value"]]
    columns += [say["relation"]] if related else []
    rows = []
    for figure, item in frame.rows:
        cells: list[object] = [
            join((view.say(figure.label), minor(prose(view, figure.measures))), " "),
            who(view, figure),
            view.period(figure) or "–",
            figure_data(view, figure),
        ]
        cells += [relation(view, item) if item else "–"] if related else []
        rows.append(({"data_figure": figure.id}, cells))
    return table(frame.title, columns, rows, kind="chart")


def who(view: View, figure: Figure) -> str:
    """Return who says it: the article, a publisher with whose report it carries, or this brief."""
    if figure.source is None:
        return view.say["arithmetic"]
    if view.book.brief.of_article(figure):
        return view.say["article_value"]
    source = view.book.brief.sources[figure.source]
    return view.publisher(source) + carrying(view, source)


def differing(view: View, figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return the note that not all figures count the same thing, if their definitions differ."""
    counted = {view.say(figure.measures) for figure in figures}
    return (view.say["chart_definitions"],) if len(counted) > 1 else ()
