"""The formats in which problems are printed, for people and for machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from macros.commands.reports import FORMATS, excerpt, summary
from macros.problems import Place, Problem
from support.places import ROOT

PROBLEMS = (
    Problem(Place("docs/a b.md", 3, 7), "broken-link", "there is no 'x, y: 100%'", "write [z](z.md)"),
    Problem(Place("docs/ü.md", 1, 1), "unused-figure", "nothing uses 'a'"),
)


def test_short_is_one_line_each() -> None:
    assert FORMATS["short"](PROBLEMS, ROOT).splitlines() == [
        "docs/a b.md:3:7: error[broken-link]: there is no 'x, y: 100%'; write [z](z.md)",
        "docs/ü.md:1:1: warning[unused-figure]: nothing uses 'a'",
    ]


def test_text_marks_the_place_in_its_line(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a b.md").write_text("# A\n\nSee [x](x, y: 100%).\n", "utf-8")
    lines = FORMATS["text"](PROBLEMS[:1], tmp_path).splitlines()
    assert lines[1] == "    See [x](x, y: 100%)."
    assert lines[1][lines[2].index("^")] == "]"


def test_long_lines_are_cut_around_the_place(tmp_path: Path) -> None:
    (tmp_path / "long.md").write_text("a" * 500 + "HERE" + "b" * 500, "utf-8")
    shown = excerpt(Problem(Place("long.md", 1, 501), "leftover", "y"), tmp_path).splitlines()
    assert len(shown[1]) <= 104
    assert shown[1][shown[2].index("^") :].startswith("HERE")


@pytest.mark.parametrize("place", [Place("gone.md", 3, 1), Place("short.md", 99, 1)])
def test_a_place_that_cannot_be_shown_shows_nothing(tmp_path: Path, place: Place) -> None:
    (tmp_path / "short.md").write_text("one line", "utf-8")
    assert excerpt(Problem(place, "leftover", "y"), tmp_path) == ""


def test_json_holds_every_field() -> None:
    first, second = json.loads(FORMATS["json"](PROBLEMS, ROOT))
    assert first == {
        "path": "docs/a b.md",
        "line": 3,
        "column": 7,
        "severity": "error",
        "code": "broken-link",
        "message": "there is no 'x, y: 100%'",
        "hint": "write [z](z.md)",
    }
    assert second["severity"] == "warning"


def test_github_escapes_what_would_end_a_command() -> None:
    first, second = FORMATS["github"](PROBLEMS, ROOT).splitlines()
    assert first.startswith("::error file=docs/a b.md,line=3,col=7,title=broken-link::")
    assert "100%25" in first
    assert second.startswith("::warning file=docs/ü.md,line=1,")


def test_sarif_names_rules_and_regions() -> None:
    log = json.loads(FORMATS["sarif"](PROBLEMS, ROOT))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["broken-link", "unused-figure"]
    region = run["results"][0]["locations"][0]["physicalLocation"]
    assert region["artifactLocation"]["uri"] == "docs/a%20b.md"
    assert region["region"] == {"startLine": 3, "startColumn": 7}
    assert [result["level"] for result in run["results"]] == ["error", "warning"]


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_machines_get_a_document_even_without_problems(name: str) -> None:
    assert json.loads(FORMATS[name]((), ROOT)) is not None


def test_the_summary_counts_in_words() -> None:
    assert summary(PROBLEMS) == "1 error, 1 warning"
    assert summary(PROBLEMS[:1] * 2) == "2 errors"
    assert summary(()) == "no problems"
