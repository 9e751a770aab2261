"""Tries the macro calls of pages: what each prints, what is wrong with it, and which figures it uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from macros.figures.book import Book, Use
from macros.printing import macros
from macros.printing.markup import figures_in
from macros.printing.view import View, WrongCall
from macros.problems import Problem
from macros.project.memory import Memory
from macros.reading.pages.calls import Call
from macros.reading.pages.page import PageText
from macros.reading.pages.routes import Page

LISTINGS = frozenset({"register", "sources", "changes"})
"""Macros that print everything; being listed there is no use."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One macro call of a page and the HTML that it prints."""

    src: str
    call: Call
    html: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What the macro calls of one page print, in their order, and what is wrong with the others."""

    printed: tuple[Printed, ...] = ()
    problems: tuple[Problem, ...] = ()


class Trials(Mapping[str, Tried]):
    """The trial of each page by its path under docs/, made when it is first asked for.

    A call that its page had before, as the memory knows, is not tried again unless the book is another one;
    nor is one of which it was kept what it prints from this very book.
    """

    def __init__(
        self,
        book: Book,
        scans: Mapping[str, PageText],
        memory: Memory,
        kept: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    ) -> None:
        """Take what is tried with what; `kept` has by page what calls print, as they are written."""
        self._book, self._scans, self._memory, self._kept = book, scans, memory, kept

    def __getitem__(self, src: str) -> Tried:
        """Return what all calls of that page print."""
        using = self._part(src, listing=False)
        if not any(call.name in LISTINGS for call in self._scans[src].calls):
            return using
        both = (using, self._part(src, listing=True))
        printed = sorted((one for part in both for one in part.printed), key=lambda one: one.call.place)
        return Tried(tuple(printed), tuple(problem for part in both for problem in part.problems))

    def __iter__(self) -> Iterator[str]:
        """Yield the pages."""
        return iter(self._scans)

    def __len__(self) -> int:
        """Return how many pages there are."""
        return len(self._scans)

    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """Return the places at which each figure or claim is printed; for that, nothing is listed."""
        found: dict[str, list[Use]] = defaultdict(list)
        for src, page in self._scans.items():
            for use, ids in self._memory.of("uses", src, (self._book, page), lambda: self._uses_on(src)):  # noqa: B023
                for id_ in ids:
                    found[id_].append(use)
        return MappingProxyType({id_: tuple(uses) for id_, uses in found.items()})

    def _part(self, src: str, *, listing: bool) -> Tried:
        task, page = ("listed" if listing else "printed"), self._scans[src]

        def work() -> Tried:
            given, before = self._memory.last(task, src) or ((None,), Tried())
            known = {one.call.written: one.html for one in before.printed if given[0] is self._book}
            calls = (call for call in page.calls if (call.name in LISTINGS) == listing)
            return tried(self._book, src, calls, known or self._kept.get(src, {}))

        return self._memory.of(task, src, (self._book, page), work)

    def _uses_on(self, src: str) -> tuple[tuple[Use, tuple[str, ...]], ...]:
        """Return the sections of a page in which anything is used, and what."""
        found: dict[Use, dict[str, None]] = {}
        for item in self._part(src, listing=False).printed:
            section = item.call.section
            named = (section.title, section.id or "") if section and section.level > 1 else ("", "")
            ids = found.setdefault(Use(src, self._scans[src].title, *named), {})
            given = (*item.call.args, *item.call.kwargs.values())
            ids |= dict.fromkeys(arg for arg in given if isinstance(arg, str) and self._book.entry(arg))
            ids |= dict.fromkeys(figures_in(item.html))
        return tuple((use, tuple(ids)) for use, ids in found.items())


def tried(book: Book, src: str, calls: Iterable[Call], known: Mapping[str, str]) -> Tried:
    """Return what those calls of a page print, and what is wrong.

    Those of which it is known, as they are written, are not tried again.
    """
    view = View(book, Page(src), draws=False)
    printed, problems = [], []
    for call in calls:
        html = known.get(call.written)
        try:
            html = html if html is not None else macros.call(view, call.name, call.args, call.kwargs)
        except WrongCall as wrong:
            problems.append(wrong.fault.at(call.place))
        else:
            printed.append(Printed(src, call, html))
    return Tried(tuple(printed), tuple(problems))
