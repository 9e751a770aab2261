"""Writes what can be downloaded into a built output."""

from __future__ import annotations

from pathlib import Path

from macros import reviewing, takeaway
from macros.checks.settings import load_settings
from macros.pages import Page, published
from macros.registry import Book
from macros.view import View


def site_address(root: Path) -> str:
    """Return the address at which the website is published, or nothing."""
    return published(load_settings(root).site_url)


def put_reviews(book: Book, website: Path) -> None:
    """Write the pages on which translations are reviewed, for a website in more languages than one."""
    about = book.brief.about
    reviewing.write(website, list(book.titles), about.languages, about.title["en"])


def put(book: Book, site: str, website: Path, offline: Path) -> None:
    """Write what there is to download into both outputs, for the address at which the site is published."""
    put_into(book, site, website, directory_urls=True)
    put_into(book, site, offline, directory_urls=False)


def put_into(book: Book, site: str, folder: Path, *, directory_urls: bool) -> None:
    """Write what there is to download into one output."""
    view = View(book, Page("index.md", directory_urls, site=site))
    for name, text in takeaway.files(view).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())  # the line ends are those of the format
