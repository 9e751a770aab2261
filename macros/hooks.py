"""Gives MkDocs the finishing of pages; a thin adapter, named under `hooks` in mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

import click
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from macros import details, finishing, freshness, reading, registry
from macros.pages import Page as At
from macros.view import View
from macros.wording import Wording, wording

LAST = -100


def on_env(env: Environment, config: MkDocsConfig, **_: object) -> Environment:
    """Give the templates the words of the edition's language."""
    env.globals["words"] = _words(config)
    return env


@event_priority(LAST)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Finish a page when everything else has been done to it."""
    return _finished(output, config, page.file.dest_uri)


@event_priority(LAST)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Finish the page for missing addresses; other templates are no pages."""
    return (
        _finished(output_content, config, template_name)
        if template_name.endswith(".html")
        else output_content
    )


def on_post_build(config: MkDocsConfig) -> None:
    """Write the details of all figures beside the pages, which load them when somebody asks."""
    file = Path(config.site_dir) / details.FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(details.script(_view(config)), "utf-8")


def _finished(html: str, config: MkDocsConfig, file: str) -> str:
    try:
        return finishing.finish(html, _site(config), file)
    except finishing.ThemeChanged as changed:
        raise PluginError(str(changed)) from None


def _site(config: MkDocsConfig) -> finishing.Site:
    return finishing.Site(
        name=config.site_name,
        url=config.site_url or "",
        locale=_words(config).locale,
        preview=_previewed(),
        words=_words(config),
        dates=freshness.island(_view(config)),
    )


def _view(config: MkDocsConfig) -> View:
    """Return the data as seen from the first page; reading keeps what it has read."""
    root = Path(config.config_file_path).parent
    page = At("index.md", config.use_directory_urls, str(config.theme["language"]))
    return View(registry.book(reading.load(root)), page)


def _words(config: MkDocsConfig) -> Wording:
    return wording(str(config.theme["language"]))


def _previewed() -> bool:
    """Return whether this is `mkdocs serve`, whose server adds a script to each page that it shows."""
    command = click.get_current_context(silent=True)
    return command is not None and command.info_name == "serve"
