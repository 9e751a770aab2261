"""The real texts: they say what the article says, and set nothing beside it that the data say not to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
import yaml

from macros.figures.model import Claim, Figure
from macros.printing.evidence.table import evidence
from macros.printing.view import View
from macros.project.project import Project
from macros.reading.pages.routes import Page
from support import places

WORDING = yaml.safe_load(places.INVENTORY.read_text("utf-8"))["wording"]
APART = "set against each other"
"""What the note of a figure says if those of its record are not to be compared."""
HEADING = "main-points"
OF_UNIVERSITIES = re.compile(r"(?:Iranian )?[Uu]niversities\b")
REPROACH = re.compile(
    r"\blopsided\b|\b(?:Iran|agency|chamber|ministry)(?:’s)? (?:own|itself)\b"
    r"|article (?:leaves out|does not mention)"
)


@pytest.mark.parametrize("id_", WORDING)
def test_statements_say_what_was_said(project: Project, id_: str) -> None:
    entry = project.book.entry(id_)
    assert isinstance(entry, Claim)
    said = entry.text["en"]
    assert [say for say in WORDING[id_].get("says", ()) if say not in said] == []
    assert [say for say in WORDING[id_].get("never", ()) if say in said] == []


def test_a_count_of_universities_is_of_that_unit(project: Project) -> None:
    named = [f for f in project.book.brief.figures.values() if OF_UNIVERSITIES.match(f.label["en"])]
    assert "university_branches" in {figure.id for figure in named}
    assert {figure.unit for figure in named} == {"university"}


def test_items_of_a_list_are_no_figures_of_the_article(project: Project) -> None:
    units = {figure.unit for figure in project.book.article_figures()}
    assert units.isdisjoint({"component", "capacity", "type", "decade"})


def points(text: str) -> Iterator[set[str]]:
    """Yield what the macro calls of each main point of a page name."""
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if f"{{ #{HEADING} }}" in line), None)
    if first is None:
        return
    for at in range(first + 1, len(lines)):
        if lines[at].startswith("## "):
            return
        yield set(re.findall(r'"([a-z0-9_]+)"', lines[at]))


def test_no_main_point_compares_what_is_not_to_be_compared(project: Project) -> None:
    figures = project.book.brief.figures
    forbidden = {figure.record for figure in figures.values() if figure.note and APART in figure.note["en"]}
    assert forbidden == {"reconstruction-need-88bn"}
    seen = 0
    for src, text in project.texts.items():
        for named in points(text):
            seen += 1
            records = Counter(figures[id_].record for id_ in named if id_ in figures)
            assert not [record for record in forbidden if records[record] > 1], src
    assert seen > 40


def test_the_first_main_point_of_a_figure_page_names_its_source(project: Project) -> None:
    for theme in ("economics", "education", "society", "mediation", "security"):
        for src in (f"{theme}.md", f"fa/{theme}.md", f"ar/{theme}.md"):
            text = project.texts[src].split("{ #main-points }")[1].split("\n## ")[0]
            assert "{{ cite(" in text, src


def test_figures_are_told_apart_by_their_labels(project: Project) -> None:
    for language in project.book.brief.about.languages:
        labels = Counter(figure.label[language] for figure in project.book.brief.figures.values())
        assert [label for label, times in labels.items() if times > 1] == []


def test_a_place_in_a_list_is_called_a_rank(project: Project) -> None:
    ranks = [figure for figure in project.book.brief.figures.values() if figure.unit == "rank"]
    assert len(ranks) > 20
    assert [figure.id for figure in ranks if "rank" not in figure.label["en"]] == []


def test_texts_reproach_nobody(project: Project) -> None:
    texts = {src: text for src, text in project.texts.items() if "/" not in src}
    for entry in project.book.entries:
        if project.book.brief.of_article(entry):
            continue
        written = [
            entry.note,
            *((entry.shows, entry.measures) if isinstance(entry, Figure) else (entry.text,)),
        ]
        texts[entry.id] = " ".join(text["en"] for text in written if text)
    assert [name for name, text in texts.items() if REPROACH.search(text)] == []


def test_beside_a_publisher_stands_whose_report_it_carries(project: Project) -> None:
    view = View(project.book, Page("items/m4.md", True))
    told = re.sub(r"<[^>]*>", "", str(evidence(view, "saudi_talks_rounds")))
    assert re.search(r"Tayyar\.org\s+carrying Financial Times", told)
    assert re.search(r"National Post\s+carrying Reuters", told)


def test_what_the_article_says_is_called_by_its_name_in_each_language(project: Project) -> None:
    for language in project.book.brief.about.languages:
        view = View(project.book, Page("index.md", True, language))
        names = [view.name(claim) for claim in project.book.claims()]
        assert len(set(names)) == len(names) > 20
        assert [name for name in names if view.say["claim"] in name] == []
