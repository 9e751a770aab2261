"""Reads the Markdown of a page as the site builder does: by Python-Markdown's rules, with its extensions.

What differs from the builder:

- What a macro call prints is not known; it is taken for a word of the text around it.
- Files that a page takes in (`--8<--`) are not read.
- An element of raw HTML that is never closed ends with its paragraph; the builder takes the rest of the page.
- The text of a footnote is taken for one where footnotes are off as well.
- Code in an address keeps its marks.
- Links in the text of another link and in alternative texts are read by the rules for those alone.
- Emphasis is not read: which underscores are its marks is a guess where an id is made up of a title, and
  signs such as `*` are taken for the end of what an attribute list belongs to.
- More than forty containers in one another, and addresses with quotation marks of more than four hundred
  signs, are read as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.reading.markdown.attributes import Braces, id_of
from macros.reading.markdown.blocks import read_blocks
from macros.reading.markdown.elements import Blocks, Definition
from macros.reading.markdown.fences import SUPER, Fence, fences
from macros.reading.markdown.headings import Heading, seen, unescaped
from macros.reading.markdown.inline import Inline, InlineReader, Link, Reference
from macros.reading.markdown.parts import BLOCK, CALL, READ, Given, Part
from macros.reading.markdown.raw_html import FoundTag, RawBlock, Tag, comments, raw_blocks, read_tags, tags_in

PARAGRAPH = re.compile(r"(?:^ *+[^ \n][^\n]*+(?:\n|\Z))++", re.MULTILINE)
"""Lines without one of spaces alone between them."""
Span = tuple[int, int]


@dataclass(frozen=True)
class Markdown:
    """What stands in the Markdown of a page; all offsets are those of its source."""

    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    unclosed: tuple[int, ...]
    references: tuple[Reference, ...]
    notes: tuple[tuple[str, int], ...]
    braces: tuple[Braces, ...]
    tags: tuple[Tag, ...]
    blocks: tuple[Span, ...]
    fences: tuple[tuple[int, str], ...]
    open_comment: int | None
    lost: tuple[Span, ...]
    marks: tuple[Span, ...]
    """Start and end of what marks the items of lists."""
    hidden: tuple[Span, ...]
    """Start and end of code, addresses and comments."""


def read_markdown(text: str, start: int, shown: Given, extensions: frozenset[str]) -> Markdown:
    """Return what stands in the text of a page from there on, of which Jinja leaves `shown`."""
    code: Sequence[Fence] = fences(shown.text, start, extensions)
    body = _masked(shown.text, code)
    raw = raw_blocks(body, start, extensions)
    fenced = {one.start: one.end for one in code} if SUPER in extensions else {}
    blocks = read_blocks(_parts(body, start, raw), extensions, shown.text, fenced)
    code = [one for one in code if one.start not in blocks.restored]
    defined = {one.key for one in blocks.definitions}
    notes = frozenset(label for label, _, _ in blocks.notes if "footnotes" in extensions)
    reader = InlineReader(text, shown, defined, notes, lists="attr_list" in extensions)
    headings = sorted(_read(blocks, reader, shown), key=lambda one: one.start)
    inline: Inline = reader.found
    inside = [_moved(tag, shown) for block in raw for tag in tags_in(body, block.start, block.end)]

    hidden = [span for block in raw for span in comments(body, block.start, block.end)]

    def source(span: Span) -> Span:
        return shown.at(span[0]), shown.end(span[1])

    return Markdown(
        tuple(headings),
        tuple(sorted((*_definitions(text, shown, blocks), *inline.links), key=lambda one: one.start)),
        tuple(sorted(inline.unclosed)),
        tuple(sorted(inline.references, key=lambda one: one.start)),
        tuple((label, shown.at(at)) for label, at, _ in blocks.notes),
        tuple(sorted(inline.braces, key=lambda one: one.start)),
        read_tags(sorted((*inside, *inline.tags)), text),
        tuple(source((one.start, one.end)) for one in raw if one.raw),
        tuple((shown.at(one.start), one.info) for one in code),
        inline.comment,
        tuple(map(source, blocks.lost)),
        tuple(map(source, blocks.marks)),
        (*map(source, (*_hidden(body, blocks, code), *hidden)), *inline.hidden),
    )


def _masked(text: str, code: Sequence[Fence]) -> str:
    """Return the text with a sign for each character of fenced code, and of the line ends in it."""
    parts, last = [], 0
    for one in code:
        parts += [text[last : one.start], BLOCK * (one.end - one.start)]
        last = one.end
    return "".join((*parts, text[last:])) if code else text


def _parts(text: str, start: int, raw: Sequence[RawBlock]) -> list[Part]:
    """Return the blocks between empty lines, where raw HTML stands apart from what is around it."""
    if not raw:
        return [_part(one[0].removesuffix("\n"), one.start()) for one in PARAGRAPH.finditer(text, start)]
    found: list[Part] = []
    lines: list[str] = []
    starts: list[int] = []
    for line, at in _lines(text, start, raw):
        if line:
            lines.append(line)
            starts.append(at)
        elif lines:
            found.append(Part("\n".join(lines), starts))
            lines, starts = [], []
    return [*found, Part("\n".join(lines), starts)] if lines else found


def _part(text: str, start: int) -> Part:
    starts = [start]
    for line in text.split("\n")[:-1]:
        start += len(line) + 1
        starts.append(start)
    return Part(text, starts)


def _lines(text: str, start: int, raw: Sequence[RawBlock]) -> Iterator[tuple[str, int]]:
    """Yield each line with its offset; lines of spaces are empty."""
    for one in raw:
        *before, prefix = text[start : one.start].split("\n")
        for line in before:
            yield line if line.strip(" ") else "", start
            start += len(line) + 1
        if one.element or not prefix:
            yield prefix, start
            yield BLOCK, one.start
        else:
            yield prefix + BLOCK, start
        yield "", one.end
        start = one.end
    for line in text[start:].split("\n"):
        yield line if line.strip(" ") else "", start
        start += len(line) + 1


def _read(blocks: Blocks, reader: InlineReader, shown: Given) -> Iterator[Heading]:
    """Read all texts, and yield the headings among them."""
    for node, part in blocks.texts():
        plain = not READ.search(part.text)
        if node.start >= 0:
            plain = plain and CALL not in part.text
            typed, id_, words = (part.text, None, part.text) if plain else _title(reader, node.name, part)
            at, seen_ = shown.at(part.starts[0]), None if CALL in words else seen(words)
            yield Heading(int(node.name[1]), typed, id_, shown.at(node.start), at, seen_)
        elif not plain:
            reader.read(node.name, part)


def _title(reader: InlineReader, name: str, part: Part) -> tuple[str, str | None, str]:
    """Return the text of a heading as it is typed, the id that it is given, and the text that is seen."""
    own = reader.read(name, part)
    end, words = own or (len(part.text), "")
    title = part.text[:end].rstrip()
    title = title.rstrip("#").rstrip() if own else title
    return reader.source(0, len(title)), id_of(words), reader.words(len(title))


def _definitions(text: str, shown: Given, blocks: Blocks) -> Iterator[Link]:
    """Yield the definitions of references, apart from those whose address a macro prints."""
    for one in blocks.definitions:
        start, end = one.target
        if CALL not in shown.text[start:end]:
            label = text[shown.at(one.label[0]) : shown.end(one.label[1])]
            target = unescaped(text[shown.at(start) : shown.end(end)])
            yield Link("definition", label, target, shown.at(one.label[0]), shown.at(start), one.key)


def _hidden(body: str, blocks: Blocks, code: Sequence[Fence]) -> Iterator[Span]:
    yield from ((body.rfind("\n", 0, one.start) + 1, one.end) for one in code)
    yield from blocks.code
    yield from blocks.hidden
    yield from blocks.lost
    yield from ((at - 1, end) for _, at, end in blocks.notes)
    for one in blocks.definitions:
        yield from _but_title(one)


def _but_title(definition: Definition) -> Iterator[Span]:
    start, end = definition.whole
    if definition.title:
        yield start, definition.title[0]
        start = definition.title[1]
    yield start, end


def _moved(tag: FoundTag, shown: Given) -> FoundTag:
    """Return the tag with the offsets of the source."""
    if shown.sources is None:
        return tag
    first, last = tag.attributes
    span = (shown.at(first), shown.end(last)) if first < last else (0, 0)
    return FoundTag(shown.at(tag.start), shown.end(tag.end), tag.name, tag.closing, span)
