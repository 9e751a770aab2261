"""Builds the website and the offline bundle beside the last good ones, and only then swaps them."""

from __future__ import annotations

import calendar
import os
import shutil
import subprocess
import sys
from pathlib import Path

from macros import bundle
from macros.project import Project, open_project

WORK = ".build"
SITE = "site"
DIST = "dist"


class BuildFailed(Exception):  # noqa: N818
    """Raised where the site builder refuses; carries what it printed."""


def build(root: Path) -> Project:
    """Build `site/` and `dist/` of the project in that folder and return the project.

    Raises ProblemsFound or BuildFailed, and then both folders are as they were before.
    """
    project = open_project(root)
    work = root / WORK
    shutil.rmtree(work, ignore_errors=True)
    (work / DIST).mkdir(parents=True)
    updated = project.book.brief.about.updated
    _mkdocs(project, "mkdocs.yml", work / SITE)
    _mkdocs(project, "mkdocs.offline.yml", work / "offline")
    bundle.prune(work / "offline")
    title = project.book.brief.about.title["en"]
    bundle.pack(work / "offline", work / DIST / bundle.ZIP, title=title, updated=updated.text)
    _swap(work / SITE, root / SITE, work)
    _swap(work / DIST, root / DIST, work)
    shutil.rmtree(work)
    return project


def _mkdocs(project: Project, config: str, target: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", config]
    first = project.book.brief.about.updated.span()[0]
    assert first  # noqa: S101  (a single day is never open)
    environment = {
        **os.environ,
        # Without a fixed time, two builds of the same source differ.
        "SOURCE_DATE_EPOCH": str(calendar.timegm(first.timetuple())),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
    }
    done = subprocess.run(  # noqa: S603  (fixed words, no shell)
        [*command, "--site-dir", str(target.resolve())],
        cwd=project.root,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise BuildFailed(f"{done.stdout}{done.stderr}".strip())


def _swap(new: Path, place: Path, work: Path) -> None:
    """Put the new folder into its place; if that fails, the old one returns."""
    old = work / f"old-{place.name}"
    if place.exists():
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
