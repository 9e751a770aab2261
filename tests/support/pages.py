"""Built pages as files: read, found in, and followed from link to link."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from macros.reading.pages.routes import REVIEWS


def find(tree: html.HtmlElement, path: str) -> list[Any]:
    """Return what the XPath finds; the library's own types say less than is known here."""
    return list(tree.xpath(path))


def pages(folder: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield address and tree of every page; the error page has no place of its own."""
    found = sorted(path for path in folder.rglob("*.html") if path.name != "404.html")
    assert len(found) >= 19
    for path in found:
        yield path.relative_to(folder).as_posix(), html.document_fromstring(path.read_bytes())


def published(folder: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield the pages of the brief: all but those on which translations are reviewed."""
    return ((name, tree) for name, tree in pages(folder) if not name.startswith(REVIEWS))


def resolved(folder: Path, name: str, href: str) -> tuple[str, str]:
    """Return file and fragment to which a link leads, as a plain file server would serve it."""
    parts = urlsplit(href)
    path = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if (folder / target).is_dir():
        target = posixpath.join(target, "index.html")
    return target, unquote(parts.fragment)
