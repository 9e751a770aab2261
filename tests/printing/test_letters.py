"""A report of an error says what it is about, and is read back however it was sent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.figures.evidence.verdicts import summary
from macros.figures.model import Claim, Figure
from macros.printing.downloads import letters, records
from macros.printing.view import View
from macros.project.project import Project
from macros.reading.pages.routes import Page, translated


def seen(project: Project, language: str) -> View:
    return View(project.book, Page(translated("economics.md", language), site="https://example.org/"))


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_the_report_of_every_entry_of_the_article_is_read_back(project: Project, language: str) -> None:
    view = seen(project, language)
    entries = [entry for group in project.book.items() for entry in group]
    assert len(entries) > 30
    for entry in entries:
        found = letters.read_report(letters.report(view, entry))
        assert (found.entry, found.language) == (entry.id, language)
        assert found.edition == project.book.brief.about.version
        assert bool(found.value) == isinstance(entry, Figure)
        assert found.address.startswith("https://example.org/")


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)


@given(
    words=st.lists(WORDS, min_size=1, max_size=4),
    quoted=st.integers(0, 3),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_a_mail_program_that_quotes_loses_nothing(
    project: Project, words: list[str], quoted: int, end: str
) -> None:
    written = letters.report(seen(project, "en"), project.book.brief.figures["trade_2023"])
    said = [f"so: {word.lstrip('> ')}" for word in words]
    lines = [*written.splitlines(), *said]
    found = letters.read_report(end.join("> " * quoted + line for line in lines))
    assert found.entry == "trade_2023"
    assert found.words.splitlines()[1:] == [line.rstrip() for line in said]


@given(st.text())
def test_another_text_is_refused_or_read_and_nothing_else_happens(text: str) -> None:
    try:
        found = letters.read_report(text)
    except letters.NoReport:
        assert not all(f"{name}:" in text.splitlines() for name in ("entry", "edition", "language"))
    else:
        assert all(f"{name}:" in text for name in ("entry", "edition", "language"))
        assert found.entry in text


def test_the_mail_of_a_brief_with_an_address_holds_the_report(project: Project) -> None:
    view, claim = seen(project, "en"), project.book.brief.claims["reconstruction_drive"]
    assert isinstance(claim, Claim)
    assert "mailto:" not in letters.door(view, claim)
    about = project.book.brief.about.model_copy(update={"corrections": "desk@example.org"})
    brief = project.book.brief.model_copy(update={"about": about})
    mailed = letters.door(View(replace(project.book, brief=brief), view.page), claim)
    assert 'href="mailto:desk@example.org?subject=' in mailed
    assert "entry%3A%20reconstruction_drive" in mailed


# --- the description of an item -----------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_an_item_is_described_by_what_the_article_says_and_what_was_found(
    project: Project, language: str
) -> None:
    seen_words = set()
    for group in project.book.items():
        entry, view = group[0], seen(project, language)
        said = letters.described(view, entry)
        assert len(said) <= 160
        assert "\n" not in said
        verdict = view.say.verdicts[summary(project.book.brief, entry.id).verdict]
        assert verdict in said
        if isinstance(entry, Figure):
            assert records.marked(view, entry.id) in said
        seen_words.add(said)
    assert len(seen_words) == 30


def test_a_text_is_cut_at_a_word_and_says_so() -> None:
    assert letters.cut("Goods,  and\u00a0services", 40) == "Goods, and services"
    assert letters.cut("Goods, and services", 18) == "Goods, and…"
    assert letters.cut("Goods, and services", 9) == "Goods…"
    assert letters.cut("Goods and so", 12) == "Goods and so"
