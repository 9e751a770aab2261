"""Finds pages that are too heavy for a reader with a slow line."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from macros.checks.output.output import Output
from macros.problems import Problem
from macros.project.project import Project
from macros.project.settings import Settings
from macros.reading.pages.routes import REVIEWS

HEAVIEST = 60_000
"""Bytes that the HTML of a page may have, compressed as servers send it."""
FASTEST = 1


def built_weight(output: Output, _project: Project, _settings: Settings) -> Iterator[Problem]:
    """No page grows with the register until it is too heavy."""
    for name, page in output.pages.items():
        html = page.html.encode()
        if name.startswith(REVIEWS):
            continue  # it holds a page in every language, for the few who asked for it
        # Nearly every page passes the quick look.
        if len(html) <= HEAVIEST or len(zlib.compress(html, FASTEST)) <= HEAVIEST:
            continue
        if (weight := len(zlib.compress(html))) > HEAVIEST:
            message = f"the page has {weight} bytes when compressed, and {HEAVIEST} are allowed"
            hint = "split it; figures of a theme can be divided among several themes"
            yield Problem(output.place(name), "heavy-page", message, hint)
