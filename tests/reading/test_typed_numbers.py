"""Numbers on the pages: typed ones name what they look like, allowed ones have a reason, all are counted.

And the data behind them: what nothing uses, and what is past its review.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from macros.checks.authored import allowances, data
from macros.printing.view import WrongCall
from macros.problems import Problem
from macros.project.project import Project, read_project
from macros.project.settings import Settings
from support.books import Print, completed

SETTINGS = Settings({})
GIVEN = {
    "far": "theme: other, value: 7, scale: billion, unit: USD, period: 2001, source: bureau",
    "exports": "theme: trade, value: 7, scale: billion, unit: USD, period: 2023, source: paper",
    "more": "theme: trade, value: 7, scale: million, unit: USD, period: 2023, source: bureau",
    "share": "theme: trade, value: 50, unit: percent, period: 2023, source: bureau",
    "range": "theme: trade, value: [3, 4], qualifier: range, unit: student, period: 2023, source: bureau",
    "rank": "theme: trade, value: 3, unit: rank, period: 2023, source: bureau",
    "day": "theme: trade, value: 2022-04-21, unit: date, period: 2022, source: bureau",
    "years": "theme: trade, value: 1980/1988, unit: date, period: undated, source: bureau",
    "students": "theme: trade, value: 90000, unit: student, period: 2023, source: bureau",
}
THEMES = "themes:\n  trade: {title: Trade, page: trade.md}\n  other: {title: Other, page: other.md}\n"
FIGURES = f"{THEMES}figures:\n" + "".join(
    f"  {id_}: {{label: L, measures: M, {said}}}\n" for id_, said in GIVEN.items()
)


def opened(root: Path, page: str = "# T\n", text: str = FIGURES) -> Project:
    """Return a project in that folder whose theme page has that text."""
    (root / "data").mkdir(exist_ok=True)
    (root / "docs").mkdir(exist_ok=True)
    (root / "data" / "figures.yml").write_text(completed(text), "utf-8")
    (root / "docs" / "trade.md").write_text(page, "utf-8")
    (root / "docs" / "other.md").write_text("# O\n", "utf-8")
    return read_project(root)


def typed(project: Project) -> list[Problem]:
    return [problem for problem in project.problems if problem.code == "typed-number"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("7", "7 is the value of 'exports' and 'more': write {{ fig(\"exports\") }} or {{ fig(\"more\") }}"),
        (
            "7 billion",
            "7 billion is the value of 'exports' and 'far': "
            "write {{ fig(\"exports\") }} or {{ fig(\"far\") }}",
        ),
        ("$7m", "$7m is the value of 'more': write {{ fig(\"more\") }}"),
        ("seven million", "seven million is the value of 'more': write {{ fig(\"more\") }}"),
        ("50 %", "50 % is the value of 'share': write {{ fig(\"share\") }}"),
        ("half", "half is the value of 'share': write {{ fig(\"share\") }}"),
        ("3–4", "3–4 is the value of 'range': write {{ fig(\"range\") }}"),
        ("third", "third is the value of 'rank': write {{ fig(\"rank\") }}"),
        ("21 April 2022", "21 April 2022 is the value of 'day': write {{ fig(\"day\") }}"),
        ("1980–1988", "1980–1988 is the value of 'years': write {{ fig(\"years\") }}"),
        ("2001", "2001 is the period of 'far': write {{ period(\"far\") }}"),
        ("۹۰٬۰۰۰", "۹۰٬۰۰۰ is the value of 'students': write {{ fig(\"students\") }}"),
        ("12", 'put it into the data and write {{ fig("id") }}, or say it without a number'),
        ("3", 'put it into the data and write {{ fig("id") }}, or say it without a number'),
    ],
)  # fmt: skip
def test_a_typed_number_names_the_figure_it_looks_like(tmp_path: Path, text: str, hint: str) -> None:
    (problem,) = typed(opened(tmp_path, f"# T\n\nIt was {text} then.\n"))
    assert str(problem) == (
        f"docs/trade.md:3:8: error[typed-number]: the number '{text}' is typed by hand; {hint}"
    )


def test_typed_numbers_are_found_in_front_matter_and_without_data(tmp_path: Path) -> None:
    page = "---\ndescription: 7 of them\n---\n# T\n\n7\n"
    front, body = typed(opened(tmp_path, page))
    assert (front.place.line, front.place.column) == (2, 14)
    assert front.hint == "no macro is read in the front matter: say it without a number"
    assert "'exports'" in body.hint
    front, body = typed(opened(tmp_path, page, "figures: {}\nwrong: {}\n"))
    assert body.hint.startswith("put it into the data")


def test_an_allowance_prints_its_text_and_needs_a_reason(show: Print) -> None:
    assert show("allow", "Python 3 <b>", because="a name") == "Python 3 &#60;b&#62;"
    with pytest.raises(WrongCall) as caught:
        show("allow", "Python 3", because=" ")
    assert caught.value.code == "no-reason"
    with pytest.raises(WrongCall) as caught:
        show("allow", "Python 3")
    assert caught.value.code == "wrong-arguments"


def test_an_allowance_without_a_number_is_needless(tmp_path: Path) -> None:
    project = opened(
        tmp_path, '# T\n\n{{ allow("G20", because="a name") }} {{ allow("G", because="a name") }}\n'
    )
    (problem,) = allowances.needless_allowance(project, SETTINGS)
    assert (problem.place.line, problem.place.column, problem.code) == (3, 38, "needless-allowance")
    assert problem.severity == "warning"


def test_every_numeral_is_counted(tmp_path: Path) -> None:
    page = """# T

{{ fig("exports") }} {{ fig("share") }} in {{ period("exports") }}, {{ howmany("figures") }}, {{ updated() }},
{{ allow("G20 and G7", because="names") }}, 12 and two thirds.
"""
    found = allowances.coverage(opened(tmp_path, page))
    assert found == allowances.Numerals(2, 3, 2, 2)
    assert str(found) == (
        "9 numerals: 2 printed from figures, 3 counted or dated by a macro, 2 allowed with a reason, 2 loose"
    )


def test_numbers_in_the_name_of_the_site(tmp_path: Path) -> None:
    text = "site_name: A\nsite_description: >-\n  One of\n  13 figures\nport: 8000\n"
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    (problem,) = allowances.typed_in_settings(opened(tmp_path), SETTINGS)
    assert str(problem.place) == "mkdocs.yml:4:3"


def test_what_nothing_uses_is_told_at_its_entry(tmp_path: Path) -> None:
    text = """
units:
  student: {forms: {en: {one: student, other: students}}}
producers:
  office: {name: Office}
sources:
  paper: {publisher: The Paper}
  bureau: {publisher: The Bureau}
  cited: {publisher: The Cited}
figures:
  part: {label: P, theme: trade, value: 7, unit: USD, period: 2023, source: paper, measures: Goods}
  sum: {label: S, theme: trade, unit: USD, formula: part + part}
  alone: {label: A, theme: trade, value: 7, unit: USD, period: 2023, source: paper, measures: Goods}
"""
    project = opened(tmp_path, '# T\n\n{{ fig("sum") }} {{ cite(id="cited") }}\n\n{{ register() }}\n', text)
    found = sorted(data.unused(project, SETTINGS))
    assert [(problem.place.line, problem.place.column, problem.code) for problem in found] == [
        (3, 3, "unused-unit"),
        (5, 3, "unused-producer"),
        (8, 3, "unused-source"),
        (13, 3, "unused-figure"),
    ]
    assert {problem.severity for problem in found} == {"warning"}
    assert found[3].sentence == (
        "no page prints the figure 'alone'; print it, such as with {{ fig(\"alone\") }}, or remove it"
    )


def test_a_review_that_is_due_is_told(tmp_path: Path) -> None:
    text = """
about: {title: A, name: brief, summary: A brief of its own, licence: CC0-1.0,
  version: "1", updated: 2024-05-01, article: paper, review_by: 2024-06-30}
figures:
  soon: {label: A, theme: trade, value: 7, unit: USD, period: 2023, source: paper, measures: M,
    review_by: 2024-05}
  other: {label: B, theme: trade, value: 7, unit: USD, period: 2023, source: paper, measures: Goods}
  computed: {label: C, theme: trade, unit: USD, formula: soon + other}
"""
    project = opened(tmp_path, text=text)

    def due(day: str) -> list[tuple[int, int, str]]:
        found = sorted(data.review_due(project, SETTINGS, datetime.date.fromisoformat(day)))
        assert {(problem.code, problem.severity) for problem in found} <= {("review-due", "warning")}
        return [(problem.place.line, problem.place.column, problem.message) for problem in found]

    assert due("2024-05-31") == []
    soon = "the figure 'soon' was to be looked up again by 2024-05"
    assert due("2024-06-01") == [(6, 5, f"{soon}, 1 day ago")]
    everything = "1 figure was to be looked up again by 2024-06-30, 2 days ago; the data are 62 days old"
    assert due("2024-07-02") == [(3, 54, everything), (6, 5, f"{soon}, 32 days ago")]


@pytest.mark.parametrize(
    ("id_", "mark"),
    [("goal", "target"), ("chance", "potential"), ("guess", "estimate"), ("outlook", "forecast")],
)
def test_no_form_prints_a_value_bare(show: Print, id_: str, mark: str) -> None:
    assert f"({mark})" in show("fig", id_, form="number")
    assert f"({mark})" in show("fig", id_)
    assert f"({mark})" in show("plain", id_).replace("&#40;", "(")


def test_a_reference_in_a_text_of_the_data_is_marked_too(show: Print) -> None:
    said = show("arithmetic", "trade")
    assert said.count("20\u00a0billion</a> <small") >= 1  # {goal.number}
