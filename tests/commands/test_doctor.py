"""What is said to authors about their installation."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from macros.commands import doctor
from macros.commands.cli import main
from macros.editor import setup
from support.places import ROOT


def test_a_whole_installation_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(ROOT), "doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert not [line for line in lines if not line.startswith("fine    ")]
    for words in (
        "libyaml",
        "extra 'editor'",
        "mkdocs.yml",
        "data/figures.yml",
        "figures, ",
        "server answers",
    ):
        assert [line for line in lines if words in line and line.startswith("fine")], words
    assert [line for line in lines if "live preview is ready" in line]


def test_an_empty_folder_lacks_settings_and_data(tmp_path: Path) -> None:
    found = list(doctor.files(tmp_path))
    assert [(remark.state, remark.what) for remark in found] == [
        ("missing", "mkdocs.yml"),
        ("missing", "data/figures.yml"),
    ]
    assert all("--root" in str(remark) for remark in found)


def test_faulty_data_are_named_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/figures.yml").write_text("figures: [\n", "utf-8")
    (*_, found) = doctor.files(tmp_path)
    assert found.wrong
    assert "data/figures.yml:" in found.what


def test_what_is_missing_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    (found,) = doctor.needed(tmp_path)
    assert found.wrong
    assert "make editor" in found.hint
    assert list(doctor.server(tmp_path)) == [], "one thing that is missing is one line"
    monkeypatch.setattr("sys.version_info", (3, 10, 4))
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    for look, words in ((doctor.python, "3.11"), (doctor.libyaml, "wheel")):
        (found,) = look(tmp_path)
        assert found.wrong
        assert words in found.hint


def test_a_server_that_says_nothing_is_found_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor, "server_command", lambda: (sys.executable, "-c", "raise SystemExit(3)"))
    (found,) = doctor.server(tmp_path)
    assert found.state == "wrong"
    monkeypatch.setattr(doctor, "server_command", lambda: (str(tmp_path / "no program"),))
    (found,) = doctor.server(tmp_path)
    assert found.state == "wrong"


def test_the_extension_is_installed_where_vs_code_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert main(["--root", str(tmp_path), "editor", "vscode"]) == 0
    assert "make vsix" in capsys.readouterr().out
    packed = tmp_path / setup.EXTENSION
    packed.parent.mkdir(parents=True)
    packed.write_bytes(b"")
    assert main(["--root", str(tmp_path), "editor", "vscode"]) == 0
    assert str(packed) in capsys.readouterr().out
    code = tmp_path / "code"
    code.write_text('#!/bin/sh\necho "installed $2"\n', "utf-8")
    code.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _name: str(code))
    assert main(["--root", str(tmp_path), "editor", "vscode"]) == 0
    assert f"installed {packed}" in capsys.readouterr().out
