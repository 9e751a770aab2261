"""Finds fenced code, which the site builder takes out before it reads any other block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SUPER = "pymdownx.superfences"

MARKS = re.compile("```|~~~")
START = re.compile(
    r"""
    (?P<fence>~{3,}|`{3,})
    (?P<info>
        (?:[ ]*\.?[\w#.+-]+(?=[ ]|$))?
        (?:
            [ ]*(?P<attributes>\{[^\n]*\}) |
            (?P<options>(?:[ ]*[a-zA-Z][a-zA-Z0-9_]*(?:=(?P<quote>"|').*?(?P=quote))?(?=[ ]|$))+) |
            (?P<unknown>(?:[ ]*[^\s]+(?=[ ]|$))+)
        )?
    )
    [ ]*$
    """,
    re.VERBOSE,
)
OPTION = re.compile(r"([a-zA-Z][a-zA-Z0-9_]*)(?:=(\"|')(.*?)\2)?")
OPTIONS = {
    "hl_lines": re.compile(r"\d+(?:-\d+)?(?: +\d+(?:-\d+)?)*$"),
    "linenums": re.compile(r"\d+"),
    "title": re.compile(""),
    "title_mode": re.compile(""),
}
"""What may stand behind the language of a fence; with anything else it opens no code."""
PLAIN = re.compile(
    r"^(?P<fence>~{3,}|`{3,})[ ]*"
    r"(?P<info>\{[^\n]*\}|\.?[\w#.+-]*[ ]*(?:hl_lines=(?P<quote>\"|')[^\n]*?(?P=quote)[ ]*)?)\n"
    r".*?(?<=\n)(?P=fence)[ ]*$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of fenced code: from the marks that open it to the end of the line that closes it."""

    start: int
    end: int
    info: str
    """What stands behind the opening marks."""


def fences(text: str, start: int, extensions: frozenset[str]) -> tuple[Fence, ...]:
    """Return the blocks of fenced code; a fence that never closes is none."""
    if not MARKS.search(text, start):
        return ()
    if SUPER in extensions:
        return tuple(_nested(text, start))
    found = PLAIN.finditer(text, start)
    return tuple(Fence(one.start(), one.end(), one["info"].strip()) for one in found)


def _nested(text: str, start: int) -> Iterator[Fence]:
    """Yield fences that may stand in quotations and lists, as the extension finds them line by line."""
    while marks := MARKS.search(text, start):
        at = marks.start()
        prefix = text[text.rfind("\n", 0, at) + 1 : at]
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        start = end + 1
        opening = START.match(text[at:end]) if not prefix.strip("> ") else None
        if opening is None or not _opens(opening):
            continue
        empty = False
        while start <= len(text):
            end = text.find("\n", start)
            end = end if end >= 0 else len(text)
            line, start = text[start:end], end + 1
            before = line[: len(prefix)]
            before = before[: len(before) - len(before.lstrip("> "))]
            content = line[len(before) :]
            if _gives_up(prefix, before, content, empty):
                break  # the line itself opens nothing either
            if content.startswith(opening["fence"]) and content.rstrip(" ") == opening["fence"]:
                yield Fence(at, end, opening["info"].strip())
                break
            empty = not content


def _gives_up(prefix: str, before: str, content: str, empty: bool) -> bool:
    """Return whether a line stands outside of the quotation or list in which the fence opened."""
    depth, deeper = prefix.count(">"), before.count(">")
    if not depth:
        return deeper > 0 or (bool(content.strip()) and len(before) != len(prefix))
    outside = len(before) < len(prefix) or (empty and deeper < depth)
    return deeper > depth or (content != "" and outside)


def _opens(found: re.Match[str]) -> bool:
    """Return whether the extension knows all that stands behind the marks."""
    if found["unknown"]:
        return False
    options = OPTION.finditer(found["options"] or "")
    return all(one[1] in OPTIONS and OPTIONS[one[1]].match(one[3] if one[2] else one[1]) for one in options)
