"""A small project of three pages' worth of data, and the ways in which tests read and print it."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from macros.checks.authored.data import TODAY
from macros.figures import book as registry
from macros.figures.book import Book
from macros.printing import macros
from macros.printing.view import View
from macros.reading.data import figures_file
from macros.reading.pages.routes import Page

# A busy machine is no fault: what is too slow is measured by `make bench`.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")

TESTS = Path(__file__).parent
SECTION = re.compile(r"^(?=\w+:)", re.MULTILINE)

# Of the tests, those of reviews apart, none must fail for the day on which it is run.
UPDATED = re.search(
    r"^  updated: (\S+)$", (TESTS.parent / figures_file.DATA_FILE).read_text("utf-8"), re.MULTILINE
)
assert UPDATED
os.environ.setdefault(TODAY, UPDATED[1])

Print = Callable[..., str]
"""Prints a macro as it stands on the page `trade.md`: name, arguments, keywords."""


def completed(text: str) -> str:
    """Return the data file with each section that it lacks taken from base.yml, behind its own."""
    base = (TESTS / "base.yml").read_text("utf-8")
    given = {part.partition(":")[0] for part in SECTION.split(text)}
    missing = [part for part in SECTION.split(base) if part and part.partition(":")[0] not in given]
    return text.rstrip("\n") + "\n" + "".join(missing)


def read_book(text: str) -> Book:
    """Return the book of a data file of which base.yml completes the sections."""
    return registry.of_data_alone(figures_file.read(completed(text).encode()))


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with both outputs, built once however many processes run the tests.

    Nobody changes it; who wants to takes a copy.
    """
    from publishing.test_site import copied, figures

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # which all processes share
    root, done = folder / "pristine" / "ایران و عراق", folder / "pristine.done"
    with (folder / "pristine.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            made = figures(copied(root), "site")
            assert made.returncode == 0, made.stdout + made.stderr
            done.touch()
    return root


@pytest.fixture(scope="session")
def book() -> Book:
    """Return the book of small.yml."""
    return registry.of_data_alone(figures_file.read((TESTS / "small.yml").read_bytes()))


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
