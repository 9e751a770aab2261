"""Gives MkDocs the finishing of pages; a thin adapter, named under `hooks` in mkdocs.yml."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import cast

import click
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as BuilderPage

from macros import finishing, reading, recorded, registry, socialimage
from macros.feed import feed
from macros.finishing import Image
from macros.pages import FEED, Page
from macros.registry import Book
from macros.view import View
from macros.wording import Wording, wording

LAST = -100
IMAGE = "social_image"
"""The entry of a page's front matter that keeps its picture until the page is finished."""
IMAGES = "assets/social"
ICON = "assets/brief/touch-icon.png"


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the words of the edition, and the website what the bundle has no use for."""
    env.globals["words"] = _words(config)
    if config.site_url:
        root = Path(config.config_file_path).parent
        brief = reading.load(root)
        book = replace(registry.book(brief), history=recorded.load(root, brief))
        _draw(book, config, files)
        written = feed(book, config.site_url, config.copyright or "")
        files.append(File.generated(config, FEED, content=written))
        for name, content in finishing.beside(config.site_url).items():
            files.append(File.generated(config, name, content=content))
        for file in files.documentation_pages():
            # The site builder would write the day of the build into the sitemap.
            cast(BuilderPage, file.page).update_date = brief.about.updated.text
    return env


@event_priority(LAST)
def on_post_page(output: str, page: BuilderPage, config: MkDocsConfig) -> str:
    """Finish a page when everything else has been done to it."""
    return _finished(output, config, page.file.dest_uri, page.meta.get(IMAGE))


@event_priority(LAST)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Finish the page for missing addresses; other templates are no pages."""
    if not template_name.endswith(".html"):
        return output_content
    return _finished(output_content, config, template_name)


def _finished(html: str, config: MkDocsConfig, file: str, image: Image | None = None) -> str:
    site = finishing.Site(
        name=config.site_name,
        url=config.site_url or "",
        locale=_words(config).locale,
        preview=_previewed(),
        images={file: image} if image else {},
        icon=ICON if config.site_url else "",
        feed=FEED if config.site_url else "",
    )
    try:
        return finishing.finish(html, site, file)
    except finishing.ThemeChanged as changed:
        raise PluginError(str(changed)) from None


def _draw(book: Book, config: MkDocsConfig, files: Files) -> None:
    """Draw the picture of every page, and the icon for phones."""
    for file in files.documentation_pages():
        page = cast(BuilderPage, file.page)  # the builder has read all pages by now
        title = config.site_name if page.is_homepage else str(page.title)
        view = View(book, Page(file.src_uri))
        try:
            shown = socialimage.content(view, title, str(page.meta.get("description") or ""))
            drawn = socialimage.png(shown)
        except socialimage.Undrawable as error:
            raise PluginError(f"docs/{file.src_uri}: {error}") from None
        name = f"{IMAGES}/{PurePosixPath(file.src_uri).with_suffix('.png').as_posix().replace('/', '-')}"
        files.append(File.generated(config, name, content=drawn))
        page.meta[IMAGE] = Image(name, shown.alt, socialimage.WIDTH, socialimage.HEIGHT)
    drawing = Path(config.docs_dir, str(config.theme["favicon"])).read_text("utf-8")
    files.append(File.generated(config, ICON, content=socialimage.icon(drawing, 180)))


def _words(config: MkDocsConfig) -> Wording:
    return wording(str(config.theme["language"]))


def _previewed() -> bool:
    """Return whether this is `mkdocs serve`, whose server adds a script to each page that it shows."""
    command = click.get_current_context(silent=True)
    return command is not None and command.info_name == "serve"
