"""The pages that the navigation names."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from macros.reading.pages.routes import built_file
from support.browser.outputs import Output
from support.places import ROOT


class Settings(yaml.SafeLoader):
    """Reads the settings, and of their tags nothing."""


Settings.add_multi_constructor("!", lambda *_: None)


def named_pages(output: Output) -> list[str]:
    """Return the files of the pages that the navigation names, in its order."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Settings)  # noqa: S506  (a safe one)
    return [built_file(src, output.name == "website") for src in sources(settings["nav"])]


def sources(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for below in nav.values():
            yield from sources(below)
    elif isinstance(nav, list):
        for below in nav:
            yield from sources(below)
