"""Opens a project: its data, the source of its pages, everything wrong with them, and all uses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from macros import reading, registry, words
from macros.pages import Page
from macros.problems import Place, Problem, ProblemsFound
from macros.registry import Book, Use
from macros.scan import Scan, scan
from macros.view import View, WrongCall

DOCS = "docs"
LISTINGS = frozenset({"register", "sources"})
"""Macros that print everything; being listed there is no use."""
PRINTED = re.compile(r'<data class="figure[^>]*data-figure="([a-z0-9_]+)"')


@dataclass(frozen=True)
class Project:
    """A project whose data and pages are free of problems."""

    root: Path
    book: Book
    scans: Mapping[str, Scan]

    @property
    def coverage(self) -> str:
        """Return what was looked at, in one line."""
        brief = self.book.brief
        calls = sum(len(found.calls) for found in self.scans.values())
        return (
            f"{len(brief.figures)} figures, {len(brief.claims)} claims, "
            f"{len(brief.sources)} sources, {len(self.scans)} pages, {calls} macro calls"
        )


def open_project(root: Path) -> Project:
    """Return the project in that folder. Raises ProblemsFound with all problems of data and pages."""
    scans, problems = _scanned(root)
    try:
        brief = reading.load(root)
    except ProblemsFound as found:
        # Calls cannot be tried without data, but what is wrong with the text of the pages is told.
        raise ProblemsFound((*found.problems, *problems)) from None
    book = registry.book(brief)
    uses, wrong = _uses(book, scans)
    problems += wrong
    problems += _missing_pages(brief.themes.values(), scans)
    if problems:
        raise ProblemsFound(problems)
    return Project(root, replace(book, uses=uses), scans)


def _scanned(root: Path) -> tuple[dict[str, Scan], list[Problem]]:
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
        scans[src] = scan(f"{DOCS}/{src}", text)
        problems += scans[src].problems
    return scans, problems


def _uses(book: Book, scans: Mapping[str, Scan]) -> tuple[Mapping[str, tuple[Use, ...]], list[Problem]]:
    """Try every macro call; return which figures each prints where, and what is wrong."""
    found: dict[str, dict[Use, None]] = defaultdict(dict)
    problems = []
    for src, page in scans.items():
        for call in page.calls:
            try:
                printed = words.call(View(book, Page(src)), call.name, call.args, call.kwargs)
            except WrongCall as wrong:
                problems.append(Problem(call.place, wrong.code, wrong.message, wrong.hint))
                continue
            if call.name in LISTINGS:
                continue
            section = call.section if call.section and call.section.level > 1 else None
            use = Use(src, page.title, *((section.title, section.id or "") if section else ("", "")))
            named = [arg for arg in call.args if isinstance(arg, str) and book.entry(arg)]
            for id_ in (*named, *PRINTED.findall(printed)):
                found[id_][use] = None
    return MappingProxyType({id_: tuple(uses) for id_, uses in found.items()}), problems


def _missing_pages(themes: Iterable[object], scans: Mapping[str, Scan]) -> list[Problem]:
    place = Place(reading.DATA_FILE)
    return [
        Problem(place, "unknown-page", f"there is no page '{page}'", f"write {DOCS}/{page}")
        for theme in themes
        if (page := getattr(theme, "page", "")) not in scans
    ]
