"""All votes and verdicts counted again from the data alone, by a program that shares no code with ours."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import lxml.html
import pytest
import yaml

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
