"""Reads the raw HTML that an author typed on a page: tags, attributes, and the blocks they make."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:_-]*+)"
    r"(?P<attributes>(?:[\s/](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)?+)>"
)
ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'<>]++)))?"
)
BLANK = re.compile(r"\n[ \t]*+(?=\n|\Z)")
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
OPTIONAL = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "rt",
        "rp",
    ]
)
"""Elements whose closing tag HTML lets authors leave out."""
NAMES = """
    address article aside blockquote body canvas center colgroup dd details div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main map
    math menu nav noscript object ol option p pre script section style summary table tbody td
    textarea tfoot th thead tr ul video
"""
BLOCKS = frozenset(NAMES.split())
"""Elements that Markdown leaves alone when their tag begins a line."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a tag; its value is None where it has none."""

    name: str
    value: str | None
    start: int
    at: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A raw HTML tag, in lower case, with the end of the element where it has one."""

    name: str
    start: int
    end: int
    closing: bool
    attributes: tuple[Attribute, ...]
    closed_at: int | None
    """Offset behind the element; None where the closing tag is missing or has no opening one."""

    def get(self, name: str) -> str | None:
        """Return the value of an attribute, '' where it is empty, None where it is missing."""
        return next((one.value or "" for one in self.attributes if one.name == name), None)


def read_tags(plain: str, text: str) -> tuple[list[Tag], list[tuple[int, int]]]:
    """Return the tags, and start and end of each block of raw HTML. `text` has what was masked."""
    found = list(TAG.finditer(plain))
    ends = _ends(found)
    tags = []
    for index, one in enumerate(found):
        attributes = () if one["end"] else tuple(_attributes(text, *one.span("attributes")))
        tags.append(
            Tag(one["name"].lower(), one.start(), one.end(), bool(one["end"]), attributes, ends[index])
        )
    return tags, list(_blocks(plain, tags))


def _attributes(text: str, start: int, end: int) -> Iterator[Attribute]:
    for found in ATTRIBUTE.finditer(text, start, end):
        name = next((name for name in ("double", "single", "bare") if found[name] is not None), None)
        value = unescape(found[name]) if name else None
        yield Attribute(found["name"].lower(), value, found.start(), found.start(name or "name"))


def _ends(found: Sequence[re.Match[str]]) -> list[int | None]:
    """Return for each tag the end of its element; for a closing tag its own end if it closes anything."""
    ends: list[int | None] = [None] * len(found)
    open_: list[int] = []
    names: Counter[str] = Counter()
    for index, one in enumerate(found):
        name = one["name"].lower()
        foreign = names["svg"] or names["math"] or name in ("svg", "math")
        if not one["end"]:
            if name in VOID or (foreign and one["attributes"].endswith("/")):
                ends[index] = one.end()
            else:
                open_.append(index)
                names[name] += 1
        elif names[name]:
            ends[index] = one.end()
            while True:
                last = open_.pop()
                inner = found[last]["name"].lower()
                names[inner] -= 1
                if inner == name:
                    ends[last] = one.end()
                    break
                ends[last] = one.start() if inner in OPTIONAL else None
    for last in open_:
        inner = found[last]["name"].lower()
        ends[last] = found[last].end() if inner in OPTIONAL else None
    return ends


def _blocks(plain: str, tags: Sequence[Tag]) -> Iterator[tuple[int, int]]:
    blanks = [one.start() for one in BLANK.finditer(plain)]
    last = 0
    for tag in tags:
        if tag.start < last or tag.closing or tag.name not in BLOCKS:
            continue
        before = plain[max(plain.rfind("\n", 0, tag.start) + 1, tag.start - 4) : tag.start]
        if len(before) > 3 or before.strip(" "):
            continue
        if tag.closed_at is not None and tag.closed_at > tag.end:
            last = tag.closed_at
        else:
            # Left open it would swallow the rest; that is told once, and the rest is read as it is meant.
            index = bisect_right(blanks, tag.end - 1)
            last = tag.end if tag.name in VOID else blanks[index] if index < len(blanks) else len(plain)
        yield tag.start, last
