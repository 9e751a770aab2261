"""Reads what stands before the text of a page: YAML between lines of dashes, or lines such as `Title: Trade`.

The site builder takes both for metadata, and shows a block that is no mapping of YAML as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

FENCED = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
SIGN = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
PLAIN = re.compile(rf"(?:[A-Za-z_][\w-]*:[ ]+(?![^\w])(?:(?!:[ \t]|[ \t]#|:\n){SIGN})+\n)+")
"""Lines of which nobody doubts that they are a mapping; all else is read as YAML, which takes longer."""
LINE = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:\s*")
MORE = re.compile(r"(?:[ ]{4}|\t)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before the text of a page, as it is typed."""

    text: str = ""
    yaml: str | None = None
    """What stands between the dashes; None where there are none."""
    unread: bool = False
    """Whether it looks like front matter and is shown to readers as text."""

    def __len__(self) -> int:
        """Return the offset at which the text of the page begins."""
        return 0 if self.unread else len(self.text)


def front_matter(text: str) -> FrontMatter:
    """Return what stands before the text of a page, with the line of dashes behind it."""
    if found := FENCED.match(text):
        return FrontMatter(found[0], found[1], unread=not _is_mapping(found[1]))
    end = _lines(text)
    return FrontMatter(text[:end])


def _is_mapping(block: str) -> bool:
    if PLAIN.fullmatch(block):
        return True
    try:
        return isinstance(yaml.load(block, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), dict)  # noqa: S506
    except Exception:  # whatever the builder meets here, such as an impossible date, it goes on without
        return False


def _lines(text: str) -> int:
    """Return the end of the lines that are taken for metadata without dashes."""
    end = 0
    while line := text[end : text.find("\n", end) + 1 or len(text)]:
        if not line.strip():
            break
        if not (LINE.match(line) or (end and MORE.match(line))):
            break
        end += len(line)
    return end
