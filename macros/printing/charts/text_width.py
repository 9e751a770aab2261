"""Room for text and marks on a chart: how wide a text is, where it wraps, where ticks and values stand.

Widths are estimates that no font in wide use exceeds by much. Measuring with a font would give other
pictures on machines with other fonts, and readers see yet others.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

NARROW = frozenset("iljI.,:;'’!|()[]ft \u00a0-اأإآلءرزژ،؛")
WIDE = frozenset("mwMW—%@")
SPACED = 0.86
"""Part of its room that a text of a narrow picture takes: readers may set letters and words further apart."""
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@lru_cache(maxsize=10_000)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide the text is at most, in the unit of the font size."""
    return sum(map(_em, text)) * size * (1.07 if bold else 1)


@lru_cache(maxsize=1_000)
def _em(sign: str) -> float:
    if sign in NARROW:
        return 0.36
    if sign in WIDE:
        return 0.92
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1
    return 0.68 if sign.isupper() else 0.57


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return the text in lines that fit by the estimate; a single word may be wider. No text, no line."""
    return lines(text, room, lambda line: width(line, size, bold=bold))


def lines(text: str, room: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """Return the text in lines no wider than the room; a single word may be wider. No text, no line."""
    found: list[str] = []
    for word in filter(None, text.split(" ")):  # not at no-break spaces
        longer = f"{found[-1]} {word}" if found else word
        if found and measure(longer) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return tuple(found)


def ticks(top: Decimal, most: int) -> tuple[Decimal, ...]:
    """Return round steps from zero up to at least `top`, which is above zero: at most `most` steps."""
    power = Decimal(1).scaleb(top.adjusted() - 1)
    while True:
        for step in STEPS:
            size = step * power
            count = math.ceil(top / size)
            if count <= most:
                return tuple(size * number for number in range(count + 1))
        power *= 10


def linear(values: tuple[float, float], places: tuple[float, float]) -> Callable[[float], float]:
    """Return a function that gives the place of a value, two values having the places given."""
    (low, high), (start, end) = values, places

    def place(value: float) -> float:
        share = (value - low) / (high - low)
        return start * (1 - share) + end * share

    return place
