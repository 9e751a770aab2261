"""The adapter: gives the site builder our macros, once data and pages are free of problems.

Everything below this file works without a site builder; a test holds that.
"""

from __future__ import annotations

import gc
import os
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from macros.printing.view import View


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
    # A build makes many small objects and keeps nearly all of them: looking for garbage finds none.
    gc.set_threshold(100_000, 20, 50)
    from macros.printing.macros import MACROS
    from macros.problems import ProblemsFound
    from macros.project.project import open_project

    live = env.conf.get(LIVE)
    if live is not None:
        env.opened, env.book = None, live
    else:
        try:
            env.opened = opened = open_project(Path(env.project_dir))
        except ProblemsFound as found:
            raise Refused(str(found)) from None
        env.book = lambda: opened.book

    def register(name: str) -> None:
        @wraps(MACROS[name])
        def macro(*args: str, **kwargs: str) -> str:
            return MACROS[name](_view(env), *args, **kwargs)

        env.macro(macro, name)

    for name in MACROS:
        register(name)


def on_pre_page_macros(env: Any) -> None:
    """Print the macro calls of a page, so that mkdocs-macros need not compile the page for them.

    A page with statements, comments or a macro in its title is left to mkdocs-macros.
    """
    from macros.printing.whole_page import resolved

    if env.opened is None:
        return  # a preview keeps what the calls print while their page is typed
    view = _view(env)
    scan = env.opened.scans.get(view.page.src)
    tried = env.opened.printed.get(view.page.src, ())
    text = resolved(env.markdown, scan, view, tried) if scan else None
    if text is not None:
        env.markdown = text
        env.page.meta["render_macros"] = False


def _view(env: Any) -> View:
    """Return what the macros of the page see that is being built."""
    from macros.printing.view import View
    from macros.reading.pages.routes import Page, Written, published

    site = published(os.environ.get("SITE_URL") or env.conf["site_url"] or "")
    urls, book = env.conf["use_directory_urls"], env.book()
    if hasattr(env.page, "file"):
        return View(book, Page(env.page.file.src_uri, urls, site=site))
    # Zensical has no files, and turns every path in HTML into an address, also in what macros print.
    return View(book, Written(env.page.path, urls, site=site))
