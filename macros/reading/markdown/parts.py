"""A part of a page: lines of its text, each with the offset at which it stands.

Quotations and lists take marks and indents from the lines inside them; what is left keeps its place.
The signs of private use stand for what is not read as Markdown: they are neither space nor mark.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

CALL = "\ue000"
"""Stands for each character of a macro call, which is taken for a word of its sentence."""
MASK = "\ue001"
"""Stands for what is read already: code, escaped characters, links."""
BLOCK = "\ue002"
"""Stands for a block that is no Markdown: fenced code, raw HTML."""

READ = re.compile(r"[`\\\[<{]")
"""What a text must hold for anything to be read in it but plain words."""
NEAR = 1000
"""Up to there lines are counted faster than they are looked up."""
TAB = "    "
"""The indent of what belongs to an item of a list, a note or a box."""


@dataclass(frozen=True, slots=True)
class Given:
    """What Markdown is given: the text with a sign for each character of a call, tabs as spaces."""

    text: str
    sources: array[int] | None = None
    """Where each character comes from, where that is not where it stands."""

    def at(self, offset: int) -> int:
        """Return the offset in the source of the page."""
        return offset if self.sources is None else self.sources[offset]

    def end(self, offset: int) -> int:
        """Return the offset in the source behind the character before this one."""
        return offset if self.sources is None or not offset else self.sources[offset - 1] + 1


class Part:
    """Some lines, and the offset on the page of the first character of each."""

    __slots__ = ("_begins", "starts", "text")

    def __init__(self, text: str, starts: list[int]) -> None:
        """Keep lines with their offsets."""
        self.text = text
        self.starts = starts
        self._begins: list[int] | None = None

    def line_at(self, offset: int) -> int:
        """Return the number of the line in which a character stands."""
        if len(self.starts) == 1:
            return 0
        if offset < NEAR:
            return self.text.count("\n", 0, offset)
        return bisect_right(self.begins, offset) - 1

    @property
    def begins(self) -> list[int]:
        """Return where each line begins in the text."""
        if self._begins is None:
            self._begins = [0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1])]
        return self._begins

    def at(self, offset: int) -> int:
        """Return where a character of these lines stands on the page."""
        return self.starts[self.line_at(offset)] + offset - (self.text.rfind("\n", 0, offset) + 1)

    def end(self, offset: int) -> int:
        """Return the place behind the character before that offset."""
        return self.at(offset - 1) + 1 if offset else self.starts[0]

    def cut(self, start: int, end: int | None = None) -> Part:
        """Return a part of it."""
        text = self.text[start:end]
        first = self.line_at(start)
        starts = self.starts[first : first + text.count("\n") + 1]
        starts[0] += start - (self.text.rfind("\n", 0, start) + 1)
        return Part(text, starts)

    def lstripped(self) -> Part:
        """Return it without the space before it."""
        inner = self.text.lstrip()
        return self if len(inner) == len(self.text) else self.cut(len(self.text) - len(inner))

    def lines(self) -> list[Part]:
        """Return each line as a part of its own."""
        return [Part(line, [at]) for line, at in zip(self.text.split("\n"), self.starts, strict=True)]


def joined(parts: Iterable[Part]) -> Part:
    """Return the parts as lines behind one another."""
    every = list(parts)
    return Part("\n".join(part.text for part in every), [at for part in every for at in part.starts])


def detab(part: Part, length: int = len(TAB)) -> tuple[Part, Part | None]:
    """Return the first lines, as long as they are indented so far, without that indent, and the rest."""
    indent = " " * length
    lines = part.text.split("\n")
    inner: list[str] = []
    starts: list[int] = []
    for line, at in zip(lines, part.starts, strict=True):
        if line.startswith(indent):
            inner.append(line[length:])
            starts.append(at + length)
        elif not line.strip():
            inner.append("")
            starts.append(at)
        else:
            break
    count = len(inner)
    rest = Part("\n".join(lines[count:]), part.starts[count:]) if count < len(lines) else None
    return Part("\n".join(inner), starts), rest


def dedent(part: Part, level: int = 1) -> Part:
    """Return it without that many indents; lines with less keep what they have."""
    indent = TAB * level
    length = len(indent)
    lines = part.text.split("\n")
    starts = list(part.starts)
    for number, line in enumerate(lines):
        if line.startswith(indent):
            lines[number] = line[length:]
            starts[number] += length
    return Part("\n".join(lines), starts)


def blocks_of(part: Part) -> list[Part]:
    """Return what stands between empty lines."""
    if "\n\n" not in part.text and part.text[:1] != "\n" and part.text[-1:] != "\n":
        return [part]
    found: list[Part] = []
    first = 0
    lines = part.text.split("\n")
    for number, line in enumerate((*lines, "")):
        if not line:
            if number > first:
                found.append(Part("\n".join(lines[first:number]), part.starts[first:number]))
            first = number + 1
    return found
