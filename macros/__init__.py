"""The adapter: gives the site builder our macros, once data and pages are free of problems.

Everything below this file works without a site builder; a test holds that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any


class Refused(Exception, SystemExit):  # noqa: N818
    """Ends a build before anything is written; a preview server prints it and waits."""

    def __init__(self, message: str) -> None:
        """Keep the message for both parents: as text, and as what to exit with."""
        super().__init__(message)
        self.code = message


def define_env(env: Any) -> None:
    """Register the macros in the environment of mkdocs-macros (or of Zensical)."""
    from macros.pages import Page
    from macros.problems import ProblemsFound
    from macros.project import open_project
    from macros.view import View
    from macros.wording import wording
    from macros.words import MACROS

    try:
        book = open_project(Path(env.project_dir)).book
    except ProblemsFound as found:
        raise Refused(str(found)) from None

    # The theme's templates see only this of the data: what a printed sheet says of its edition.
    env.conf["extra"]["edition"] = wording(env.conf["theme"]["language"])["edition"].format(
        book.brief.about.version
    )

    def register(name: str, word: Callable[..., str]) -> None:
        @wraps(word)
        def macro(*args: str, **kwargs: str) -> str:
            page = Page(env.page.file.src_uri, env.conf["use_directory_urls"])
            return str(word(View(book, page), *args, **kwargs))

        env.macro(macro, name)

    for name, word in MACROS.items():
        register(name, word)
