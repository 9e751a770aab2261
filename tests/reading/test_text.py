"""The text in the bytes of a file, whatever program saved it."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from macros.problems import ProblemsFound
from macros.project.files import Files
from macros.text import not_utf8
from macros.tree import read_tree

SAVED = "# Trade\n\nAbout café\n"


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_file_reads_the_same_however_it_was_saved(tmp_path: Path, mark: bytes, end: str) -> None:
    (tmp_path / "page.md").write_bytes(mark + SAVED.replace("\n", end).encode())
    assert Files(tmp_path).text("page.md") == SAVED
    assert Files(tmp_path, {"page.md": SAVED.replace("\n", end)}).text("page.md") == SAVED


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_what_is_no_utf8_is_told_at_its_first_sign_in_characters(tmp_path: Path, mark: bytes) -> None:
    raw = mark + "# Trade\n\nیک café é".encode() + b"\xe9"
    (tmp_path / "page.md").write_bytes(raw)
    with pytest.raises(UnicodeDecodeError) as caught:
        Files(tmp_path).text("page.md")
    wanted = "page.md:3:10: error[encoding]: this is not UTF-8; save the file as UTF-8"
    assert str(not_utf8("page.md", caught.value)) == wanted
    with pytest.raises(ProblemsFound, match=r"page\.md:3:10: error\[encoding\]"):
        read_tree(raw, "page.md")
    assert Files(tmp_path).text("page.md", "replace").endswith("é\ufffd")
