"""What is wrong, where, and what to type instead; and the one way in which that is printed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from macros.codes import CODES, Severity


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A place in a file; line and column count from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and what to type instead, wherever it stands; the code is one of `CODES`."""

    code: str
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for a code that the table does not have."""
        _known(self.code)

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message

    def at(self, place: Place) -> Problem:
        """Return the problem that the fault is at that place."""
        return Problem(place, self.code, self.message, self.hint)


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """A fault with its place."""

    place: Place
    code: str
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for a code that the table does not have."""
        _known(self.code)

    @property
    def severity(self) -> Severity:
        """Return how grave it is: error or warning."""
        return CODES[self.code].severity

    @property
    def sentence(self) -> str:
        """Return message and hint in one line."""
        return " ".join(str(Fault(self.code, self.message, self.hint)).splitlines())

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}[{self.code}]: {self.sentence}"


def place_in(path: str, text: str, offset: int) -> Place:
    """Return the place of that offset in the text of a file."""
    return Place(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


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


def unknown(kind: str, name: str, known: Iterable[str] = (), *, called: str = "", hint: str = "") -> Fault:
    """Return the fault of naming something of a kind that does not exist; the hint is the nearest known name.

    `called` is what the message calls it, if that is more than the kind of the code `unknown-…`.
    """
    message = f"there is no {called or kind} '{name}'"
    return Fault(f"unknown-{kind}", message, hint or did_you_mean(name, known))


def typed_number(numeral: str, hint: str) -> Fault:
    """Return the fault of a number that is typed where a figure is to be printed; the hint says how else."""
    return Fault("typed-number", f"the number '{numeral}' is typed by hand", hint)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or some of them, or nothing."""
    names = sorted(known)
    folded = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{folded[near[0]]}'?"
    return "known: " + ", ".join(names) if 0 < len(names) <= 12 else ""


def _known(code: str) -> None:
    if code not in CODES:
        raise ValueError(f"no error code '{code}' in macros/codes.py")
