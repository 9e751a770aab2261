"""One finding of a check, with its place, and the one way in which findings are printed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A place in a file; line and column count from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """What is wrong, where, and what to type instead."""

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: str = field(default="error", compare=False)

    @property
    def sentence(self) -> str:
        """Return message and hint in one line."""
        end = f"; {self.hint}" if self.hint else ""
        return " ".join(f"{self.message}{end}".splitlines())

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}[{self.code}]: {self.sentence}"


class ProblemsFound(Exception):  # noqa: N818  (the sentence reads "raise ProblemsFound")
    """Raised where work cannot go on; carries every problem, and prints them all, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Sort the problems and drop repetitions of the same finding."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


class BuildFailed(Exception):  # noqa: N818
    """Raised where the site builder refuses; carries what it printed."""


def report(problems: Iterable[Problem]) -> str:
    """Return one line for each problem, sorted by place."""
    return "\n".join(str(problem) for problem in sorted(set(problems)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or some of them, or nothing."""
    names = sorted(known)
    folded = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    return "known: " + ", ".join(names) if 0 < len(names) <= 12 else ""
