"""Finds items of the article without a page of their own, and pages of items that are named otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from macros.figures.book import Book
from macros.languages.catalogue import spoken
from macros.printing.view import View
from macros.problems import Place, Problem
from macros.project.project import DOCS, Project
from macros.project.settings import Settings
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.pages.routes import ENGLISH, ITEM, Page, of_item, translated

WRITE = "type: figures pages"


def items(project: Project, _settings: Settings) -> Iterator[Problem]:
    """Find what the pages of items lack; a brief that has none of them wants none."""
    if not project.readable or not any(map(of_item, project.scans)):
        return
    book = project.book
    for src, name in names(book):
        page = project.scans.get(src)
        if page is None:
            if translated(src, ENGLISH) == src:
                place = project.places.get(("themes",), Place(DATA_FILE))
                yield Problem(place, "item-without-page", f"the item '{name}' has no page '{src}'", WRITE)
        elif page.title != name:
            line = page.place(page.headings[0].start).line if page.headings else 1
            message = f"the page of the item '{name}' is called '{page.title}'"
            yield Problem(Place(page.path, line), "item-named-otherwise", message, f"write # {name}")


def names(book: Book) -> Iterator[tuple[str, str]]:
    """Yield the page of each item in each language, and the name that it bears there."""
    for language in book.brief.about.languages:
        view = View(book, Page("index.md", language=language))
        for first, *_ in book.items():
            yield translated(ITEM.format((first.code or "").lower()), language), view.name(first)


def written(book: Book, src: str, name: str) -> str:
    """Return what the page of an item holds before an author adds anything."""
    page = Page(src)
    said = spoken(book.brief.about, page.language, book.catalogues)["item_description"]
    code = page.name.removesuffix(".md").rpartition("/")[2].upper()
    macros = f'{{{{ item("{code}") }}}}\n\n{{{{ reuse() }}}}'
    return f"---\ndescription: {said.format(name=name)}\n---\n\n# {name}\n\n{macros}\n"


def missing(project: Project) -> dict[str, str]:
    """Return the text of each page that an item lacks, by its path under the project's root."""
    book = project.book
    return {
        f"{DOCS}/{src}": written(book, src, name) for src, name in names(book) if src not in project.scans
    }
