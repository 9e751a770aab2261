"""Columns in characters, as everywhere in this project, and in the units that an editor counts."""

from __future__ import annotations

import re
from enum import StrEnum

BREAK = re.compile("\r\n|\n|\r")
"""Where a line ends by the Language Server Protocol; other separators are characters of a line."""


class Units(StrEnum):
    """What an editor counts as one column, by the names of the protocol."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text without their ends; a text has one line at least."""
    return tuple(BREAK.split(text))


def to_units(line: str, column: int, units: Units) -> int:
    """Return the column of a character, counted from 0, in units of the editor."""
    if units is Units.UTF32 or line.isascii():
        return min(column, len(line))
    before = line[:column]
    if units is Units.UTF8:
        return len(before.encode("utf-8", "surrogatepass"))
    return len(before) + sum(sign > "\uffff" for sign in before)


def to_column(line: str, count: int, units: Units) -> int:
    """Return the character at a column in units of the editor; the start of one that is hit inside.

    A column behind the end of the line is its end, as the protocol asks.
    """
    if units is Units.UTF32 or line.isascii():
        return min(max(count, 0), len(line))
    size = 0
    for column, sign in enumerate(line):
        size += len(sign.encode("utf-8", "surrogatepass")) if units is Units.UTF8 else 1 + (sign > "\uffff")
        if size > count:
            return column
    return len(line)
