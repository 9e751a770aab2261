"""Runs all checks of a project in one go: its sources, and both outputs built from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from macros import checks
from macros.checks.authored import allowances
from macros.checks.output.output import load_output, unpacked
from macros.problems import Problem
from macros.project.project import Project, read_project
from macros.project.settings import Settings, load_settings
from macros.publishing.finish import ThemeMarkup
from macros.publishing.outputs import build, bundle
from macros.publishing.outputs.build import Built


@dataclass(frozen=True)
class Findings:
    """All problems, sorted, and a sentence about each thing that was looked at."""

    problems: tuple[Problem, ...]
    coverage: tuple[str, ...]
    project: Project
    settings: Settings
    built: Built | None = None

    @property
    def errors(self) -> int:
        """Return how many of the problems are errors."""
        return sum(problem.severity == "error" for problem in self.problems)


def check_sources(root: Path, *, web: bool = False) -> Findings:
    """Return everything wrong with data, pages and settings; `web` asks after the sources' addresses."""
    project, settings = read_project(root), load_settings(root)
    problems = checks.of_sources(project, settings)
    if web:
        from macros.checks.authored.external import (
            external,  # requests takes a while to load, and few ask the web
        )

        problems += external(project)
    return Findings(tuple(sorted(problems)), tuple(_looked_at(project)), project, settings)


def check_all(root: Path, *, web: bool = False) -> Findings:
    """Return everything wrong with the sources and with both outputs.

    The outputs in `site/` and `dist/` are taken if they were built from these very sources; otherwise
    they are built aside. With errors in the sources nothing is built. Raises BuildFailed.
    """
    found = check_sources(root, web=web)
    if found.errors:
        notice = "the outputs were not checked: mend the sources first"
        return Findings(found.problems, (*found.coverage, notice), found.project, found.settings)
    about = found.project.book.brief.about
    built = build.last(root, about) or made(found)
    return check_built(found, built)


def made(found: Findings) -> Built:
    """Return both outputs, built aside. Raises BuildFailed."""
    from macros import builder  # it loads MkDocs, which no check of sources needs

    return build.build(found.project, found.settings, builder.run)


def check_built(found: Findings, built: Built) -> Findings:
    """Return the findings of the sources together with those of both outputs."""
    problems = list(found.problems)
    coverage = list(found.coverage)
    about = found.project.book.brief.about
    with TemporaryDirectory() as work:
        packed = built.dist / bundle.zip_of(about)
        folder = unpacked(packed, Path(work))
        for place, label, offline in (
            (built.site, build.SITE, False),
            (folder, f"{build.DIST}/{about.name}", True),
        ):
            size = packed.stat().st_size if offline else 0
            output = load_output(place, label, found.project.texts, offline=offline, packed=size)
            problems += checks.of_output(output, found.project, found.settings)
            coverage.append(f"{label}: {len(output.pages)} pages, {len(output.files)} files")
    project, settings = found.project, found.settings
    return Findings(tuple(sorted(set(problems))), tuple(coverage), project, settings, built)


def check_website(found: Findings, folder: Path, label: str, theme: ThemeMarkup) -> Findings:
    """Return the findings of the sources together with those of a website in any folder, of any theme."""
    output = load_output(folder, label, found.project.texts, offline=False, theme=theme)
    problems = {*found.problems, *checks.of_output(output, found.project, found.settings)}
    coverage = (*found.coverage, f"{label}: {len(output.pages)} pages, {len(output.files)} files")
    return Findings(tuple(sorted(problems)), coverage, found.project, found.settings)


def _looked_at(project: Project) -> list[str]:
    numerals = str(allowances.coverage(project))
    if not project.readable:
        return [f"{len(project.scans)} pages; the data could not be read", numerals]
    brief = project.book.brief
    calls = sum(len(page.calls) for page in project.scans.values())
    return [
        f"{len(brief.figures)} figures, {len(brief.claims)} claims, {len(brief.sources)} sources, "
        f"{len(project.scans)} pages, {calls} macro calls",
        numerals,
    ]
