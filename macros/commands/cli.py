"""The command line: `figures …`, or `python -m macros …` in the project's folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from macros.commands import building, export, new, showing, writing
from macros.commands.command import PROBLEMS, Command
from macros.languages.catalogue import ENGLISH, brought_by, tags
from macros.problems import BuildFailed, ProblemsFound

COMMANDS: tuple[Command, ...] = (
    new.NEW,
    building.CHECK,
    building.SITE,
    building.PDF,
    writing.SERVE,
    writing.PREVIEW,
    showing.SCHEMA,
    writing.PAGES,
    writing.DIFF,
    writing.RECORD,
    showing.LIST,
    showing.SHOW,
    showing.REPORT,
    showing.RENDER,
    writing.DOCTOR,
    export.EXPORT,
    export.EXTRACT,
    writing.LSP,
    writing.EDITOR,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 well, 1 problems, 2 wrong use."""
    whole = parser()
    options = whole.parse_args(arguments)
    known = tags(brought_by(options.root))
    if (language := getattr(options, "language", ENGLISH)) not in known:
        whole.error(f"argument --language: invalid choice: '{language}' (choose from {', '.join(known)})")
    command: Command = options.command
    try:
        return command.run(options)
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        return PROBLEMS
    except BuildFailed as failed:
        print(failed, file=sys.stderr)
        print("the site builder refused; site/ and dist/ are as they were", file=sys.stderr)
        return PROBLEMS


def parser() -> argparse.ArgumentParser:
    """Return what reads the command line: a parser for each command."""
    whole = argparse.ArgumentParser(prog="figures", description=__doc__)
    whole.add_argument("--root", type=Path, default=Path(), help="the project's folder")
    words = whole.add_subparsers(required=True, metavar="command")
    for command in COMMANDS:
        own = words.add_parser(command.name, help=command.words, description=command.words)
        own.set_defaults(command=command)
        command.add_arguments(own)
    return whole
