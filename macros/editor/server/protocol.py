"""The types of the Language Server Protocol, made from answers; here alone columns become the editor's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from lsprotocol import types

from macros.editor.completion import Offer, Offers
from macros.editor.fixes import extent
from macros.editor.mentions import Mention
from macros.problems import Problem

SOURCE = "figures"
SEVERITIES = {"error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning}
SPECIAL = re.compile(r"[\\$}]")
"""Signs that mean something in a snippet."""
KINDS = {
    "value": types.CompletionItemKind.Value,
    "macro": types.CompletionItemKind.Function,
    "word": types.CompletionItemKind.EnumMember,
}


def position(lines: Sequence[str], line: int, column: int, units: ColumnUnits) -> types.Position:
    """Return a place, counted from 0 in characters, as the editor counts it; at most the end."""
    if line >= len(lines):
        return types.Position(len(lines) - 1, to_units(lines[-1], len(lines[-1]), units))
    return types.Position(line, to_units(lines[line], column, units))


def span(lines: Sequence[str], line: int, start: int, end: int, units: ColumnUnits) -> types.Range:
    """Return a part of a line as the editor counts it."""
    return types.Range(position(lines, line, start, units), position(lines, line, end, units))


def column(lines: Sequence[str], place: types.Position, units: ColumnUnits) -> tuple[int, int]:
    """Return line and column of an editor's place in characters."""
    if place.line >= len(lines):
        return len(lines) - 1, len(lines[-1])
    return place.line, to_column(lines[place.line], place.character, units)


def diagnostic(problem: Problem, lines: Sequence[str], units: ColumnUnits) -> types.Diagnostic:
    """Return a problem as editors show it: the same code and words as on the command line."""
    line = problem.place.line - 1
    start, end = extent(problem, lines[line]) if line < len(lines) else (0, 0)
    return types.Diagnostic(
        range=span(lines, line, start, end, units),
        message=problem.sentence,
        severity=SEVERITIES[problem.severity],
        code=problem.code,
        source=SOURCE,
    )


def location(uri: str, mention: Mention, lines: Sequence[str], units: ColumnUnits) -> types.Location:
    """Return where an id stands."""
    return types.Location(uri, span(lines, mention.line, mention.column, mention.end, units))


def items(
    found: Offers, lines: Sequence[str], line: int, units: ColumnUnits, *, snippets: bool
) -> types.CompletionList:
    """Return what can be typed, best first, for an editor that takes snippets or not."""
    listed = [
        _item(offer, nth, span(lines, line, offer.start, offer.end, units), snippets=snippets)
        for nth, offer in enumerate(found.items)
    ]
    return types.CompletionList(is_incomplete=found.more, items=listed)


def _item(offer: Offer, nth: int, where: types.Range, *, snippets: bool) -> types.CompletionItem:
    # Neovim 0.11 takes an offer up to its first space, unless it is a snippet.
    snippet = snippets and " " in offer.text
    text = SPECIAL.sub(r"\\\g<0>", offer.text) if snippet else offer.text
    return types.CompletionItem(
        label=offer.label,
        kind=KINDS[offer.kind],
        detail=offer.detail or None,
        documentation=offer.documentation or None,
        sort_text=f"{nth:04}",
        filter_text=offer.typed or offer.label,
        text_edit=types.TextEdit(where, text),
        insert_text_format=types.InsertTextFormat.Snippet if snippet else None,
    )


def edit(uri: str, version: int | None, edits: Iterable[types.TextEdit]) -> types.TextDocumentEdit:
    """Return the edits of one file, of the version that they were worked out for."""
    named = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    return types.TextDocumentEdit(text_document=named, edits=list(edits))


BREAK = re.compile("\r\n|\n|\r")
"""Where a line ends by the Language Server Protocol; other separators are characters of a line."""


class ColumnUnits(StrEnum):
    """What an editor counts as one column, by the names of the protocol."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text without their ends; a text has one line at least."""
    return tuple(BREAK.split(text))


def to_units(line: str, column: int, units: ColumnUnits) -> int:
    """Return the column of a character, counted from 0, in units of the editor."""
    if units is ColumnUnits.UTF32 or line.isascii():
        return min(column, len(line))
    before = line[:column]
    if units is ColumnUnits.UTF8:
        return len(before.encode("utf-8", "surrogatepass"))
    return len(before) + sum(sign > "\uffff" for sign in before)


def to_column(line: str, count: int, units: ColumnUnits) -> int:
    """Return the character at a column in units of the editor; the start of one that is hit inside.

    A column behind the end of the line is its end, as the protocol asks.
    """
    if units is ColumnUnits.UTF32 or line.isascii():
        return min(max(count, 0), len(line))
    size = 0
    for column, sign in enumerate(line):
        size += (
            len(sign.encode("utf-8", "surrogatepass")) if units is ColumnUnits.UTF8 else 1 + (sign > "\uffff")
        )
        if size > count:
            return column
    return len(line)
