"""Keeps what macro calls printed, so that typing works out only what it changes.

A page is mostly what its macros print, and Markdown reads all of it letter by letter only to leave it as it
is. Where a call stands alone and was seen to be left as it is, a short mark stands in for what it prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from macros.editor.preview.live import Live, Uses
from macros.reading.pages.calls import Scan

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


class Keeper:
    """Stands between the pages and the macros; `begin` and `end` enclose the rendering of one page."""

    def __init__(self, live: Live) -> None:
        """Begin with nothing kept."""
        self.live = live
        self._generation = -1
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

    def begin(self, src: str) -> None:
        """Begin with a page. Raises what reading its source raises."""
        self.live.book()  # reads changed data
        if self._generation != self.live.generation:
            self._generation = self.live.generation
            self._kept.clear()
        self._src, self._used, self._marked = src, {}, []
        self._alone = standing_alone(self.live.scan(src), self.live.text(src))

    def end(self, content: str) -> str:
        """Return the page as Markdown gave it, with all that marks stand for."""
        content = MARKS.sub(lambda mark: self._marked[int(mark[1])].strip(), content)
        for key, kept in self._used.items():
            if key in self._alone and not kept.left_alone:
                kept.left_alone = kept.html.strip() in content
        return content

    def _of(self, key: Key, print_: Callable[[], str]) -> Kept:
        uses = self.live.book().uses
        kept = self._kept.get((self._src, key))
        if kept is not None and all(uses.get(id_) == told for id_, told in kept.told.items()):
            return kept
        if not isinstance(uses, Uses):
            return Kept(print_())
        with uses.noted() as told:
            kept = Kept(print_(), told)
        self._kept[self._src, key] = kept
        return kept


def standing_alone(page: Scan, text: str) -> frozenset[Key]:
    """Return the calls of a page that make a block of their own wherever they stand."""
    lines = ["", *text.split("\n"), ""]

    def others() -> Iterator[tuple[Key, bool]]:
        for call in page.calls:
            before, own, after = lines[call.place.line - 1 : call.place.line + 2]
            alone = own.rstrip() == call.written and not before.strip() and not after.strip()
            yield (call.name, call.args, tuple(call.kwargs.items())), alone

    found = list(others())
    return frozenset(key for key, alone in found if alone) - {key for key, alone in found if not alone}
