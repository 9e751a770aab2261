"""Opens a project: its data, the source of its pages, what they print, and everything wrong with them."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from macros.figures import book as registry
from macros.figures.book import Book, Use
from macros.figures.model import Brief
from macros.printing import macros
from macros.printing.markup import figures_in
from macros.printing.view import View, WrongCall
from macros.problems import Place, Problem, ProblemsFound, unknown
from macros.project.files import DOCS as DOCS
from macros.project.files import Files
from macros.project.memory import Memory
from macros.reading.data import figures_file, history_file
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.data.history_file import HISTORY_FILE
from macros.reading.data.tree import Keys
from macros.reading.pages.calls import Call, Scan, scan
from macros.reading.pages.routes import Page
from macros.reading.pages.typed_numbers import Lookalikes, typed
from macros.reading.text import not_utf8

LISTINGS = frozenset({"register", "sources", "changes"})
"""Macros that print everything; being listed there is no use."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One macro call of a page and the HTML that it prints."""

    src: str
    call: Call
    html: str


@dataclass(frozen=True)
class Sources:
    """Data and pages as far as they could be read, with what is wrong with them."""

    root: Path
    texts: Mapping[str, str]
    """Source of each page by its path under docs/, lines ended by a newline alone."""
    scans: Mapping[str, Scan]
    book: Book | None
    """None where the data are faulty."""
    printed: tuple[Printed, ...]
    problems: tuple[Problem, ...]
    places: Mapping[Keys, Place] = field(default_factory=lambda: MappingProxyType({}))
    """The place of each entry of the data and each review date by its keys."""
    unsaved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Texts that stand in for files, by their path under the root."""
    memory: Memory = field(default_factory=Memory, compare=False)
    """What checks worked out before, if anybody looks again."""

    @cached_property
    def printed_on(self) -> Mapping[str, tuple[Printed, ...]]:
        """Return what each page prints that prints anything, by its path under docs/."""
        found: dict[str, list[Printed]] = defaultdict(list)
        for item in self.printed:
            found[item.src].append(item)
        return {src: tuple(items) for src, items in found.items()}

    @property
    def files(self) -> Files:
        """Return the files of the project, with what is unsaved."""
        return Files(self.root, self.unsaved)


@dataclass(frozen=True)
class Project:
    """A project whose data and pages are free of problems."""

    root: Path
    book: Book
    scans: Mapping[str, Scan]
    printed: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By page what its calls print, in their order, as far as that is known before the build."""


def open_project(root: Path) -> Project:
    """Return the project in that folder. Raises ProblemsFound with all problems of data and pages.

    It is read once for each state of its files (path, time and size).
    """
    opened = _opened(root, tuple(_states(root)))
    if isinstance(opened, Project):
        return opened
    raise ProblemsFound(opened)


def _states(root: Path) -> Iterator[tuple[str, int, int]]:
    """Yield the path of each file with its time and size; Zensical asks once for every page."""
    pages = (f"{DOCS}/{src}" for src in Files(root).pages())
    for path in (DATA_FILE, HISTORY_FILE, *pages):
        with suppress(OSError):
            state = os.stat(f"{root}/{path}")  # noqa: PTH116  (a Path takes longer to make than to look up)
            yield path, state.st_mtime_ns, state.st_size


@lru_cache(maxsize=2)
def _opened(root: Path, _states: tuple[tuple[str, int, int], ...]) -> Project | list[Problem]:
    """Return the project, or what is wrong: Zensical goes on with the next page, and that asks again."""
    sources = open_sources(root)
    errors = [problem for problem in sources.problems if problem.severity == "error"]
    if errors or sources.book is None:
        return errors
    printed: dict[str, list[str]] = {}
    for item in sources.printed:
        printed.setdefault(item.src, []).append(item.html)
    by_page = MappingProxyType({src: tuple(html) for src, html in printed.items()})
    return Project(root, sources.book, sources.scans, by_page)


def open_sources(
    root: Path, unsaved: Mapping[str, str] = MappingProxyType({}), memory: Memory | None = None
) -> Sources:
    """Return what can be read of the project in that folder; never raises for its content.

    `unsaved` texts win over the files of their paths, such as docs/economics.md. With the `memory` of
    an earlier look, only what has changed since is read and tried again.
    """
    files, memory = Files(root, unsaved), Memory() if memory is None else memory
    texts, scans, problems = _scanned(files, memory)
    book: Book | None = None
    printed: list[Printed] = []
    raw = _bytes(files, DATA_FILE)
    read = memory.of("data", "", (raw,), lambda: figures_file.attempt(raw))
    if read.brief is None:
        # Calls cannot be tried without data, but what is wrong with the text of the pages is told.
        problems += read.problems
    else:
        book, wrong = _book(files, memory, read.brief, scans)
        problems += wrong
        printed, wrong_calls = _tried(memory, book, scans)
        problems += [*wrong_calls, *_missing_pages(read, scans)]
    problems += _typed(memory, scans, texts, book)
    if book is not None:
        book = replace(book, uses=uses_of(book, scans, printed))
    found = tuple(sorted(set(problems)))
    return Sources(root, texts, scans, book, tuple(printed), found, read.places, unsaved, memory)


def _bytes(files: Files, path: str) -> bytes | None:
    return files.read(path) if files.has(path) else None


def _book(
    files: Files, memory: Memory, brief: Brief, scans: Mapping[str, Scan]
) -> tuple[Book, tuple[Problem, ...]]:
    """Return the book with its history and the titles of pages, and what is wrong with the history."""
    book = memory.of("book", "", (brief,), lambda: registry.book(brief))
    raw = _bytes(files, HISTORY_FILE)
    history, wrong = memory.of("history", "", (raw, brief), lambda: history_file.attempt(raw, brief))
    titles = {src: page.title for src, page in scans.items()}

    def titled() -> Book:
        return replace(book, history=history, titles=MappingProxyType(titles))

    return memory.of("titled", "", (book, history, titles), titled), wrong


def _scanned(files: Files, memory: Memory) -> tuple[dict[str, str], dict[str, Scan], list[Problem]]:
    texts: dict[str, str] = {}
    scans: dict[str, Scan] = {}
    problems: list[Problem] = []
    for src in files.pages():
        try:
            text = files.text(f"{DOCS}/{src}")
        except UnicodeDecodeError as error:
            problems.append(not_utf8(f"{DOCS}/{src}", error))
            continue
        # An equal text that was read before is taken again, so that it is not held twice.
        text = texts[src] = memory.of("source", src, (text,), lambda: text)  # noqa: B023
        scans[src] = memory.of("scan", src, (text,), lambda: scan(f"{DOCS}/{src}", text))  # noqa: B023
        problems += scans[src].problems
    return texts, scans, problems


def _tried(memory: Memory, book: Book, scans: Mapping[str, Scan]) -> tuple[list[Printed], list[Problem]]:
    """Try every macro call; return what each prints, and what is wrong."""
    printed, problems = [], []
    for src, page in scans.items():
        shown, wrong = memory.of("printed", src, (book, page), lambda: try_calls(book, src, page))  # noqa: B023
        printed += shown
        problems += wrong
    return printed, problems


def try_calls(book: Book, src: str, page: Scan) -> tuple[list[Printed], list[Problem]]:
    """Try the macro calls of one page; return what each prints, and what is wrong."""
    printed, problems = [], []
    for call in page.calls:
        try:
            html = macros.call(View(book, Page(src), draws=False), call.name, call.args, call.kwargs)
        except WrongCall as wrong:
            problems.append(wrong.fault.at(call.place))
        else:
            printed.append(Printed(src, call, html))
    return printed, problems


def _typed(
    memory: Memory, scans: Mapping[str, Scan], texts: Mapping[str, str], book: Book | None
) -> list[Problem]:
    """Return the numerals typed on the pages; what they look like is looked up once for all of them."""

    def alike(book: Book) -> Lookalikes:
        return memory.of("lookalikes", "", (book,), lambda: Lookalikes(book))

    found: list[Problem] = []
    for src, page in scans.items():
        one, its = {src: page}, {src: texts[src]}
        found += memory.of("typed", src, (page, book), lambda: tuple(typed(one, its, book, alike)))  # noqa: B023
    return found


def uses_of(
    book: Book, scans: Mapping[str, Scan], printed: Iterable[Printed]
) -> Mapping[str, tuple[Use, ...]]:
    """Return the places at which each figure or claim is printed."""
    found: dict[str, dict[Use, None]] = defaultdict(dict)
    known: dict[Use, Use] = {}
    for item in printed:
        call = item.call
        if call.name in LISTINGS:
            continue
        section = call.section if call.section and call.section.level > 1 else None
        place = (section.title, section.id or "") if section else ("", "")
        use = Use(item.src, scans[item.src].title, *place)
        use = known.setdefault(use, use)  # one section prints many
        given = (*call.args, *call.kwargs.values())
        named = [arg for arg in given if isinstance(arg, str) and book.entry(arg)]
        for id_ in (*named, *figures_in(item.html)):
            found[id_][use] = None
    return MappingProxyType({id_: tuple(uses) for id_, uses in found.items()})


def _missing_pages(read: figures_file.Reading, scans: Mapping[str, Scan]) -> list[Problem]:
    brief = read.brief
    return [
        unknown("page", theme.page, hint=f"write {DOCS}/{theme.page}").at(read.places["themes", id_])
        for id_, theme in (brief.themes.items() if brief else ())
        if theme.page not in scans
    ]
