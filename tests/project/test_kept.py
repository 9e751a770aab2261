"""What calls printed is kept for the next process, and taken only where it is of the same book and code."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.printing import macros
from macros.project import kept
from macros.project.engine import engine
from macros.project.project import Project, keep_printed, open_project, read_project
from support.places import SMALL

DATA, HISTORY, PAGE = "data/figures.yml", "data/history.yml", "docs/trade.md"
FIRST = """\
editions:
- version: "1"
  date: 2024-01-01
  kind: first
  reason: {en: First.}
  figures:
    exports: {value: 6, scale: billion, unit: USD, period: 2022, source: paper}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small brief of which was kept what its calls print."""
    (tmp_path / "data").mkdir()
    (tmp_path / DATA).write_text(SMALL.read_text("utf-8"), "utf-8")
    (tmp_path / "docs").mkdir()
    for name in ("index", "schools"):
        (tmp_path / f"docs/{name}.md").write_text("# Title\n", "utf-8")
    calls = '{{ fig("exports") }} of {{ period("exports") }}\n\n{{ register("trade") }}\n'
    (tmp_path / PAGE).write_text(f"# Trade\n\n{calls}", "utf-8")
    keep_printed(read_project(tmp_path), tmp_path)
    return tmp_path


def printed(project: Project, src: str = "trade.md") -> list[str]:
    """Return what the calls of a page print, without the space that does not break."""
    return [str(one.html).replace("\u00a0", " ") for one in project.tried[src].printed]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the macros that are called from now on."""
    called: list[str] = []
    call = macros.call

    def noted(view: object, name: str, *given: object) -> str:
        called.append(name)
        return call(view, name, *given)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(macros, "call", noted)
    return called


def test_what_was_kept_is_not_tried_again(root: Path, tries: list[str]) -> None:
    opened = open_project(root)
    assert tries == []
    assert dict(opened.book.uses).keys() == {"exports"}
    assert [use.src for use in opened.book.uses["exports"]] == ["trade.md"]
    checked = read_project(root)
    assert printed(opened) == printed(checked)
    assert "about US$7 billion" in printed(opened)[0]
    assert tries == ["fig", "period", "register"], "who checks tries by himself"


def test_on_an_edited_page_only_new_calls_are_tried(root: Path, tries: list[str]) -> None:
    edit(root / PAGE, "# Trade\n", '# Trade\n\n{{ plain("exports") }}, {{ fig("exports") }}\n')
    found = printed(open_project(root))
    assert tries == ["plain"]
    assert ["US$7 billion" in html for html in found[:3]] == [True, True, True]
    assert found == printed(read_project(root))


def _more_exports(root: Path) -> None:
    edit(root / DATA, "    value: 7\n", "    value: 8\n")


def _a_history(root: Path) -> None:
    (root / HISTORY).write_text(FIRST, "utf-8")


def _another_title(root: Path) -> None:
    edit(root / "docs/schools.md", "# Title", "# Schools")


@pytest.mark.parametrize("change", [_more_exports, _a_history, _another_title])
def test_prints_of_another_book_are_not_taken(
    change: Callable[[Path], None], root: Path, tries: list[str]
) -> None:
    change(root)
    found = printed(open_project(root))
    assert tries == ["fig", "period", "register"]
    assert found == printed(read_project(root))


def test_prints_of_other_code_are_not_taken(
    root: Path, tries: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "engine", lambda: "another")
    open_project(root)
    assert tries == ["fig", "period", "register"]


def test_another_version_of_a_library_is_other_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    before = engine()
    assert engine() == before
    (tmp_path / "babel_of_tests-1.0.dist-info").mkdir()
    first = engine()
    (tmp_path / "babel_of_tests-1.0.dist-info").rename(tmp_path / "babel_of_tests-1.1.dist-info")
    assert len({before, first, engine()}) == 3


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _one_letter(content: bytes) -> bytes:
    return content.replace(b"about", b"above", 1)


def _another_start(content: bytes) -> bytes:
    return b"0" * 64 + content[64:]


def _nothing(_content: bytes) -> bytes:
    return b""


def _foreign(_content: bytes) -> bytes:
    return b'{"trade.md": {}}\n'


@pytest.mark.parametrize("damage", [_cut, _one_letter, _another_start, _nothing, _foreign])
def test_a_damaged_or_foreign_file_is_not_taken(
    damage: Callable[[bytes], bytes], root: Path, tries: list[str]
) -> None:
    path = root / kept.FILE
    content = path.read_bytes()
    path.write_bytes(damage(content))
    assert path.read_bytes() != content
    assert "about US$7 billion" in printed(open_project(root))[0]
    assert tries == ["fig", "period", "register"]


def test_the_sum_alone_says_that_a_file_is_whole(root: Path) -> None:
    """What the tests above show is no accident: with the right sum the same content is taken."""
    path = root / kept.FILE
    first, _, body = path.read_bytes().partition(b"\n")
    forged = _one_letter(body)
    path.write_bytes(first[:64] + f" {hashlib.sha256(forged).hexdigest()}\n".encode() + forged)
    assert "above US$7 billion" in printed(open_project(root))[0]
    assert "about US$7 billion" in printed(read_project(root))[0]


def test_one_file_is_kept_however_often(root: Path, tries: list[str]) -> None:
    path = root / kept.FILE
    old = path.stat().st_size
    for name in ("one", "two"):
        (root / f"docs/{name}.md").write_text('# Title\n\n{{ fig("students") }}\n', "utf-8")
        keep_printed(read_project(root), root)
        (root / f"docs/{name}.md").unlink()
    keep_printed(read_project(root), root)
    assert [found.name for found in path.parent.iterdir()] == [path.name]
    assert path.stat().st_size == old, "what is of no use any more is gone"
    tries.clear()
    open_project(root)
    assert tries == []
