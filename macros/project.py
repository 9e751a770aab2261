"""Opens a project: its data, the source of its pages, what they print, and everything wrong with them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from macros import reading, recorded, registry, words
from macros.model import Brief
from macros.pages import Page
from macros.problems import Place, Problem, ProblemsFound
from macros.registry import Book, Use
from macros.scan import Call, Scan, scan
from macros.typed import typed
from macros.view import View, WrongCall

DOCS = "docs"
LISTINGS = frozenset({"register", "sources", "changes"})
"""Macros that print everything; being listed there is no use."""
PRINTED = re.compile(r'<data class="figure[^>]*data-figure="([a-z0-9_]+)"')


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Project:
    """A project whose data and pages are free of problems."""

    root: Path
    book: Book
    scans: Mapping[str, Scan]


def open_project(root: Path) -> Project:
    """Return the project in that folder. Raises ProblemsFound with all problems of data and pages."""
    sources = open_sources(root)
    errors = [problem for problem in sources.problems if problem.severity == "error"]
    if errors or sources.book is None:
        raise ProblemsFound(errors)
    return Project(root, sources.book, sources.scans)


def open_sources(root: Path) -> Sources:
    """Return what can be read of the project in that folder; never raises for its content."""
    texts, scans, problems = _scanned(root)
    book: Book | None = None
    printed: tuple[Printed, ...] = ()
    try:
        brief = reading.load(root)
    except ProblemsFound as found:
        # Calls cannot be tried without data, but what is wrong with the text of the pages is told.
        problems += found.problems
    else:
        titles = MappingProxyType({src: page.title for src, page in scans.items()})
        book, wrong_history = with_history(root, replace(registry.book(brief), titles=titles))
        problems += wrong_history
        printed, wrong = try_calls(book, scans)
        book = replace(book, uses=uses_of(book, scans, printed))
        problems += [*wrong, *missing_pages(root, brief, scans)]
    problems += typed(scans, texts, book)
    return Sources(root, texts, scans, book, printed, tuple(sorted(set(problems))))


def with_history(root: Path, book: Book) -> tuple[Book, tuple[Problem, ...]]:
    """Return the book with its history, or without it and what is wrong with it."""
    try:
        return replace(book, history=recorded.load(root, book.brief)), ()
    except ProblemsFound as found:
        return book, found.problems


def _scanned(root: Path) -> tuple[dict[str, str], dict[str, Scan], list[Problem]]:
    texts: dict[str, str] = {}
    scans: dict[str, Scan] = {}
    problems: list[Problem] = []
    folder = root / DOCS
    for path in sorted(folder.rglob("*.md")):
        src = path.relative_to(folder).as_posix()
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            place = Place(f"{DOCS}/{src}", error.object[: error.start].count(b"\n") + 1)
            hint = "save the file as UTF-8"
            problems.append(Problem(place, "encoding", "this is not UTF-8", hint))
            continue
        texts[src] = text.replace("\r\n", "\n").replace("\r", "\n")
        scans[src] = scan(f"{DOCS}/{src}", texts[src])
        problems += scans[src].problems
    return texts, scans, problems


def try_calls(book: Book, scans: Mapping[str, Scan]) -> tuple[tuple[Printed, ...], list[Problem]]:
    """Try every macro call; return what each prints, and what is wrong."""
    printed, problems = [], []
    for src, page in scans.items():
        for call in page.calls:
            try:
                html = words.call(View(book, Page(src), draws=False), call.name, call.args, call.kwargs)
            except WrongCall as wrong:
                problems.append(Problem(call.place, wrong.code, wrong.message, wrong.hint))
            else:
                printed.append(Printed(src, call, html))
    return tuple(printed), problems


def uses_of(
    book: Book, scans: Mapping[str, Scan], printed: Iterable[Printed]
) -> Mapping[str, tuple[Use, ...]]:
    """Return the places at which each figure or claim is printed."""
    found: dict[str, dict[Use, None]] = defaultdict(dict)
    for item in printed:
        call = item.call
        if call.name in LISTINGS:
            continue
        section = call.section if call.section and call.section.level > 1 else None
        place = (section.title, section.id or "") if section else ("", "")
        use = Use(item.src, scans[item.src].title, *place)
        given = (*call.args, *call.kwargs.values())
        named = [arg for arg in given if isinstance(arg, str) and book.entry(arg)]
        for id_ in (*named, *PRINTED.findall(item.html)):
            found[id_][use] = None
    return MappingProxyType({id_: tuple(uses) for id_, uses in found.items()})


def missing_pages(root: Path, brief: Brief, scans: Mapping[str, Scan]) -> list[Problem]:
    places = reading.places(root)
    return [
        Problem(
            places["themes", id_],
            "unknown-page",
            f"there is no page '{theme.page}'",
            f"write {DOCS}/{theme.page}",
        )
        for id_, theme in brief.themes.items()
        if theme.page not in scans
    ]
