"""What newest releases change is told by name: packages, files, and where in them."""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from macros.publishing.outputs.build import DIST, SITE
from support import newest
from support.places import ROOT


def test_releases_beyond_the_upper_ends_are_tried_but_no_other_program() -> None:
    needed = {one.name: one.specifier for one in map(Requirement, newest.ranges(ROOT / "pyproject.toml"))}
    assert "9.9.0" in needed["mkdocs-material"]
    assert "10.0" not in needed["mkdocs-material"]
    assert "2.0" not in needed["mkdocs"]
    assert "99" in needed["pydantic"]
    assert "2.0" not in needed["pydantic"], "the lower end stays"


def test_the_packages_of_the_lock_are_known() -> None:
    names = newest.names_of(newest.LOCK.read_text("utf-8"))
    assert {"mkdocs", "mkdocs-material", "pyyaml", "pyyaml-env-tag"} <= set(names)
    assert len(names) == len(re.findall("==", newest.LOCK.read_text("utf-8")))


def test_each_package_that_changes_has_a_line() -> None:
    before = {"a": "1.0", "b": "1.0", "c": "1.0"}
    now = {"a": "1.0", "b": "2.0", "d": "1.0"}
    assert list(newest.packages(before, now)) == ["b 1.0 → 2.0", "c 1.0 → nothing", "d nothing → 1.0"]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({"a.html": b"x"}, {"a.html": b"x"}, []),
        ({"a.html": b"x"}, {}, ["a.html: is no more"]),
        ({}, {"a.html": b"x"}, ["a.html: is new"]),
        ({"a.html": b"one\ntwo"}, {"a.html": b"one\nTwo"}, ["a.html:2: 'one\\ntwo' → 'one\\nTwo'"]),
        ({"a.html": b"one"}, {"a.html": b"one\n"}, ["a.html:1: 'one' → 'one\\n'"]),
        ({"a.png": b"\x89one"}, {"a.png": b"\x89other"}, ["a.png: 4 bytes → 6 bytes"]),
        (
            {"a.html": b'href="main.0123abcd.min.css"'},
            {"a.html": b'href="main.89abcdef.min.css"'},
            [],
        ),
        (
            {"a.html": b'content="mkdocs-1.6.1, mkdocs-material-9.8.1">one'},
            {"a.html": b'content="mkdocs-1.6.1, mkdocs-material-9.8.2">one'},
            [],
        ),
    ],
)
def test_each_file_that_changes_is_told_with_its_place(
    before: dict[str, bytes], now: dict[str, bytes], told: list[str]
) -> None:
    assert list(newest.differences(before, now)) == told


def test_both_outputs_are_read_and_digests_in_names_do_not_count(tmp_path: Path) -> None:
    style = tmp_path / SITE / "assets" / "main.0123abcd.min.css"
    style.parent.mkdir(parents=True)
    style.write_bytes(b"p{}")
    (tmp_path / DIST).mkdir()
    with zipfile.ZipFile(tmp_path / DIST / "brief-offline.zip", "w") as packed:
        packed.writestr("brief/index.html", "<p>")
        packed.writestr("brief/SHA256SUMS", "0")
    assert newest.outputs(tmp_path) == {
        f"{SITE}/assets/main.min.css": b"p{}",
        "bundle/brief/index.html": b"<p>",
    }


def test_a_build_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest, "PARTS", ("macros", "mkdocs.yml"))
    said = newest._built(Path(sys.executable), tmp_path / "copy", "check", "--sources")
    assert "there is no data file" in said


def test_what_is_told_stands_in_the_summary_of_a_workflow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    newest._say("packages", ["a 1 → 2"])
    newest._say("website", [])
    assert capsys.readouterr().out == "packages:\n  a 1 → 2\nwebsite:\n  nothing changed\n"
    assert "- `a 1 → 2`" in (tmp_path / "summary.md").read_text("utf-8")
