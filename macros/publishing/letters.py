"""The letters of the pictures that `socialimage` draws: which signs their fonts hold, how wide a text is.

Arabic letters are wider or narrower by what they join, and the widest are four times as wide as the
narrowest. So their widths are those of the font, of the heavier of its weights, rounded up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from macros.languages.catalogue import Catalogue
from macros.printing.charts.text_width import Measure, width

ENDING: Mapping[int, str] = MappingProxyType(
    {
        28: "أإاـ٬",
        30: "،؛",
        32: "١۱",
        38: "٠",
        40: "رزژ",
        42: "آ",
        44: "؟ء",
        46: "٫۰",
        48: "ؤو-",
        50: "٤٩۹",
        52: "٦۶",
        54: "ةه٪ۀ",
        56: "دذ٢٥۲",
        60: "۴",
        62: "٧٨۵۷۸#",
        64: "عغ",
        66: "م&–",
        68: "٣۳",
        70: "جحخلچ~",
        72: "ق",
        74: "ئنىيی",
        76: "…",
        78: "طظ",
        92: "ك",
        94: "بتثفپ",
        96: "کگ",
        126: "سش",
        130: "صض",
    }
)
"""Signs that stand alone or end what is joined, by their width in hundredths of the font size."""
LEADING: Mapping[int, str] = MappingProxyType(
    {
        28: "ـ",
        34: "لنى",
        36: "ئبتث",
        38: "يپی",
        50: "فق",
        52: "كکگ",
        58: "عغم",
        68: "طظ",
        70: "جحخچ",
        72: "ه",
        86: "سشصض",
    }
)
"""Letters that join the next one, likewise."""
ENDS = MappingProxyType({sign: size / 100 for size, signs in ENDING.items() for sign in signs})
LEADS = MappingProxyType({sign: size / 100 for size, signs in LEADING.items() for sign in signs})
HAMZA = "ء"
"""The one letter that joins nothing."""
MARKS = frozenset(map(chr, (*range(0x64B, 0x653), 0x654, 0x670)))
UNSEEN = frozenset(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Signs that show nothing: they part words, join letters or turn the direction."""
ASCII = frozenset(map(chr, range(0x20, 0x7F)))
ISOLATED = "\u2067{}\u2069"
"""A text that runs from right to left whatever stands round it."""


@dataclass(frozen=True)
class Lettering:
    """How the texts of a picture are set."""

    heading: str
    """The font of titles; its name is one that no font of a machine bears, as is the next."""
    plain: str
    letters: frozenset[str]
    """What both fonts hold."""
    measure: Measure
    rtl: bool = False
    line: float = 1.26
    """Distance of two lines, as a multiple of the font size."""
    rise: float = 0.95
    """How far letters and what is above them rise over their line, likewise."""


def lettering(words: Catalogue) -> Lettering:
    """Return how a picture in that language is set."""
    return ARABIC if words.direction == "rtl" else LATIN


@lru_cache(maxsize=10_000)
def joined_width(text: str, size: float, *, bold: bool = False) -> float:  # noqa: ARG001  (both as if bold)
    """Return how wide a text in the Arabic script is at most, in the unit of the font size."""
    seen = [sign for sign in text if not unicodedata.combining(sign)]
    return sum(map(_em, seen, (*seen[1:], ""))) * size


def _em(sign: str, following: str) -> float:
    joins = sign in LEADS and following in ENDS and following != HAMZA
    # A letter joins the next letter, and nothing else that is in the table.
    if joins and unicodedata.category(following) in ("Lo", "Lm"):
        return LEADS[sign]
    return ENDS[sign] if sign in ENDS else width(sign, 1, bold=True)


LATIN = Lettering(
    "Brief Serif",
    "Brief Sans",
    ASCII | set(map(chr, range(0xA0, 0x100))) | set("–—‘’“”…•€−"),
    width,
)
ARABIC = Lettering(
    "Brief Arabic",
    "Brief Arabic",
    ASCII | set(ENDS) | MARKS | UNSEEN | set("\u00a0«·»–—‘’“”…€−"),
    joined_width,
    rtl=True,
    line=1.4,
    rise=1.08,
)
