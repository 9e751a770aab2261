"""The commands that check the sources, and that build what readers get from them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from macros.commands.command import OK, PROBLEMS, Command
from macros.commands.reports import FORMATS, summary


def _of_check(command: argparse.ArgumentParser) -> None:
    command.add_argument("--sources", action="store_true", help="only data and pages, nothing built")
    command.add_argument("--external", action="store_true", help="ask the web about source addresses")
    command.add_argument("--strict", action="store_true", help="let warnings count as errors")
    command.add_argument("--format", choices=FORMATS, default="text", help="how to print problems")


def check(options: argparse.Namespace) -> int:
    """Report every problem, then what was looked at."""
    from macros.commands.check import check_all, check_sources  # slow to load, as are those below

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


def _of_site(command: argparse.ArgumentParser) -> None:
    words = "what builds: mkdocs, or Zensical the website alone, into .build/zensical/"
    command.add_argument("--builder", choices=("mkdocs", "zensical"), default="mkdocs", help=words)


def site(options: argparse.Namespace) -> int:
    """Build and check both outputs; on any error the last good ones stay."""
    if options.builder == "zensical":
        return _site_by_zensical(options.root)
    from macros.checks.authored.data import day_of_check
    from macros.publishing.outputs import unchanged

    day = day_of_check().isoformat()
    if said := unchanged.last(options.root, day):
        print(said.problems, end="", file=sys.stderr)
        print(f"nothing has changed since the last build\n{said.looked_at}")
        return OK
    return _site_anew(options.root, day)


def _site_anew(root: Path, day: str) -> int:
    from macros.commands.check import check_built, check_sources, made
    from macros.publishing.outputs import unchanged
    from macros.publishing.outputs.build import DIST, SITE, publish
    from macros.publishing.outputs.bundle import zip_of

    found = check_sources(root)
    if not found.errors:
        found = check_built(found, made(found))
    problems = f"{FORMATS['text'](found.problems, root)}\n" if found.problems else ""
    print(problems, end="", file=sys.stderr)
    if found.errors or found.built is None:
        print(f"{summary(found.problems)}; site/ and dist/ are as they were", file=sys.stderr)
        return PROBLEMS
    publish(root, found.built)
    packed = root / DIST / zip_of(found.project.book.brief.about)
    size = packed.stat().st_size / 1000
    lines = [f"looked at {words}" for words in found.coverage]
    lines += [f"website: {SITE}/index.html", f"offline: {DIST}/{packed.name} ({size:.0f} kB)"]
    unchanged.keep(root, found.built.made_from, day, unchanged.Said(problems, "\n".join(lines)))
    print("\n".join(lines))
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


CHECK = Command("check", "report everything wrong with data, pages, website and bundle", check, _of_check)
SITE = Command("site", "build the website into site/ and the offline bundle into dist/", site, _of_site)
PDF = Command("pdf", "write the whole brief as one PDF into dist/", pdf)
