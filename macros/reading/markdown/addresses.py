"""Reads what stands in the round brackets of a link: an address, and a title with quotation marks."""

from __future__ import annotations

import re
from collections.abc import Mapping

LONGEST = 400
"""Characters of an address with quotation marks in it; a longer one is none."""
ADDRESS = re.compile(r"\(\s*(?:(<[^<>]*>)\s*(?:('[^']*'|\"[^\"]*\")\s*)?\))?", re.DOTALL)
MARKS = re.compile(r"[()'\"]")

Target = tuple[int, int, tuple[int, int] | None, int]
"""Start and end of an address, of its title with quotation marks, and the end of the round brackets."""


def target_at(text: str, start: int, rounds: Mapping[int, int]) -> Target | None:
    """Return what stands in the round brackets behind the text of a link; None if they do not close."""
    found = ADDRESS.match(text, start)
    if found is None:
        return None
    if found[1]:
        return (*_trimmed(text, found.start(1) + 1, found.end(1) - 1), _span(found, 2), found.end())
    first, closing = found.end(), rounds.get(start)
    quote = min((at for at in (text.find("'", first), text.find('"', first)) if at >= 0), default=-1)
    if closing is not None and not 0 <= quote < closing:
        return (*_trimmed(text, first, closing), None, closing + 1)
    return _titled(text, first) if 0 <= quote < first + LONGEST else None


def _titled(text: str, first: int) -> Target | None:
    """Return the same where quotation marks stand in the brackets, as the builder counts them."""
    count = spare = 1
    fallback = -1
    marks: dict[str, list[int]] = {}
    """For each kind of quotation mark, where the first of its kind and the last behind that one stand."""
    primary = ""
    for found in MARKS.finditer(text, first, first + LONGEST):
        at, sign = found.start(), found[0]
        if sign in "'\"":
            if not primary:
                primary, spare, count = sign, count, 1
            marks.setdefault(sign, [at, -1])
            if marks[sign][0] < at:
                marks[sign][1] = at
            continue
        if sign == "(":
            if not primary:
                count += 1
            elif spare > 0:
                spare -= 1
            continue
        before = text[first:at].rstrip(" ")[-1:]
        closed = before in marks and marks[before][1] >= 0
        if closed or not primary:
            count = 0 if closed else count - 1
        elif spare > 0:
            spare -= 1
            if spare == 0:
                fallback = at
        if count == 0:
            if not closed:
                return (*_trimmed(text, first, at), None, at + 1)
            # Where both kinds could be the title, it is the one whose mark stands last, and first the first.
            begin, end = marks[before]
            return (*_trimmed(text, first, begin), (begin, end + 1), at + 1)
    return (*_trimmed(text, first, fallback), None, fallback + 1) if fallback >= 0 else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return start and end without the space around."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())


def _span(found: re.Match[str], group: int) -> tuple[int, int] | None:
    return found.span(group) if found[group] else None
