"""How often each entry of the data is used, to stand above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.editor.index import keys_of
from macros.editor.mentions import ENTRY, Mention

SHOWN = {"figures": ENTRY, "claims": ENTRY, "sources": "sources"}
"""Sections whose entries say how often they are used."""


def entries(data: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield section, id, line and column of every entry that says so, counted from 0."""
    for section, id_, line, column in keys_of(data):
        if section in SHOWN:
            yield SHOWN[section], id_, line, column


def title(found: Sequence[Mention]) -> str:
    """Return how many uses there are, in words."""
    return f"{len(found)} use{'' if len(found) == 1 else 's'}"
