"""A picture is drawn once for its place, and again where another or a damaged one stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.publishing import drawing
from macros.publishing.drawing import NOTE, drawn

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"><rect width="{}" height="4"/></svg>'


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return the place of a picture that was drawn."""
    place = tmp_path / "folder/picture.png"
    drawn(SVG.format(4), (), place)
    return place


def test_what_was_drawn_is_taken_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept.read_bytes()
    monkeypatch.setattr(drawing, "_pixels", lambda *_: b"drawn again")
    assert drawn(SVG.format(4), (), kept) == first


def test_another_picture_is_drawn_in_its_place(kept: Path) -> None:
    for svg, zoom in ((SVG.format(2), 1), (SVG.format(4), 2)):
        assert drawn(svg, (), kept, zoom=zoom) == drawn(svg, (), zoom=zoom) == kept.read_bytes()


@pytest.mark.parametrize("damage", [b"", b"no picture", b"\xff\xfe"])
@pytest.mark.parametrize("ending", ["", NOTE])
def test_what_is_damaged_is_drawn_anew(kept: Path, ending: str, damage: bytes) -> None:
    first = kept.read_bytes()
    kept.with_name(f"{kept.name}{ending}").write_bytes(damage)
    assert drawn(SVG.format(4), (), kept) == first
    assert kept.read_bytes() == first


def test_a_picture_without_its_note_is_drawn_anew(kept: Path) -> None:
    first = kept.read_bytes()
    kept.write_bytes(b"foreign")
    kept.with_name(f"{kept.name}{NOTE}").unlink()
    assert drawn(SVG.format(4), (), kept) == first
