"""Writes the editions of the data as an Atom feed (RFC 4287), the same bytes for the same data."""

from __future__ import annotations

import re
from collections import Counter
from uuid import UUID, uuid5
from xml.etree import ElementTree

from macros.figures.book import Book
from macros.figures.editions import Step
from macros.figures.model import About
from macros.figures.periods import Period
from macros.printing.changes import anchor, edition_content, title
from macros.printing.view import View
from macros.reading.pages.routes import CHANGES, FEED, Abroad

ATOM = "http://www.w3.org/2005/Atom"
BRIEFS = UUID("0f6f5a43-2b5c-5d0b-8f0e-6a3b5f1f7c2e")
"""The namespace in which the name of a brief makes its identity."""
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold."""


def feed(book: Book, site_url: str, rights: str, language: str = "en") -> str:
    """Return the feed of a site published at that address, an entry for each edition, newest first."""
    view = View(book, Abroad(CHANGES, language=language, site=f"{site_url.rstrip('/')}/"))
    about = book.brief.about
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    name = view.say(about.title)
    _element(root, "title", view.say["changes_of"].format(title=name))
    own = identity(about)
    _element(root, "id", own.urn)
    editions = book.history.editions
    _element(root, "updated", _time(editions[-1].date if editions else about.updated))
    _element(root, "link", rel="self", type="application/atom+xml", href=view.page.file(FEED))
    _element(root, "link", rel="alternate", type="text/html", hreflang=language, href=view.page.href(CHANGES))
    _element(_element(root, "author"), "name", name)
    if rights:
        _element(root, "rights", rights)
    times: Counter[str] = Counter()
    entries = []
    for step in book.history.steps:
        times[step.edition.version] += 1
        entries.append((step, f"{step.edition.version} {times[step.edition.version]}"))
    for step, words in reversed(entries):
        _entry(root, view, step, uuid5(own, words))
    ElementTree.indent(root)
    written = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'


def identity(about: About) -> UUID:
    """Return what says of a feed that it is the one of that brief, wherever the site stands."""
    return about.identity or uuid5(BRIEFS, about.name)


def _entry(root: ElementTree.Element, view: View, step: Step, identity: UUID) -> None:
    entry = _element(root, "entry")
    _element(entry, "title", title(view, step))
    _element(entry, "id", identity.urn)
    _element(entry, "published", _time(step.edition.date))
    _element(entry, "updated", _time(step.edition.date))
    _element(entry, "link", rel="alternate", type="text/html", href=view.page.href(CHANGES, anchor(step)))
    _element(entry, "category", term=step.edition.kind.value)
    _element(entry, "content", str(edition_content(view, step)), type="html")


def _element(
    parent: ElementTree.Element, name: str, words: str | None = None, **attributes: str
) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = FORBIDDEN.sub("", words) if words is not None else None
    return element


def _time(date: Period) -> str:
    """Return noon of the day as a timestamp: from America to Asia it is that day."""
    first = date.span()[0]
    assert first  # noqa: S101  (a single day is never open)
    return f"{first.isoformat()}T12:00:00Z"
