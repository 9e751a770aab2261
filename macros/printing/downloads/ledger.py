"""The ledger as a table to download: what was done about each item of the article, and how votes fell."""

from __future__ import annotations

from collections.abc import Iterator

from macros.figures.evidence.coverage import LedgerLine, ledger
from macros.figures.evidence.verdicts import Vote
from macros.figures.model import Figure
from macros.printing.downloads.documents import harmless, sheet
from macros.printing.view import View

HEADS = ("code", "id", "kind", "label", "coverage", "reason", "verdict", *Vote, "context")
"""Each vote has the number of origins that cast it; context, the pieces that are told for background."""


def table(view: View) -> str:
    """Return the ledger as CSV, in file order, figures first; its words are those of the data file."""
    return sheet(HEADS, (list(_cells(view, line)) for line in ledger(view.book.brief)))


def _cells(view: View, line: LedgerLine) -> Iterator[str]:
    entry, found = line.entry, line.summary
    kind = "figure" if isinstance(entry, Figure) else "claim"
    yield from map(harmless, (entry.code or "", entry.id, kind, str(view.name(entry))))
    yield from (line.coverage, line.reason or "", found.verdict)
    yield from (str(found.votes[vote]) for vote in Vote)
    yield str(found.context)
