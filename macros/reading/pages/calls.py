"""Reads the source of a page: its macro calls and headings with their places, and its prose.

Jinja's own lexer finds the calls, so comments and raw blocks are skipped exactly as in the build.
"""

from __future__ import annotations

import ast
import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, TemplateSyntaxError

from macros.problems import Place, Problem
from macros.reading.pages.prose import blank, fenced, of_body, of_front_matter

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
HEADING = re.compile(
    r"(?P<marks>#{1,6})[ \t]+(?P<title>.*?)(?:[ \t]+\{:?[ \t]*#(?P<id>[^\s}]+)[^}]*\})?[ \t]*#*[ \t]*"
)
NO_MACROS = re.compile(r"^render_macros\s*:\s*(?:false|no|off)\b", re.IGNORECASE | re.MULTILINE)
LITERAL_HINT = 'write one macro with literal arguments, such as {{ fig("harvest_2024") }}'
COMMENT = "this begins a comment that hides all text up to its end"
COMMENT_HINT = "write { #id } with a space for an id, <!-- --> for a comment"
_OPENING = re.compile(r"(?:\s*(?=\{[{%#]-))?")

PLAIN_TEXT = re.compile(r'"([^"\\\n{}%#]*)"')
SIMPLE_CALL = re.compile(
    r"\{\{\s*([a-z_][a-z0-9_]*)\(\s*((?:TEXT\s*,\s*)*TEXT)?\s*\)\s*\}\}".replace("TEXT", r'"[^"\\\n{}%#]*"')
)

NO_NAMES: Mapping[str, Any] = MappingProxyType({})
"""The arguments by name of all calls that have none."""

_JINJA = Environment(keep_trailing_newline=True, autoescape=True)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page."""

    line: int
    level: int
    title: str
    id: str | None


@dataclass(frozen=True, slots=True)
class Call:
    """One macro call of a page, with literal arguments."""

    place: Place
    name: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    section: Section | None
    written: str = ""
    """The call as it stands in the page, with its braces."""


@dataclass(frozen=True)
class Scan:
    """What the source of a page holds."""

    path: str
    calls: tuple[Call, ...]
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]
    prose: str = ""
    """The text with all blanked that readers neither see nor hear; every place is that of the text."""

    @property
    def title(self) -> str:
        """Return the first heading, or the path where there is none."""
        return self.sections[0].title if self.sections else self.path


def scan(path: str, text: str) -> Scan:
    """Return the calls, headings and problems of a page's source; never raises."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = FRONT_MATTER.match(text)
    start = front.end() if front else 0
    problems: list[Problem] = []
    if front and (found := NO_MACROS.search(front[0])):
        line = text.count("\n", 0, found.start()) + 1
        message, hint = "macros are switched off for this page", "remove the line; use {% raw %}"
        problems.append(Problem(Place(path, line), "macros-off", message, hint))
    sections = tuple(_sections(text, start))
    problems += _heading_problems(path, sections)
    calls: list[Call] = []
    body: list[str] = []
    prose = blank(text)
    offset = start
    try:
        for kind, value, inside in _pieces(text[start:]):
            done = offset
            offset = text.index(value, offset)  # the lexer drops the white space before "{{-"
            body.append(text[done:offset])
            if kind == "call":
                place = place_in(path, text, offset)
                try:
                    name, args, kwargs = _call(value)
                except ValueError as error:
                    problems.append(Problem(place, "wrong-call", str(error), LITERAL_HINT))
                else:
                    before = [section for section in sections if section.line <= place.line]
                    calls.append(Call(place, name, args, kwargs, before[-1] if before else None, value))
            elif kind == "statement":
                place = place_in(path, text, offset)
                message = "a statement in braces and per cent signs"
                hint = "pages hold only macro calls and {% raw %} blocks"
                problems.append(Problem(place, "statement", message, hint))
            elif kind == "comment":
                place = place_in(path, text, offset)
                problems.append(Problem(place, "jinja-comment", COMMENT, COMMENT_HINT))
            body.append(value if inside else blank(value))
            offset += len(value)
    except TemplateSyntaxError as error:
        offset = _OPENING.match(text, offset).end()  # type: ignore[union-attr]  # may be empty
        place = place_in(path, text, offset)
        if text.startswith("{#", offset):
            problems.append(Problem(place, "jinja-comment", COMMENT, COMMENT_HINT))
        else:
            message = f"the braces do not pair: {error.message}"
            problems.append(Problem(place, "wrong-call", message, LITERAL_HINT))
    else:
        prose = of_front_matter(text[:start]) + of_body("".join((*body, text[offset:])))
    return Scan(path, tuple(calls), sections, tuple(problems), prose)


def _pieces(body: str) -> Iterator[tuple[str, str, bool]]:
    """Yield kind, text and whether it is prose, for consecutive pieces of the source."""
    if (simple := _simple_pieces(body)) is not None:
        yield from simple
        return
    gathered, kind, ends = "", "", ("variable_end", "block_end", "comment_end")
    opening = {"variable_begin": "call", "block_begin": "statement", "comment_begin": "comment"}
    for _line, part, value in _JINJA.lex(body):
        if part in opening:
            gathered, kind = value, opening[part]
        elif kind:
            gathered += value
            if part in ends:
                yield kind, gathered, False
                kind = ""
        else:
            yield part, value, part == "data"
    if kind:
        raise TemplateSyntaxError("the end is missing", 1)


def _simple_pieces(body: str) -> list[tuple[str, str, bool]] | None:
    """Return the pieces of a page that holds nothing but simple calls, or None where Jinja must say.

    Nearly every page is such a one, and Jinja's lexer takes most of the time of a scan.
    """
    if any(mark in body for mark in ("{%", "{#", "{{{")):
        return None
    pieces, done, calls = [], 0, 0
    for found in SIMPLE_CALL.finditer(body):
        pieces += [("data", body[done : found.start()], True), ("call", found[0], False)]
        done, calls = found.end(), calls + 1
    if body.count("{{") != calls:
        return None
    return [*pieces, ("data", body[done:], True)]


def _call(written: str) -> tuple[str, tuple[Any, ...], Mapping[str, Any]]:
    # Nearly every call is a name and plain texts; reading those by two parsers takes most of a scan.
    if simple := SIMPLE_CALL.fullmatch(written):
        # The same few names and ids stand in calls everywhere: each is kept once.
        return sys.intern(simple[1]), tuple(map(sys.intern, PLAIN_TEXT.findall(simple[2] or ""))), NO_NAMES
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


def _sections(text: str, start: int) -> Iterator[Section]:
    first = text.count("\n", 0, start) + 1
    lines = text[start:].split("\n")
    code = fenced(lines)
    for index, words in enumerate(lines):
        if words[:1] == "#" and index not in code and (found := HEADING.fullmatch(words)):
            yield Section(first + index, len(found["marks"]), found["title"], found["id"])


def _heading_problems(path: str, sections: tuple[Section, ...]) -> Iterator[Problem]:
    for section in sections:
        if section.level > 1 and not section.id:
            column = section.level + 2
            message = f"the heading '{section.title}' has no id of its own"
            hint = "write { #an-id } behind it, so that links last"
            place = Place(path, section.line, column)
            yield Problem(place, "heading-without-id", message, hint)


def place_in(path: str, text: str, offset: int) -> Place:
    """Return the place of that offset in the text."""
    before = text.rfind("\n", 0, offset)
    return Place(path, text.count("\n", 0, offset) + 1, offset - before)
