"""Books of small data files, completed where a test says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from macros.figures import book as registry
from macros.figures.book import Book
from macros.reading.data import figures_file
from support.places import BASE

SECTION = re.compile(r"^(?=\w+:)", re.MULTILINE)
Print = Callable[..., str]
"""Prints a macro as it stands on the page `trade.md`: name, arguments, keywords."""


def completed(text: str) -> str:
    """Return the data file with each section that it lacks taken from base.yml, behind its own."""
    base = BASE.read_text("utf-8")
    given = {part.partition(":")[0] for part in SECTION.split(text)}
    missing = [part for part in SECTION.split(base) if part and part.partition(":")[0] not in given]
    return text.rstrip("\n") + "\n" + "".join(missing)


def read_book(text: str) -> Book:
    """Return the book of a data file of which base.yml completes the sections."""
    return registry.of_data_alone(figures_file.read(completed(text).encode()))
