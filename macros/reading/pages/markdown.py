"""Reads the text of a page as its author typed it: links, references, headings and attribute lists.

What is not Markdown is masked first, character for character, so that every offset is one of the text.
Every step is linear in the length of the text, whatever it holds.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from macros.problems import Place
from macros.reading.pages.masking import CALL, MASK, fences, mask, mask_text, masked
from macros.reading.pages.raw_html import Tag, read_tags

ESCAPED = re.compile(r"\\[\\`*_{}\[\]()>#+.!|\"'~^:=<-]")
AUTOLINK = re.compile(r"<((?:[a-zA-Z][a-zA-Z0-9+.-]*+:/|[^<>\s@!/]++@)[^<>\s]*+)>")
DEFINITION = re.compile(
    r"^[ \t]*+\[(?P<label>[^\[\]\n]++)\]:[ \t]*+(?:\n[ \t]*+)?(?P<target><[^<>\n]*+>|\S++)[ \t]*+"
    r"(?:(?:\n[ \t]*+)?(?:\"[^\"\n]*+\"|'[^'\n]*+'|\([^()\n]*+\))[ \t]*+)?$",
    re.MULTILINE,
)
NOTE = re.compile(r"^[ \t]*+\[(?P<label>\^[^\[\]\n]++)\]:", re.MULTILINE)
BRACKETS = re.compile(r"[\[\]()]|\n(?=[ \t]*+(?:\n|[-*+][ \t]|[0-9]++[.)][ \t]))")
TARGET = re.compile(
    r"\(\s*+(?:<(?P<angle>[^<>\n]*+)>|(?P<plain>(?:[^\s()<]|\([^\s()]*+\))*+))"
    r"(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?+\s*+\)"
)
TITLE = re.compile(r"\s(?:\"[^\"]*+\"|'[^']*+')\s*+\Z")
# A heading needs no space behind its marks, and stands only where blocks begin: no other indent.
HASHES = re.compile(r"^(?:[ ]{4}|\t)*+(?P<marks>#{1,6})(?P<rest>[^\n]*+)$", re.MULTILINE)
UNDERLINED = re.compile(r"^(?P<rest>[^\s#][^\n]*+)\n(?P<marks>=++|-++)[ ]*+$", re.MULTILINE)
BRACES = re.compile(r"\{(?P<colon>:?)[ ]*+(?P<words>[^{}\n]*+)\}")
ID = re.compile(r"(?:^|\s)#([^\s#}]++)")


@dataclass(frozen=True, slots=True)
class Link:
    """A link, image, autolink or definition: what it says, where it leads, and where both stand."""

    kind: str
    text: str
    target: str
    start: int
    at: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A use of a reference or footnote; a bare one in single brackets may be plain text."""

    label: str
    start: int
    image: bool
    bare: bool
    plain: bool
    """Whether the label is plain text; Markdown finds no definition for one with code or a backslash."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; its title is None where a macro prints a part of it."""

    level: int
    title: str | None
    id: str | None
    start: int


@dataclass(frozen=True, slots=True)
class Braces:
    """Something in single braces that may be an attribute list."""

    words: str
    colon: bool
    start: int
    end: int

    @property
    def id(self) -> str | None:
        """Return the id that it gives."""
        found = ID.search(self.words)
        return found[1] if found else None


@dataclass(frozen=True)
class PageText:
    """What stands on a page."""

    path: str
    text: str
    prose: str
    """The text with everything masked in which Markdown is not read."""
    links: tuple[Link, ...]
    unclosed: tuple[int, ...]
    """Offsets of the round brackets of links that never close."""
    references: tuple[Reference, ...]
    notes: tuple[tuple[str, int], ...]
    """Label and offset of each footnote's text."""
    headings: tuple[Heading, ...]
    braces: tuple[Braces, ...]
    tags: tuple[Tag, ...]
    blocks: tuple[tuple[int, int], ...]
    """Start and end of each block of raw HTML."""
    fences: tuple[tuple[int, str], ...]
    """Offset and first line of each block of fenced code."""

    @cached_property
    def _lines(self) -> array[int]:
        # Plain numbers, not an object for each: an editor keeps those of every page.
        return array("Q", (0, *(found.end() for found in re.finditer("\n", self.text))))

    def place(self, offset: int) -> Place:
        """Return the place of an offset in the text."""
        line = bisect_right(self._lines, offset)
        return Place(self.path, line, offset - self._lines[line - 1] + 1)


def read_page(path: str, text: str) -> PageText:
    """Return what stands in the text of a page; never raises."""
    plain = mask_text(text)
    tags, blocks = read_tags(plain, text)
    prose = ESCAPED.sub(MASK * 2, mask(plain, [(start, end, MASK) for start, end in blocks]))
    notes = tuple((found["label"], found.start("label")) for found in NOTE.finditer(prose))
    prose = NOTE.sub(lambda found: masked(found[0]), prose)
    definitions = tuple(_definitions(prose, text))
    body = DEFINITION.sub(lambda found: masked(found[0]), prose)
    links, references, unclosed = _bracketed(body, text)
    autolinks = [
        Link("autolink", found[1], found[1], found.start(), found.start(1))
        for found in AUTOLINK.finditer(body)
    ]
    inside = sorted((link.at, link.at + len(link.target) + 1) for link in (*links, *autolinks, *definitions))
    return PageText(
        path,
        text,
        body,
        (*definitions, *links, *autolinks),
        tuple(unclosed),
        tuple(references),
        notes,
        tuple(_headings(body, text)),
        tuple(_braces(prose, text)),
        tuple(tag for tag in tags if not _within(tag.start, inside)),
        tuple(blocks),
        tuple(fences(text)),
    )


def label_of(words: str) -> str:
    """Return the label as definitions and uses are compared: without regard to case and spacing."""
    return " ".join(words.split()).lower()


def _within(offset: int, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, (offset + 2, -1)) - 1
    return index >= 0 and spans[index][0] - 1 <= offset < spans[index][1]


def _written(text: str) -> str:
    return ESCAPED.sub(lambda found: found[0][1], text)


def _definitions(prose: str, text: str) -> Iterator[Link]:
    for found in DEFINITION.finditer(prose):
        start, end = found.span("target")
        angle = prose[start] == "<" and prose[end - 1] == ">"
        start, end = (start + 1, end - 1) if angle else (start, end)
        label = text[slice(*found.span("label"))]
        if CALL not in prose[start:end]:
            yield Link(
                "definition", label, _written(text[start:end]), found.start("label"), start, label_of(label)
            )


def _bracketed(prose: str, text: str) -> tuple[list[Link], list[Reference], list[int]]:
    """Return inline links and images, uses of references, and the round brackets that never close."""
    pairs = _pairs(prose)
    links, references, unclosed, consumed = [], [], [], set()
    for start, end in sorted(pairs.items()):
        if prose[start] != "[" or start in consumed:
            continue
        image = prose[start - 1 : start] == "!"
        words, behind = text[start + 1 : end], prose[end + 1 : end + 2]
        if behind == "(":
            span = _target(prose, end + 1, pairs)
            if span is None:
                if prose[end + 2 : end + 3].strip() and CALL not in prose[end + 2 : end + 3]:
                    unclosed.append(end + 1)
            elif CALL not in prose[slice(*span)]:
                target = _written(text[slice(*span)])
                links.append(Link("image" if image else "link", words, target, start - image, span[0]))
            continue
        bare, span = behind != "[" or end + 1 not in pairs, (start + 1, end)
        if not bare:
            consumed.add(end + 1)
            span = (end + 2, pairs[end + 1]) if pairs[end + 1] > end + 2 else span
        label, masked_ = text[slice(*span)], prose[slice(*span)]
        if label.strip() and CALL not in masked_:
            references.append(Reference(label, start, image, bare, MASK not in masked_))
    return links, references, unclosed


def _pairs(prose: str) -> dict[int, int]:
    """Return the end of each bracket that pairs; brackets do not pair over the end of a block."""
    pairs: dict[int, int] = {}
    square: list[int] = []
    round_: list[int] = []
    for found in BRACKETS.finditer(prose):
        match found[0]:
            case "[":
                square.append(found.start())
            case "(":
                round_.append(found.start())
            case "]" if square:
                pairs[square.pop()] = found.start()
            case ")" if round_:
                pairs[round_.pop()] = found.start()
            case "\n":
                square, round_ = [], []
    return pairs


def _target(prose: str, start: int, pairs: dict[int, int]) -> tuple[int, int] | None:
    found = TARGET.match(prose, start)
    if found:
        return found.span("plain" if found["angle"] is None else "angle")
    if start not in pairs:
        return None
    # A target with spaces is one all the same; only a title behind it is none of it.
    inner = prose[start + 1 : pairs[start]]
    title = TITLE.search(inner)
    inner = inner[: title.start()] if title else inner
    left = start + 1 + len(inner) - len(inner.lstrip())
    return left, left + len(inner.strip())


def _headings(prose: str, text: str) -> Iterator[Heading]:
    found = [*HASHES.finditer(prose), *filter(_begins_block, UNDERLINED.finditer(prose))]
    for one in sorted(found, key=lambda one: one.start("rest")):
        start, end = one.span("rest")
        hashes = one["marks"].startswith("#")
        rest = prose[start:end].rstrip().rstrip("#" if hashes else "").rstrip()
        brace = rest.rfind("{")
        id_ = None
        if rest.endswith("}") and brace > 0 and rest[brace - 1] == " ":
            words = BRACES.match(rest, brace)
            given = ID.search(words["words"]) if words else None
            id_ = given[1] if given else None
            rest = rest[:brace] if words else rest
        title = _written(text[start : start + len(rest)]).strip() if CALL not in rest else None
        level = len(one["marks"]) if hashes else 1 if one["marks"].startswith("=") else 2
        yield Heading(level, title, id_, one.start("marks") if hashes else start)


def _begins_block(found: re.Match[str]) -> bool:
    before = found.string.rfind("\n", 0, max(0, found.start() - 1)) + 1
    return not found.string[before : found.start()].strip()


def _braces(prose: str, text: str) -> Iterator[Braces]:
    for found in BRACES.finditer(prose):
        words = text[slice(*found.span("words"))]
        yield Braces(words.strip(), bool(found["colon"]), found.start(), found.end())
