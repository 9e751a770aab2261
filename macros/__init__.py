"""The adapter: gives the site builder our macros, once data and pages are free of problems.

Everything below this file works without a site builder; a test holds that.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from macros.registry import Book


class Refused(Exception, SystemExit):  # noqa: N818
    """Ends a build before anything is written; a preview server prints it and waits."""

    def __init__(self, message: str) -> None:
        """Keep the message for both parents: as text, and as what to exit with."""
        super().__init__(message)
        self.code = message


LIVE = "figures_live"
"""Entry of the site builder's settings by which a warm preview gives the book of what is being typed."""


def define_env(env: Any) -> None:
    """Register the macros in the environment of mkdocs-macros (or of Zensical)."""
    from macros.pages import Page, published
    from macros.problems import ProblemsFound
    from macros.project import open_project
    from macros.view import View
    from macros.words import MACROS

    current: Callable[[], Book] | None = env.conf.get(LIVE)
    if current is None:
        try:
            book = open_project(Path(env.project_dir)).book
        except ProblemsFound as found:
            raise Refused(str(found)) from None

        def current() -> Book:
            return book

    def register(name: str, word: Callable[..., str]) -> None:
        @wraps(word)
        def macro(*args: str, **kwargs: str) -> str:
            site = published(os.environ.get("SITE_URL") or env.conf["site_url"] or "")
            page = Page(env.page.file.src_uri, env.conf["use_directory_urls"], site=site)
            return str(word(View(current(), page), *args, **kwargs))

        env.macro(macro, name)

    for name, word in MACROS.items():
        register(name, word)
