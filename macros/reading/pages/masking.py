"""Masks what is not Markdown on a page, character for character: front matter, calls, code, comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros.reading.pages.calls import FRONT_MATTER

# Characters of private use: they are neither space nor sign, so that a link's text stays a text.
CALL = "\ue000"
MASK = "\ue001"

FENCE = re.compile(r"^[ \t>]*+(?P<fence>`{3,}+|~{3,}+)(?P<info>[^\n]*+)$", re.MULTILINE)
JINJA = re.compile(r"\{%[-+]?\s*+(?P<raw>raw|endraw)\s*+[-+]?%\}|\{[{%#]")
TICKS = re.compile(r"`++|\n[ \t]*+(?=\n)")
INDENTED = re.compile(r"\n[ \t]*+\n(?: {4}|\t)")
CONTAINER = re.compile(r"(?:[-*+]|[0-9]++[.)])[ \t]|:[ \t]|!!!|\?\?\?|===|\[\^")


def masked(text: str, sign: str = MASK) -> str:
    """Return a sign for each character of the text, with its line ends."""
    return "\n".join(sign * len(line) for line in text.split("\n"))


def mask_text(text: str) -> str:
    """Return the text with all that is no Markdown masked; offsets stay."""
    front = FRONT_MATTER.match(text)
    spans = [(front.start(), front.end(), " ")] if front else []
    text = mask(text, [*spans, *_jinja(text, front.end() if front else 0)])
    text = mask(text, [(start, end, " ") for start, end, _ in _fenced(text)])
    if INDENTED.search(text):
        text = mask(text, _indented(text))
    text = mask(text, _comments(text))
    return mask(text, _code(text))


def fences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the words behind the opening marks of each block of fenced code."""
    front = FRONT_MATTER.match(text)
    skipped = front.end() if front else 0
    for _, _, opening in _fenced(text):
        if opening.start() >= skipped:
            yield opening.start("fence"), opening["info"].strip()


def mask(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Return the text with a sign for each character of the spans, which are sorted."""
    parts, last = [], 0
    for start, end, sign in spans:
        parts += [text[last:start], masked(text[start:end], sign)]
        last = end
    return "".join((*parts, text[last:]))


def _jinja(text: str, offset: int) -> Iterator[tuple[int, int, str]]:
    """Yield the macro calls, and the marks of raw blocks; what stands in such a block is Markdown."""
    raw = False
    endings = {"{{": "}}", "{%": "%}", "{#": "#}"}
    while found := JINJA.search(text, offset):
        offset = found.end()
        if found["raw"]:
            raw = found["raw"] == "raw"
            yield found.start(), found.end(), " "
        elif found[0] in endings and not (raw and found[0] != "{{"):
            end = text.find(endings[found[0]], offset)
            if end < 0:
                del endings[found[0]]
            else:
                offset = end + 2
                yield found.start(), offset, CALL if found[0] == "{{" else " "


def _fenced(text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield start, end and opening of each fenced block; a fence that never closes is none."""
    found = list(FENCE.finditer(text))
    closing: dict[str, list[int]] = {}
    for index, one in enumerate(found):
        if not one["info"].strip():
            closing.setdefault(one["fence"], []).append(index)
    for ends in closing.values():
        ends.reverse()
    index = 0
    while index < len(found):
        one = found[index]
        ends = closing.get(one["fence"], [])
        while ends and ends[-1] <= index:
            ends.pop()
        if ends and not (one["fence"][0] == "`" and "`" in one["info"]):
            index = ends.pop()
            yield one.start(), found[index].end(), one
        index += 1


def _indented(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the lines of indented code: deeper than the lists and notes in which they stand."""
    open_: list[int] = []
    blank, code, offset = True, False, 0
    for line in text.split("\n"):
        words = line.expandtabs(4)
        inner = words.lstrip()
        indent = len(words) - len(inner)
        if not inner:
            blank = True
        else:
            if blank or indent == 0:
                while open_ and indent <= open_[-1]:
                    open_.pop()
            code = (blank or code) and indent >= 4 * (len(open_) + 1)
            if code:
                yield offset, offset + len(line), " "
            elif CONTAINER.match(inner) and (not open_ or indent > open_[-1]):
                open_.append(indent)
            blank = False
        offset += len(line) + 1


def _comments(text: str) -> Iterator[tuple[int, int, str]]:
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield start, end + 3, " "
        start = text.find("<!--", end + 3)


def _code(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the code spans: marks of one length pair within a paragraph."""
    paragraph: list[tuple[int, int]] = []
    for found in TICKS.finditer(text):
        if found[0][0] == "`":
            paragraph.append(found.span())
        else:
            yield from _spans(text, paragraph)
            paragraph = []
    yield from _spans(text, paragraph)


def _spans(text: str, ticks: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    later: dict[int, list[int]] = {}
    for index in range(len(ticks) - 1, -1, -1):
        later.setdefault(ticks[index][1] - ticks[index][0], []).append(index)
    index = 0
    while index < len(ticks):
        start, end = ticks[index]
        slashes = start - len(text[max(0, start - 40) : start].rstrip("\\")) - max(0, start - 40)
        start += slashes % 2  # the first mark behind a backslash is a plain character
        ends = later.get(end - start, [])
        while ends and ends[-1] <= index:
            ends.pop()
        if ends and end > start:
            index = ends.pop()
            yield start, ticks[index][1], MASK
        index += 1
