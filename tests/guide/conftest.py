"""The real data, printed and as they are written."""

from __future__ import annotations

import pytest

from macros.printing.view import View
from macros.project.project import Project
from macros.reading.data import figures_file
from macros.reading.pages.routes import Page
from support.guide import in_english, texts_of
from support.places import ROOT


@pytest.fixture(scope="module")
def view(project: Project) -> View:
    return View(project.book, Page("economics.md"))


@pytest.fixture(scope="module")
def written() -> dict[str, dict[str, dict[str, object]]]:
    """Return the data file as YAML alone reads it, every scalar a text, and of translations the English."""
    data: dict[str, dict[str, dict[str, object]]] = in_english(
        texts_of((ROOT / figures_file.DATA_FILE).read_text("utf-8"))
    )
    return data
