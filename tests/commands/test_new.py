"""`figures new`: what it writes builds, checks, previews and packs at once; it writes all or nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tomllib
import zipfile
from glob import glob
from pathlib import Path

import pytest

from macros.commands import new
from macros.commands.cli import main
from macros.commands.command import OK, WRONG_USE
from macros.commands.new import STARTER
from macros.editor.preview.worker import Worker
from support.places import ROOT
from support.site import figures, states, wait_for

NAME = "green-valley-in-figures"
VALUE = "about 12\u00a0thousand tonnes"


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a starter, as the command writes it."""
    folder = tmp_path_factory.mktemp("new") / "a brief of one’s own"
    done = figures(folder.parent, "new", folder.name)
    assert (done.returncode, done.stderr) == (OK, "")
    assert "figures serve" in done.stdout.splitlines()[-1]
    return folder


@pytest.fixture(scope="module")
def built(brief: Path) -> Path:
    """Return the starter with its website and bundle."""
    done = figures(brief, "site")
    assert (done.returncode, done.stderr) == (OK, ""), done.stdout
    return brief


def test_it_is_small_and_made_up_and_says_so(brief: Path) -> None:
    written = {path.relative_to(brief).as_posix() for path in brief.rglob("*") if path.is_file()}
    plain = {path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*") if path.is_file()}
    assert written == {*(name for name in plain if "__pycache__" not in name), "data/figures.schema.json"}
    assert len(written) < 20
    for name in ("README.md", "docs/index.md", "data/figures.yml", "data/history.yml", "mkdocs.yml"):
        assert "made up" in (text := (brief / name).read_text("utf-8")) or "made-up" in text, name
    assert oct(brief.stat().st_mode)[-3:] == oct((brief / "docs").stat().st_mode)[-3:]


def test_nothing_is_wrong_with_it(built: Path) -> None:
    done = figures(built, "check", "--strict")
    assert (done.returncode, done.stderr) == (OK, "")
    assert done.stdout.startswith("no problems\n")


def test_what_is_built_is_not_built_again(built: Path) -> None:
    before = states(built / "site", built / "dist")
    done = figures(built, "site")
    assert (done.returncode, done.stderr) == (OK, "")
    first, *rest = done.stdout.splitlines()
    assert "nothing has changed" in first
    assert any(line.startswith("website: ") for line in rest)
    assert states(built / "site", built / "dist") == before


def test_both_outputs_hold_its_figures_and_what_pages_are_made_with(built: Path) -> None:
    with zipfile.ZipFile(built / "dist" / f"{NAME}-offline.zip") as packed:
        bundled = {
            name.removeprefix(f"{NAME}/"): packed.read(name).decode()
            for name in packed.namelist()
            if "/assets/" not in name
        }
        assert {f"{NAME}/assets/brief/{name}" for name in ("brief.css", "favicon.svg")} <= set(
            packed.namelist()
        )
    for html in ((built / "site" / "index.html").read_text("utf-8"), bundled["index.html"]):
        assert VALUE in html
        assert "Content-Security-Policy" in html
    assert bundled["README.txt"].startswith("Green Valley in Figures\n")
    assert "under the CC0-1.0 licence in LICENSE" in bundled["README.txt"]
    assert bundled["LICENSE"] == (STARTER / "LICENSE").read_text("utf-8")
    assert (built / "site" / "assets" / "brief" / "brief.css").is_file()
    assert (built / "site" / "404.html").read_text("utf-8").count("<h1") == 1


def test_its_figures_can_be_handed_out(built: Path) -> None:
    done = figures(built, "export", "--format", "json", "apples_2024")
    assert done.returncode == OK
    assert '"licence": "CC0-1.0"' in done.stdout
    assert f'"printed": "{VALUE}"'.replace("\u00a0", " ") in done.stdout
    done = figures(built, "extract", "site", "--compare")
    assert (done.returncode, done.stderr) == (OK, "")


def test_a_page_is_previewed_while_it_is_typed(brief: Path) -> None:
    worker = Worker(brief)
    worker.start(
        {"docs/index.md": '---\ndescription: A.\n---\n\n# Typed\n\nSo many: {{ fig("pickers") }}.\n'}
    )
    try:
        answer = worker.ask("render", src="index.md")
    finally:
        worker.stop()
    assert answer["problems"] == []
    assert "more than 300 pickers" in answer["html"]


def test_it_is_served(brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_URL")  # of a new brief nobody has said where it will be
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "macros", "serve", "--address", f"127.0.0.1:{port}"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=brief, stdout=log, stderr=log, start_new_session=True)
        try:
            wait_for(f"http://127.0.0.1:{port}", "/", VALUE)
        finally:
            os.killpg(process.pid, 15)
            process.wait(20)
    said = (tmp_path / "log").read_text("utf-8")
    assert "WARNING" not in said
    assert "ERROR" not in said


# --- all or nothing --------------------------------------------------------------------------------


def test_a_folder_that_holds_anything_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".hidden").touch()
    assert main(["new", str(tmp_path)]) == WRONG_USE
    assert "is not empty: it holds '.hidden'; name an empty folder, or a new one" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [".hidden"]


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    for name in ("file", "file/inside"):
        assert main(["new", str(tmp_path / name)]) == WRONG_USE
        assert "a file" in (said := capsys.readouterr().err) or "cannot be written" in said
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("there", [True, False])
def test_where_it_fails_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    folder = tmp_path / "new"
    if there:
        folder.mkdir()

    def full() -> str:
        raise OSError(28, "no space left")

    monkeypatch.setattr(new, "schema", full)
    with pytest.raises(new.NotStarted, match="cannot be written: no space left"):
        new.start(folder)
    assert [path.name for path in tmp_path.rglob("*")] == (["new"] if there else [])


def test_an_empty_folder_is_taken_and_new_ones_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "a/b/c"):
        paths = new.start(tmp_path / name)
        assert all((tmp_path / name / path).is_file() for path in paths)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "empty"]


# --- the package that brings it --------------------------------------------------------------------


def test_an_installed_package_has_every_file() -> None:
    given = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    patterns = given["package-data"]
    assert given["packages"]["find"] == {"include": ["macros", "macros.*"], "namespaces": False}
    packages = {path.parent for path in (ROOT / "macros").rglob("__init__.py")}
    brought = set()
    for package in packages:
        dotted = package.relative_to(ROOT).as_posix().replace("/", ".")
        for pattern in (*patterns["*"], *patterns.get(dotted, ())):
            # As setuptools does, it leaves out hidden files that no pattern names.
            brought |= {package / name for name in glob(pattern, root_dir=package, recursive=True)}  # noqa: PTH207
    files = [path for path in (ROOT / "macros").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    others = {path for path in files if path.suffix != ".py" or path.parent not in packages}
    assert len(others) > 50
    assert sorted(path.relative_to(ROOT).as_posix() for path in others - brought) == []
