"""The two commands that hand figures out: from the data, and from a built output."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from macros.commands.command import OK, PROBLEMS, WRONG_USE, Command
from macros.figures.model import Figure
from macros.printing.downloads import citations, documents, records
from macros.printing.downloads.forms import CITATIONS, TABLES
from macros.printing.view import View, WrongCall
from macros.problems import report
from macros.project.project import open_project
from macros.project.settings import load_settings
from macros.reading.pages.routes import Page, public_address

EXPORTS = (*(form.option for form in (*TABLES, *CITATIONS)), "text", "schema")
EXTRACTS = ("jsonl", "csv")


def _of_export(command: argparse.ArgumentParser) -> None:
    command.add_argument("ids", nargs="*", metavar="ID", help="ids of figures; all if none is given")
    command.add_argument("--format", choices=EXPORTS, default="csv", help="how to write them")
    command.add_argument("--theme", help="only the figures of this theme")
    command.add_argument("--output", type=Path, help="the file to write; otherwise printed")


def export(options: argparse.Namespace) -> int:
    """Print or write figures, or citations of them, in one of the forms; status 2 for an unknown id."""
    site = public_address(load_settings(options.root).site_url)
    view = View(open_project(options.root).book, Page("index.md", site=site))
    try:
        figures = records.select(view, options.theme, options.ids)
    except WrongCall as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USE
    _hand(_written(view, figures, options.format), options.output)
    return OK


def _of_extract(command: argparse.ArgumentParser) -> None:
    command.add_argument("built", type=Path, help="folder or zip of a built output, such as site/")
    command.add_argument("--compare", action="store_true", help="say whether they equal the data")
    command.add_argument("--format", choices=EXTRACTS, default="jsonl", help="how to write them")
    command.add_argument("--output", type=Path, help="the file to write; otherwise printed")


def _written(view: View, figures: Iterable[Figure], option: str) -> str:
    if option == "schema":
        return documents.schema(view)
    for table in TABLES:
        if table.option == option:
            return table.write(view, [records.row(view, figure) for figure in figures], documents.SCHEMA)
    items = [citations.of_figure(view, figure) for figure in figures]
    for form in CITATIONS:
        if form.option == option:
            return form.write(items)
    return "".join(f"{citations.full(view, item)}\n" for item in items)


def extract(options: argparse.Namespace) -> int:
    """Print the figures of a built output, or compare them with the data: status 1 if they differ."""
    from macros.commands import extract as extracting

    pages = _pages(options.built)
    found = extracting.extract(pages)
    if not found:
        print(f"there are no built pages with figures in {options.built}; run: figures site", file=sys.stderr)
        return WRONG_USE
    if not options.compare:
        write = extracting.table if options.format == "csv" else extracting.lines
        _hand(write(found), options.output)
        return OK
    book = open_project(options.root).book
    label = options.built.as_posix().rstrip("/")
    problems = list(extracting.compare(found, book, View(book, Page("index.md")), label))
    if problems:
        print(report(problems))
    different = len({fact.id for fact in found})
    print(f"{len(found)} places on {len(pages)} pages print {different} figures; {len(problems)} differences")
    return PROBLEMS if problems else OK


def _pages(built: Path) -> dict[str, str]:
    """Return name and HTML of every page of a folder or a zip; nothing where there is neither."""
    if built.is_dir():
        paths = sorted(built.rglob("*.html"))
        return {path.relative_to(built).as_posix(): path.read_text("utf-8", "replace") for path in paths}
    import zipfile

    if not zipfile.is_zipfile(built):
        return {}
    with zipfile.ZipFile(built) as packed:
        names = sorted(name for name in packed.namelist() if name.endswith(".html"))
        return {name: packed.read(name).decode("utf-8", "replace") for name in names}


def _hand(text: str, target: Path | None) -> None:
    """Write the text as it is, line ends included, to the file or to standard output."""
    if target is not None:
        target.write_bytes(text.encode())
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.flush()


EXPORT = Command("export", "hand out figures as tables, documents or citations", export, _of_export)
EXTRACT = Command("extract", "read the figures back from a built website or bundle", extract, _of_extract)
