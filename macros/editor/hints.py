"""What each macro call of a page prints, as text to stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from macros.figures.book import Book
from macros.printing import macros
from macros.printing.markup import words_of
from macros.printing.view import View, WrongCall
from macros.reading.pages.calls import Call
from macros.reading.pages.page import PageText
from macros.reading.pages.routes import Page

BLOCK = re.compile(r"<(?:div|p|ul|ol|dl|table|figure|section|details|svg)\b")


@dataclass(frozen=True)
class Hint:
    """What stands behind a call: the line and column of its end, counted from 0, and what is shown."""

    line: int
    column: int
    text: str
    tooltip: str


def printed(book: Book, page: Page, call: Call) -> str | None:
    """Return the text that readers see for a call inside a sentence; None for blocks and wrong calls."""
    try:
        html = macros.call(View(book, page, draws=False), call.name, call.args, call.kwargs)
    except WrongCall:
        return None
    return None if BLOCK.search(html) else words_of(html)


def hints(book: Book, page: Page, read: PageText, first: int = 0, last: int | None = None) -> Iterator[Hint]:
    """Yield a hint for each call of these lines that prints something else than what is typed in it."""
    for call in read.calls:
        line, column = end_of(call)
        if line < first or (last is not None and line > last):
            continue
        text = printed(book, page, call)
        if text and not (call.args and text == call.args[0]):
            yield Hint(line, column, text, _label(book, page, call))


def _label(book: Book, page: Page, call: Call) -> str:
    """Return label and period of the first figure or claim that the call names, or nothing."""
    view = View(book, page)
    for given in call.args:
        if entry := book.entry(str(given)):
            return "; ".join(filter(None, (view.name(entry), view.period(entry))))
    return ""


def end_of(call: Call) -> tuple[int, int]:
    """Return the line and column behind the braces of a call, counted from 0."""
    above, _, rest = call.written.rpartition("\n")
    line, column = call.place.line - 1, call.place.column - 1
    if not above and "\n" not in call.written:
        return line, column + len(call.written)
    return line + call.written.count("\n"), len(rest)
