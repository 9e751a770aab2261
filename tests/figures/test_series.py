"""Series: in the order of time, broken where their members differ, and taken away with every break."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import lxml.html
import pytest

from macros.figures.series import faults, members, observations
from macros.printing.downloads import files, series
from macros.printing.macros import call
from macros.printing.view import View
from macros.project.project import Project
from macros.reading.data import figures_file
from macros.reading.pages.routes import Page
from support.books import completed, read_book

MEMBER = (
    "  {id}: {{label: Exports, theme: trade, value: {value}, unit: USD, period: {period}, "
    "source: {source}, measures: {measures}, series: flow}}\n"
)
SERIES = (
    "series:\n  flow: {title: Exports, flow: Exports of goods, area: Here, unit: %s, definition: Goods%s}\n"
)


def data(*rows: tuple[str, str, str, str], breaks: str = "", unit: str = "USD") -> str:
    """Return a data file with one series of these members: period, source, definition, id."""
    lines = [
        MEMBER.format(id=id_, value=at + 1, period=period, source=source, measures=measures)
        for at, (id_, period, source, measures) in enumerate(rows)
    ]
    return f"figures:\n{''.join(lines)}{SERIES % (unit, f', breaks: [{breaks}]' if breaks else '')}"


EARLY, LATE = ("early", "2021", "paper", "Goods"), ("late", "2022", "paper", "Goods")
OTHER = ("other", "1402 SH", "bureau", "Goods and gas")


def found(text: str) -> list[tuple[str, str]]:
    return [(fault.code, fault.message) for _, _, fault in faults(read_book(text).brief, "flow")]


def test_members_stand_in_the_order_of_time() -> None:
    brief = read_book(data(OTHER, LATE, EARLY)).brief
    assert [figure.id for figure in members(brief, "flow")] == ["early", "late", "other"]


def test_what_is_alike_needs_no_break_and_what_differs_does() -> None:
    assert not found(data(EARLY, LATE))
    (fault,) = found(data(EARLY, OTHER))
    assert fault == ("untold-break", "'flow' breaks between 'early' and 'other', and nothing says so")
    told = "{between: [early, other], changes: [source, definition, calendar]}"
    assert not found(data(EARLY, OTHER, breaks=told))
    assert not found(data(EARLY, OTHER, breaks="{between: [early, other], changes: [source, calendar]}"))


@pytest.mark.parametrize(
    ("rows", "breaks", "code", "words"),
    [
        ((EARLY, LATE), "{between: [early, late], changes: [source]}", "impossible-break", "the source of"),
        ((EARLY, LATE), "{between: [early, late], changes: [definition]}", "impossible-break", "is the same"),
        ((EARLY, LATE), "{between: [late, early], changes: [source]}", "impossible-break", "do not follow"),
        ((EARLY, OTHER), "{between: [early, other], changes: [source]}", "untold-break", "the calendar of"),
    ],
)
def test_a_break_that_the_data_deny_is_found(
    rows: tuple[tuple[str, str, str, str], ...], breaks: str, code: str, words: str
) -> None:
    (fault,) = found(data(*rows, breaks=breaks))
    assert fault[0] == code
    assert words in fault[1]


def test_members_of_another_unit_are_found() -> None:
    assert {code for code, _ in found(data(EARLY, LATE, unit="EUR"))} == {"unlike-units"}


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        (data(EARLY, LATE).replace("series: flow", "series: flaw"), "unknown-series", "did you mean 'flow'?"),
        (
            data(EARLY, LATE, breaks="{between: [early, latest], changes: [source]}"),
            "unknown-figure",
            "did you mean 'late'?",
        ),
        (data(EARLY, LATE, breaks="{between: [early, late], changes: [sauce]}"), "invalid-value", "source"),
        (data(EARLY, LATE, breaks="{between: [early, late], changes: []}"), "missing-field", "source"),
    ],
)
def test_a_name_that_nothing_bears_is_told_with_its_place(text: str, code: str, hint: str) -> None:
    problems = figures_file.attempt(completed(text).encode()).problems
    assert problems
    for problem in problems:
        assert problem.code == code
        assert hint in problem.hint
        line = completed(text).split("\n")[problem.place.line - 1]
        assert any(
            word in line[problem.place.column - 1 :] for word in ("flaw", "latest", "sauce", "changes", "[]")
        )


def test_an_older_file_has_free_words_where_series_are_named_now() -> None:
    text = data(EARLY, LATE).partition("series:\n")[0]
    raw = completed(text).encode()
    assert {problem.code for problem in figures_file.attempt(raw).problems} == {"unknown-series"}
    assert set(figures_file.read_older(raw, "older").figures) >= {"early", "late"}


# --- taken away


def test_the_table_of_a_series_says_each_value_and_each_break(project: Project) -> None:
    book = project.book
    view = View(book, Page("index.md"))
    written = series.files(view)
    assert book.brief.series
    for id_, one in book.brief.series.items():
        raw = written[f"{series.of_series(id_)}.csv"]
        rows = list(csv.DictReader(io.StringIO(raw.removeprefix("\ufeff"), newline="")))
        assert {row["id"] for row in rows} == {
            figure.id for figure in book.brief.figures.values() if figure.series == id_
        }
        for row in rows:
            quantity = book.quantities[row["id"]]
            assert quantity.value is not None
            assert Decimal(row["value"]) == quantity.value.scaleb(quantity.scale.exponent)
            assert row["series"] == id_
            assert row["partner"] == view.say(one.partner)
        broken = {(row["break_after"], row["id"]) for row in rows if row["obs_status"] == "B"}
        assert broken == {each.between for each in one.breaks}
        assert all(bool(row["break_because"]) == (row["obs_status"] == "B") for row in rows)
        starts = [row["period_start"] for row in rows]
        assert starts == sorted(starts)
        document = json.loads(written[f"{series.of_series(id_)}.json"])
        assert [one["id"] for one in document["figures"]] == [row["id"] for row in rows]
        assert document["series"]["id"] == id_
        assert {tuple(each["between"]) for each in document["series"]["breaks"]} == broken
        assert document["version"] == book.brief.about.version


def test_the_words_of_a_break_name_what_the_members_say(project: Project) -> None:
    for language in ("en", "fa", "ar"):
        view = View(project.book, Page("data.md", language=language))
        for id_ in project.book.brief.series:
            for one in observations(project.book.brief, id_):
                said = series.because(view, one)
                if one.broken and one.before and "definition" in one.broken.changes:
                    for figure in (one.before, one.figure):
                        assert view.text(figure.measures) in said


@pytest.mark.parametrize("bundled", [False, True])
def test_pages_lead_to_each_series(project: Project, bundled: bool) -> None:
    book = project.book
    wanted = {path for path in files.paths(book, bundled=bundled) if path.startswith("data/series/")}
    assert len(wanted) == 2 * len(book.brief.series)
    view = View(book, Page("index.md", directory_urls=not bundled))
    page = lxml.html.fragment_fromstring(str(call(view, "downloads", [], {})))
    links = {str(link.get("href")) for link in page.iter("a")}
    assert wanted <= links


def test_an_item_leads_to_the_series_beside_it(project: Project) -> None:
    book = project.book
    brief = book.brief
    for group in book.items():
        pieces = [piece for entry in group for piece, _ in brief.evidence_by_target.get(entry.id, ())]
        named = {getattr(one, "series", None) for one in (*group, *pieces)} - {None}
        code = group[0].code or ""
        view = View(book, Page(f"items/{code.lower()}.md"))
        page = lxml.html.fragment_fromstring(str(call(view, "item", [code], {})))
        links = {str(link.get("href")) for link in page.iter("a")}
        assert {f"../../{series.of_series(str(id_))}.csv" in links for id_ in named} <= {True}
        assert bool(named) == any("data/series/" in link for link in links)
