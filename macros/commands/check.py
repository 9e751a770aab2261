"""Runs all checks of a project in one go: its sources, and both outputs built from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from macros import checks
from macros.checks.authored import numbers
from macros.checks.output.output import load_output, unpacked
from macros.problems import Problem
from macros.project.project import Sources, open_sources
from macros.project.settings import Settings, load_settings
from macros.publishing.finish import Theme
from macros.publishing.outputs import build, bundle
from macros.publishing.outputs.build import Built


@dataclass(frozen=True)
class Findings:
    """All problems, sorted, and a sentence about each thing that was looked at."""

    problems: tuple[Problem, ...]
    coverage: tuple[str, ...]
    sources: Sources
    settings: Settings
    built: Built | None = None

    @property
    def errors(self) -> int:
        """Return how many of the problems are errors."""
        return sum(problem.severity == "error" for problem in self.problems)


def check_sources(root: Path, *, web: bool = False) -> Findings:
    """Return everything wrong with data, pages and settings; `web` asks after the sources' addresses."""
    sources, settings = open_sources(root), load_settings(root)
    problems = checks.of_sources(sources, settings)
    if web:
        from macros.checks.authored.external import (
            external,  # requests takes a while to load, and few ask the web
        )

        problems += external(sources)
    return Findings(tuple(sorted(problems)), tuple(_looked_at(sources)), sources, settings)


def check_all(root: Path, *, web: bool = False) -> Findings:
    """Return everything wrong with the sources and with both outputs.

    The outputs in `site/` and `dist/` are taken if they were built from these very sources; otherwise
    they are built aside. With errors in the sources nothing is built. Raises BuildFailed.
    """
    found = check_sources(root, web=web)
    if found.errors or found.sources.book is None:
        notice = "the outputs were not checked: mend the sources first"
        return Findings(found.problems, (*found.coverage, notice), found.sources, found.settings)
    book = found.sources.book
    built = build.last(root, book.brief.about) or build.build(root, book)
    return check_built(found, built)


def check_built(found: Findings, built: Built) -> Findings:
    """Return the findings of the sources together with those of both outputs."""
    problems = list(found.problems)
    coverage = list(found.coverage)
    assert found.sources.book  # noqa: S101  (without data nothing is built)
    about = found.sources.book.brief.about
    with TemporaryDirectory() as work:
        packed = built.dist / bundle.zip_of(about)
        folder = unpacked(packed, Path(work))
        for place, label, offline in (
            (built.site, build.SITE, False),
            (folder, f"{build.DIST}/{about.name}", True),
        ):
            size = packed.stat().st_size if offline else 0
            output = load_output(place, label, found.sources.texts, offline=offline, packed=size)
            problems += checks.of_output(output, found.sources, found.settings)
            coverage.append(f"{label}: {len(output.pages)} pages, {len(output.files)} files")
    sources, settings = found.sources, found.settings
    return Findings(tuple(sorted(set(problems))), tuple(coverage), sources, settings, built)


def check_website(found: Findings, folder: Path, label: str, theme: Theme) -> Findings:
    """Return the findings of the sources together with those of a website in any folder, of any theme."""
    output = load_output(folder, label, found.sources.texts, offline=False, theme=theme)
    problems = {*found.problems, *checks.of_output(output, found.sources, found.settings)}
    coverage = (*found.coverage, f"{label}: {len(output.pages)} pages, {len(output.files)} files")
    return Findings(tuple(sorted(problems)), coverage, found.sources, found.settings)


def _looked_at(sources: Sources) -> list[str]:
    numerals = str(numbers.coverage(sources))
    if sources.book is None:
        return [f"{len(sources.scans)} pages; the data could not be read", numerals]
    brief = sources.book.brief
    calls = sum(len(page.calls) for page in sources.scans.values())
    return [
        f"{len(brief.figures)} figures, {len(brief.claims)} claims, {len(brief.sources)} sources, "
        f"{len(sources.scans)} pages, {calls} macro calls",
        numerals,
    ]
