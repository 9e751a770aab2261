"""Votes of origins and the verdict that follows, whatever is said and by however many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from macros.figures.evidence.verdicts import Verdict, Vote, origins, verdict_of, vote
from macros.figures.kinds import ClaimKind, Relation
from macros.figures.model import Claim, Evidence, Text

ORDER = (Verdict.CONTRADICTED, Verdict.CONTESTED, Verdict.PARTLY, Verdict.SUPPORTED)
SPEAKING = [relation for relation in Relation if relation is not Relation.CONTEXT]


def piece(producer: str, relation: Relation) -> tuple[Claim, Evidence]:
    said = Text({"en": "It says so."})
    entry = Claim(theme="trade", kind=ClaimKind.STATEMENT, text=said, producer=producer, source="paper")
    return entry, Evidence(claim="closer", relation=relation, because=said)


pieces = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(SPEAKING)), max_size=12)


@given(pieces)
def test_an_origin_that_agrees_never_makes_a_verdict_weaker(said: list[tuple[str, Relation]]) -> None:
    before = verdict_of({one.vote for one in origins(piece(*each) for each in said)})
    after = verdict_of(
        {one.vote for one in origins(piece(*each) for each in [*said, ("new", Relation.AGREES)])}
    )
    assert after is not None
    assert before is None or ORDER.index(after) >= ORDER.index(before)


@given(pieces)
def test_who_repeats_an_origin_changes_nothing(said: list[tuple[str, Relation]]) -> None:
    once = origins(piece(*each) for each in said)
    twice = origins(piece(*each) for each in [*said, *said])
    assert [(one.id, one.vote) for one in once] == [(one.id, one.vote) for one in twice]
    assert len(once) == len({who for who, _ in said})


@given(st.sets(st.sampled_from(SPEAKING), min_size=1))
def test_who_says_both_is_mixed(said: set[Relation]) -> None:
    assert (vote(said) is Vote.MIXED) == (Relation.CONFLICTS in said and len(said) > 1)
