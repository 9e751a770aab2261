"""Keeps of a page's source what readers see or hear, so that each sign that is left keeps its place.

Prose is running text, alternative texts, titles of links, labels. Code, addresses, ids, names of tags and
attributes, and the marks of lists are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros.reading.markdown.raw_html import Tag

SPOKEN = re.compile(
    r"(?<![\w-])(?:title|alt|aria-label|aria-description|aria-valuetext|placeholder|data-toc-label)"
    r"[ \t]*=[ \t]*(\"[^\"]*\"|'[^']*'|[^\s\"'>}]+)",
    re.IGNORECASE,
)
"""Attributes whose value is shown or read aloud."""
PRINTED = re.compile(
    r"^[\"']?(?:title|description)[\"']?[ \t]*:(?:[ \t]*[|>][0-9+-]*[ \t]*$)?(.*(?:\n[ \t]+.*)*)",
    re.MULTILINE,
)
"""Fields of the front matter that the site builder prints."""
YAML_COMMENT = re.compile(r"(?<=[ \t])#.*")
SILENT = frozenset(("script", "style", "code", "pre", "kbd", "samp", "svg", "math"))
"""Elements whose content is no prose."""
TOKEN = r"(?:[#.][\w:.-]+|[\w:.-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}\"']+))"  # noqa: S105  (of attributes)
ATTRIBUTES = re.compile(rf"\{{:?[ \t]*{TOKEN}(?:[ \t]+{TOKEN})*[ \t]*\}}")
WEB = re.compile(r"(?:https?://|www\.)[^\s<>|]+")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
LONG_NUMBER = re.compile(r"\d{4}")

Span = tuple[int, int]


def blank(text: str) -> str:
    """Return as many spaces and line breaks as there were."""
    if "\n" not in text:
        return " " * len(text)
    return "\n".join(" " * len(line) for line in text.split("\n"))


def of_front_matter(text: str) -> str:
    """Return the front matter with all blanked but what the site builder prints."""
    told = YAML_COMMENT.sub(lambda found: blank(found[0]), text)
    kept = list(blank(text))
    for found in PRINTED.finditer(told):
        kept[slice(*found.span(1))] = told[slice(*found.span(1))]
    return "".join(kept)


def without(text: str, start: int, hidden: Iterable[Span]) -> str:
    """Return the text from there on with these spans blanked, and addresses that stand in the open."""
    parts, last = [], start
    for begin, end in sorted(hidden):
        if end > last:
            begin = max(begin, last)
            parts += [text[last:begin], blank(text[begin:end])]
            last = end
    left = "".join((*parts, text[last:]))
    if "://" in left or "www." in left:
        left = WEB.sub(lambda found: blank(found[0]), left)
    if "@" in left:
        left = MAIL.sub(lambda found: blank(found[0]), left)
    return left


def but_spoken(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield what is hidden of a tag or an attribute list: all but the values that are read aloud."""
    for found in SPOKEN.finditer(text, start, end):
        yield start, found.start(1)
        start = found.end(1)
    yield start, end


def of_tags(text: str, tags: Iterable[Tag]) -> Iterator[Span]:
    """Yield what is hidden of raw HTML: the tags, and what stands in elements without prose."""
    for tag in tags:
        if tag.name in SILENT and not tag.closing and tag.closed_at is not None:
            yield tag.start, tag.closed_at
        elif tag.attributes:
            yield from but_spoken(text, tag.start, tag.end)
        else:
            yield tag.start, tag.end


def of_marks(text: str, marks: Iterable[Span]) -> Iterator[Span]:
    """Yield the marks of lists; a number as long as a year was hardly meant for one."""
    return ((start, end) for start, end in marks if not LONG_NUMBER.search(text, start, end))


def of_lists(text: str, lists: Iterable[Span]) -> Iterator[Span]:
    """Yield what is hidden of attribute lists."""
    for start, end in lists:
        if ATTRIBUTES.fullmatch(text, start, end):
            yield from but_spoken(text, start, end)
