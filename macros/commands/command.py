"""What a command of the command line is, and the statuses with which it ends."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

OK, PROBLEMS, WRONG_USE = 0, 1, 2


def _none(_command: argparse.ArgumentParser) -> None:
    """Add no arguments."""


@dataclass(frozen=True)
class Command:
    """One word of the command line: what it is for, what it does, and which arguments it takes."""

    name: str
    words: str
    run: Callable[[argparse.Namespace], int]
    """Does it and returns the exit status; `root` is the project's folder."""
    add_arguments: Callable[[argparse.ArgumentParser], None] = _none
