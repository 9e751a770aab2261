"""Keeps what macro calls printed, so that typing works out only what it changes.

A page is mostly what its macros print, and Markdown reads all of it letter by letter only to leave it as it
is. Where a call stands alone and was seen to be left as it is, a short mark stands in for what it prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import wraps
from types import MappingProxyType
from typing import Any

from macros.figures.book import Book, Use
from macros.project.memory import same
from macros.project.project import Project
from macros.reading.pages.page import PageText

Key = tuple[str, tuple[Any, ...], tuple[tuple[str, Any], ...]]
"""Name, arguments and keywords of a call."""
MARK = '<div data-kept="{}"></div>'
MARKS = re.compile(MARK.format(r"(\d+)"))
SMALL = 400
"""Characters up to which a mark saves nothing."""


@dataclass
class Kept:
    """What a call printed, and what else it was told that may change."""

    html: str
    told: Mapping[str, object] = field(default_factory=dict)
    left_alone: bool = False
    """Whether Markdown was seen to leave it as it is."""


class Noted(Mapping[str, tuple[Use, ...]]):
    """The uses of a book, which notes for whom it was asked: few pages print uses."""

    def __init__(self, uses: Mapping[str, tuple[Use, ...]]) -> None:
        """Keep what is asked."""
        self._uses = uses
        self._told: dict[str, object] = {}

    @contextmanager
    def noted(self) -> Iterator[Mapping[str, object]]:
        """Note for whom is asked meanwhile, and what was answered."""
        outside, self._told = self._told, {}
        try:
            yield self._told
        finally:
            self._told = outside | self._told

    def __getitem__(self, id_: str) -> tuple[Use, ...]:
        """Return the uses of that entry."""
        self._told[id_] = self._uses.get(id_)
        return self._uses[id_]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the entries that are used."""
        self._told |= self._uses
        return iter(self._uses)

    def __len__(self) -> int:
        """Return how many entries are used."""
        return sum(1 for _ in self)


class Keeper:
    """Stands between the pages and the macros; `begin` and `end` enclose the rendering of one page."""

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self._of_all: tuple[object, ...] = ()
        """What all macros print from; when it changes, nothing that was kept holds."""
        self._uses = Noted(MappingProxyType({}))
        self._kept: dict[tuple[str, Key], Kept] = {}
        self._src = ""
        self._alone: frozenset[Key] = frozenset()
        self._used: dict[Key, Kept] = {}
        self._marked: list[str] = []

    def keeping(self, name: str, macro: Callable[..., str]) -> Callable[..., str]:
        """Return the macro as pages call it."""

        @wraps(macro)
        def kept_macro(*args: Any, **kwargs: Any) -> str:
            key = (name, args, tuple(kwargs.items()))
            kept = self._of(key, lambda: macro(*args, **kwargs))
            self._used[key] = kept
            if key not in self._alone or not kept.left_alone or len(kept.html) < SMALL:
                return kept.html
            self._marked.append(kept.html)
            return MARK.format(len(self._marked) - 1)

        return kept_macro

    def begin(self, project: Project, src: str) -> Book:
        """Begin with a page, and return the book from which its macros are to print."""
        book = project.book
        of_all = (book.brief, book.history, book.titles)
        if not same(self._of_all, of_all):
            self._of_all = of_all
            self._kept.clear()
        self._src, self._used, self._marked = src, {}, []
        self._alone = standing_alone(project.scans[src], project.texts[src])
        self._uses = Noted(book.uses)
        return replace(book, uses=self._uses)

    def end(self, content: str) -> str:
        """Return the page as Markdown gave it, with all that marks stand for."""
        content = MARKS.sub(lambda mark: self._marked[int(mark[1])].strip(), content)
        for key, kept in self._used.items():
            if key in self._alone and not kept.left_alone:
                kept.left_alone = kept.html.strip() in content
        return content

    def _of(self, key: Key, print_: Callable[[], str]) -> Kept:
        kept = self._kept.get((self._src, key))
        if kept is not None and all(self._uses.get(id_) == told for id_, told in kept.told.items()):
            return kept
        with self._uses.noted() as told:
            kept = Kept(print_(), told)
        self._kept[self._src, key] = kept
        return kept


def standing_alone(page: PageText, text: str) -> frozenset[Key]:
    """Return the calls of a page that make a block of their own wherever they stand."""
    lines = ["", *text.split("\n"), ""]

    def others() -> Iterator[tuple[Key, bool]]:
        for call in page.calls:
            before, own, after = lines[call.place.line - 1 : call.place.line + 2]
            alone = own.rstrip() == call.written and not before.strip() and not after.strip()
            yield (call.name, call.args, tuple(call.kwargs.items())), alone

    found = list(others())
    return frozenset(key for key, alone in found if alone) - {key for key, alone in found if not alone}
