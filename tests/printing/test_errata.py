"""Known errors of sources: told wherever something is taken from the source, and listed with their state."""

from __future__ import annotations

import pytest
from lxml import html

from macros.editor import hover, mentions
from macros.editor.index import Index
from macros.figures import book as registry
from macros.printing.downloads import records
from macros.printing.macros import call
from macros.printing.view import View
from macros.project.project import Project
from macros.publishing import panel
from macros.reading.data import figures_file
from macros.reading.pages.routes import Page, translated
from support.places import SMALL

AGENCY = 'agency: {publisher: The Agency, url: "https://agency.example/a?b=1&c=2", published: 2024-05-01'
ERRATUM = "{state: %s, note: 'It misprints {by_agency} & <b>more</b>'%s}"


def written(state: str = "open", rest: str = "") -> str:
    """Return small.yml in which a source has a known error."""
    small = SMALL.read_text("utf-8")
    assert AGENCY in small
    return small.replace(AGENCY, f"{AGENCY}, errata: [{ERRATUM % (state, rest)}]")


def view(state: str = "open", rest: str = "", src: str = "trade.md") -> View:
    data = figures_file.read(written(state, rest).encode())
    return View(registry.of_data_alone(data), Page(src))


def words(found: str) -> str:
    return words_of(html.fromstring(f"<div>{found}</div>"))


def words_of(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


SAID = "It misprints US$7.1 billion & <b>more</b>"


@pytest.mark.parametrize(
    ("macro", "arguments", "heading"),
    [
        ("evidence", ("exports",), "Known error of the source (open): "),
        ("register", ("trade",), "Known error of the source open: "),
        ("sources", (), "Known error of the source (open): "),
        ("errata", (), ""),
    ],
)
def test_an_error_stands_where_something_of_its_source_stands(
    macro: str, arguments: tuple[str, ...], heading: str
) -> None:
    printed = str(call(view(), macro, arguments, {}))
    assert heading + SAID in words(printed)
    assert "<b>" not in printed


def test_an_error_of_one_value_does_not_stand_beside_another_of_the_source() -> None:
    both = written(rest=", about: [by_daily]").replace("source: daily", "source: agency")
    seen = View(registry.of_data_alone(figures_file.read(both.encode())), Page("trade.md"))
    page: html.HtmlElement = html.fromstring(str(call(seen, "evidence", ("exports",), {})))
    told = {row.get("data-figure"): "Known error" in words_of(row) for row in page.iter("tr")}
    assert (told["by_daily"], told["by_agency"]) == (True, False)


def test_what_became_of_an_error_has_a_day_unless_it_is_open() -> None:
    read = figures_file.attempt(written("corrected").encode())
    assert [problem.code for problem in read.problems] == ["missing-field"]
    assert "seen:" in read.problems[0].hint
    printed = words(str(call(view("corrected", ", seen: 2024-06-02"), "errata", (), {})))
    assert "corrected on 2 June 2024" in printed


def test_a_state_that_is_none_is_told_with_the_nearest() -> None:
    read = figures_file.attempt(written("opne").encode())
    assert [(one.message, one.hint) for one in read.problems] == [
        ("'opne' is no state", "did you mean 'open'?")
    ]


def test_an_error_goes_along_to_panel_downloads_and_editors() -> None:
    seen = view()
    figure = seen.book.brief.figures["by_agency"]
    line = f"open: {SAID}"
    shown = panel.details(seen, figure)["erratum"]
    assert isinstance(shown, list)
    assert " ".join(" ".join(shown).split()) == line
    assert records.row(seen, figure)["errata"] == line
    assert "errata" not in records.row(seen, seen.book.brief.figures["by_daily"])
    index = Index(seen.book, {})
    for id_ in ("by_agency", "agency"):
        told = hover.of_entry(index, "docs/trade.md", id_) or ""
        assert "Known error of the source (open" in told
        assert "It misprints US$7.1 billion" in told


def test_an_id_in_an_error_is_found_and_renamed_like_any_other() -> None:
    raw = written(rest=", about: [by_agency]").encode()
    places = [one for one in mentions.of_data(raw, "data/figures.yml") or () if one.id == "by_agency"]
    line = next(nth for nth, text in enumerate(raw.decode().split("\n")) if "errata" in text)
    assert [one.section for one in places if one.line == line] == ["figures", "entry"]


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_the_page_of_changes_lists_every_known_error(project: Project, language: str) -> None:
    there = View(project.book, Page(translated("changes.md", language)))
    page: html.HtmlElement = html.fromstring(str(call(there, "errata", (), {})))
    brief = project.book.brief
    known = [one for source in brief.sources.values() for one in source.errata]
    mismatched = [figure for figure in brief.figures.values() if figure.mismatch]
    assert len([*page.iter("tr")]) - 1 == len(known) + len(mismatched) >= 7
    linked = {link.get("href").rpartition("#")[2] for link in page.iter("a")}
    assert {"webangah_trade", "railway_due", "iraqi_students_2022_01"} <= linked


def test_the_page_of_an_item_tells_the_error_in_the_row_of_the_source(project: Project) -> None:
    code = project.book.brief.figures["trade_2023"].code or ""
    page: html.HtmlElement = html.fromstring(
        str(call(View(project.book, Page("items/e1.md")), "item", (code,), {}))
    )
    rows = {row.get("data-figure"): words_of(row) for row in page.iter("tr")}
    assert "Its digits look damaged" in rows["webangah_trade"]
