"""The command that writes a brief of one's own to begin with: small, made up, and free of problems."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from macros.commands.command import OK, WRONG_USE, Command
from macros.reading.data.schema import SCHEMA_FILE, schema

STARTER = Path(__file__).parents[1] / "starter"
"""The files as they are written, but for the schema, which follows from the model."""


class NotStarted(Exception):  # noqa: N818
    """Raised where nothing can be written; says why."""


def start(folder: Path) -> list[str]:
    """Write a starter into a folder that is empty or not there yet, and return the paths of its files.

    All of it is written, or nothing. Raises NotStarted.
    """
    if folder.exists() and not folder.is_dir():
        raise NotStarted(f"'{folder}' is a file; name a folder that is empty or not there yet")
    if folder.is_dir() and (there := sorted(path.name for path in folder.iterdir())):
        raise NotStarted(
            f"'{folder}' is not empty: it holds '{there[0]}'; name an empty folder, or a new one"
        )
    try:
        return _written(folder.absolute())
    except OSError as error:
        raise NotStarted(f"'{folder}' cannot be written: {error.strerror or error}") from None


def _written(folder: Path) -> list[str]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as work:
        made = Path(work) / folder.name
        shutil.copytree(
            STARTER, made, copy_function=shutil.copyfile, ignore=shutil.ignore_patterns("__pycache__")
        )
        (made / SCHEMA_FILE).write_text(schema(), "utf-8")
        paths = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
        if folder.is_dir():
            folder.rmdir()
        made.rename(folder)
    return paths


def _of_new(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, help="a folder that is empty or not there yet")


def new(options: argparse.Namespace) -> int:
    """Write a starter, all of it or nothing."""
    try:
        paths = start(options.folder)
    except NotStarted as refused:
        print(refused, file=sys.stderr)
        return WRONG_USE
    print("\n".join((options.folder / path).as_posix() for path in paths))
    print(f"{len(paths)} files; in that folder type: figures serve, or: figures site")
    return OK


NEW = Command("new", "write a small brief to begin with into an empty folder", new, _of_new)
