"""Says in plain words what a line of a page says once its macro calls are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple

from macros.printing.markup import words_of
from macros.reading.pages.calls import Call

BLOCK = '<div class="brief"'
MARKS = (
    (re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"[ \t]*\{:?[ \t]*[#.][^{}]*\}[ \t]*$"), ""),
    (re.compile(r"^[ \t]*(?:#{1,6}|[-*+>]|[0-9]+\.)[ \t]+"), ""),
    (re.compile(r"[*`]|(?<!\w)_+|_+(?!\w)"), ""),
)
"""Marks of Markdown that readers do not see, and what is left of them."""


class Prints(NamedTuple):
    """A macro call and what it prints, before and after; None where those data do not let it."""

    call: Call
    before: str | None
    after: str | None

    @property
    def block(self) -> bool:
        """Whether it stands apart from sentences."""
        return BLOCK in f"{self.before}{self.after}"

    @property
    def end(self) -> int:
        """Return the last line of the call."""
        return self.call.place.line + self.call.written.count("\n")


def line(source: str, calls: Iterable[tuple[Call, str | None]]) -> str:
    """Return the line as it is read, or nothing if one of its calls could not be printed."""
    parts, done = [], 0
    for call, html in calls:
        if html is None:
            return ""
        at = source.index(call.written, done)
        parts += [source[done:at], words_of(html)]
        done = at + len(call.written)
    said = spaced("".join((*parts, source[done:])))
    for pattern, left in MARKS:
        said = pattern.sub(left, said)
    return unescape(said).strip()


def spaced(text: str) -> str:
    """Return the text with single, plain spaces."""
    return " ".join(text.split())
