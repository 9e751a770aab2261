"""The command line: `figures …`, or `python -m macros …` in the project's folder."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from macros.commands.export import EXPORTS, EXTRACTS, export, extract
from macros.commands.reports import FORMATS, summary
from macros.editor import setup
from macros.languages.catalogue import brought_by, tags
from macros.printing.view import View
from macros.problems import BuildFailed, ProblemsFound, did_you_mean
from macros.project.project import Project, open_project
from macros.project.settings import settings_of
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.pages.routes import ENGLISH, Page

OK, PROBLEMS, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 well, 1 problems, 2 wrong use."""
    parser = _parser()
    options = parser.parse_args(arguments)
    known = tags(brought_by(options.root))
    if (language := getattr(options, "language", ENGLISH)) not in known:
        parser.error(f"argument --language: invalid choice: '{language}' (choose from {', '.join(known)})")
    try:
        status: int = options.run(options)
    except ProblemsFound as found:
        print(found, file=sys.stderr)
        return PROBLEMS
    except BuildFailed as failed:
        print(failed, file=sys.stderr)
        print("the site builder refused; site/ and dist/ are as they were", file=sys.stderr)
        return PROBLEMS
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="figures", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder")
    commands = parser.add_subparsers(required=True, metavar="command")
    for run, words in (
        (check, "report everything wrong with data, pages, website and bundle"),
        (site, "build the website into site/ and the offline bundle into dist/"),
        (pdf, "write the whole brief as one PDF into dist/"),
        (serve, "preview at a local address; edits of pages, data and style reload"),
        (preview, "preview one page while it is typed; prints the address to open in a browser"),
        (schema, "print the JSON Schema of the data file"),
        (diff, "show what readers see otherwise than with the data of a git revision"),
        (record, "record how the data differ from the last edition, and why"),
        (list_, "list the figures: id, value, period, label"),
        (show, "show everything about one figure or claim"),
        (render, "print a page as plain Markdown, with what its macros print"),
        (doctor, "say in a line each what authors need and whether it is there"),
        (export, "hand out figures as tables, documents or citations"),
        (extract, "read the figures back from a built website or bundle"),
        (lsp, "answer an editor by the Language Server Protocol, over standard input and output"),
        (editor, "say how an editor finds the language server"),
    ):
        name = run.__name__.rstrip("_")
        command = commands.add_parser(name, help=words, description=words)
        command.set_defaults(run=run)
        if run is check:
            command.add_argument("--sources", action="store_true", help="only data and pages, nothing built")
            command.add_argument("--external", action="store_true", help="ask the web about source addresses")
            command.add_argument("--strict", action="store_true", help="let warnings count as errors")
            command.add_argument("--format", choices=FORMATS, default="text", help="how to print problems")
        elif run is site:
            words = "what builds: mkdocs, or Zensical the website alone, into .build/zensical/"
            command.add_argument("--builder", choices=("mkdocs", "zensical"), default="mkdocs", help=words)
        elif run is schema:
            command.add_argument("--write", action="store_true", help="write it beside the data file")
        elif run is list_:
            command.add_argument("--theme", help="only the figures of this theme")
            command.add_argument("--language", default=ENGLISH, help="in which words")
        elif run is show:
            command.add_argument("id", help="id of a figure or claim")
            command.add_argument("--language", default=ENGLISH, help="in which words")
        elif run is diff:
            command.add_argument("revision", help="such as HEAD, a tag or a commit")
            command.add_argument("--format", choices=("text", "json"), default="text", help="how to print it")
        elif run is record:
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
        elif run is export:
            command.add_argument("ids", nargs="*", metavar="ID", help="ids of figures; all if none is given")
            command.add_argument("--format", choices=EXPORTS, default="csv", help="how to write them")
            command.add_argument("--theme", help="only the figures of this theme")
            command.add_argument("--output", type=Path, help="the file to write; otherwise printed")
        elif run is extract:
            command.add_argument("built", type=Path, help="folder or zip of a built output, such as site/")
            command.add_argument("--compare", action="store_true", help="say whether they equal the data")
            command.add_argument("--format", choices=EXTRACTS, default="jsonl", help="how to write them")
            command.add_argument("--output", type=Path, help="the file to write; otherwise printed")
        elif run is editor:
            setup.add_arguments(command)
        elif run is serve:
            command.add_argument("--address", default="127.0.0.1:8000", help="host and port")
            command.add_argument("--language", default=ENGLISH, help="which edition")
        elif run is render:
            command.add_argument("page", help="path of a page, such as trade.md")
        elif run is preview:
            command.add_argument("page", nargs="?", default="", help="page to begin at, such as trade.md")
            command.add_argument("--stdio", action="store_true", help="for editors: JSON, one message a line")
    return parser


def check(options: argparse.Namespace) -> int:
    """Report every problem, then what was looked at."""
    from macros.commands.check import check_all, check_sources

    look = check_sources if options.sources else check_all
    found = look(options.root, web=options.external)
    problems = found.problems
    if problems or options.format in ("json", "sarif"):
        print(FORMATS[options.format](problems, options.root))
    if options.format in ("text", "short"):
        print(summary(problems))
        print("\n".join(f"looked at {words}" for words in found.coverage))
    wrong = bool(problems) if options.strict else bool(found.errors)
    return PROBLEMS if wrong else OK


def site(options: argparse.Namespace) -> int:
    """Build and check both outputs; on any error the last good ones stay."""
    if options.builder == "zensical":
        return _site_by_zensical(options.root)
    from macros.commands.check import check_built, check_sources
    from macros.publishing.outputs.build import DIST, SITE, build, publish
    from macros.publishing.outputs.bundle import zip_of

    found = check_sources(options.root)
    if not found.errors:
        built = build(found.project, found.settings)
        found = check_built(found, built)
    if found.problems:
        print(FORMATS["text"](found.problems, options.root), file=sys.stderr)
    if found.errors or found.built is None:
        print(f"{summary(found.problems)}; site/ and dist/ are as they were", file=sys.stderr)
        return PROBLEMS
    publish(options.root, found.built)
    packed = options.root / DIST / zip_of(found.project.book.brief.about)
    print("\n".join(f"looked at {words}" for words in found.coverage))
    print(
        f"website: {SITE}/index.html\noffline: {DIST}/{packed.name} ({packed.stat().st_size / 1000:.0f} kB)"
    )
    return OK


def _site_by_zensical(root: Path) -> int:
    """Build the website with Zensical and check it likewise; on any error the last good one stays."""
    from macros.commands.check import check_sources, check_website
    from macros.publishing.finish import ZENSICAL
    from macros.publishing.outputs import zensical

    found = check_sources(root)
    folder = None
    if not found.errors:
        folder = zensical.build(found.project, found.settings)
        found = check_website(found, folder, zensical.PLACE, ZENSICAL)
    if found.problems:
        print(FORMATS["text"](found.problems, root), file=sys.stderr)
    if found.errors or folder is None:
        print(f"{summary(found.problems)}; {zensical.PLACE} is as it was", file=sys.stderr)
        return PROBLEMS
    zensical.publish(root, folder)
    print("\n".join(f"looked at {words}" for words in found.coverage))
    print(f"website: {zensical.PLACE}/index.html")
    return OK


def pdf(options: argparse.Namespace) -> int:
    """Write the PDF of the whole brief; on any error the last good one stays."""
    from tempfile import TemporaryDirectory

    from macros.checks.output.output import unpacked
    from macros.commands.check import check_all
    from macros.publishing.outputs.build import DIST, publish_paper
    from macros.publishing.outputs.bundle import zip_of
    from macros.publishing.outputs.paper import NoPaper, paper, pdf_of

    found = check_all(options.root)
    if found.problems:
        print(FORMATS["text"](found.problems, options.root), file=sys.stderr)
    book = found.project.known
    name = pdf_of(book.brief.about) if book else "*.pdf"
    if found.errors or found.built is None or book is None:
        print(f"{summary(found.problems)}; {DIST}/{name} is as it was", file=sys.stderr)
        return PROBLEMS
    with TemporaryDirectory() as work:
        try:
            bundle = unpacked(found.built.dist / zip_of(book.brief.about), Path(work))
            made = paper(bundle, book.brief, found.settings)
        except NoPaper as reason:
            print(f"{reason}; {DIST}/{name} is as it was", file=sys.stderr)
            return PROBLEMS
    publish_paper(options.root, name, made.pdf, found.built.made_from)
    print(f"paper: {DIST}/{name} ({made.pages} pages, {len(made.pdf) / 1000:.0f} kB)")
    return OK


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


def preview(options: argparse.Namespace) -> int:
    """Show pages as they are typed, until it is interrupted."""
    from macros.editor.preview import command

    command.preview(options.root, options.page, stdio=options.stdio)
    return OK


def lsp(_options: argparse.Namespace) -> int:
    """Answer an editor until it leaves."""
    try:
        from macros.editor.server.language_server import start
    except ModuleNotFoundError as missing:
        print(f"the language server needs the package '{missing.name}'; run: make editor", file=sys.stderr)
        return WRONG_USE
    start()
    return OK


def editor(options: argparse.Namespace) -> int:
    """Print how an editor finds the language server."""
    return setup.run(options)


def schema(options: argparse.Namespace) -> int:
    """Print or write the JSON Schema of the data file."""
    from macros.reading.data.schema import SCHEMA_FILE
    from macros.reading.data.schema import schema as described

    current = described(tags(brought_by(options.root)))
    if options.write:
        (options.root / SCHEMA_FILE).write_text(current, "utf-8")
        print(SCHEMA_FILE)
    else:
        print(current, end="")
    return OK


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


def list_(options: argparse.Namespace) -> int:
    """Print one line for each figure."""
    view = _view(open_project(options.root), options.language)
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
    from macros.figures.model import Figure

    project = open_project(options.root)
    view, entry = _view(project, options.language), project.book.entry(options.id)
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
        print(f"  {name}: {_plain(value, options.language)}")
    for use in view.uses(entry.id):
        print(f"  used in: docs/{use.src}#{use.fragment}")
    return OK


def render(options: argparse.Namespace) -> int:
    """Print a page as plain Markdown."""
    from macros.printing.plaintext import page
    from macros.project.files import DOCS
    from macros.project.project import read_project

    project = read_project(options.root)
    src = options.page.replace("\\", "/").removeprefix(f"{DOCS}/")
    if src not in project.texts:
        hint = did_you_mean(src, project.texts)
        print(f"no page '{src}'{f'; {hint}' if hint else ''}", file=sys.stderr)
        return WRONG_USE
    # Mistakes on other pages are no hindrance.
    found = [one for one in project.problems if one.place.path in (f"{DOCS}/{src}", DATA_FILE)]
    errors = [problem for problem in found if problem.severity == "error"]
    if errors:
        raise ProblemsFound(errors)
    print(page(project.book, src, project.texts[src]), end="")
    return OK


def doctor(options: argparse.Namespace) -> int:
    """Say what is there and what is missing."""
    from macros.commands.doctor import examine

    remarks = list(examine(options.root))
    for remark in remarks:
        print(remark)
    return PROBLEMS if any(remark.wrong for remark in remarks) else OK


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
