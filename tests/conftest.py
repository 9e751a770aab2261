"""What is made once for all tests: both outputs, the project itself, and a small book to print."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from macros.checks.authored.data import TODAY
from macros.checks.output.output import unpacked
from macros.figures import book as registry
from macros.figures.book import Book
from macros.printing import macros
from macros.printing.view import View
from macros.project.project import Project, open_project
from macros.publishing.outputs.build import DIST, SITE
from macros.reading.data import figures_file
from macros.reading.pages.routes import Page
from support.books import Print
from support.named import NAME, ZIP
from support.places import ROOT, SMALL
from support.site import copied, figures, made_once, shared, states

# A busy machine is no fault: what is too slow is measured by `make bench`.
settings.register_profile("usual", deadline=None, max_examples=40)
settings.register_profile("deep", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


# Of the tests, those of reviews apart, none must fail for the day on which it is run.
UPDATED = re.search(r"^  updated: (\S+)$", (ROOT / figures_file.DATA_FILE).read_text("utf-8"), re.MULTILINE)
assert UPDATED
os.environ.setdefault(TODAY, UPDATED[1])


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
        unpacked(root / DIST / ZIP, folder / "built" / "a b")

    made_once(folder, "built", make)
    before = states(root / SITE, root / DIST)
    yield root
    assert states(root / SITE, root / DIST) == before, "a test has changed what all tests look at"


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
