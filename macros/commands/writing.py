"""The commands for those who write: previews, what a change does, its record, and what editors need."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from macros.commands.command import OK, PROBLEMS, WRONG_USE, Command
from macros.editor import setup
from macros.project.settings import settings_of
from macros.reading.pages.routes import ENGLISH


def _of_serve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--address", default="127.0.0.1:8000", help="host and port")
    command.add_argument("--language", default=ENGLISH, help="which edition")


def serve(options: argparse.Namespace) -> int:
    """Run the site builder's preview until it is interrupted."""
    # Warnings must not stop a preview; --livereload is said aloud, as some versions forget it.
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "--livereload"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    try:
        return subprocess.call(  # noqa: S603  (fixed words, no shell)
            [*command, "--dev-addr", options.address, "--config-file", settings_of(options.language)],
            cwd=options.root,
            env=environment,
        )
    except KeyboardInterrupt:
        return OK


def _of_preview(command: argparse.ArgumentParser) -> None:
    command.add_argument("page", nargs="?", default="", help="page to begin at, such as trade.md")
    command.add_argument("--stdio", action="store_true", help="for editors: JSON, one message a line")


def preview(options: argparse.Namespace) -> int:
    """Show pages as they are typed, until it is interrupted."""
    from macros.editor.preview import command

    command.preview(options.root, options.page, stdio=options.stdio)
    return OK


def pages(options: argparse.Namespace) -> int:
    """Write the page of each item of the article that has none yet; what stands there stays as it is."""
    from macros.checks.authored import items
    from macros.project.project import read_project

    made = items.missing(read_project(options.root))
    for path, written in made.items():
        file = options.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written, "utf-8")
        print(path)
    print(f"{len(made)} pages written")
    return OK


def _of_diff(command: argparse.ArgumentParser) -> None:
    command.add_argument("revision", help="such as HEAD, a tag or a commit")
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")


def diff(options: argparse.Namespace) -> int:
    """Print what the change of the data since a revision does to readers."""
    from macros.commands import diff as diffing

    try:
        found = diffing.diff(options.root, options.revision)
    except diffing.NotComparable as refused:
        print(refused, file=sys.stderr)
        return WRONG_USE
    print(diffing.FORMATS[options.format](found))
    return OK


def _of_record(command: argparse.ArgumentParser) -> None:
    command.add_argument("reason", help="why they differ, in one sentence without numbers")
    command.add_argument("--correction", action="store_true", help="it mends an error of ours")
    command.add_argument(
        "--in",
        nargs=2,
        action="append",
        default=[],
        metavar=("LANGUAGE", "REASON"),
        dest="translated",
        help="the reason in another language of the brief",
    )


def record(options: argparse.Namespace) -> int:
    """Write an edition of the data into their history."""
    from macros.commands.record import NotRecorded
    from macros.commands.record import record as append
    from macros.reading.data.history_file import HISTORY_FILE

    try:
        edition, number = append(
            options.root,
            options.reason,
            correction=options.correction,
            translated=dict(options.translated),
        )
    except NotRecorded as refused:
        print(refused, file=sys.stderr)
        return PROBLEMS
    print(f"{HISTORY_FILE}: edition {number}, {edition.kind}, version {edition.version}")
    print(f"{len(edition.figures)} added or changed, {len(edition.removed)} removed")
    return OK


def doctor(options: argparse.Namespace) -> int:
    """Say what is there and what is missing."""
    from macros.commands.doctor import examine

    remarks = list(examine(options.root))
    for remark in remarks:
        print(remark)
    return PROBLEMS if any(remark.wrong for remark in remarks) else OK


def lsp(_options: argparse.Namespace) -> int:
    """Answer an editor until it leaves."""
    try:
        from macros.editor.server.language_server import start
    except ModuleNotFoundError as missing:
        print(f"the language server needs the package '{missing.name}'; run: make editor", file=sys.stderr)
        return WRONG_USE
    start()
    return OK


SERVE = Command(
    "serve", "preview at a local address; edits of pages, data and style reload", serve, _of_serve
)
PREVIEW = Command(
    "preview",
    "preview one page while it is typed; prints the address to open in a browser",
    preview,
    _of_preview,
)
PAGES = Command("pages", "write the pages of the article's items that have none yet", pages)
DIFF = Command("diff", "show what readers see otherwise than with the data of a git revision", diff, _of_diff)
RECORD = Command("record", "record how the data differ from the last edition, and why", record, _of_record)
DOCTOR = Command("doctor", "say in a line each what authors need and whether it is there", doctor)
LSP = Command("lsp", "answer an editor by the Language Server Protocol, over standard input and output", lsp)
EDITOR = Command("editor", "say how an editor finds the language server", setup.run, setup.add_arguments)
