"""The files of charts and cards: where they are, the links to them, and the values of a chart as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from markupsafe import Markup

from macros.figures.model import Evidence, Figure
from macros.printing.downloads.documents import cell, sheet
from macros.printing.downloads.forms import CSV, PICTURES, Form
from macros.printing.downloads.records import row
from macros.printing.markup import foreign, isolated, tag
from macros.printing.view import View
from macros.reading.pages.routes import language_of, of_item

CHARTS = "charts"
CARDS = "cards"
"""Folders under the site's root."""
HEADS = (
    *("id", "label", "value", "low", "high", "unit", "per", "printed", "qualifier", "status"),
    *("period", "period_start", "period_end", "calendar", "stated", "measures"),
    *("source", "publisher", "title", "url", "published", "series"),
    *("relation", "because", "address", "version"),
)
"""The columns of a chart's table: some of those of all figures, in their order and with their names."""


def of_chart(src: str, id_: str) -> str:
    """Return the path of the files of a chart on a page, without ending."""
    return f"{CHARTS}/{src.removesuffix('.md')}/{id_}"


def of_card(language: str, code: str) -> str:
    """Return the path of the card of an item in a language, without ending."""
    return f"{CARDS}/{language}/{code.lower()}"


def chart_files(src: str, id_: str) -> Iterator[str]:
    """Yield the path of each file of a chart."""
    for form in (CSV, *PICTURES):
        yield f"{of_chart(src, id_)}.{form.ending}"


def card_files(titles: Iterable[str]) -> Iterator[str]:
    """Yield the path of each file of the cards of those pages that are an item's."""
    for src in titles:
        if of_item(src):
            path = of_card(language_of(src), PurePosixPath(src).stem)
            yield from (f"{path}.{form.ending}" for form in PICTURES)


def forms(view: View) -> tuple[Form, ...]:
    """Return the forms of pictures that an output has: the bundle has no room for pixels."""
    return tuple(form for form in PICTURES if form.ending == "svg" or not view.page.bundled)


def links(view: View, path: str, what: str) -> Iterator[Markup]:
    """Yield a link to a picture in each of its forms; the path has no ending."""
    for form in forms(view):
        yield link(view, path, what, form)


def link(view: View, path: str, what: str, form: Form) -> Markup:
    """Return a link that downloads a file."""
    shown, label = named(view, what, form)
    href = view.page.file(f"{path}.{form.ending}")
    return tag("a", shown, href=href, download="", type=form.media, aria_label=label)


def named(view: View, what: str, form: Form) -> tuple[Markup, str | None]:
    """Return what a link shows, and its name, which says `what` the file is of where no group does."""
    name = f"{isolated(form.name, latin=view.latin)}: {what}" if what else None
    return foreign(form.name, latin=view.latin), name


def chart_links(view: View, id_: str, title: str) -> Markup:
    """Return what stands below a chart: links to its values and to its picture."""
    path = of_chart(view.page.src, id_)
    found = [link(view, path, title, CSV), *links(view, path, title)]
    values, pictures = found[0], Markup(" · ").join(found[1:])
    return Markup("{}: {} · {}: {}").format(
        view.say["chart_values"], values, view.say["chart_picture"], pictures
    )


def values(view: View, rows: Iterable[tuple[Figure, Evidence | None]]) -> str:
    """Return the values of a chart as CSV in the language of the page, each with its relation there."""
    return sheet(HEADS, (list(_cells(view, figure, item)) for figure, item in rows))


def _cells(view: View, figure: Figure, item: Evidence | None) -> Iterator[str]:
    found = dict(row(view, figure))
    if item:
        found |= {"relation": item.relation.value, "because": view.text(item.because)}
    yield from (cell(found.get(name, "")) for name in HEADS)
