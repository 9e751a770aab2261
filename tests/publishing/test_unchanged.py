"""Nothing is built again where sources, day and outputs are those of the last build; anything else is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.publishing.outputs import unchanged
from macros.publishing.outputs.build import digest
from macros.publishing.outputs.unchanged import Said

DAY = "2026-11-29"
SAID = Said("data/figures.yml:1: warning\n", "looked at «2» pages")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with outputs that a build has put there."""
    for path, text in {
        "data/figures.yml": "about: {}\n",
        "docs/index.md": "# Title\n",
        "mkdocs.yml": "site_name: x\n",
        "hooks.py": "from macros.hooks import *\n",
        "site/index.html": "<p>1</p>",
        "dist/brief.zip": "PK",
        ".build/other": "",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    unchanged.keep(tmp_path, digest(tmp_path), DAY, SAID)
    return tmp_path


def write(path: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text(text, "utf-8")


def test_the_words_of_the_last_build_are_said_again(root: Path) -> None:
    assert unchanged.last(root, DAY) == SAID
    (root / "dist/brief.pdf").write_bytes(b"made apart")
    assert unchanged.last(root, DAY) == SAID


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(write("data/figures.yml", "about: {a: 1}\n"), id="data"),
        pytest.param(write("docs/index.md", "# Other\n"), id="page"),
        pytest.param(write("docs/new.md", ""), id="new page"),
        pytest.param(write("mkdocs.fa.yml", ""), id="settings"),
        pytest.param(write("hooks.py", "\n"), id="hooks"),
        pytest.param(write("site/index.html", "<p>2</p>"), id="damaged output"),
        pytest.param(write("site/more.html", ""), id="foreign file in the output"),
        pytest.param(lambda root: (root / "dist/brief.zip").unlink(), id="lost bundle"),
        pytest.param(lambda root: shutil.rmtree(root / "site"), id="lost website"),
        pytest.param(lambda root: (root / ".build" / unchanged.FILE).write_bytes(b"\xff{"), id="no text"),
        pytest.param(write(f".build/{unchanged.FILE}", "[]"), id="another file"),
        pytest.param(write(f".build/{unchanged.FILE}", '{"key": 1}'), id="half a file"),
        pytest.param(lambda root: (root / ".build" / unchanged.FILE).unlink(), id="nothing kept"),
    ],
)
def test_whatever_changes_a_build_is_made(change: Callable[[Path], object], root: Path) -> None:
    change(root)
    assert unchanged.last(root, DAY) is None


def test_on_another_day_the_checks_are_made_again(root: Path) -> None:
    assert unchanged.last(root, "2026-11-30") is None


def test_another_address_of_the_site_is_another_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    assert unchanged.last(root, DAY) is None
