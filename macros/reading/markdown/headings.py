"""A heading of a page, as it is typed and as readers see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

EMPHASIS = re.compile(r"(?<!\w)_{1,2}+(?!\s)([^_\n]++)(?<!\s)_{1,2}+(?!\w)")
MEANT = re.compile("[_&\ue003]")
"""What a text must hold for it to be seen otherwise than it is typed."""
UNDERLINE = "\ue003"
"""Stands for a low line that marks no emphasis."""
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page, of number signs or with a line below, in quotations and lists as well."""

    level: int
    title: str
    """Its text as it is typed, without marks and attribute list."""
    id: str | None
    """The id that its author gave it."""
    start: int
    """Where it begins, with its marks."""
    at: int
    """Where its text begins."""
    words: str | None = None
    """Its text as readers see it, but for asterisks; None where a macro prints a part of it."""


def unescaped(text: str) -> str:
    """Return the text without the backslashes that keep signs from being marks."""
    return ESCAPED.sub(r"\1", text) if "\\" in text else text


def seen(words: str) -> str:
    """Return the text of a heading without what marks emphasis and with the signs that entities stand for.

    Emphasis by underscores is read by a simpler rule than the builder's; asterisks stay.
    """
    if not MEANT.search(words):
        return words
    return unescape(EMPHASIS.sub(r"\1", words)).replace(UNDERLINE, "_")
