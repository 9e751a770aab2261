"""The command line: `figures …`, or `python -m macros …` in the project's folder."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from macros.pages import Page
from macros.problems import Place, Problem, ProblemsFound, did_you_mean
from macros.project import Project, open_project
from macros.view import View

OK, PROBLEMS, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 well, 1 problems, 2 wrong use."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        size = len(found.problems)
        print(f"{size} problem{'s' if size > 1 else ''}; nothing was written", file=sys.stderr)
        return PROBLEMS
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="figures", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder")
    commands = parser.add_subparsers(required=True, metavar="command")
    for run, words in (
        (check, "report everything wrong with the data and the pages"),
        (site, "build the website into site/ and the offline bundle into dist/"),
        (serve, "preview at a local address; edits of pages, data and style reload"),
        (schema, "print the JSON Schema of the data file"),
        (list_, "list the figures: id, value, period, label"),
        (show, "show everything about one figure or claim"),
    ):
        name = run.__name__.rstrip("_")
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(run=run)
        if run is schema:
            command.add_argument("--write", action="store_true", help="write it beside the data file")
        elif run is list_:
            command.add_argument("--theme", help="only the figures of this theme")
        elif run is show:
            command.add_argument("id", help="id of a figure or claim")
        elif run is serve:
            command.add_argument("--address", default="127.0.0.1:8000", help="host and port")
    return parser


def check(options: argparse.Namespace) -> int:
    """Report every problem, then what was looked at."""
    from macros.schema import SCHEMA_FILE
    from macros.schema import schema as current

    project = open_project(options.root)
    path = options.root / SCHEMA_FILE
    if not path.exists() or path.read_text("utf-8") != current():
        hint = "run: make schema"
        stale = Problem(Place(SCHEMA_FILE), "stale-schema", "the schema is not that of the model", hint)
        raise ProblemsFound([stale])
    print(f"no problems: {project.coverage}")
    return OK


def site(options: argparse.Namespace) -> int:
    """Build both outputs; on failure the last good ones stay."""
    from macros.building import DIST, SITE, BuildFailed, build
    from macros.bundle import ZIP

    try:
        project = build(options.root)
    except BuildFailed as failed:
        print(failed, file=sys.stderr)
        print("the site builder refused; site/ and dist/ are as they were", file=sys.stderr)
        return PROBLEMS
    size = (options.root / DIST / ZIP).stat().st_size
    print(f"{project.coverage}\nwebsite: {SITE}/index.html\noffline: {DIST}/{ZIP} ({size / 1000:.0f} kB)")
    return OK


def serve(options: argparse.Namespace) -> int:
    """Run the site builder's preview until it is interrupted."""
    # Warnings must not stop a preview; --livereload is said aloud, as some versions forget it.
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "--livereload"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    try:
        return subprocess.call(  # noqa: S603  (fixed words, no shell)
            [*command, "--dev-addr", options.address], cwd=options.root, env=environment
        )
    except KeyboardInterrupt:
        return OK


def schema(options: argparse.Namespace) -> int:
    """Print or write the JSON Schema of the data file."""
    from macros.schema import SCHEMA_FILE
    from macros.schema import schema as current

    if options.write:
        (options.root / SCHEMA_FILE).write_text(current(), "utf-8")
        print(SCHEMA_FILE)
    else:
        print(current(), end="")
    return OK


def list_(options: argparse.Namespace) -> int:
    """Print one line for each figure."""
    view = _view(open_project(options.root))
    themes = view.book.brief.themes
    if options.theme and options.theme not in themes:
        print(f"no theme '{options.theme}'; {did_you_mean(options.theme, themes)}", file=sys.stderr)
        return WRONG_USE
    for figure in view.book.brief.figures.values():
        if options.theme in (None, figure.theme):
            printed = view.amount(view.quantity(figure.id))
            print("\t".join((figure.id, printed, view.period(figure), view.say(figure.label))))
    return OK


def show(options: argparse.Namespace) -> int:
    """Print what is known of one figure or claim."""
    from macros.model import Figure

    project = open_project(options.root)
    view, entry = _view(project), project.book.entry(options.id)
    if entry is None:
        hint = did_you_mean(options.id, (item.id for item in project.book.entries))
        print(f"no figure or claim '{options.id}'; {hint}", file=sys.stderr)
        return WRONG_USE
    if isinstance(entry, Figure):
        print(f"{view.say(entry.label)}: {view.amount(view.quantity(entry.id))}")
    else:
        print(view.say(entry.text))
    for name, value in entry.model_dump(
        exclude_defaults=True, exclude_none=True, exclude={"id"}, warnings=False
    ).items():
        print(f"  {name}: {_plain(value)}")
    for use in project.book.uses.get(entry.id, ()):
        print(f"  used in: docs/{use.src}#{use.fragment}")
    return OK


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("text") or value.get("en") or ", ".join(map(_plain, value.values())))
    if isinstance(value, list | tuple):
        return "; ".join(map(_plain, value))
    return str(value)


def _view(project: Project) -> View:
    return View(project.book, Page("index.md"))
