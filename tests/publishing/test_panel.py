"""Of which day figures are and how old, and what pages load to say of each: all of it as the data have it."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from macros.checks.authored.data import TODAY
from macros.commands.command import OK, PROBLEMS
from macros.figures.ages import Age, DayBasis, age, as_of, dated, review
from macros.figures.book import Book
from macros.languages import amounts
from macros.languages.catalogue import catalogue
from macros.printing import dates
from macros.printing.markup import for_script
from macros.printing.view import View
from macros.project.project import open_project
from macros.publishing import finish as finishing
from macros.publishing import panel
from macros.publishing.finish import SiteHead, finish
from macros.reading.pages.routes import Page, language_of
from support.books import read_book
from support.pages import find, pages
from support.places import AUTHORED, ROOT
from support.site import copied, run
from support.themed import SITE

ENGLISH = catalogue("en")

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31))


# --- ages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2023-12-31", "2026-11-23", "2 years and 10 months"),
        ("2023-12-31", "2024-12-31", "1 year"),
        ("2023-12-31", "2024-12-30", "11 months"),
        ("2024-02-29", "2025-02-28", "1 year"),  # the last day of both
        ("2023-02-28", "2024-02-29", "1 year"),
        ("2024-02-29", "2028-02-28", "3 years and 11 months"),
        ("2024-01-31", "2024-02-29", "1 month"),
        ("2024-01-31", "2024-02-28", "28 days"),
        ("2023-01-31", "2023-02-28", "1 month"),
        ("2026-11-22", "2026-11-23", "1 day"),
        ("2026-11-23", "2026-11-23", "0 days"),
    ],
)
def test_an_age_is_told_in_whole_years_and_months(first: str, last: str, said: str) -> None:
    days = map(datetime.date.fromisoformat, (first, last))
    assert amounts.age(age(*days), ENGLISH) == said


def added(day: datetime.date, months: int) -> datetime.date:
    """Return the day so many months later, or the last of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


@given(DAYS, DAYS)
def test_an_age_added_to_its_first_day_reaches_its_last_one_and_no_more(
    one: datetime.date, other: datetime.date
) -> None:
    first, last = sorted((one, other))
    found = age(first, last)
    months = found.years * 12 + found.months
    assert 0 <= found.months < 12
    assert added(first, months) <= last < added(first, months + 1)
    assert found.days == (0 if months else (last - first).days)


@given(DAYS, DAYS)
def test_nothing_is_younger_than_nothing(one: datetime.date, other: datetime.date) -> None:
    first, last = sorted((one, other))
    if first < last:
        with pytest.raises(ValueError, match="later"):
            age(last, first)
    assert age(first, first) == Age(0, 0, 0)


BRIEF = """
about: {title: A, name: brief, summary: A brief of its own, licence: CC0-1.0,
  version: "1", updated: 2026-11-23, article: paper, review_by: 2027-05-23}
sources:
  paper: {publisher: The Paper, language: en}
  daily: {publisher: The Daily, url: "https://daily.example/", published: 2026-03, published_basis: address}
figures:
  year: {label: A, theme: trade, value: 7, unit: USD, period: 2023, source: paper, measures: M}
  iranian: {label: A, theme: trade, value: 7, unit: USD, period: 1402 SH, source: paper, measures: M}
  spoken: {label: A, theme: trade, value: 7, unit: USD, period: undated, stated: 2024-05, source: daily,
    measures: M}
  open: {label: A, theme: trade, value: 7, unit: USD, period: 2003/.., source: daily, measures: M}
  goal: {label: A, theme: trade, value: 7, unit: USD, period: 2031, status: target, source: daily,
    measures: M}
  bare: {label: A, theme: trade, value: 7, unit: USD, period: undated, source: paper, measures: M,
    review_by: 2026-12}
  ratio: {label: A, theme: trade, unit: ratio, formula: year / iranian}
  other: {label: A, theme: trade, unit: ratio, formula: bare / spoken}
  none: {label: A, theme: trade, unit: ratio, formula: bare / bare}
"""


@pytest.fixture(scope="module")
def small() -> View:
    return View(read_book(BRIEF), Page("trade.md"))


@pytest.mark.parametrize(
    ("id_", "day", "basis", "said"),
    [
        ("year", "2023-12-31", DayBasis.PERIOD, "data of 2023"),
        (
            "iranian",
            "2024-03-19",
            DayBasis.PERIOD,
            "data of Iranian year 1402 (21 March 2023 – 19 March 2024)",
        ),
        ("spoken", "2024-05-31", DayBasis.STATED, "said May 2024"),
        ("open", "2026-03-31", DayBasis.PUBLISHED, "published March 2026 (date read from the address)"),
        ("goal", "2026-03-31", DayBasis.PUBLISHED, "published March 2026 (date read from the address)"),
        ("bare", None, DayBasis.UNKNOWN, "date not shown"),
        ("ratio", "2023-12-31", DayBasis.PERIOD, "oldest figure in the formula: data of 2023"),
        ("other", "2024-05-31", DayBasis.STATED, "oldest figure in the formula: said May 2024"),
        ("none", None, DayBasis.UNKNOWN, "date not shown"),
    ],
)
def test_the_day_of_a_figure_is_that_of_its_period_or_of_its_source(
    small: View, id_: str, day: str | None, basis: DayBasis, said: str
) -> None:
    figure = small.book.brief.figures[id_]
    found = dated(small.book, figure)
    assert (found.day.isoformat() if found.day else None, found.basis) == (day, basis)
    assert dates.day_said(small, figure).replace("\u00a0", " ") == said


def test_no_figure_of_the_brief_is_younger_than_its_data() -> None:
    book = open_project(ROOT).book
    days = [dated(book, figure).day for figure in book.brief.figures.values()]
    assert sum(day is not None for day in days) > 200
    assert all(day <= as_of(book.brief) for day in days if day)


def test_a_figure_is_due_with_the_brief_or_on_a_day_of_its_own(small: View) -> None:
    figures = small.book.brief.figures
    assert str(review(small.book, figures["year"])) == "2027-05-23"
    assert str(review(small.book, figures["bare"])) == "2026-12-31"
    assert str(review(small.book, figures["other"])) == "2026-12-31"
    assert dates.own_review(small, figures["year"]) == ""
    assert dates.own_review(small, figures["other"]) == "2026-12-31"


def test_the_register_tells_date_and_age(small: View) -> None:
    tree = lxml_html.fromstring(f"<p>{dates.date_and_age(small, small.book.brief.figures['year'])}</p>")
    assert (
        "".join(map(str, tree.itertext()))
        == "data of 2023; 2 years and 10 months old on 23\u00a0November 2026"
    )
    (time,) = tree.iter("time")
    assert (time.get("datetime"), time.get("class")) == ("2023-12-31", "brief-age")
    bare = dates.date_and_age(small, small.book.brief.figures["bare"])
    assert bare == '<span class="brief-age" data-review="2026-12-31">date not shown</span>'


def test_a_review_in_the_past_is_told_on_the_day_that_is_set(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    project = copied(tmp_path, AUTHORED)
    about = open_project(ROOT).book.brief.about
    assert about.review_by
    last = about.review_by.span()[1]
    assert last
    for days, said in ((0, ""), (2, "2 days ago; the data are ")):
        monkeypatch.setenv(TODAY, str(last + datetime.timedelta(days)))
        assert run(project, "check", "--sources") == OK
        told = capsys.readouterr().out
        assert ("warning[review-due]" in told) == bool(said)
        assert said in told
    monkeypatch.setenv(TODAY, "tomorrow")
    assert run(project, "check", "--sources") == PROBLEMS
    assert "'tomorrow' is no single date; write for example" in capsys.readouterr().err


# --- the details of figures -------------------------------------------------------------------------


def read(text: str) -> Any:
    """Return what the script file holds, read as JSON."""
    assert text.startswith(panel.OPENING)
    assert text.endswith(panel.CLOSING)
    return json.loads(text[len(panel.OPENING) : -len(panel.CLOSING)])


def test_both_outputs_hold_the_details_of_every_figure(output: Path) -> None:
    view = View(open_project(ROOT).book, Page("index.md"))
    found = read((output / panel.file("en")).read_text("utf-8"))["figures"]
    assert set(found) == set(view.book.brief.figures)
    for id_, said in found.items():
        figure = view.book.brief.figures[id_]
        assert said["value"].startswith(view.amount(view.quantity(id_)))
        assert said["label"] == figure.label["en"]
        assert said.get("period", "") == view.period(figure)
        if figure.source:
            assert said["source"].startswith(view.book.brief.sources[figure.source].publisher["en"])


def test_what_no_source_counted_is_marked_in_the_details_too(book: Book) -> None:
    view = View(book, Page("trade.md"))
    for id_, mark in (("goal", "target"), ("chance", "potential"), ("growth", "our arithmetic")):
        said = panel.details(view, book.brief.figures[id_])
        assert str(said["value"]).endswith(f"({mark})")
        assert said["kind"] == ("derived" if id_ == "growth" else mark)
    assert "kind" not in panel.details(view, book.brief.figures["exports"])


def test_a_figure_of_the_article_tells_its_verdict_and_evidence_its_relation(book: Book) -> None:
    view = View(book, Page("trade.md"))
    article = panel.details(view, book.brief.figures["guess"])
    assert article["verdict"] == "no source agrees, some conflict"
    assert article["contested"] is True
    evidence = panel.details(view, book.brief.figures["by_agency"])
    assert evidence["evidence_for"] == [
        "Exports: = agrees. Near about US$7\u00a0billion.",
        "beside the article’s value: about 1% above (our arithmetic)",
        "Guess: ≠ conflicts. Higher.",
        "not comparable: other period",
        "Rank: = agrees. Same place.",
        "Goal: · context. For scale.",
    ]
    own = panel.details(view, book.brief.figures["growth"])
    assert own["evidence_for"] == [
        "Exports: ≠ conflicts. Our own arithmetic confirms nothing.",
        "Not counted in the verdict",
    ]
    assert "contested" not in own  # what confirms nothing contests nothing


def test_details_are_the_same_however_often_they_are_written(book: Book) -> None:
    view = View(book, Page("trade.md"))
    assert panel.script(view) == panel.script(view)


HOSTILE = '</script><script>alert("x")</script> & <!-- \u2028 \u2029 \\ \' `'


@given(st.text() | st.just(HOSTILE))
def test_no_text_ends_the_script_that_holds_it(text: str) -> None:
    written = for_script({"label": text})
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {"label": text}


def test_hostile_data_stay_text_in_the_details(book: Book) -> None:
    view = View(book, Page("trade.md"))
    text = panel.script(view)
    assert "<" not in text
    assert read(text)["figures"]["hostile"]["label"] == book.brief.figures["hostile"].label["en"]
    assert "<script>alert(x)</script>" in read(text)["figures"]["hostile"]["label"]


def test_the_words_of_the_scripts_come_with_the_data() -> None:
    """Quoted words of a script that readers would see stand in no language's table but in the script."""
    folder = ROOT / "macros" / "overrides" / "assets" / "brief"
    names = ("figures-on-demand.js", "figure-panel.js", "figure-copying.js", "figure-bar.js")
    for name in names:
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", (folder / name).read_text("utf-8"), flags=re.DOTALL)
        quoted = re.findall(r'"([^"\n]*)"', code)
        assert len(quoted) > 10
        assert not [
            text for text in quoted if re.match(r"[A-Z][a-z]+\b(?! ?:)", text) and text != "Escape"
        ], name


# --- the pages --------------------------------------------------------------------------------------


DATED = SiteHead(SITE.name, SITE.url, dates=for_script({"updated": "2026-11-23", "words": HOSTILE}))
FIGURES = '<data class="figure figure--reported" value="1" data-figure="{}"><a href="#a">1</a></data>'


def with_figures(theme: str, *ids: str, edition: bool = True) -> str:
    printed = "".join(FIGURES.format(id_) for id_ in ids)
    line = '<p class="brief-edition"><span>Data</span></p>' if edition else ""
    return theme.replace("<article><h1>Trade</h1>Text", f"<article><h1>Title</h1>{line}{printed}")


def test_a_page_with_figures_offers_a_look_at_them(page: str) -> None:
    text = with_figures(page, "one", "two", "one")
    tree = lxml_html.document_fromstring(finish(text, DATED, "trade/index.html"))
    (button,) = find(tree, "//p[@class='brief-edition']/button[@class='brief-inspect']")
    assert button.text == "Look through the 2 figures on this page"
    (held,) = find(tree, f"//head/script[@id='{finishing.DATES}']")
    assert json.loads(held.text) == {"updated": "2026-11-23", "words": HOSTILE}


@pytest.mark.parametrize("opening", ["", "<p>An opening.</p>"])
def test_without_line_of_the_edition_it_stands_below_the_opening(page: str, opening: str) -> None:
    text = with_figures(page, "one", edition=False).replace("</h1>", f"</h1>\n{opening}")
    tree = lxml_html.document_fromstring(finish(text, DATED, "trade/index.html"))
    (button,) = find(tree, f"//h1/following-sibling::*[{2 if opening else 1}][self::p]/button")
    assert button.text == "Look through the figure on this page"


@pytest.mark.parametrize(("site", "ids"), [(DATED, ()), (SITE, ("one",))])
def test_other_pages_offer_none(page: str, site: SiteHead, ids: tuple[str, ...]) -> None:
    text = finish(with_figures(page, *ids), site, "trade/index.html")
    assert "brief-inspect" not in text
    assert finishing.DATES not in text


def test_the_outputs_tell_of_which_day_their_figures_are(output: Path) -> None:
    seen = 0
    updated = open_project(ROOT).book.brief.about.updated.text
    for name, tree in pages(output):
        ids = {node.get("data-figure") for node in find(tree, "//data[@data-figure]")}
        buttons = find(tree, "//button[@class='brief-inspect']")
        assert len(buttons) == (1 if ids else 0), name
        if ids:
            (held,) = find(tree, "//script[@id='brief-dates']")
            assert json.loads(held.text)["updated"] == updated
            if len(ids) > 2:  # Arabic has a form of its own for two, without a number
                # Python reads the digits of every script.
                assert [int(number) for number in re.findall(r"\d+", buttons[0].text)] == [len(ids)]
                assert ("figures on this page" in buttons[0].text) == (language_of(name) == "en")
        entries = find(tree, "//details[@class='brief-entry']")
        assert len(find(tree, "//*[@class='brief-age']")) == len(entries), name
        seen += len(entries)
    assert seen > 250


def test_what_is_told_for_background_leads_to_the_evidence(output: Path) -> None:
    (home,) = [tree for name, tree in pages(output) if name == "index.html"]
    rows = find(home, "//table[contains(@class, 'brief-table--glance')]/tbody/tr")
    told = [row for row in rows if "more for background" in row.text_content()]
    assert len(told) > 5
    for row in told:
        (link,) = find(row, ".//a[contains(., 'more for background')]")
        # On the website to the page of the item, in the bundle to the section on its theme's page.
        assert re.fullmatch(r"items/[a-z]\d+/|\w+\.html#evidence-[\w-]+", link.get("href"))
