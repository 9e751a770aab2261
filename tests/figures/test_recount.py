"""All votes and verdicts counted again from the data alone, by a program that shares no code with ours."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import lxml.html
import pytest
import yaml

from macros.printing.evidence.sureness import nearest, short
from macros.printing.macros import call
from macros.printing.view import View
from macros.project.project import Project
from macros.reading.pages.routes import Page
from support.places import ROOT

DATA: dict[str, Any] = yaml.safe_load((ROOT / "data/figures.yml").read_text("utf-8"))
ARTICLE = DATA["about"]["article"]
COPIES = {id_ for id_, source in DATA["sources"].items() if source.get("copy_of_article")}
ITEMS = {**DATA["figures"], **DATA["claims"]}
OURS = {id_ for id_, item in ITEMS.items() if item.get("source") == ARTICLE}
SOUGHT = {id_ for entry in DATA["not_found"].values() for id_ in entry.get("about") or ()}


def said(target: str) -> list[tuple[str, str]]:
    """Return who says it and the word for it, for every piece that is by another and no repetition of us."""
    return [
        (item.get("producer", ""), piece["relation"])
        for id_, item in ITEMS.items()
        if item.get("source") not in (None, ARTICLE, *COPIES) and not item.get("formula")
        for piece in item.get("evidence_for") or ()
        if target in (piece.get("figure"), piece.get("claim"))
    ]


def recounted(target: str) -> tuple[str, dict[str, int]]:
    """Return the verdict on an item and how many origins said what."""
    by_origin: dict[str, set[str]] = defaultdict(set)
    for who, word in said(target):
        if word != "context":
            assert who, f"nobody stands behind what is counted for {target}"
            by_origin[who].add(word)
    votes: dict[str, int] = defaultdict(int)
    for words in by_origin.values():
        if "conflicts" in words and len(words) > 1:
            votes["mixed"] += 1
        elif "conflicts" in words:
            votes["conflicts"] += 1
        else:
            votes["partly" if "partly" in words else "agrees"] += 1
    for_it = votes["agrees"] + votes["partly"]
    if ITEMS[target].get("kind") == "position":
        verdict = "not_judged"
    elif votes["mixed"] or (votes["conflicts"] and for_it):
        verdict = "contested"
    elif votes["conflicts"]:
        verdict = "contradicted"
    elif for_it:
        verdict = "partly" if votes["partly"] else "supported"
    elif target in SOUGHT:
        verdict = "not_found"
    else:
        verdict = "context_only" if said(target) else "not_sought"
    return verdict, {word: size for word, size in votes.items() if size}


@pytest.mark.parametrize("target", sorted(OURS))
def test_the_evidence_of_an_item_shows_the_recounted_votes(project: Project, target: str) -> None:
    verdict, votes = recounted(target)
    view = View(project.book, Page(f"{ITEMS[target]['theme']}.md", directory_urls=False))
    page = lxml.html.fragment_fromstring(str(call(view, "evidence", (target,), {})), create_parent="div")
    (chip,) = page.find_class("brief-verdict")
    assert f"brief-verdict--{verdict}" in chip.get("class", "").split()
    shown: dict[str, int] = defaultdict(int)
    for mark in page.xpath("//ul[@class='brief-origins']/li/span[1]/@class"):
        shown[re.findall(r"brief-relation--(\w+)", mark)[0]] += 1
    assert shown == votes


@pytest.mark.parametrize("target", sorted(id_ for id_ in OURS if id_ in DATA["figures"]))
def test_what_conflicts_with_a_figure_has_another_value_of_its_unit(target: str) -> None:
    article = DATA["figures"][target]
    for item in DATA["figures"].values():
        for piece in item.get("evidence_for") or ():
            if piece.get("figure") == target and piece["relation"] == "conflicts" and item.get("producer"):
                if item["source"] in COPIES:
                    continue
                assert not piece.get("differs")
                assert item["value"] != article["value"]


def conflicting(target: str) -> list[set[float]]:
    """Return the values with which each origin conflicts, of those that agree nowhere."""
    said: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for item in DATA["figures"].values():
        for piece in item.get("evidence_for") or ():
            others = item.get("source") not in (None, ARTICLE, *COPIES) and not item.get("formula")
            if others and piece.get("figure") == target and piece["relation"] != "context":
                said[item["producer"]].append((piece["relation"], item["value"]))
    return [
        {value for _, value in words}
        for words in said.values()
        if {relation for relation, _ in words} == {"conflicts"}
    ]


@pytest.mark.parametrize("target", ["iraqi_students", "iraq_export_rank"])
def test_what_conflicts_is_named_in_the_first_sentence_with_its_values(project: Project, target: str) -> None:
    against = conflicting(target)
    assert against
    view = View(project.book, Page("index.md"))
    figure = project.book.brief.figures[target]
    said = lxml.html.fragment_fromstring(str(short(view, figure)), create_parent="p")
    assert f"{len(against)} conflict: " in said.text_content()
    printed = {float(one.get("value")) for one in said.iter("data") if one.get("data-figure") != target}
    assert printed >= set.union(*against)


@pytest.mark.parametrize("target", sorted(OURS))
def test_what_counts_for_nothing_is_not_the_nearest(project: Project, target: str) -> None:
    entry = project.book.entry(target)
    found = nearest(View(project.book, Page("index.md")), entry)  # type: ignore[arg-type]
    counted = any(word != "context" for _, word in said(target))
    assert (found is not None) == counted
    if found is not None:
        words = [
            piece["relation"]
            for piece in ITEMS[found.id]["evidence_for"]
            if target in (piece.get("figure"), piece.get("claim"))
        ]
        assert set(words) - {"context"}


def known(item: dict[str, Any]) -> str:
    """Return the day on which something was said or published at the latest, as text that can be compared."""
    source = DATA["sources"].get(item.get("source"), {})
    copies = [
        str(DATA["sources"][id_]["published"]) for id_ in COPIES if DATA["sources"][id_].get("published")
    ]
    if item.get("source") == ARTICLE:
        return min(copies, default="")
    return str(item.get("stated") or source.get("published") or "")


AHEAD = {
    id_ for id_, item in DATA["figures"].items() if item.get("status") in ("plan", "target", "potential")
}


@pytest.mark.parametrize(
    "plan", sorted(id_ for id_ in AHEAD if DATA["figures"][id_].get("outcome", {}).get("by"))
)
def test_what_became_of_a_plan_is_told_by_something_later(plan: str) -> None:
    by = ITEMS[DATA["figures"][plan]["outcome"]["by"]]
    said = known(DATA["figures"][plan])
    # A plan may be reported when its day has long passed.
    due = str(DATA["figures"][plan].get("due", said))
    assert due < said or known(by) >= said


OF_ITS_KIND_ALONE = {"railway_length_each_side", "azad_branch_2022"}
"""A part of the line, and the branch of one university: no other figure of their records counts the same."""


@pytest.mark.parametrize(
    "plan", sorted(id_ for id_ in AHEAD - OF_ITS_KIND_ALONE if not DATA["figures"][id_].get("outcome"))
)
def test_no_later_figure_of_the_same_record_and_unit_is_passed_over(plan: str) -> None:
    item = DATA["figures"][plan]
    later = [
        id_
        for id_, other in DATA["figures"].items()
        if other.get("record") == item.get("record") is not None
        and other.get("unit") == item["unit"]
        and known(other) > known(item) != ""
        and id_ != plan
    ]
    assert not later


def test_what_lies_above_a_bound_agrees_up_to_half_of_it() -> None:
    bounds = {
        id_: item
        for id_, item in DATA["figures"].items()
        if id_ in OURS and item.get("qualifier") == "more_than"
    }
    scales = {"million": 10**6, "billion": 10**9}
    seen = 0
    for item in DATA["figures"].values():
        for piece in item.get("evidence_for") or ():
            if piece.get("figure") not in bounds or item.get("source") in COPIES or item.get("formula"):
                continue
            if piece["relation"] not in ("agrees", "partly"):
                continue
            bound = bounds[piece["figure"]]
            ends = item["value"] if isinstance(item["value"], list) else [item["value"]]
            limit = bound["value"] * scales.get(bound.get("scale", ""), 1)
            low, high = (end * scales.get(item.get("scale", ""), 1) for end in (ends[0], ends[-1]))
            seen += 1
            if high > 1.5 * limit:
                assert piece["relation"] == "partly"
            elif low > limit:
                assert piece["relation"] == "agrees"
    assert seen > 2
