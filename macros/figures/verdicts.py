"""Sums up the evidence for one of the article's items: computed, never written down."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from macros.figures.kinds import Relation
from macros.figures.model import Brief, Claim, Entry, Evidence, Figure


class Verdict(StrEnum):
    """How one of the article's items stands beside other sources."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTESTED = "contested"
    CONTRADICTED = "contradicted"
    CONTEXT_ONLY = "context_only"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class Summary:
    """Counts of the evidence for one item, and the verdict that follows from them."""

    verdict: Verdict
    relations: Counter[Relation]
    upstream: int
    """How many separate producers stand behind the evidence; repeaters of one count once."""


def evidence(brief: Brief, target: str) -> tuple[tuple[Figure | Claim, Evidence], ...]:
    """Return the entries of other sources that speak to the figure or claim, in file order."""
    return brief.answers.get(target, ())


def summary(brief: Brief, target: str) -> Summary:
    """Return how the article's item stands beside the other sources.

    Our own arithmetic and copies of the article are shown as evidence but not counted here: they
    confirm nothing.
    """
    relations: Counter[Relation] = Counter()
    upstream: set[str] = set()
    for entry, item in evidence(brief, target):
        if not counted(brief, entry):
            continue
        relations[item.relation] += 1
        if item.relation is not Relation.CONTEXT:
            upstream.add(entry.producer or entry.source or "")
    agrees, partly, conflicts = (
        relations[word] for word in (Relation.AGREES, Relation.PARTLY, Relation.CONFLICTS)
    )
    if conflicts and not agrees and not partly:
        verdict = Verdict.CONTRADICTED
    elif conflicts:
        verdict = Verdict.CONTESTED
    elif agrees and not partly:
        verdict = Verdict.SUPPORTED
    elif agrees or partly:
        verdict = Verdict.PARTLY
    elif relations and not brief.searched(target):
        verdict = Verdict.CONTEXT_ONLY
    else:
        verdict = Verdict.NOT_FOUND
    return Summary(verdict, relations, len(upstream))


def counted(brief: Brief, entry: Entry) -> bool:
    """Return whether an entry can confirm or contradict: our arithmetic and copies cannot."""
    if isinstance(entry, Figure) and entry.derived:
        return False
    source = brief.sources[entry.source] if entry.source else None
    return source is not None and not source.copy_of_article and not brief.of_article(entry)
