"""The ledger leaves out no item of the article, and each plan says what became of it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
import yaml
from lxml import html

from macros.figures.evidence.verdicts import Vote
from macros.figures.kinds import Relation
from macros.printing import macros
from macros.printing.downloads import files
from macros.printing.view import View
from macros.project.project import Project
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.pages.routes import COVERAGE, Page, translated
from support.named import ABOUT
from support.places import ROOT


@pytest.fixture(scope="module")
def entries() -> dict[str, dict[str, Any]]:
    """Return the figures and claims by their id, as the data file has them."""
    data = yaml.safe_load((ROOT / DATA_FILE).read_text("utf-8"))
    return {**data["figures"], **data["claims"]}


@pytest.fixture(scope="module")
def items(entries: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return those of the article."""
    return {id_: one for id_, one in entries.items() if "code" in one and one["source"] == ABOUT.article}


def seen(project: Project, language: str = "en") -> View:
    return View(project.book, Page(translated("how-to-read.md", language)))


def tree(printed: str) -> html.HtmlElement:
    return html.fragment_fromstring(printed, create_parent="div")


@pytest.fixture(scope="module")
def rows(project: Project) -> list[dict[str, str]]:
    """Return the lines of the table to take away."""
    text = files.files(seen(project))[COVERAGE]
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_every_item_of_the_article_has_its_line(
    project: Project, rows: list[dict[str, str]], items: dict[str, dict[str, Any]]
) -> None:
    assert [(row["id"], row["code"]) for row in rows] == [(id_, one["code"]) for id_, one in items.items()]
    for language in ABOUT.languages:
        printed = tree(macros.call(seen(project, language), "coverage", (), {}))
        assert len(printed.xpath(".//tbody/tr")) == len(items)
        (link,) = printed.xpath(".//a[@download]/@href")
        assert link.endswith(COVERAGE)


def test_who_was_not_looked_for_says_why_and_nobody_else(
    rows: list[dict[str, str]], items: dict[str, dict[str, Any]]
) -> None:
    for row in rows:
        assert row["reason"] == items[row["id"]].get("unchecked", "")
        assert (row["coverage"] == "unchecked") == bool(row["reason"])


def test_no_more_votes_are_counted_than_pieces_of_evidence(
    rows: list[dict[str, str]], entries: dict[str, dict[str, Any]]
) -> None:
    pieces: dict[str, list[str]] = {}
    for entry in entries.values():
        for one in entry.get("evidence_for", ()):
            pieces.setdefault(one.get("figure") or one["claim"], []).append(one["relation"])
    for row in rows:
        found = pieces.get(row["id"], [])
        judged = [relation for relation in found if relation != Relation.CONTEXT]
        votes = sum(int(row[vote]) for vote in Vote)
        assert votes <= len(judged), row
        assert bool(votes) == (row["coverage"] == "checked"), row
        assert int(row["context"]) <= len(found)


@pytest.mark.parametrize("language", ABOUT.languages)
def test_plans_and_targets_say_what_became_of_them(project: Project, language: str) -> None:
    view = seen(project, language)
    printed = tree(macros.call(view, "plans", (), {}))
    lines = printed.xpath(".//tbody/tr")
    assert len(lines) > 5
    for line in lines:
        assert all("".join(cell.itertext()).strip() for cell in line.xpath("./th|./td")), line.text_content()
