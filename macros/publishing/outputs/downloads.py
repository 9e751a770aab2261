"""Writes what can be downloaded into a built output."""

from __future__ import annotations

from pathlib import Path

from macros.figures.book import Book
from macros.languages.catalogue import catalogues
from macros.printing.downloads import files
from macros.printing.view import View
from macros.project.settings import load_settings
from macros.publishing import reviews
from macros.publishing.linked_data import HOME
from macros.reading.pages.routes import ENGLISH, Page, published


def site_address(root: Path) -> str:
    """Return the address at which the website is published, or nothing."""
    return published(load_settings(root).site_url)


def put_reviews(book: Book, website: Path) -> None:
    """Write the pages on which translations are reviewed, for a website in more languages than one."""
    about = book.brief.about
    says = catalogues(about.languages, book.catalogues)
    pages = [theme.page for theme in book.brief.themes.values()]
    example = next((src for src in pages if src != HOME), HOME)
    reviews.write(website, list(book.titles), says, about.title[ENGLISH], example)


def put(book: Book, site: str, website: Path, offline: Path) -> None:
    """Write what there is to download into both outputs, for the address at which the site is published."""
    put_into(book, site, website, directory_urls=True)
    put_into(book, site, offline, directory_urls=False)


def put_into(book: Book, site: str, folder: Path, *, directory_urls: bool) -> None:
    """Write what there is to download into one output."""
    view = View(book, Page("index.md", directory_urls, site=site))
    for name, text in files.files(view).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())  # the line ends are those of the format
