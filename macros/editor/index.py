"""All that is known of the project at one moment; what every answer is taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from macros.editor.mentions import ENTRY, Mention
from macros.figures.book import Book
from macros.figures.model import Claim, Figure
from macros.printing.view import View
from macros.problems import Place, Problem
from macros.project.files import DOCS
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.pages.page import PageText, read_page
from macros.reading.pages.routes import Page
from macros.reading.pages.typed_numbers import Lookalikes
from macros.text import with_plain_ends
from macros.tree import Keys

OPENING = re.compile(r"\{\{(?=(?:(?!\}\}).)*(?:\{\{|$))", re.MULTILINE)
"""Two braces that are not closed in their line, or not before the next two."""
KEY = r"(?P<quote>['\"]?)(?P<id>[A-Za-z][A-Za-z0-9_]*)(?P=quote)[ \t]*:(?=\s|$)"
# A break of lines to search for, and not the mark of a line's start: that would be tried at every letter.
SECTION = re.compile(rf"\n{KEY}")
FIRST = re.compile(rf"\n(?P<indent> +){KEY}")


@dataclass(frozen=True)
class Index:
    """What is known of the project: the last data that could be read, and the pages as they are."""

    book: Book
    """Of the last data without errors; they may be older than what is being typed."""
    places: Mapping[Keys, Place]
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Source of each page by its path under docs/."""
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Every id in each file, by the path of the file."""

    def view(self, path: str) -> View:
        """Return the book as seen from a file: a page has its language, all others that of the data."""
        return View(self.book, page_of(path), draws=False)

    @cached_property
    def lookalikes(self) -> Lookalikes:
        """Return the figures by what they look like as numerals."""
        return Lookalikes(self.book)

    @cached_property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Return id, label and words to look for of every figure and claim, in file order."""
        return tuple((entry.id, name, name.casefold()) for entry, name in self._named())

    @cached_property
    def by_id(self) -> Mapping[tuple[str, str], tuple[Mention, ...]]:
        """Return every mention by section and id; figures and claims are one section."""
        found: dict[tuple[str, str], list[Mention]] = {}
        for mentions in self.mentions.values():
            for mention in mentions:
                key = (self.section(mention), mention.id)
                found.setdefault(key, []).append(mention)
        return {key: tuple(mentions) for key, mentions in found.items()}

    def section(self, mention: Mention) -> str:
        """Return the section in which the id of a mention is defined; figures and claims are `entry`."""
        if mention.section == "cited":
            known = self.book.entry(mention.id) is None and mention.id in self.book.brief.sources
            return "sources" if known else ENTRY
        return ENTRY if mention.section in ("figures", "claims") else mention.section

    def _named(self) -> Iterator[tuple[Figure | Claim, str]]:
        for entry in self.book.entries:
            text = entry.label if isinstance(entry, Figure) else entry.text
            yield entry, text["en"]


@dataclass(frozen=True)
class Look:
    """What one look at the project gave: problems by file, and the index as far as it is known."""

    index: Index | None
    problems: Mapping[str, tuple[Problem, ...]]


def page_of(path: str) -> Page:
    """Return the page of a path such as docs/trade.md; its first folder may name its language."""
    return Page(path.removeprefix(f"{DOCS}/"))


def read_typed(path: str, text: str) -> PageText:
    """Return a page that is being typed; braces still open hide no other call."""
    found = read_page(path, text)
    if any(problem.code == "wrong-call" for problem in found.problems):
        without = read_page(path, OPENING.sub("  ", with_plain_ends(text)))
        if len(without.calls) > len(found.calls):
            return without
    return found


def is_page(path: str) -> bool:
    """Return whether the path is one of a page."""
    return path.startswith(f"{DOCS}/") and path.endswith(".md")


def keys_of(text: str, section: str = "") -> Iterator[tuple[str, str, int, int]]:
    """Yield section, id, line and column of the entries of a data file, also of one with mistakes in it."""
    text = f"\n{text}"
    named = list(SECTION.finditer(text))
    ends = [*(one.start() for one in named[1:]), len(text)]
    for one, end in zip(named, ends, strict=False):
        first = FIRST.search(text, one.end(), end)
        if first is None or section not in ("", one["id"]):
            continue
        # What stands deeper than the first entry belongs to an entry.
        indent = len(first["indent"])
        line, counted = 0, 1
        for found in re.compile(rf"\n {{{indent}}}{KEY}").finditer(text, first.start(), end):
            start = found.start() + 1
            line, counted = line + text.count("\n", counted, start), start
            yield one["id"], found["id"], line, indent + len(found["quote"])


def in_data(path: str) -> bool:
    """Return whether the path is that of the data file."""
    return path == DATA_FILE
