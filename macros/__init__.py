"""The adapter: gives the site builder our macros, once data and pages are free of problems.

Everything below this file works without a site builder; a test holds that.
"""

from __future__ import annotations

import os
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from macros.printing.view import View
    from macros.project.held import Held


class Refused(Exception, SystemExit):  # noqa: N818
    """Ends a build before anything is written; a preview server prints it and waits."""

    def __init__(self, message: str) -> None:
        """Keep the message for both parents: as text, and as what to exit with."""
        super().__init__(message)
        self.code = message


def define_env(env: Any) -> None:
    """Register the macros in the environment of mkdocs-macros (or of Zensical)."""
    from macros import tuning
    from macros.printing.macros import MACROS

    env.set_back = tuning.for_a_build()
    held = _held(env)

    def register(name: str) -> None:
        @wraps(MACROS[name])
        def macro(*args: str, **kwargs: str) -> str:
            return MACROS[name](_view(env, held), *args, **kwargs)

        env.macro(macro, name)

    for name in MACROS:
        register(name)


def on_pre_page_macros(env: Any) -> None:
    """Print the macro calls of a page, so that mkdocs-macros need not compile the page for them.

    A page with statements, comments or a macro in its title is left to mkdocs-macros.
    """
    from macros.printing.whole_page import resolved
    from macros.project.held import held
    from macros.project.tried import Tried

    run = held(env.conf)
    if run.project is None:
        return  # a preview keeps what the calls print while their page is typed
    view = _view(env, run)
    scan = run.project.scans.get(view.page.src)
    tried = run.project.tried.get(view.page.src, Tried())
    # Zensical, which has no files, gives nobody the content of a page before it is set into the theme.
    aside: list[str] | None = [] if hasattr(env.page, "file") else None
    printed = [one.html for one in tried.printed]
    text = resolved(env.markdown, scan, view, printed, aside) if scan else None
    if text is not None:
        run.aside[view.page.src] = aside or []
        env.markdown = text
        # The plugin asks a copy of the page; the front matter of the page itself stays the author's.
        page = env.variables["page"]
        page.meta = {**page.meta, "render_macros": False}


def on_post_build(env: Any) -> None:
    """Give the site builder its process back as it was."""
    env.set_back()


def _held(env: Any) -> Held:
    """Return what this run holds: what a preview put into the settings, or else the project on disk.

    Raises Refused with all problems of data and pages.
    """
    from macros.problems import ProblemsFound
    from macros.project.held import HELD, Held, held
    from macros.project.project import open_project

    if HELD in env.conf:
        return held(env.conf)
    try:
        project = open_project(Path(env.project_dir))
    except ProblemsFound as found:
        raise Refused(str(found)) from None
    run = Held(project.book, project)
    # The settings of MkDocs are those of one build. Zensical's are a plain dict that outlives edits.
    if not isinstance(env.conf, dict):
        env.conf[HELD] = run
    return run


def _view(env: Any, held: Held) -> View:
    """Return what the macros of the page see that is being built."""
    from macros.printing.view import View
    from macros.reading.pages.routes import Page, Written, public_address

    site = public_address(os.environ.get("SITE_URL") or env.conf["site_url"] or "")
    urls = env.conf["use_directory_urls"]
    if hasattr(env.page, "file"):
        return View(held.book, Page(env.page.file.src_uri, urls, site=site))
    # Zensical has no files, and turns every path in HTML into an address, also in what macros print.
    return View(held.book, Written(env.page.path, urls, site=site))
