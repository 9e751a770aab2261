"""Says for each item of the article whether other sources were looked for, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from macros.figures.evidence.verdicts import Summary, Verdict, summary
from macros.figures.kinds import Unchecked
from macros.figures.model import Brief, Claim, Figure


class Coverage(StrEnum):
    """What was done about an item of the article."""

    CHECKED = "checked"
    SOUGHT = "sought"
    UNCHECKED = "unchecked"
    POSITION = "position"


@dataclass(frozen=True)
class LedgerLine:
    """One item of the article in the ledger."""

    entry: Figure | Claim
    coverage: Coverage
    reason: Unchecked | None
    """Why nothing was looked for; None of an unchecked item is a gap."""
    summary: Summary


def ledger(brief: Brief) -> Iterator[LedgerLine]:
    """Yield each item of the article's inventory, which bears a code, in file order, figures first."""
    entries: tuple[Figure | Claim, ...] = (*brief.figures.values(), *brief.claims.values())
    for entry in entries:
        if entry.code and brief.of_article(entry):
            found = summary(brief, entry.id)
            yield LedgerLine(entry, _coverage(found.verdict), entry.unchecked, found)


def _coverage(verdict: Verdict) -> Coverage:
    if verdict is Verdict.NOT_JUDGED:
        return Coverage.POSITION
    if verdict is Verdict.NOT_SOUGHT:
        return Coverage.UNCHECKED
    return Coverage.SOUGHT if verdict is Verdict.NOT_FOUND else Coverage.CHECKED
