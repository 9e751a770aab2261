"""The source of a page, read once: everything that is asked of it, with places."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from macros.problems import Place, Problem
from macros.reading.markdown.attributes import Braces
from macros.reading.markdown.document import Markdown, read_markdown
from macros.reading.markdown.extensions import USUAL
from macros.reading.markdown.headings import Heading
from macros.reading.markdown.inline import Link, Reference
from macros.reading.markdown.raw_html import Tag
from macros.reading.pages import prose
from macros.reading.pages.calls import Call, Pieces, left_to_markdown, pieces
from macros.reading.pages.front_matter import FrontMatter, front_matter
from macros.text import with_plain_ends

NO_MACROS = re.compile(r"^render_macros\s*:\s*(?:false|no|off)\b", re.IGNORECASE | re.MULTILINE)
LITERAL_HINT = 'write one macro with literal arguments, such as {{ fig("harvest_2024") }}'
COMMENT = "this begins a comment that hides all text up to its end"
COMMENT_HINT = "write { #id } with a space for an id, <!-- --> for a comment"


@dataclass(frozen=True)
class PageText:
    """What stands on a page; offsets and places are those of its text, lines ended by a newline alone."""

    path: str
    text: str
    front: FrontMatter
    calls: tuple[Call, ...]
    headings: tuple[Heading, ...]
    problems: tuple[Problem, ...]
    prose: str
    """The text with all blanked that readers neither see nor hear; nothing where braces do not pair."""
    links: tuple[Link, ...]
    """Links, images, autolinks and definitions."""
    unclosed: tuple[int, ...]
    """Offsets of the round brackets of links that never close."""
    references: tuple[Reference, ...]
    notes: tuple[tuple[str, int], ...]
    """Label and offset of each footnote's text."""
    braces: tuple[Braces, ...]
    tags: tuple[Tag, ...]
    blocks: tuple[tuple[int, int], ...]
    """Start and end of each block of raw HTML in which no Markdown is read."""
    fences: tuple[tuple[int, str], ...]
    """Offset of each block of fenced code, and what stands behind its opening marks."""
    open_comment: int | None
    """Offset of a comment that never ends."""
    lost: tuple[tuple[int, int], ...]
    """Start and end of the cells of tables behind those of the first row, which the site builder drops."""
    lines: array[int] = field(repr=False, compare=False)
    """Offset of each line."""

    @property
    def title(self) -> str:
        """Return the first heading, or the path where there is none."""
        return self.headings[0].title if self.headings else self.path

    def place(self, offset: int) -> Place:
        """Return the place of an offset in the text."""
        return _place(self.path, self.lines, offset)


def read_page(path: str, text: str, extensions: frozenset[str] = USUAL) -> PageText:
    """Return what stands in the text of a page, with these Markdown extensions; never raises."""
    text = with_plain_ends(text)
    # Plain numbers, not an object for each: an editor keeps those of every page.
    lines = array("Q", (0, *(found.end() for found in re.finditer("\n", text))))
    front = front_matter(text)
    start = len(front)
    read = pieces(text, start)
    found = read_markdown(text, start, left_to_markdown(text, start, read), extensions)
    return PageText(
        path,
        text,
        front,
        tuple(_calls(path, lines, read, found.headings)),
        found.headings,
        (*_of_front_matter(path, lines, front), *_problems(path, lines, text, read, found.headings)),
        _prose(text, start, read, found),
        found.links,
        found.unclosed,
        found.references,
        found.notes,
        found.braces,
        found.tags,
        found.blocks,
        found.fences,
        found.open_comment,
        found.lost,
        lines,
    )


def _place(path: str, lines: Sequence[int], offset: int) -> Place:
    line = bisect_right(lines, offset)
    return Place(path, line, offset - lines[line - 1] + 1)


def _calls(path: str, lines: Sequence[int], read: Pieces, headings: Sequence[Heading]) -> Iterator[Call]:
    """Yield the calls, each with the last heading above it or in its line."""
    starts = [bisect_right(lines, one.start) for one in headings]
    for piece in read.found:
        if piece.kind == "call" and not piece.wrong:
            place = _place(path, lines, piece.start)
            above = bisect_right(starts, place.line)
            section = headings[above - 1] if above else None
            yield Call(place, piece.name, piece.args, piece.kwargs, section, piece.written)


def _of_front_matter(path: str, lines: Sequence[int], front: FrontMatter) -> Iterator[Problem]:
    if found := NO_MACROS.search(front.text):
        message, hint = "macros are switched off for this page", "remove the line; use {% raw %}"
        yield Problem(_place(path, lines, found.start()), "macros-off", message, hint)


def _problems(
    path: str, lines: Sequence[int], text: str, read: Pieces, headings: Sequence[Heading]
) -> Iterator[Problem]:
    for heading in headings:
        if heading.level > 1 and heading.title and not heading.id:
            message = f"the heading '{heading.title}' has no id of its own"
            hint = "write { #an-id } behind it, so that links last"
            yield Problem(_place(path, lines, heading.at), "heading-without-id", message, hint)
    for piece in read.found:
        place = _place(path, lines, piece.start)
        if piece.wrong:
            yield Problem(place, "wrong-call", piece.wrong, LITERAL_HINT)
        elif piece.kind == "statement":
            message = "a statement in braces and per cent signs"
            hint = "pages hold only macro calls and {% raw %} blocks"
            yield Problem(place, "statement", message, hint)
        elif piece.kind == "comment":
            yield Problem(place, "jinja-comment", COMMENT, COMMENT_HINT)
    if read.broken is not None:
        place = _place(path, lines, read.broken)
        if text.startswith("{#", read.broken):
            yield Problem(place, "jinja-comment", COMMENT, COMMENT_HINT)
        else:
            yield Problem(place, "wrong-call", f"the braces do not pair: {read.why}", LITERAL_HINT)


def _prose(text: str, start: int, read: Pieces, found: Markdown) -> str:
    if read.broken is not None:
        return prose.blank(text)
    hidden = (
        *((one.start, one.end) for one in read.found),
        *found.hidden,
        *prose.of_marks(text, found.marks),
        *prose.of_tags(text, found.tags),
        *prose.of_lists(text, ((one.start, one.end) for one in found.braces)),
    )
    return prose.of_front_matter(text[:start]) + prose.without(text, start, hidden)
