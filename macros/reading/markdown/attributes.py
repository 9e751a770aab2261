"""Reads attribute lists such as `{ #totals .wide }`: what they say, and whether anything takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BRACES = re.compile(r"\{(?P<colon>:?)[ ]*+(?P<words>[^{}\n]*+)\}")
BEHIND = re.compile(r"[ ]+\{:?[ ]*(?P<words>[^}\n ][^\n]*)[ ]*\}[ ]*$")
"""An attribute list at the end of a heading, a term or a cell."""
BELOW = re.compile(r"\n[ ]*\{:?[ ]*(?P<words>[^}\n ][^\n]*)[ ]*\}[ ]*$")
"""An attribute list as the last line of a paragraph or an item."""
WORD = re.compile(r"[^ =}]+=\".*?\"|[^ =}]+='.*?'|[^ =}]+=[^ =}]+|[^ =}]+| ")


@dataclass(frozen=True, slots=True)
class Braces:
    """Something in single braces that may be an attribute list."""

    words: str
    colon: bool
    start: int
    end: int
    bound: bool = False
    """Whether it belongs to anything, so that readers do not see it."""
    heading: bool = False
    """Whether it stands at the end of a heading."""

    @property
    def id(self) -> str | None:
        """Return the id that it gives, or None where it gives none or belongs to nothing."""
        return id_of(self.words) if self.bound else None


def id_of(words: str) -> str | None:
    """Return the id that these words give; the last wins."""
    found = None
    for word in _words(words):
        if word.startswith("#"):
            found = word[1:]
        elif word.startswith("id="):
            found = word[3:].strip("\"'")
    return found or None


def whole(words: str) -> bool:
    """Return whether nothing is left behind these words that would end the list too early."""
    return "}" not in words or "}" not in words[sum(map(len, _words(words))) :]


def _words(words: str) -> Iterator[str]:
    at = 0
    while found := WORD.match(words, at):
        at = found.end()
        yield found[0]
