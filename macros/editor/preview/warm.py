"""Renders single pages by the site builder's own steps, with everything loaded that they share.

What it gives for a page are the bytes that a build of the same texts writes; a test compares both.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from macros import hooks
from macros.editor.preview.keeping import Keeper
from macros.figures.book import Book
from macros.printing.macros import MACROS
from macros.project.files import DOCS
from macros.project.held import HELD, Held
from macros.project.project import Project
from macros.publishing.outlet import Outlet

SEARCH = "search"
"""The name of the plugin, behind that of the theme which brings it."""
LOGGER = "mkdocs"


class NoPage(Exception):  # noqa: N818
    """Raised where a page cannot be rendered; says why in words."""


class BuilderChanged(Exception):  # noqa: N818
    """Raised where the site builder or a plugin of it is not what the steps here were written for."""


class Warm:
    """A site builder that has done all that pages have in common."""

    def __init__(self, root: Path, book: Book, config_file: str = "mkdocs.yml") -> None:
        """Load everything, for what macros print first. Raises what wrong settings raise."""
        self.config: MkDocsConfig = load_config(str(root / config_file))
        self.held = self.config[HELD] = Held(book)
        plugins = self.config.plugins
        plugins.on_startup(command="build", dirty=False)
        self.config = plugins.on_config(self.config)
        plugins.on_pre_build(config=self.config)
        files = get_files(self.config)
        env = self.config.theme.get_env()
        files.add_files_from_theme(env, self.config)
        self.files = plugins.on_files(files, config=self.config)
        set_exclusions(self.files, self.config)
        self.nav = plugins.on_nav(
            get_navigation(self.files, self.config), config=self.config, files=self.files
        )
        self.pages: dict[str, Page] = {}
        for file in self.files.documentation_pages():
            self.pages[file.src_uri] = file.page or Page(None, file, self.config)
            # Without it, the navigation has no titles of pages that were not rendered yet.
            self.pages[file.src_uri].read_source(self.config)
        self.env = plugins.on_env(env, config=self.config, files=self.files)
        self.keeper = Keeper()
        self._remember()
        self._spare_the_search()

    def addresses(self) -> dict[str, str]:
        """Return the source of each page by its address under the site's root."""
        return {page.file.url.removeprefix("./"): src for src, page in self.pages.items()}

    def static(self) -> dict[str, str]:
        """Return the path on disk of each file that is copied, by its address under the site's root."""
        return {file.url: file.abs_src_path for file in self.files.static_pages() if file.abs_src_path} | {
            file.dest_uri: file.abs_src_path
            for file in self.files
            if file.abs_src_path and not file.is_documentation_page()
        }

    def made(self, book: Book, name: str) -> bytes | None:
        """Return a file that a build makes from the data, by its path under the site's root."""
        for other, content in self._outlet(book).beside():
            if other == name:
                return content.encode() if isinstance(content, str) else content
        return None

    def render(self, project: Project, src: str) -> tuple[bytes, list[str]]:
        """Return the page and what the site builder warns of. Raises NoPage."""
        page = self.pages.get(src)
        if page is None:
            raise NoPage(f"{DOCS}/{src} is no page of this site")
        with _heard() as warnings, self._current(page):
            try:
                page.file.content_string = project.texts[src]
                return self._built(page, project), warnings
            except (Exception, SystemExit) as error:
                raise NoPage("\n".join(warnings) or _said(error)) from error

    def _built(self, page: Page, project: Project) -> bytes:
        config, plugins = self.config, self.config.plugins
        page = plugins.on_pre_page(page, config=config, files=self.files)
        page.read_source(config)
        self.held.book = self.keeper.begin(project, page.file.src_uri)
        markdown = cast(str, page.markdown)
        page.markdown = plugins.on_page_markdown(markdown, page=page, config=config, files=self.files)
        page.render(config, self.files)
        content = self.keeper.end(cast(str, page.content))
        page.content = plugins.on_page_content(content, page=page, config=config, files=self.files)
        outlet = self.held.outlet = self._outlet(project.book)
        page.update_date = outlet.updated
        page.active = True
        context = get_context(self.nav, self.files.documentation_pages(), config, page)
        template = self.env.get_template(page.meta.get("template", "main.html"))
        context = plugins.on_page_context(context, page=page, config=config, nav=self.nav)
        output = plugins.on_post_page(template.render(context), page=page, config=config)
        return output.encode("utf-8", errors="xmlcharrefreplace")

    def _outlet(self, book: Book) -> Outlet:
        return hooks.outlet_of(self.config, book, self.pages.values())

    @contextmanager
    def _current(self, page: Page) -> Iterator[None]:
        self.config._current_page = page
        try:
            yield
        finally:
            page.active = False
            self.config._current_page = None

    def _spare_the_search(self) -> None:
        """Take out the search plugin, which would add a page to its index with every rendering."""
        plugins = self.config.plugins
        search = next((one for name, one in plugins.items() if name.rpartition("/")[2] == SEARCH), None)
        if search is None:
            return
        events = plugins.events["page_context"]
        others = [method for method in events if getattr(method, "__self__", None) is not search]
        if len(others) != len(events) - 1:
            what = f"'{SEARCH}' hears of a page's context {len(events) - len(others)} times instead of once"
            raise BuilderChanged(f"{what}; mend _spare_the_search in macros/editor/preview/warm.py")
        events[:] = others

    def _remember(self) -> None:
        """Let what the macros print be kept from one rendering to the next."""
        plugin: Any = self.config.plugins["macros"]
        given = dict(plugin.macros)
        for where, place, needed in (
            ("macros", plugin.macros, True),
            ("variables", plugin.variables, False),
            ("env.globals", plugin.env.globals, True),
        ):
            kept = {name for name, macro in given.items() if place.get(name) is macro}
            for name in kept:
                place[name] = self.keeper.keeping(name, given[name])
            if needed and (left := sorted(MACROS.keys() - kept)):
                what = f"'{where}' of mkdocs-macros does not hold the macros {', '.join(left)}"
                raise BuilderChanged(f"{what}; mend _remember in macros/editor/preview/warm.py")


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Gather what the site builder warns of meanwhile."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    listener, logger = Listener(logging.WARNING), logging.getLogger(LOGGER)
    logger.addHandler(listener)
    try:
        yield said
    finally:
        logger.removeHandler(listener)


def _said(error: BaseException) -> str:
    words = str(error) or type(error).__name__
    return words if isinstance(error, MkDocsException) else f"{type(error).__name__}: {words}"
