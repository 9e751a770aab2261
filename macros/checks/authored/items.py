"""Finds items of the article without a page of their own, and pages of items that are named otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from macros.figures.book import Book
from macros.figures.model import Claim, Figure
from macros.printing.view import View
from macros.problems import Place, Problem
from macros.project.project import DOCS, Project
from macros.project.settings import Settings
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.pages.routes import ENGLISH, Page, item_page, language_of, of_item

WRITE = "type: figures pages"


def items(project: Project, _settings: Settings) -> Iterator[Problem]:
    """Find what the pages of items lack; a brief that has none of them wants none."""
    if not project.readable or not any(map(of_item, project.scans)):
        return
    for src, view, first in pages(project.book):
        page, name = project.scans.get(src), view.name(first)
        if page is None:
            if language_of(src) == ENGLISH:
                place = project.places.get(("themes",), Place(DATA_FILE))
                yield Problem(place, "item-without-page", f"the item '{name}' has no page '{src}'", WRITE)
        elif page.title != name:
            line = page.place(page.headings[0].start).line if page.headings else 1
            message = f"the page of the item '{name}' is called '{page.title}'"
            yield Problem(Place(page.path, line), "item-named-otherwise", message, f"write # {name}")


def pages(book: Book) -> Iterator[tuple[str, View, Figure | Claim]]:
    """Yield the page of each item in each language, what is seen from it, and the first of the item."""
    for language in book.brief.about.languages:
        for first, *_ in book.items():
            src = item_page(first.code or "", language)
            yield src, View(book, Page(src)), first


def written(view: View, first: Figure | Claim) -> str:
    """Return what the page of an item holds before an author adds anything."""
    name = view.name(first)
    said = view.say["item_description"].format(name=name)
    macros = f'{{{{ item("{first.code}") }}}}\n\n{{{{ reuse() }}}}'
    return f"---\ndescription: {said}\n---\n\n# {name}\n\n{macros}\n"


def missing(project: Project) -> dict[str, str]:
    """Return the text of each page that an item lacks, by its path under the project's root."""
    return {
        f"{DOCS}/{src}": written(view, first)
        for src, view, first in pages(project.book)
        if src not in project.scans
    }
