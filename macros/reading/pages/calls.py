"""Finds the macro calls of a page, with their places, and what of its text is left to Markdown.

Jinja's own lexer finds them, so comments and raw blocks are skipped exactly as in the build.
"""

from __future__ import annotations

import ast
import re
import sys
import warnings
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, TemplateSyntaxError

from macros.problems import Place
from macros.reading.markdown.parts import CALL, TAB, Given

if TYPE_CHECKING:
    from macros.reading.markdown.headings import Heading

PLAIN_TEXT = r'"[^"\\\n{}%#]*"'
ARGUMENT = re.compile(rf"(?:([a-z_][a-z0-9_]*)\s*=\s*)?({PLAIN_TEXT})")
SIMPLE = re.compile(
    r"\{(?:\{\s*(?P<name>[a-z_][a-z0-9_]*)\(\s*(?P<args>(?:ARG\s*,\s*)*ARG)?\s*\)\s*\}\}"
    r"|%\s*raw\s*%\}(?s:.*?)(?P<closing>\{%\s*endraw\s*%\}))".replace(
        "ARG", rf"(?:[a-z_][a-z0-9_]*\s*=\s*)?{PLAIN_TEXT}"
    )
)
"""A call of a name with plain texts, some of which may be named, or a raw block."""
MARKS = re.compile(r"\{%[-+]?\s*+(?P<raw>raw|endraw)\s*+[-+]?%\}|\{[{%#]")
ENDINGS: Mapping[str, str] = MappingProxyType({"{{": "}}", "{%": "%}", "{#": "#}"})
KINDS: Mapping[str, str] = MappingProxyType(
    {"variable_begin": "call", "block_begin": "statement", "comment_begin": "comment"}
)
ENDS = ("variable_end", "block_end", "comment_end")
ID = re.compile(r"\{#[\w:.-]+\}")
_OPENING = re.compile(r"(?:\s*(?=\{[{%#]-))?")

NO_NAMES: Mapping[str, Any] = MappingProxyType({})
"""The arguments by name of all calls that have none."""

_JINJA = Environment(keep_trailing_newline=True, autoescape=True)


@dataclass(frozen=True, slots=True)
class Call:
    """One macro call of a page, with literal arguments."""

    place: Place
    name: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    section: Heading | None
    written: str = ""
    """The call as it stands in the page, with its braces."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A call, statement or comment of Jinja, or the mark of a raw block."""

    kind: str
    start: int
    written: str
    name: str = ""
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=lambda: NO_NAMES)
    wrong: str = ""
    """Why it is no call of a macro with literal arguments."""

    @property
    def end(self) -> int:
        """Return the offset behind it."""
        return self.start + len(self.written)


@dataclass(frozen=True, slots=True)
class Pieces:
    """All of them in their order, and where they end if the rest does not pair."""

    found: tuple[Piece, ...]
    broken: int | None = None
    why: str = ""


def pieces(text: str, start: int) -> Pieces:
    """Return what Jinja reads in the text from there on; never raises."""
    if (simple := _simple(text, start)) is not None:
        return Pieces(simple)
    found: list[Piece] = []
    offset = start
    try:
        for kind, value in _lexed(text[start:]):
            offset = text.index(value, offset)  # the lexer drops the white space before "{{-"
            if kind != "data":
                found.append(_piece(kind, offset, value))
            offset += len(value)
    except TemplateSyntaxError as error:
        offset = _OPENING.match(text, offset).end()  # type: ignore[union-attr]  # may be empty
        return Pieces(tuple(found), offset, str(error.message))
    return Pieces(tuple(found))


def left_to_markdown(text: str, start: int, read: Pieces) -> Given:
    """Return what is left to Markdown; what stands before `start` is not."""
    cuts = [(piece.kind, piece.start, piece.end) for piece in read.found]
    if read.broken is not None:
        cuts += _meant(text, read.broken)
    if not cuts and "\t" not in text:
        return Given(text)
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    last = 0
    for kind, begin, end in cuts:
        left = _left(kind, text[begin:end])
        parts += [text[last:begin], left]
        spans.append((last, begin + len(left)))
        last = end
    whole = "".join((*parts, text[last:]))
    if "\t" not in whole[start:] and len(whole) == len(text):
        return Given(whole)
    sources = array("Q")
    for begin, end in (*spans, (last, len(text) + 1)):
        sources.extend(range(begin, end))
    return _expanded(whole, start, sources)


def _left(kind: str, written: str) -> str:
    """Return what Markdown finds in the place of a piece; the mark of a raw block leaves nothing."""
    if kind == "call":
        return CALL * len(written)
    if kind == "mark":
        return ""
    # A statement or comment is an error. What begins one is mostly meant for the id of a heading.
    meant = ID.match(written)
    rest = meant.end() if meant else 0
    return written[:rest] + re.sub(r"[^\n]", " ", written[rest:])


def _expanded(text: str, start: int, sources: array[int]) -> Given:
    """Return the text with spaces for each tab, up to the next column that four divides."""
    if "\t" not in text[start:]:
        return Given(text, sources)
    parts, origins = [text[:start]], sources[:start]
    length = line = last = start
    while (tab := text.find("\t", last)) >= 0:
        before = text[last:tab]
        if "\n" in before:
            line = length + before.rindex("\n") + 1
        length += len(before)
        count = len(TAB) - (length - line) % len(TAB)
        length += count
        parts += [before, " " * count]
        origins += sources[last:tab]
        origins.extend([sources[tab]] * count)
        last = tab + 1
    return Given("".join((*parts, text[last:])), origins + sources[last:])


def _meant(text: str, offset: int) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of what is meant for a call or comment where Jinja refuses the text."""
    raw, endings = False, dict(ENDINGS)
    while found := MARKS.search(text, offset):
        offset = found.end()
        if found["raw"]:
            raw = found["raw"] == "raw"
            yield "mark", found.start(), found.end()
        elif found[0] in endings and not (raw and found[0] != "{{"):
            end = text.find(endings[found[0]], offset)
            if end < 0:
                del endings[found[0]]
            else:
                offset = end + 2
                yield ("call" if found[0] == "{{" else "comment"), found.start(), offset


def _simple(text: str, start: int) -> tuple[Piece, ...] | None:
    """Return the pieces of a page that holds nothing but simple calls and raw blocks, or None.

    Nearly every page is such a one, and Jinja's lexer takes most of the time of a reading.
    """
    if text.find("{{{", start) >= 0:
        return None
    found: list[Piece] = []
    last = start
    for one in SIMPLE.finditer(text, start):
        if _begins(text, last, one.start()):
            return None
        last = one.end()
        if one["name"]:
            found.append(_simple_call(one, one.start()))
        else:
            opening = text[one.start() : text.index("}", one.start()) + 1]
            found += [
                Piece("mark", one.start(), opening),
                Piece("mark", one.start("closing"), one["closing"]),
            ]
    return None if _begins(text, last, len(text)) else tuple(found)


def _begins(text: str, start: int, end: int) -> bool:
    """Return whether anything of Jinja begins in a part of the text."""
    return any(text.find(mark, start, end) >= 0 for mark in ENDINGS)


def _lexed(body: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text of consecutive pieces of the source: calls, statements, comments, marks, data."""
    gathered = kind = ""
    for _line, part, value in _JINJA.lex(body):
        if part in KINDS:
            gathered, kind = value, KINDS[part]
        elif kind:
            gathered += value
            if part in ENDS:
                yield kind, gathered
                kind = ""
        else:
            yield ("data" if part == "data" else "mark"), value
    if kind:
        raise TemplateSyntaxError("the end is missing", 1)


def _simple_call(found: re.Match[str], start: int) -> Piece:
    given = ARGUMENT.findall(found["args"] or "")
    if any(name for name, _ in given):
        return _other_call(start, found[0])
    # The same few names and ids stand in calls everywhere: each is kept once.
    args = tuple(sys.intern(text[1:-1]) for _, text in given)
    return Piece("call", start, found[0], sys.intern(found["name"]), args)


def _piece(kind: str, start: int, written: str) -> Piece:
    if kind != "call":
        return Piece(kind, start, written)
    # Nearly every call is a name and plain texts; reading those by two parsers takes most of a reading.
    simple = SIMPLE.fullmatch(written)
    return _simple_call(simple, start) if simple and simple["name"] else _other_call(start, written)


def _other_call(start: int, written: str) -> Piece:
    try:
        name, args, kwargs = _parsed(written)
    except ValueError as error:
        return Piece("call", start, written, wrong=str(error))
    return Piece("call", start, written, name, args, kwargs)


def _parsed(written: str) -> tuple[str, tuple[Any, ...], Mapping[str, Any]]:
    """Return name and arguments of a call. Raises ValueError where it is none with literal arguments."""
    expression = written.strip().strip("{}").strip("-+ \t\n")
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(f"({expression}\n)", mode="eval").body
        _JINJA.parse(written)
    except (SyntaxError, TemplateSyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f"'{expression}' is no macro call") from None
    if isinstance(tree, ast.Name):
        raise ValueError(f"'{tree.id}' is no macro call")
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
        raise ValueError(f"'{expression}' is no macro call")
    try:
        args = tuple(ast.literal_eval(arg) for arg in tree.args)
        if not all(word.arg for word in tree.keywords):
            raise ValueError("two stars are no argument")
        kwargs = {str(word.arg): ast.literal_eval(word.value) for word in tree.keywords}
    except (ValueError, TypeError, RecursionError):
        raise ValueError(f"the arguments of {tree.func.id}() are not all literal") from None
    return tree.func.id, args, kwargs
