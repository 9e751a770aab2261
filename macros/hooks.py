"""Gives MkDocs the finishing of pages; a thin adapter, named under `hooks` in mkdocs.yml."""

from __future__ import annotations

import click
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from macros import finishing
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
    )


def _words(config: MkDocsConfig) -> Wording:
    return wording(str(config.theme["language"]))


def _previewed() -> bool:
    """Return whether this is `mkdocs serve`, whose server adds a script to each page that it shows."""
    command = click.get_current_context(silent=True)
    return command is not None and command.info_name == "serve"
