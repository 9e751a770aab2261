"""Draws pictures as PNG; what was drawn for a place is taken again as long as the same belongs there."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from macros.project.files import replace_file

KEPT = ".build/pictures"
"""Under the project's root; safe to delete."""
NOTE = ".sha256"
"""The ending of what stands beside a kept picture: of what it was drawn, and its own sum."""


def drawn(svg: str, fonts: Sequence[str], kept: Path | None = None, *, zoom: float = 1) -> bytes:
    """Return the SVG as PNG with that many pixels for each unit, its letters from these fonts alone.

    `kept` is the file of this place; where another picture or a damaged one stands there, it is drawn anew.
    """
    if kept is None:
        return _pixels(svg, fonts, zoom)
    of = _sum(f"{version('resvg-py')} {zoom} {' '.join(map(_font, fonts))} {svg}".encode())
    note = kept.with_name(f"{kept.name}{NOTE}")
    try:
        pixels = kept.read_bytes()
        if note.read_text("utf-8") == f"{of} {_sum(pixels)}":
            return pixels
    except (OSError, UnicodeDecodeError):
        pass  # there is none, or it is no such note
    pixels = _pixels(svg, fonts, zoom)
    replace_file(kept, pixels)
    replace_file(note, f"{of} {_sum(pixels)}".encode())
    return pixels


def _pixels(svg: str, fonts: Sequence[str], zoom: float) -> bytes:
    from resvg_py import svg_to_bytes  # not needed to check

    return svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=list(fonts), zoom=zoom)


@lru_cache
def _font(path: str) -> str:
    return _sum(Path(path).read_bytes())


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
