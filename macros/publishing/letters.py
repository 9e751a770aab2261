"""The letters of the pictures that `pictures` draws: in which fonts they are, and how wide a text is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from macros.languages.catalogue import Catalogue
from macros.printing.charts.svg import ISOLATED as ISOLATED

if TYPE_CHECKING:
    from uharfbuzz import Font

FONTS = Path(__file__).parent / "fonts"
JOINED = re.compile("[\u0600-\u06ff]")
"""A sign of a script whose letters join one another."""
RUN = re.compile("[\u0600-\u06ff\u200c\u200d]+|[^\u0600-\u06ff\u200c\u200d]+")
"""Signs that are shaped together: what draws the picture parts letters by the way they run."""


@dataclass(frozen=True)
class Face:
    """One of the project’s fonts."""

    file: str
    family: str
    """A name that no font of a machine bears."""
    weight: int = 400

    @property
    def letters(self) -> frozenset[str]:
        """Return the signs that it holds."""
        return _letters(self.file)

    def width(self, text: str) -> float:
        """Return how wide the text is, as a multiple of the font size."""
        return _width(self.file, text)


@dataclass(frozen=True)
class Lettering:
    """How the texts of a picture are set."""

    title: Face
    strong: Face
    plain: Face
    rtl: bool = False
    line: float = 1.26
    """Distance of two lines, as a multiple of the font size."""
    rise: float = 0.95
    """How far letters and what is above them rise over their line, likewise."""

    @property
    def letters(self) -> frozenset[str]:
        """Return the signs that all its fonts hold."""
        return self.title.letters & self.strong.letters & self.plain.letters

    def lacking(self, text: str) -> str:
        """Return a sign of the text that no picture can show; nothing if it can be shown as a whole.

        What draws takes other fonts for what a font lacks, but not beside letters that join one another.
        """
        own = self.strong.letters & self.plain.letters
        more = own.union(*(face.letters for face in BESIDE)) if not JOINED.search(text) else own
        unknown = (sign for sign in text if sign not in more and unicodedata.category(sign) != "Cf")
        return next(unknown, "")

    @property
    def files(self) -> list[str]:
        """Return the paths of its fonts."""
        return [str(FONTS / face.file) for face in (self.title, self.strong, self.plain)]


def lettering(say: Catalogue) -> Lettering:
    """Return how a picture in that language is set."""
    return LETTERINGS.get(say.script, LATIN)


def writable(say: Catalogue) -> bool:
    """Return whether the fonts hold the letters of the language, as far as its catalogue uses them."""
    used = {sign for text in say.words.values() for sign in text if sign.isalpha()}
    return used <= lettering(say).letters


@lru_cache(maxsize=16)
def _letters(file: str) -> frozenset[str]:
    held = map(chr, _font(file).face.unicodes)
    return frozenset(sign for sign in held if unicodedata.category(sign) != "Cc")


@lru_cache(maxsize=10_000)
def _width(file: str, text: str) -> float:
    from uharfbuzz import Buffer, shape

    font, wide = _font(file), 0
    for run in RUN.findall(text):
        buffer = Buffer()
        buffer.add_str(run)
        buffer.guess_segment_properties()
        shape(font, buffer)
        wide += sum(glyph.x_advance for glyph in buffer.glyph_positions)
    return wide / int(font.face.upem)


@lru_cache(maxsize=16)
def _font(file: str) -> Font:
    from uharfbuzz import Blob, Face, Font  # not needed to check

    return Font(Face(Blob.from_file_path(str(FONTS / file))))


BESIDE = (Face("marks.ttf", "Brief Marks"), Face("latin-more.ttf", "Brief Letters"))
"""What charts need beside the letters of a language: signs, and the Latin letters of names."""
LATIN = Lettering(
    title=Face("serif-bold.ttf", "Brief Serif", 700),
    strong=Face("sans-bold.ttf", "Brief Sans", 700),
    plain=Face("sans-regular.ttf", "Brief Sans"),
)
ARABIC = Lettering(
    title=Face("arabic-bold.ttf", "Brief Arabic", 700),
    strong=Face("arabic-bold.ttf", "Brief Arabic", 700),
    plain=Face("arabic-regular.ttf", "Brief Arabic"),
    rtl=True,
    line=1.4,
    rise=1.08,
)
LETTERINGS: Mapping[str, Lettering] = MappingProxyType({"Latn": LATIN, "Arab": ARABIC})
"""By script."""
