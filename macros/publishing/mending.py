"""Mends the text that a theme writes and counts what it mends: another count means that the theme changed."""

from __future__ import annotations

import re
from collections.abc import Callable

from macros.problems import BuildFailed

Mend = Callable[[re.Match[str]], str]


class ThemeChanged(BuildFailed):
    """Raised where what a theme or site builder writes is not what ours was written for."""


def mended(
    text: str, what: str, pattern: re.Pattern[str], mend: Mend, file: str, ours: str, times: int = 1
) -> str:
    """Return the text of a file with every match mended; `ours` names the file of ours that mends it.

    Raises ThemeChanged where it is there more or less often.
    """
    text, found = pattern.subn(mend, text)
    if found != times:
        raise changed(what, found, file, ours, times)
    return text


def mended_first(text: str, what: str, pattern: re.Pattern[str], mend: Mend, file: str, ours: str) -> str:
    """Return the text of a file with the first match mended. Raises ThemeChanged where there is none."""
    text, found = pattern.subn(mend, text, count=1)
    if not found:
        raise changed(what, 0, file, ours)
    return text


def changed(what: str, found: int, file: str, ours: str, times: int = 1) -> ThemeChanged:
    """Return the error that says what is there more or less often than it was, and where to mend ours."""
    return ThemeChanged(
        f"{file}: the theme's markup changed: {what} is there {found} times instead of {times}; "
        f"mend the repairs in {ours}"
    )
