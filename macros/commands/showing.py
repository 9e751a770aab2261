"""The commands that print what is there: figures, one entry, a page, the schema of the data file."""

from __future__ import annotations

import argparse
import sys

from macros.commands.command import OK, WRONG_USE, Command
from macros.languages.catalogue import brought_by, tags
from macros.printing.view import View
from macros.problems import ProblemsFound, unknown
from macros.project.project import Project, open_project
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.pages.routes import ENGLISH, Page


def _of_schema(command: argparse.ArgumentParser) -> None:
    command.add_argument("--write", action="store_true", help="write it beside the data file")


def schema(options: argparse.Namespace) -> int:
    """Print or write the JSON Schema of the data file."""
    from macros.reading.data.schema import SCHEMA_FILE
    from macros.reading.data.schema import schema as current

    described = current(tags(brought_by(options.root)))
    if options.write:
        (options.root / SCHEMA_FILE).write_text(described, "utf-8")
        print(SCHEMA_FILE)
    else:
        print(described, end="")
    return OK


def _of_list(command: argparse.ArgumentParser) -> None:
    command.add_argument("--theme", help="only the figures of this theme")
    command.add_argument("--language", default=ENGLISH, help="in which words")


def list_(options: argparse.Namespace) -> int:
    """Print one line for each figure."""
    view = _view(open_project(options.root), options.language)
    themes = view.book.brief.themes
    if options.theme and options.theme not in themes:
        print(unknown("theme", options.theme, themes), file=sys.stderr)
        return WRONG_USE
    for figure in view.book.brief.figures.values():
        if options.theme in (None, figure.theme):
            printed = view.labelled(view.quantity(figure.id))
            print("\t".join((figure.id, printed, view.period(figure), view.say(figure.label))))
    return OK


def _of_show(command: argparse.ArgumentParser) -> None:
    command.add_argument("id", help="id of a figure or claim")
    command.add_argument("--language", default=ENGLISH, help="in which words")


def show(options: argparse.Namespace) -> int:
    """Print what is known of one figure or claim."""
    from macros.figures.model import Figure

    project = open_project(options.root)
    view, entry = _view(project, options.language), project.book.entry(options.id)
    if entry is None:
        known = (item.id for item in project.book.entries)
        print(unknown("figure", options.id, known, called="figure or claim"), file=sys.stderr)
        return WRONG_USE
    if isinstance(entry, Figure):
        print(f"{view.say(entry.label)}: {view.labelled(view.quantity(entry.id))}")
    else:
        print(view.say(entry.text))
    for name, value in entry.model_dump(
        exclude_defaults=True, exclude_none=True, exclude={"id"}, warnings=False
    ).items():
        print(f"  {name}: {_plain(value, options.language)}")
    for use in view.uses(entry.id):
        print(f"  used in: docs/{use.src}#{use.fragment}")
    return OK


def _of_render(command: argparse.ArgumentParser) -> None:
    command.add_argument("page", help="path of a page, such as trade.md")


def render(options: argparse.Namespace) -> int:
    """Print a page as plain Markdown."""
    from macros.printing.whole_page import page
    from macros.project.files import DOCS
    from macros.project.project import read_project

    project = read_project(options.root)
    src = options.page.replace("\\", "/").removeprefix(f"{DOCS}/")
    if src not in project.texts:
        print(unknown("page", src, project.texts), file=sys.stderr)
        return WRONG_USE
    # Mistakes on other pages are no hindrance.
    found = [one for one in project.problems if one.place.path in (f"{DOCS}/{src}", DATA_FILE)]
    errors = [problem for problem in found if problem.severity == "error"]
    if errors:
        raise ProblemsFound(errors)
    print(page(project.book, src, project.texts[src]), end="")
    return OK


def _of_report(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=argparse.FileType(encoding="utf-8"), help="the text; - reads it typed")


def report(options: argparse.Namespace) -> int:
    """Print to which entry the report of a reader belongs, and what that says today."""
    from macros.printing.downloads.letters import NoReport, read_report
    from macros.printing.downloads.records import marked

    with options.file as file:
        text = file.read()
    project = open_project(options.root)
    known = [entry.id for entry in project.book.entries]
    try:
        found = read_report(text)
    except NoReport as refused:
        print(refused, file=sys.stderr)
        return WRONG_USE
    if found.entry not in known:
        print(unknown("figure", found.entry, known, called="figure or claim"), file=sys.stderr)
        return WRONG_USE
    language = found.language if found.language in project.book.brief.about.languages else ENGLISH
    view, place = _view(project, language), project.places.get(_keys(project, found.entry))
    print(f"entry: {found.entry} ({place})" if place else f"entry: {found.entry}")
    print(f"edition: {found.edition}; now {project.book.brief.about.version}")
    if found.value:
        print(f"value: {found.value}; now {marked(view, found.entry)}")
    print(found.words or "nothing is written below it")
    return OK


def _keys(project: Project, id_: str) -> tuple[str, str]:
    return ("figures" if id_ in project.book.brief.figures else "claims"), id_


def _plain(value: object, language: str) -> str:
    if isinstance(value, dict):
        said = value.get("text", value.get(language, value.get("en")))
        if isinstance(said, str):
            return said
        return ", ".join(_plain(part, language) for part in value.values())
    if isinstance(value, list | tuple):
        return "; ".join(_plain(part, language) for part in value)
    return str(value)


def _view(project: Project, language: str) -> View:
    return View(project.book, Page("index.md", language=language))


SCHEMA = Command("schema", "print the JSON Schema of the data file", schema, _of_schema)
LIST = Command("list", "list the figures: id, value, period, label", list_, _of_list)
SHOW = Command("show", "show everything about one figure or claim", show, _of_show)
REPORT = Command("report", "say to which entry the report of a reader belongs", report, _of_report)
RENDER = Command("render", "print a page as plain Markdown, with what its macros print", render, _of_render)
