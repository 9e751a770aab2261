"""Builds the website and the offline bundle beside the last good ones, checks them, then swaps them."""

from __future__ import annotations

import calendar
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from macros.figures.book import Book
from macros.figures.model import About
from macros.languages.catalogue import catalogues, spoken
from macros.printing.downloads import files
from macros.printing.view import View
from macros.project.engine import engine, hashed
from macros.project.project import Project, keep_printed
from macros.project.settings import Settings, settings_of
from macros.publishing.linked_data import HOME
from macros.publishing.outputs import bundle, reviews, taken
from macros.publishing.trimming import trim_output
from macros.reading.pages.routes import ENGLISH, Page, public_address

WORK = ".build"
SITE = "site"
DIST = "dist"
ASSETS = "assets"
OFFLINE = "mkdocs.offline.yml"
DIGEST = "built-from.sha256"
PAPER_DIGEST = "paper-from.sha256"
INPUTS = (
    "data",
    "docs",
    "overrides",
    "pyproject.toml",
    "LICENSE",
)
SETTINGS = ("mkdocs*.yml", "*.py")
"""Beside the inputs: settings, and the hooks of a brief that has this engine installed."""


@dataclass(frozen=True)
class Built:
    """The two outputs: the website's folder, and the folder that holds the bundle."""

    site: Path
    dist: Path
    made_from: str = ""
    """The digest of the sources when the build began: an edit meanwhile must not pass as built."""


@dataclass(frozen=True)
class Job:
    """One run of a site builder: settings and target, and the environment in which settings are read."""

    settings: str
    target: Path
    environment: Mapping[str, str]


Builder = Callable[[Project, Sequence[Job]], None]
"""Runs a site builder for each job. Raises BuildFailed with what it said."""


def build(project: Project, settings: Settings, run: Builder) -> Built:
    """Build both outputs by `run` in the work folder, leaving `site/` and `dist/` alone.

    Raises BuildFailed with what the site builder said.
    """
    root, book = project.root, project.book
    made_from, work = digest(root), root / WORK / "new"
    about = book.brief.about
    keep_printed(project, root)
    shutil.rmtree(work, ignore_errors=True)
    (work / DIST).mkdir(parents=True)
    offline = work / "offline"
    _editions(project, {"": work / SITE, OFFLINE: offline}, run)
    bundle.prune(work / SITE, bundle.USELESS)
    trim_output(work / SITE)
    bundle.prune(offline, (*bundle.USELESS, *bundle.DEAD), bundle.OWN)
    trim_output(offline)
    bundle.without_screens(offline)
    bundle.shorten_index(offline)
    add_downloads(work / SITE, book, settings.site_url)
    add_downloads(offline, book, settings.site_url, bundled=True)
    taken.write(work / SITE, project, settings.site_url)
    taken.write(offline, project, settings.site_url, bundled=True)
    add_reviews(work / SITE, book)
    says = [spoken(about, language, book.catalogues) for language in about.languages]
    bundle.describe(offline, root / bundle.LICENCE, about, says)
    bundle.pack(offline, work / DIST / bundle.zip_of(about), about.name)
    shutil.rmtree(offline)
    return Built(work / SITE, work / DIST, made_from)


def add_downloads(folder: Path, book: Book, site_url: str, *, bundled: bool = False) -> None:
    """Write into an output what there is to download; its links lead to the site at that address."""
    view = View(book, Page("index.md", not bundled, site=public_address(site_url)))
    for name, text in files.files(view).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())  # the line ends are those of the format


def add_reviews(website: Path, book: Book) -> None:
    """Write the pages on which translations are reviewed, for a website in more languages than one."""
    about = book.brief.about
    says = catalogues(about.languages, book.catalogues)
    pages = [theme.page for theme in book.brief.themes.values()]
    example = next((src for src in pages if src != HOME), HOME)
    reviews.write(website, list(book.titles), says, about.title[ENGLISH], example)


def publish(root: Path, built: Built) -> None:
    """Put both outputs into their places; if one cannot be put there, the old one returns."""
    _keep_paper(root, built)
    for new, name in ((built.site, SITE), (built.dist, DIST)):
        swap(new, root / name, root / WORK)
    (root / WORK / DIGEST).write_text(built.made_from, "utf-8")


def publish_paper(root: Path, name: str, pdf: bytes, made_from: str) -> None:
    """Put the PDF into its place in one step, and note from which sources it was made."""
    (root / DIST).mkdir(exist_ok=True)
    (root / WORK).mkdir(exist_ok=True)
    new = root / WORK / name
    new.write_bytes(pdf)
    new.replace(root / DIST / name)
    (root / WORK / PAPER_DIGEST).write_text(f"{made_from} {name}", "utf-8")


def _keep_paper(root: Path, built: Built) -> None:
    """Take the PDF over into the new folder if it is of the same sources; an older one goes."""
    kept = root / WORK / PAPER_DIGEST
    if not kept.is_file():
        return
    made_from, _, name = kept.read_text("utf-8").partition(" ")
    if made_from == built.made_from and (root / DIST / name).is_file():
        shutil.copy(root / DIST / name, built.dist / name)


def last(root: Path, about: About) -> Built | None:
    """Return the outputs in their places if they were built from the present sources."""
    built = Built(root / SITE, root / DIST)
    kept = root / WORK / DIGEST
    if not (built.site.is_dir() and (built.dist / bundle.zip_of(about)).is_file() and kept.is_file()):
        return None
    made_from = kept.read_text("utf-8")
    return replace(built, made_from=made_from) if made_from == digest(root) else None


def digest(root: Path) -> str:
    """Return a hash over everything that an output is made from, with the address of the site."""
    return hashed(f"{os.environ.get('SITE_URL', '')} {engine()}".encode(), root, _inputs(root))


def _inputs(root: Path) -> Iterator[Path]:
    settings = [path for pattern in SETTINGS for path in sorted(root.glob(pattern))]
    for place in (*(root / name for name in INPUTS), *settings):
        yield from sorted(place.rglob("*")) if place.is_dir() else [place]


def _editions(project: Project, outputs: Mapping[str, Path], run: Builder) -> None:
    """Build every edition of each output into its folder, by the settings laid over those of the edition.

    What all editions need stands there once.
    """
    about = project.book.brief.about
    first = about.updated.span()[0]
    assert first  # noqa: S101  (a single day is never open)
    # Without a fixed time, two builds of the same source differ.
    fixed = {"SOURCE_DATE_EPOCH": str(calendar.timegm(first.timetuple())), "NO_MKDOCS_2_WARNING": "1"}
    jobs, asides = [], []
    for settings, target in outputs.items():
        for language in about.languages:
            own = settings_of(language)
            folder = target if language == ENGLISH else target.with_name(f"{target.name}-{language}")
            jobs.append(Job(settings or own, folder, {**fixed, "EDITION": own}))
            if folder != target:
                asides.append((folder, target, language))
    run(project, jobs)
    for folder, target, language in asides:
        joined(folder, target, language)


def joined(folder: Path, target: Path, language: str) -> None:
    """Move the pages of an edition, and what it alone loads, to those of the English one."""
    (folder / language).rename(target / language)
    for path in sorted((folder / ASSETS).rglob("*")):
        place = target / path.relative_to(folder)
        if path.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            path.rename(place)
    shutil.rmtree(folder)


def swap(new: Path, place: Path, work: Path) -> None:
    """Put a folder into its place; if that fails, the old one returns."""
    old = work / f"old-{place.name}"
    if place.exists():
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)
