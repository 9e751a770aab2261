"""What the settings of mkdocs.yml mean to Zensical, the successor of the theme by the same authors.

Zensical reads mkdocs.yml itself, but takes no notice of what it does not know. Here every setting is
named as read or not read, so that none is lost without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from macros.languages.catalogue import Catalogue
from macros.publishing.outlet import home
from macros.reading.pages.alternates import missing_page
from macros.reading.pages.routes import ENGLISH

READ = frozenset(
    {
        *("site_name", "site_description", "site_url", "copyright", "use_directory_urls", "watch", "nav"),
        *("exclude_docs", "strict"),
        *("theme.name", "theme.language", "theme.custom_dir", "theme.font", "theme.icon", "theme.favicon"),
        *("theme.palette", "theme.features", "plugins.search", "plugins.macros", "plugins.offline"),
        *("extra.generator", "extra_css", "extra_javascript", "markdown_extensions"),
        *("validation.anchors",),
    }
)
"""Settings that Zensical 0.0.73 reads as MkDocs does."""
UNREAD: Mapping[str, str] = MappingProxyType(
    {
        "hooks": "macros/publishing/outputs/zensical.py finishes the pages when they are built",
        "not_in_nav": "it builds pages that the navigation does not name, and does not speak of them",
        "extra.polyfills": "they are left out: the script puts off the search of Material alone",
        "validation.omitted_files": "our own check of the navigation tells of them",
        "validation.absolute_links": "our own check of the built links tells of them",
        "validation.unrecognized_links": "our own check of the built links tells of them",
    }
)
"""Settings that it does not read, or must not, and what takes their place."""
DEEP = ("theme", "plugins", "extra", "validation")
"""Settings that are told apart by the names in them."""
CUSTOM = "overrides"
"""The folder of templates that are laid over the theme."""
SPOKEN = ("missing_page", "missing_page_why", "missing_page_ways", "missing_page_search")
"""The words of the templates, which a hook gives to MkDocs."""


def names(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield the name of every setting, those of theme, plugins, extra and validation with a point."""
    for name, value in raw.items():
        if name in DEEP and isinstance(value, dict):
            yield from (f"{name}.{inner}" for inner in value)
        else:
            yield name


def unknown(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the settings of which nobody has said whether Zensical reads them."""
    return tuple(sorted(set(names(raw)) - READ - UNREAD.keys()))


def translated(
    raw: Mapping[str, Any], own: Catalogue, says: Sequence[Catalogue], site: str
) -> dict[str, Any]:
    """Return the settings with which Zensical builds the same pages into the folder `site`.

    Of the editions its templates get what holds for all pages, and a mark in the place of their links.
    """
    theme = {**raw["theme"], "variant": "classic", "custom_dir": CUSTOM}  # looks like Material
    given = (raw.get("extra") or {}).items()
    named = [edition(say) for say in says]
    extra = {
        **{name: value for name, value in given if f"extra.{name}" not in UNREAD},
        "words": {name: own[name] for name in SPOKEN},
        "missing_page": missing_page(own, says),
        "alternate": named if len(named) > 1 else [],
    }
    if own.tag != ENGLISH:
        extra["homepage"] = home(own.tag, directory_urls=True)
    kept = {name: value for name, value in raw.items() if name not in UNREAD}
    return {**kept, "theme": theme, "extra": extra, "site_dir": site}


def edition(say: Catalogue) -> dict[str, str]:
    """Return what is said of a language in the switch of languages of every page."""
    said = {"language": say.tag, "lang": say.tag, "name": say.autonym, "dir": say.direction}
    return {**said, "link": f"edition:{say.tag}"}
