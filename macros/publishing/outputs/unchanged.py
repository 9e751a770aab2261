"""Knows whether the outputs in their places are what the present sources give, so that nothing is built.

What is kept of the last build is of use only where all of it holds: the sources and the code, the day, for
which checks say what is due, and every byte of both outputs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from macros.project.engine import hashed
from macros.project.files import replace_file
from macros.publishing.outputs.build import DIST, SITE, WORK, digest

FILE = "last-build.json"
"""In the work folder under the project's root."""
PAPER = ".pdf"
"""The ending of what is made apart and stands beside the bundle."""


@dataclass(frozen=True)
class Said:
    """What a build told: of problems that are no errors, and of what it looked at."""

    problems: str
    looked_at: str


def last(root: Path, day: str) -> Said | None:
    """Return what the last build said if its outputs are there and that day the same would be made again."""
    try:
        kept = json.loads((root / WORK / FILE).read_text("utf-8"))
        key, *said = kept["key"], kept["problems"], kept["looked_at"]
    except (OSError, ValueError, KeyError, TypeError):
        return None  # there is none, or it is no such file
    if not all(isinstance(text, str) for text in said) or key != _key(root, digest(root), day):
        return None
    return Said(*said)


def keep(root: Path, made_from: str, day: str, said: Said) -> None:
    """Keep, once the outputs are in their places, from which sources they are and what the build said."""
    kept = {"key": _key(root, made_from, day), "problems": said.problems, "looked_at": said.looked_at}
    replace_file(root / WORK / FILE, json.dumps(kept, ensure_ascii=False).encode())


def _key(root: Path, made_from: str, day: str) -> str:
    outputs = (path for folder in (SITE, DIST) for path in sorted((root / folder).rglob("*")))
    return hashed(f"{made_from} {day}".encode(), root, (path for path in outputs if path.suffix != PAPER))
