"""Reads as much of an older data file as the present model understands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macros.figures.model import Brief
from macros.problems import Problem, ProblemsFound
from macros.reading.data import figures_file
from macros.text import decoded
from macros.tree import LINE_BREAK, Keys, read_tree

ROUNDS = 50
"""What names an entry that was left out goes in the next round."""


@dataclass(frozen=True)
class Salvaged:
    """What could be read, the entries that could not, and what was wrong with them at first."""

    brief: Brief
    left_out: tuple[Keys, ...] = ()
    problems: tuple[Problem, ...] = ()


def salvage(raw: bytes, name: str, languages: Sequence[str] = figures_file.OWN) -> Salvaged:
    """Return the data in those bytes, without the entries that cannot be read or name one of these.

    Raises ProblemsFound if what remains is no data file.
    """
    left_out: dict[Keys, None] = {}
    first: tuple[Problem, ...] = ()
    for _ in range(ROUNDS):
        try:
            return Salvaged(figures_file.read_older(raw, name, languages), tuple(left_out), first)
        except ProblemsFound as found:
            first = first or found.problems
            faulty = _faulty(raw, name, found.problems)
            if not faulty:
                raise ProblemsFound(first) from None
            left_out.update(dict.fromkeys(faulty))
            raw = _without(raw, faulty.values())
    raise ProblemsFound(first)


def _faulty(raw: bytes, name: str, problems: tuple[Problem, ...]) -> dict[Keys, range]:
    """Return the entries in which the problems stand, or sections that are unknown, with their lines."""
    tree = read_tree(raw, name)
    marks = sorted((mark[0], keys) for keys, mark in tree.keys.items() if len(keys) <= 2)
    found: dict[Keys, range] = {}
    for problem in problems:
        before = [index for index, (line, _) in enumerate(marks) if line < problem.place.line]
        if not before:
            return {}
        line, keys = marks[before[-1]]
        if len(keys) == 1 and problem.code != "unknown-field":
            return {}  # a section as a whole is wrong: without it the rest says nothing
        following = (at for at, other in marks[before[-1] + 1 :] if at > line and len(other) <= len(keys))
        found[keys] = range(line, next(following, len(tree.lines)))
    return found


def _without(raw: bytes, spans: Iterable[range]) -> bytes:
    """Return the bytes with these lines empty, so that all others keep their number."""
    lines = LINE_BREAK.split(decoded(raw))
    gone = {line for span in spans for line in span}
    return "\n".join("" if number in gone else line for number, line in enumerate(lines)).encode()
