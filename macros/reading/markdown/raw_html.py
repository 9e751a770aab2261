"""Reads the raw HTML that an author typed on a page: the blocks that Markdown leaves alone, and the tags."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import NamedTuple

IN_HTML = "md_in_html"
BEGINNING = re.compile(r"^ {0,3}<(?=[a-zA-Z!?])", re.MULTILINE)
TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:_-]*+)"
    r"(?P<attributes>(?:[\s/](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)?+)>"
)
"""A tag inside a block of raw HTML."""
INLINE_TAG = re.compile(
    r"<(?P<end>/?+)(?P<name>[a-zA-Z][^\s\"'<>@/]*+(?:/(?!>)[^\s\"'<>@/]*+)*+)"
    r"(?P<attributes>(?:\s+[^\s\"'=<>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>]++))?+)*+\s*+/?)>"
)
"""A tag inside a paragraph: Markdown takes any word between angle brackets for one."""
COMMENT = re.compile(r"<!--|<\?|<!\[CDATA\[")
ENDINGS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {"<!--": re.compile("--!?>"), "<?": re.compile(r"\?>"), "<![CDATA[": re.compile(r"\]\]>")}
)
"""How a comment, or an instruction to a program, ends."""
ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"'<>]++)))?"
)
MARKDOWN = re.compile(r"\smarkdown\s*=\s*[\"']?(?:1|block|span)\b", re.IGNORECASE)
BLANK = re.compile(r"\n[ \t]*+(?=\n|\Z)")
VERBATIM = ("script", "style")
"""Elements in which nothing is a tag but their own end."""
EMPTY = "area base br col embed hr img input link meta param source track wbr"
VOID = frozenset(EMPTY.split())
LEFT_OPEN = "p li dt dd tr td th thead tbody tfoot option optgroup colgroup rt rp"
OPTIONAL = frozenset(LEFT_OPEN.split())
"""Elements whose closing tag HTML lets authors leave out."""
NAMES = """
    address article aside blockquote body canvas center colgroup dd details div dl dt fieldset
    figcaption figure footer form group h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main
    map math menu nav noscript object ol option output p pre progress script section style summary
    table tbody td textarea tfoot th thead tr ul video
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


class FoundTag(NamedTuple):
    """A tag and where it stands, before its attributes are read."""

    start: int
    end: int
    name: str
    closing: bool
    attributes: tuple[int, int]
    """Start and end of what stands behind the name."""


class RawBlock(NamedTuple):
    """A block that Markdown leaves alone: an element, a comment, or one tag of an element with Markdown."""

    start: int
    end: int
    element: bool
    """Whether an empty line is read before it, wherever it stands."""
    raw: bool = True
    """Whether it holds raw HTML; comments do not, and Markdown is read in some elements."""


def raw_blocks(text: str, start: int, extensions: frozenset[str]) -> list[RawBlock]:
    """Return the blocks of raw HTML from there on; fenced code is masked already.

    An element that is never closed would take the rest of the page; it is read up to the next empty line,
    as it is meant.
    """
    if (first := BEGINNING.search(text, start)) is None:
        return []
    plain = _plain(text)
    elements = _elements(plain, start)
    blanks = [*(one.start() for one in BLANK.finditer(plain, start)), len(text)]
    found: list[RawBlock] = []
    at = first.end() - 1
    while at >= 0:
        tag = TAG.match(plain, at)
        if tag is None or tag["end"] or tag["name"].lower() not in BLOCKS:
            end = _end_of_other(text, at)
            found += [RawBlock(at, end, element=False, raw=False)] if end else []
            last = end or at + 1
        elif tag["attributes"].rstrip().endswith("/") or tag["name"].lower() == "hr":
            last = tag.end()
            found.append(RawBlock(at, last, element=False))
        else:
            last = tag.end()
            closing = elements.get(at)
            if closing and IN_HTML in extensions and MARKDOWN.search(tag["attributes"]):
                found += [RawBlock(*span, element=True, raw=False) for span in ((at, last), closing)]
            else:
                last = closing[1] if closing else blanks[bisect_left(blanks, last)]
                found.append(RawBlock(at, last, element=True))
        at = _next(text, plain, last, behind=last > at + 1)
    return sorted(found)


def comments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each comment and instruction to a program that ends there."""
    endings = dict(ENDINGS)
    while found := COMMENT.search(text, start, end):
        start = found.end()
        if found[0] in endings:
            if closing := endings[found[0]].search(text, start, end):
                start = closing.end()
                yield found.start(), start
            else:
                del endings[found[0]]


def _plain(text: str) -> str:
    """Return the text with spaces in the place of comments."""
    parts, last = [], 0
    for start, end in comments(text, 0, len(text)):
        parts += [text[last:start], " " * (end - start)]
        last = end
    return "".join((*parts, text[last:])) if parts else text


def _next(text: str, plain: str, last: int, *, behind: bool) -> int:
    """Return the offset of the next tag at which a block may begin, or -1; it may stand behind another."""
    if behind:
        line = text.find("\n", last)
        for tag in TAG.finditer(plain, last, line if line >= 0 else len(text)):
            if not tag["end"] and tag["name"].lower() in BLOCKS:
                return tag.start()
    following = BEGINNING.search(text, last)
    return following.end() - 1 if following else -1


def _end_of_other(text: str, at: int) -> int:
    """Return the end of a comment or of an instruction to a program, or 0 where there is none."""
    for opening, closing in (("<!--", "-->"), ("<?", "?>"), ("<!doctype", ">"), ("<![CDATA[", "]]>")):
        if text[at : at + len(opening)].lower() == opening.lower():
            end = text.find(closing, at + len(opening))
            return end + len(closing) if end >= 0 else 0
    return 0


def _elements(plain: str, start: int) -> dict[int, tuple[int, int]]:
    """Return for each block's opening tag where its closing tag stands; each name nests by itself."""
    found: dict[int, tuple[int, int]] = {}
    open_: dict[str, list[int]] = defaultdict(list)
    for tag in _tags(plain, start, len(plain)):
        name = tag["name"].lower()
        if name not in BLOCKS:
            continue
        if not tag["end"]:
            if not tag["attributes"].rstrip().endswith("/"):
                open_[name].append(tag.start())
        elif open_[name]:
            found[open_[name].pop()] = tag.span()
    return found


def _tags(plain: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the tags in a text without comments; what stands in scripts and styles is none."""
    while found := TAG.search(plain, start, end):
        yield found
        start = found.end()
        name = found["name"].lower()
        if name in VERBATIM and not found["end"]:
            closing = re.compile(rf"</{name}\b", re.IGNORECASE).search(plain, start, end)
            start = closing.start() if closing else end


def tags_in(text: str, start: int, end: int) -> Iterator[FoundTag]:
    """Yield the tags in a block of raw HTML."""
    plain = _plain(text[start:end])
    for one in _tags(plain, 0, len(plain)):
        yield found_tag(one, start)


def found_tag(found: re.Match[str], start: int = 0) -> FoundTag:
    """Return what was found in a text that begins there."""
    first, last = found.span("attributes")
    span = (start + first, start + last)
    name = found["name"].lower()
    return FoundTag(start + found.start(), start + found.end(), name, bool(found["end"]), span)


def read_tags(found: Sequence[FoundTag], text: str) -> tuple[Tag, ...]:
    """Return the tags, which are sorted, with attributes as the text has them, and the ends of elements."""
    ends = _ends(found, text)
    return tuple(
        Tag(
            one.name,
            one.start,
            one.end,
            one.closing,
            () if one.closing else tuple(_attributes(text, *one.attributes)),
            end,
        )
        for one, end in zip(found, ends, strict=True)
    )


def _attributes(text: str, start: int, end: int) -> Iterator[Attribute]:
    for found in ATTRIBUTE.finditer(text, start, end):
        name = next((name for name in ("double", "single", "bare") if found[name] is not None), None)
        value = unescape(found[name]) if name else None
        yield Attribute(found["name"].lower(), value, found.start(), found.start(name or "name"))


def _ends(found: Sequence[FoundTag], text: str) -> list[int | None]:
    """Return for each tag the end of its element; for a closing tag its own end if it closes anything."""
    ends: list[int | None] = [None] * len(found)
    open_: list[int] = []
    names: Counter[str] = Counter()
    for index, one in enumerate(found):
        foreign = names["svg"] or names["math"] or one.name in ("svg", "math")
        if not one.closing:
            if one.name in VOID or (foreign and text[slice(*one.attributes)].endswith("/")):
                ends[index] = one.end
            else:
                open_.append(index)
                names[one.name] += 1
        elif names[one.name]:
            ends[index] = one.end
            while True:
                last = open_.pop()
                inner = found[last].name
                names[inner] -= 1
                if inner == one.name:
                    ends[last] = one.end
                    break
                ends[last] = one.start if inner in OPTIONAL else None
    for last in open_:
        ends[last] = found[last].end if found[last].name in OPTIONAL else None
    return ends
