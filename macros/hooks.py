"""Gives MkDocs the finishing of pages; a thin adapter, named under `hooks` in mkdocs.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import click
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from macros.figures.book import Book
from macros.printing.items import to_rows
from macros.printing.whole_page import LostBlock, ids_in, restored
from macros.project import overlay
from macros.project.held import HELD, held
from macros.publishing.drawing import KEPT
from macros.publishing.linked_data import HOME
from macros.publishing.mending import ThemeChanged
from macros.publishing.outlet import Outlet, home, named
from macros.publishing.pictures import Undrawable
from macros.reading.pages.routes import ENGLISH, of_item

LAST = -100
CACHE = ".build/cache"
"""Under the project's root."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Lay our templates and assets over the theme, below the project's own.

    The logo of an edition in a folder leads to the start page of that edition.
    """
    config.theme.dirs.insert(bool(config.theme.custom_dir), str(overlay.OVERRIDES))
    config.watch.append(str(overlay.OVERRIDES))
    language = str(config.theme["language"])
    if language != ENGLISH:
        config.extra["homepage"] = home(language, config.use_directory_urls)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave the pages of items out of the bundle, where the page of each theme has its items."""
    if not config.use_directory_urls:
        for file in files.documentation_pages():
            if of_item(file.src_uri):
                files.remove(file)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Let links of authors to the pages of items lead, in the bundle, to the rows of the items."""
    if config.use_directory_urls or HELD not in config:
        return markdown
    return to_rows(held(config).book, page.file.src_uri, markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Put back the blocks that macros printed, with the places to which links may lead in them."""
    blocks = held(config).aside.pop(page.file.src_uri, ()) if HELD in config else ()
    if not blocks:
        return html
    if page.present_anchor_ids is not None:
        page.present_anchor_ids.update(ids_in("".join(blocks)))
    with _told():
        return restored(html, blocks)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the words of the edition, and the website what stands beside its pages."""
    if HELD not in config:
        raise PluginError("macros/hooks.py finishes what the macros print; name them too: plugins: macros:")
    run, pages = held(config), [file.page for file in files.documentation_pages() if file.page]
    outlet = run.outlet = outlet_of(config, run.book, pages)
    env.globals["words"] = outlet.say
    env.globals["editions"] = lambda page=None: outlet.editions(page.file.src_uri if page else HOME)
    env.globals["missing_page"] = outlet.missing_page
    env.globals["sitemap"] = lambda files: outlet.sitemap(file.src_uri for file in files)
    env.bytecode_cache = _templates(config)
    if run.project is None:
        return env  # a preview prepares the pages that are looked at
    made = dict(outlet.beside())
    for page in pages:
        page.update_date = outlet.updated  # else the sitemap would name the day of the build
        if outlet.url:
            with _told():
                made.update(outlet.picture(page.file.src_uri, _description(page)))
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    return env


@event_priority(LAST)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Finish a page when everything else has been done to it."""
    with _told():
        return _outlet(config).finish(output, page.file.dest_uri, page.file.src_uri, _description(page))


@event_priority(LAST)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Finish the page for missing addresses; other templates are no pages."""
    if not template_name.endswith(".html"):
        return output_content
    with _told():
        return _outlet(config).finish(output_content, template_name)


@event_priority(LAST - 100)
def on_post_build(config: MkDocsConfig) -> None:
    """Let the search find words however they are spelt, and put its index beside the pages of the edition."""
    if any(name.endswith("search") for name in config.plugins):
        with _told():
            _outlet(config).finish_search(Path(config.site_dir))


def outlet_of(config: MkDocsConfig, book: Book, pages: Iterable[Page]) -> Outlet:
    """Return what pages are finished with, by the settings and the titles that MkDocs gives the pages."""
    return Outlet(
        book=named(book, {page.file.src_uri: str(page.title) for page in pages}),
        language=str(config.theme["language"]),
        name=config.site_name,
        favicon=overlay.found(Path(config.docs_dir), str(config.theme["favicon"])),
        url=config.site_url or "",
        rights=config.copyright or "",
        directory_urls=config.use_directory_urls,
        preview=_previewed(),
        kept=Path(config.config_file_path).parent / KEPT,
    )


def _outlet(config: MkDocsConfig) -> Outlet:
    outlet = held(config).outlet
    assert outlet  # noqa: S101  (pages are built after their titles are known)
    return outlet


def _description(page: Page) -> str:
    return str(page.meta.get("description") or "")


@contextmanager
def _told() -> Iterator[None]:
    """Let MkDocs end the build in the words of what is wrong."""
    try:
        yield
    except (LostBlock, ThemeChanged, Undrawable) as error:
        raise PluginError(str(error)) from None


def _templates(config: MkDocsConfig) -> FileSystemBytecodeCache:
    """Return where the theme's compiled templates are kept, which takes a quarter of a small build."""
    folder = Path(config.config_file_path).parent / CACHE / f"jinja-{version('jinja2')}"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def _previewed() -> bool:
    """Return whether this is `mkdocs serve`, whose server adds a script to each page that it shows."""
    command = click.get_current_context(silent=True)
    return command is not None and command.info_name == "serve"
