"""Sums up the evidence for one of the article's items: computed, never written down.

Counted is who first stated something, not who repeats it: each origin has one vote, however many
publications and values stand behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from macros.figures.kinds import ClaimKind, Relation
from macros.figures.model import Brief, Claim, Entry, Evidence, Figure

Piece = tuple[Figure | Claim, Evidence]
"""An entry of another source, and what it says about the item."""


class Verdict(StrEnum):
    """How one of the article's items stands beside other sources."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTESTED = "contested"
    CONTRADICTED = "contradicted"
    CONTEXT_ONLY = "context_only"
    NOT_FOUND = "not_found"
    NOT_JUDGED = "not_judged"
    NOT_SOUGHT = "not_sought"


class Vote(StrEnum):
    """What one origin says of the item, all its values taken together."""

    AGREES = "agrees"
    PARTLY = "partly"
    MIXED = "mixed"
    CONFLICTS = "conflicts"


@dataclass(frozen=True)
class Origin:
    """Who first stated something of the item, the vote that follows, and all pieces that repeat it."""

    id: str
    """Of the producer; of a publication where no producer is named."""
    vote: Vote
    pieces: tuple[Piece, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the ids of the publications in which it was found, each once, in file order."""
        return tuple(dict.fromkeys(entry.source for entry, _ in self.pieces if entry.source))


@dataclass(frozen=True)
class Summary:
    """The votes on one item, and the verdict that follows from them."""

    verdict: Verdict
    origins: tuple[Origin, ...]
    """In the order of their votes, then of the file."""
    context: int
    """Pieces that help to judge the item, and neither confirm nor deny it."""

    @property
    def votes(self) -> Counter[Vote]:
        """Return how many origins cast each vote."""
        return Counter(origin.vote for origin in self.origins)


def evidence(brief: Brief, target: str) -> tuple[Piece, ...]:
    """Return the entries of other sources that speak to the figure or claim, in file order."""
    return brief.evidence_by_target.get(target, ())


def summary(brief: Brief, target: str) -> Summary:
    """Return how the article's item stands beside the other sources.

    Our own arithmetic and copies of the article are shown as evidence but not counted here: they
    confirm nothing. What the article wants is no statement of fact and gets no verdict.
    """
    pieces = [piece for piece in evidence(brief, target) if counted(brief, piece[0])]
    context = sum(item.relation is Relation.CONTEXT for _, item in pieces)
    found = origins(piece for piece in pieces if piece[1].relation is not Relation.CONTEXT)
    claim = brief.claims.get(target)
    if claim is not None and claim.kind is ClaimKind.POSITION:
        return Summary(Verdict.NOT_JUDGED, found, context)
    verdict = verdict_of({origin.vote for origin in found})
    if verdict is None:
        searched = Verdict.NOT_FOUND if brief.searched(target) else None
        verdict = searched or (Verdict.CONTEXT_ONLY if context else Verdict.NOT_SOUGHT)
    return Summary(verdict, found, context)


def origins(pieces: Iterable[Piece]) -> tuple[Origin, ...]:
    """Return the origins of pieces that speak to an item, in the order of their votes."""
    behind: dict[str, list[Piece]] = {}
    for entry, item in pieces:
        behind.setdefault(entry.producer or entry.source or "", []).append((entry, item))
    found = [
        Origin(id_, vote({item.relation for _, item in group}), tuple(group)) for id_, group in behind.items()
    ]
    order = list(Vote)
    return tuple(sorted(found, key=lambda origin: order.index(origin.vote)))


def vote(said: set[Relation]) -> Vote:
    """Return the one vote of an origin whose values stand so: the weaker of two that agree, or mixed."""
    if Relation.CONFLICTS in said:
        return Vote.MIXED if said - {Relation.CONFLICTS} else Vote.CONFLICTS
    return Vote.PARTLY if Relation.PARTLY in said else Vote.AGREES


def verdict_of(votes: set[Vote]) -> Verdict | None:
    """Return what follows from the votes, nothing from none; one more that agrees never makes it weaker."""
    if not votes:
        return None
    if votes == {Vote.CONFLICTS}:
        return Verdict.CONTRADICTED
    if votes & {Vote.CONFLICTS, Vote.MIXED}:
        return Verdict.CONTESTED
    return Verdict.SUPPORTED if votes == {Vote.AGREES} else Verdict.PARTLY


def counted(brief: Brief, entry: Entry) -> bool:
    """Return whether an entry can confirm or contradict: our arithmetic and copies cannot."""
    if isinstance(entry, Figure) and entry.derived:
        return False
    source = brief.sources[entry.source] if entry.source else None
    return source is not None and not source.copy_of_article and not brief.of_article(entry)
