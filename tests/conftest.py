"""What is made once for all tests: both outputs, the project itself, and a small book to print."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import settings

from macros.checks.authored.data import TODAY
from macros.checks.output.output import unpacked
from macros.figures import book as registry
from macros.figures.book import Book
from macros.languages.catalogue import tags
from macros.printing import macros
from macros.printing.view import View
from macros.project.project import Project, open_project
from macros.project.settings import settings_of
from macros.publishing.outputs.build import DIST, SITE
from macros.publishing.outputs.zensical import PLACE
from macros.reading.data import figures_file
from macros.reading.pages.routes import Page
from support.books import Print
from support.named import NAME, ZIP
from support.places import ADDRESS, ROOT, SMALL
from support.site import changed, copied, figures, made_once, mkdocs, shared, states, worked_once

# A busy machine is no fault: what is too slow is measured by `make bench`.
settings.register_profile("usual", deadline=None, max_examples=40)
settings.register_profile("deep", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


# Of the tests, those of reviews apart, none must fail for the day on which it is run.
UPDATED = re.search(r"^  updated: (\S+)$", (ROOT / figures_file.DATA_FILE).read_text("utf-8"), re.MULTILINE)
assert UPDATED
os.environ.setdefault(TODAY, UPDATED[1])

# What is built is the website of a folder of a host: one build tells of its address, and browsers open it.
os.environ["SITE_URL"] = ADDRESS

SAID = "said.txt"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what needs the outputs, so that only one process waits for them, and others do the rest."""
    items.sort(key=lambda item: "built" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def project() -> Project:
    """Return the project itself."""
    return open_project(ROOT)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield a copy of the project with both outputs, built once however many processes run the tests.

    Its folder's name has a space and Persian letters. Nobody changes it; who wants to takes a copy.
    """
    folder = shared(tmp_path_factory)
    root = folder / "built" / "ایران و عراق"

    def make() -> None:
        made = figures(copied(root), "site")
        assert made.returncode == 0, made.stdout + made.stderr
        (root.parent / SAID).write_text(made.stdout + made.stderr, "utf-8")
        unpacked(root / DIST / ZIP, folder / "built" / "a b")

    made_once(folder, "built", make)
    before = states(root / SITE, root / DIST)
    yield root
    assert states(root / SITE, root / DIST) == before, "a test has changed what all tests look at"


@pytest.fixture(scope="session")
def said(built: Path) -> str:
    """Return what the command printed that built and checked both outputs."""
    return (built.parent / SAID).read_text("utf-8")


@pytest.fixture(scope="session")
def by_zensical(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the website as Zensical builds it of the same sources, built once and changed by nobody."""

    def work(root: Path) -> None:
        before = states(root / SITE)
        made = figures(root, "site", "--builder", "zensical")
        assert made.returncode == 0, made.stdout + made.stderr
        assert f"website: {PLACE}/index.html" in made.stdout
        assert states(root / SITE) == before, "what is published is not touched"

    return worked_once(built, shared(tmp_path_factory), "zensical", work) / PLACE


@pytest.fixture(scope="session")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with another value and a longer page, built in each language by MkDocs.

    Nobody changes it. Its pages stand in a folder of the name of their language.
    """
    folder = shared(tmp_path_factory)
    root = folder / "edited"

    def make() -> None:
        copied(root)
        for path, text in changed(root).items():
            (root / path).write_text(text, "utf-8")
        words = [("--config-file", settings_of(tag), "--site-dir", tag) for tag in tags()]
        with ThreadPoolExecutor() as pool:
            for done in pool.map(lambda more: mkdocs(root, *more), words):
                assert done.returncode == 0, done.stderr
                assert "WARNING" not in done.stderr

    made_once(folder, "edited", make)
    return root


@pytest.fixture(scope="session")
def offline(built: Path) -> Path:
    """Return the unpacked bundle, which nobody changes either."""
    return built.parent / "a b" / NAME


@pytest.fixture(params=["web", "offline"])
def output(request: pytest.FixtureRequest, built: Path, offline: Path) -> Path:
    """Return the folder of each output."""
    return built / SITE if request.param == "web" else offline


@pytest.fixture(scope="session")
def book() -> Book:
    """Return the book of small.yml."""
    return registry.of_data_alone(figures_file.read(SMALL.read_bytes()))


@pytest.fixture(scope="session")
def view(book: Book) -> View:
    """Return that book as seen from a theme's page."""
    return View(book, Page("trade.md"))


@pytest.fixture(scope="session")
def show(view: View) -> Print:
    """Return the function that prints a macro as it stands on that page."""

    def printed(name: str, *args: object, **kwargs: object) -> str:
        return str(macros.call(view, name, args, kwargs))

    return printed


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print Lighthouse's marks for speed, which depend on how busy the machine is and decide nothing."""
    for report in terminalreporter.getreports("passed"):
        for name, marks in report.user_properties:
            if name == "speed":
                terminalreporter.write_line(f"Lighthouse, speed of {marks} of 100")
