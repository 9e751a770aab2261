"""What a change of the data does to readers, against a git revision of a small project."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.commands.cli import main
from macros.commands.command import OK, PROBLEMS, WRONG_USE
from macros.problems import ProblemsFound
from macros.reading.data import figures_file
from macros.reading.data.older import salvage
from support.places import ROOT

LATER = re.compile(r"^  (?:name|licence|identity): .*\n|^  summary:\n(?:    .*\n)+", re.MULTILINE)
"""Fields of `about` that were not asked for from the beginning."""
DATA = """\
about: {title: A, name: a, summary: One, licence: CC0-1.0, version: "1", updated: 2024-05-01, article: paper}
themes:
  trade: {title: Trade, page: trade.md}
sources:
  paper: {publisher: The Paper}
  bureau: {publisher: The Bureau}
figures:
  exports:
    label: Exports
    theme: trade
    value: 7
    scale: billion
    unit: USD
    qualifier: about
    period: 2023
    source: paper
    measures: Goods
  goal:
    label: Goal
    theme: trade
    value: 20
    scale: billion
    unit: USD
    status: target
    period: undated
    source: paper
    measures: Goods
  growth:
    label: Growth
    theme: trade
    formula: goal / exports - 1
    unit: percent_change
    shows: From {exports} to {goal}.
  by_bureau:
    label: Exports by the bureau
    theme: trade
    value: 7.1
    scale: billion
    unit: USD
    period: 2023
    source: bureau
    measures: Goods
    evidence_for:
      - {figure: exports, relation: agrees, because: "Near {exports}."}
"""
PAGE = """\
---
description: Trade
---

# Trade

The paper puts **exports** at {{ fig("exports") }}, as [the method](trade.md#method) says.
- The [goal](trade.md) is {{ compare("more than", "goal", "exports") }} that: {{ fig("goal") }}.

Nothing changes `here`, in {{ period("goal") }}.

{{ figures("trade") }}

## Method for {{ plain("growth") }} { #method }

Code: `{{ fig("growth",
  form="number") }}` and {{ fig("exports", form="number") }} in one.

{{ register("trade") }}
"""


def line_of(words: str) -> int:
    return DATA.split("\n").index(words) + 1


def git(root: Path, *words: str) -> None:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", str(root), *words]
    subprocess.run(command, check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "An edit")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a checkout with one commit, in a folder below the top of its repository."""
    root = tmp_path / "top" / "brief"
    for name, text in ((figures_file.DATA_FILE, DATA), ("docs/trade.md", PAGE)):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(text, "utf-8")
    git(tmp_path / "top", "init", "-q")
    commit(tmp_path / "top")
    return root


def edit(root: Path, old: str, new: str, name: str = figures_file.DATA_FILE) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")


def diff(root: Path, capsys: pytest.CaptureFixture[str], revision: str = "HEAD") -> dict[str, Any]:
    assert main(["--root", str(root), "diff", revision, "--format", "json"]) == OK
    found: dict[str, Any] = json.loads(capsys.readouterr().out.replace("\u00a0", " "))
    return found


def printed(root: Path, capsys: pytest.CaptureFixture[str], revision: str = "HEAD") -> str:
    assert main(["--root", str(root), "diff", revision]) == OK
    return capsys.readouterr().out.replace("\u00a0", " ")


def places(found: dict[str, Any], name: str) -> list[tuple[str, int, list[str]]]:
    return [(one["path"], one["line"], one["figures"]) for one in found[name]]


def test_nothing_changed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(project, capsys) == "nothing that readers see has changed\n"
    edit(project, "title: A,", 'title: "A",')
    assert set(map(len, diff(project, capsys).values())) == {0}


def test_a_changed_value_shows_every_sentence_that_reads_otherwise(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "value: 7\n", "value: 6\n")
    found = diff(project, capsys)
    assert found["figures"] == [
        {
            "id": "exports", "change": "changed",
            "before": "about US$7 billion, 2023, The Paper", "after": "about US$6 billion, 2023, The Paper",
        },
        {
            "id": "growth", "change": "follows",
            "before": "about 186% (our arithmetic), goal / exports - 1",
            "after": "about 233% (our arithmetic), goal / exports - 1",
        },
    ]  # fmt: skip
    sentences = {(one["path"], one["line"], one["what"]): one for one in found["sentences"]}
    assert {key: (one["before"], one["after"]) for key, one in sentences.items()} == {
        ("docs/trade.md", 7, ""): (
            "The paper puts exports at about US$7 billion, as the method says.",
            "The paper puts exports at about US$6 billion, as the method says.",
        ),
        ("docs/trade.md", 14, ""): (
            "Method for about 186% (our arithmetic)",
            "Method for about 233% (our arithmetic)",
        ),
        ("docs/trade.md", 16, ""): (
            "Code: about 186 (our arithmetic) and about 7 billion in one.",
            "Code: about 233 (our arithmetic) and about 6 billion in one.",
        ),
        ("data/figures.yml", line_of("  growth:"), "figures.growth.shows"): (
            "From about US$7 billion to US$20 billion (target).",
            "From about US$6 billion to US$20 billion (target).",
        ),
        ("data/figures.yml", line_of("  by_bureau:"), "figures.by_bureau.because (exports)"): (
            "Near about US$7 billion.",
            "Near about US$6 billion.",
        ),
    }
    assert sentences["docs/trade.md", 16, ""]["figures"] == ["growth", "exports"]
    assert places(found, "tables") == [("docs/trade.md", 12, ["exports"])]
    assert found["verdicts"] == found["comparisons"] == found["notes"] == []


def test_the_text_form_is_ordered_by_figure(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "value: 7\n", "value: 6\n")
    lines = printed(project, capsys).splitlines()
    assert lines[:6] == [
        "exports: changed",
        "  - about US$7 billion, 2023, The Paper",
        "  + about US$6 billion, 2023, The Paper",
        "  docs/trade.md:7:31",
        "    - The paper puts exports at about US$7 billion, as the method says.",
        "    + The paper puts exports at about US$6 billion, as the method says.",
    ]
    assert "  docs/trade.md:16:8 with growth, exports" in lines
    assert '  docs/trade.md:12:1: {{ figures("trade") }}' in lines
    assert lines.index("growth: follows") > lines.index("  docs/trade.md:16:8 with growth, exports")
    assert lines[-1] == "changed: 2 figures, 5 sentences, 1 table"


def test_added_and_removed_figures_and_renamed_sources(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = "label: New, theme: trade, value: 5, unit: USD, period: 2022, source: bureau, measures: X"
    edit(project, "  by_bureau:\n", f"  fresh: {{{fields}}}\n  by_bureau:\n")
    edit(project, "  by_bureau:\n", "  by_office:\n")
    edit(project, "publisher: The Paper", "publisher: The Journal")
    edit(project, 'in {{ period("goal") }}', 'in {{ fig("fresh") }} of {{ cite("goal") }}', "docs/trade.md")
    found = diff(project, capsys)
    changes = {(one["id"], one["change"]): (one["before"], one["after"]) for one in found["figures"]}
    assert changes == {
        ("fresh", "added"): ("", "US$5, 2022, The Bureau"),
        ("by_office", "added"): ("", "US$7.1 billion, 2023, The Bureau"),
        ("by_bureau", "removed"): ("US$7.1 billion, 2023, The Bureau", ""),
    }
    (line,) = [one for one in found["sentences"] if one["path"] == "docs/trade.md"]
    assert (line["before"], line["after"]) == ("", "Nothing changes here, in US$5 of The Journal.")
    assert line["figures"] == ["fresh"]


def test_calls_that_are_wrong_now_and_before_say_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = '{{ fig(["exports"]) }} {{ compare() }} {{ fig("nothing") }}'
    edit(project, "Nothing changes", f"Nothing {wrong} changes", "docs/trade.md")
    assert printed(project, capsys) == "nothing that readers see has changed\n"


def test_verdicts_that_change_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "relation: agrees", "relation: conflicts")
    found = diff(project, capsys)
    assert found["verdicts"] == [
        {
            "id": "exports",
            "before": "other sources agree",
            "after": "no source agrees, some conflict",
        }
    ]
    assert "  exports: other sources agree → no source agrees, some conflict" in printed(project, capsys)


def test_words_of_comparison_that_fail_are_told_with_words_that_hold(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "value: 20\n", "value: 5\n")
    (fails,) = diff(project, capsys)["comparisons"]
    assert (fails["path"], fails["line"], fails["words"]) == ("docs/trade.md", 8, "more than")
    assert fails["holds"] is False
    assert "write 'less than'" in fails["reason"]
    assert "docs/trade.md:8:27: 'more than' no longer holds: 'more than' does not hold" in printed(
        project, capsys
    )
    edit(project, '"more than"', '"less than"', "docs/trade.md")
    (holds,) = diff(project, capsys)["comparisons"]
    assert (holds["words"], holds["holds"]) == ("less than", True)


def test_the_data_are_those_of_the_revision_and_of_the_working_tree(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "value: 7\n", "value: 6\n")
    commit(project)
    git(project, "tag", "v1")
    edit(project, "value: 6\n", "value: 5\n")
    ends = [one["before"][:18] + one["after"][:18] for one in diff(project, capsys, "v1")["figures"]]
    assert ends[0] == "about US$6 billionabout US$5 billion"
    (first, _) = diff(project, capsys, "HEAD~1")["figures"]
    assert first["before"].startswith("about US$7 billion")


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("nowhere", "git knows no revision 'nowhere'"),
        ("HEAD:docs", "git knows no revision 'HEAD:docs'"),
        ("-h", "'-h' is no revision"),
        ("--output=out", "'--output=out' is no revision"),
        ("", "'' is no revision"),
        ("a\0b", "a character that no name can have"),
        ("HEAD..HEAD", "git knows no revision"),
    ],
)
def test_a_revision_that_is_none_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], revision: str, said: str
) -> None:
    before = sorted(project.parent.rglob("*"))
    assert main(["--root", str(project), "diff", "--", revision]) == WRONG_USE
    assert said in capsys.readouterr().err
    assert sorted(project.parent.rglob("*")) == before


def test_a_revision_without_the_data_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(project, "rm", "-q", "--cached", figures_file.DATA_FILE)
    git(project, "commit", "-qm", "Without data")
    assert main(["--root", str(project), "diff", "HEAD"]) == WRONG_USE
    assert "there was no data/figures.yml at 'HEAD'" in capsys.readouterr().err


def test_a_folder_that_is_no_checkout_is_refused(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    shutil.copytree(project, tmp_path / "copy")
    assert main(["--root", str(tmp_path / "copy"), "diff", "HEAD"]) == WRONG_USE
    assert "no git checkout" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    assert main(["--root", str(project), "diff", "HEAD"]) == WRONG_USE
    assert "git is not installed" in capsys.readouterr().err


def test_errors_of_the_present_data_are_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "value: 7\n", "value: seven\n")
    assert main(["--root", str(project), "diff", "HEAD"]) == PROBLEMS
    assert "data/figures.yml:11:12: error[wrong-type]" in capsys.readouterr().err


# --- older data that the present model does not know


def test_what_cannot_be_read_of_older_data_is_named_and_left_out(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "    label: Goal\n", "    label: Goal\n    weight: heavy\n")
    commit(project)
    edit(project, "    weight: heavy\n", "")
    edit(project, "value: 7\n", "value: 6\n")
    found = diff(project, capsys)
    # The goal, and what is computed from it, say nothing about before: they are not taken for new.
    assert [one["id"] for one in found["figures"]] == ["exports"]
    assert "left out" in found["notes"][0]
    assert "figures.goal, figures.growth" in found["notes"][0]
    assert any("HEAD:data/figures.yml:20:5: error[unknown-field]" in note for note in found["notes"])
    assert [one["line"] for one in found["sentences"] if one["path"] == "docs/trade.md"] == [7]


def test_older_data_that_are_no_data_at_all_are_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "sources:\n", "publications:\n")
    commit(project)
    edit(project, "publications:\n", "sources:\n")
    assert main(["--root", str(project), "diff", "HEAD"]) == WRONG_USE
    said = capsys.readouterr().err
    assert "the data of 'HEAD' cannot be read with the present model" in said
    assert "error[missing-field]" in said


def test_older_data_may_lack_what_was_not_asked_for_yet() -> None:
    now = (ROOT / figures_file.DATA_FILE).read_text("utf-8")
    before, lines = LATER.subn("", now)
    assert lines == 4
    with pytest.raises(ProblemsFound, match="the field 'name' is missing"):
        figures_file.read(before.encode())
    old = salvage(before.encode(), "old")
    assert (old.left_out, len(old.brief.figures)) == (
        (),
        len(figures_file.read((ROOT / figures_file.DATA_FILE).read_bytes()).figures),
    )


def test_an_unknown_section_of_older_data_is_left_out() -> None:
    old = salvage(f"{DATA}charts:\n  one: {{kind: bar}}\n".encode(), "old")
    assert [*old.left_out] == [("charts",)]
    assert len(old.brief.figures) == 4


LINES = DATA.splitlines()


@given(st.integers(0, len(LINES) - 1), st.sampled_from(["", "    x: y", "  z:", "- a", "    value: x", "}"]))
def test_older_data_are_read_in_part_or_refused(line: int, instead: str) -> None:
    raw = "\n".join((*LINES[:line], instead, *LINES[line + 1 :])).encode()
    with suppress(ProblemsFound):
        old = salvage(raw, "old")
        assert bool(old.left_out) == bool(old.problems)
