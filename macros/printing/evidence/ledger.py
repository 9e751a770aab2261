"""The macro that prints what was checked of the article, what was looked for in vain, and what was not."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from macros.figures.evidence.coverage import Coverage, LedgerLine, ledger
from macros.printing.elements import block, code, tally, verdict
from macros.printing.markup import UNSEARCHED, join, table, tag, text
from macros.printing.view import View
from macros.reading.pages.routes import COVERAGE

Rows = list[tuple[dict[str, object], tuple[object, ...]]]


def coverage(view: View) -> Markup:
    """Print the ledger: each figure and claim of the article, and what was done about it."""
    lines = list(ledger(view.book.brief))
    sizes = Counter(line.coverage for line in lines)
    totals = view.say["separated"].join(
        f"{view.say.coverage[kind]}: {view.count(sizes[kind])}" for kind in Coverage if sizes[kind]
    )
    columns = [view.say[name] for name in ("what", "coverage", "verdict")]
    rows: Rows = [
        ({}, (code(line.entry) + view.name(line.entry), _done(view, line), _stands(view, line)))
        for line in lines
    ]
    taken = tag("a", view.say["coverage_file"], href=view.page.file(COVERAGE), download="", type="text/csv")
    parts = (
        tag("p", totals),
        table(view.say["coverage"], columns, rows, kind="ledger", searched=False),
        tag("p", taken, **UNSEARCHED),
    )
    return block(join(parts, "\n"))


def _done(view: View, line: LedgerLine) -> Markup:
    said = view.say.coverage[line.coverage]
    reason = f": {view.say.unchecked[line.reason]}" if line.reason else ""
    return text(said + reason)


def _stands(view: View, line: LedgerLine) -> Markup:
    if line.coverage in (Coverage.UNCHECKED, Coverage.POSITION):
        return text("–")
    link = verdict(view, line.entry, view.evidence_href(line.entry))
    return join((link, tally(view, line.summary)), " ")
