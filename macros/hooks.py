"""Gives MkDocs the finishing of pages; a thin adapter, named under `hooks` in mkdocs.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import cast

import click
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as BuilderPage

from macros import LIVE
from macros.figures import book as registry
from macros.figures.book import Book
from macros.languages.catalogue import Catalogue, brought_by, catalogue, catalogues
from macros.printing import dates
from macros.printing.view import View
from macros.publishing import finish, linked_data, panel, pictures, search
from macros.publishing.feed import feed
from macros.publishing.finish import Image, Site
from macros.publishing.linked_data import HOME
from macros.publishing.mending import ThemeChanged
from macros.reading.data import figures_file, history_file
from macros.reading.pages.alternates import Edition, editions, missing_page
from macros.reading.pages.routes import ENGLISH, FEED, Page, built_file, published, translated

LAST = -100
SITE = "finished_for"
"""The entry of a page's front matter that keeps, until it is finished, what is added to it."""
CACHE = ".build/cache"
"""Under the project's root."""
IMAGES = "assets/social"
ICON = "assets/brief/touch-icon.png"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let the logo of an edition in a folder lead to the start page of that edition."""
    language = str(config.theme["language"])
    if language != ENGLISH:
        home = built_file(translated(HOME, language), config.use_directory_urls)
        config.extra["homepage"] = home.removesuffix("index.html") if config.use_directory_urls else home
    return config


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the words of the edition, and each page what it is finished with."""
    env.globals["words"] = _words(config)
    says = _says(config)
    env.globals["editions"] = partial(_editions, config, says)
    env.globals["missing_page"] = missing_page(_words(config), says)
    env.bytecode_cache = _templates(config)
    if config.get(LIVE) is not None:
        return env  # a warm preview prepares the pages that are looked at
    pages = [cast(BuilderPage, file.page) for file in files.documentation_pages()]
    book = book_of(pages, config)
    site = site_of(book, config)
    for page in pages:
        if picture := prepare(page, site, book, config):
            files.append(_draw(picture, page, config))
    for name, content in beside(book, config):
        files.append(File.generated(config, name, content=content))
    return env


@event_priority(LAST - 100)
def on_post_build(config: MkDocsConfig) -> None:
    """Let the search find words however they are spelt, and put its index beside the pages of the edition."""
    if len(_says(config)) > 1 and any(name.endswith("search") for name in config.plugins):
        try:
            search.finish(Path(config.site_dir), str(config.theme["language"]))
        except ThemeChanged as changed:
            raise PluginError(str(changed)) from None


def book_of(pages: Iterable[BuilderPage], config: MkDocsConfig) -> Book:
    """Return the book of this build, with the titles that the site builder gives the pages."""
    titles = MappingProxyType({page.file.src_uri: str(page.title) for page in pages})
    if (live := config.get(LIVE)) is not None:
        return replace(cast(Book, live()), titles=titles)
    root = _root(config)
    brief = figures_file.load(root)
    history = history_file.load(root, brief)
    return replace(registry.book(brief), history=history, titles=titles, catalogues=brought_by(root))


def _says(config: MkDocsConfig) -> tuple[Catalogue, ...]:
    """Return the catalogues of all languages in which the brief is published."""
    live = config.get(LIVE)
    brief = figures_file.load(_root(config)) if live is None else cast(Book, live()).brief
    return catalogues(brief.about.languages, _brought(config))


def _brought(config: MkDocsConfig) -> Mapping[str, bytes]:
    live = config.get(LIVE)
    return brought_by(_root(config)) if live is None else cast(Book, live()).catalogues


def site_of(book: Book, config: MkDocsConfig) -> Site:
    """Return what all pages of this build are finished with."""
    edition = _words(config)["data_version_of"].format(version=book.brief.about.version)
    return replace(_site(config), edition=edition, dates=dates.island(_view(book, config)))


def prepare(page: BuilderPage, site: Site, book: Book, config: MkDocsConfig) -> pictures.Content | None:
    """Note on the page what it is finished with; return what its picture shows, where it has one."""
    page.meta[SITE] = site
    # The site builder would write the day of the build into the sitemap.
    page.update_date = book.brief.about.updated.text
    if not config.site_url:
        return None
    view = _view(book, config, page.file.src_uri)
    said = str(page.meta.get("description") or "")
    title = config.site_name if view.page.name == HOME else str(page.title)
    shown = pictures.content(view, title, said)
    image = Image(_picture(page), shown.alt, pictures.WIDTH, pictures.HEIGHT)
    others = _editions(config, _says(config), page)
    page.meta[SITE] = replace(
        site,
        images={page.file.dest_uri: image},
        linked_data=linked_data.jsonld(view, said),
        alternates=tuple((one.language, one.address) for one in others),
    )
    return shown


@event_priority(LAST)
def on_post_page(output: str, page: BuilderPage, config: MkDocsConfig) -> str:
    """Finish a page when everything else has been done to it."""
    return _finished(output, page.meta.get(SITE) or _site(config), page.file.dest_uri)


@event_priority(LAST)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Finish the page for missing addresses; other templates are no pages."""
    if not template_name.endswith(".html"):
        return output_content
    return _finished(output_content, _site(config), template_name)


def _finished(html: str, site: Site, file: str) -> str:
    try:
        return finish.finish(html, site, file)
    except ThemeChanged as changed:
        raise PluginError(str(changed)) from None


def _site(config: MkDocsConfig) -> Site:
    return Site(
        name=config.site_name,
        url=config.site_url or "",
        locale=_words(config).locale,
        preview=_previewed(),
        icon=ICON if config.site_url else "",
        feed=FEED if config.site_url else "",
        words=_words(config),
    )


def _editions(
    config: MkDocsConfig, says: tuple[Catalogue, ...], page: BuilderPage | None = None
) -> list[Edition]:
    src = page.file.src_uri if page else HOME
    return editions(Page(src, config.use_directory_urls, site=config.site_url or ""), says)


def _view(book: Book, config: MkDocsConfig, src: str = "index.md") -> View:
    language = str(config.theme["language"])
    return View(book, Page(src, config.use_directory_urls, language, published(config.site_url or "")))


def beside(book: Book, config: MkDocsConfig) -> Iterator[tuple[str, str | bytes]]:
    """Yield the files of an output that are no pages, with their content."""
    yield panel.file(_words(config).tag), panel.script(_view(book, config))
    if config.site_url:
        yield FEED, feed(book, config.site_url, config.copyright or "")
        yield from finish.beside(config.site_url).items()
        drawing = Path(config.docs_dir, str(config.theme["favicon"])).read_text("utf-8")
        yield ICON, pictures.icon(drawing, 180)


def _draw(shown: pictures.Content, page: BuilderPage, config: MkDocsConfig) -> File:
    """Return the picture of a page as a file of the website."""
    try:
        drawn = pictures.png(shown)
    except pictures.Undrawable as error:
        raise PluginError(f"docs/{page.file.src_uri}: {error}") from None
    return File.generated(config, _picture(page), content=drawn)


def _picture(page: BuilderPage) -> str:
    name = PurePosixPath(page.file.src_uri).with_suffix(".png").as_posix().replace("/", "-")
    return f"{IMAGES}/{name}"


def _templates(config: MkDocsConfig) -> FileSystemBytecodeCache:
    """Return where the theme's compiled templates are kept, which takes a quarter of a small build."""
    folder = _root(config) / CACHE / f"jinja-{version('jinja2')}"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _words(config: MkDocsConfig) -> Catalogue:
    return catalogue(str(config.theme["language"]), _brought(config))


def _previewed() -> bool:
    """Return whether this is `mkdocs serve`, whose server adds a script to each page that it shows."""
    command = click.get_current_context(silent=True)
    return command is not None and command.info_name == "serve"
