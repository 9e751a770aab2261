"""The site builder's settings as far as the checks need them, read without the site builder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from macros.files import Files
from macros.problems import Place, Problem

MKDOCS = "mkdocs.yml"


@dataclass(frozen=True)
class NavItem:
    """One page named in the navigation, with its place in mkdocs.yml."""

    src: str
    place: Place


@dataclass(frozen=True)
class Settings:
    """What mkdocs.yml says."""

    raw: dict[str, Any]
    nav: tuple[NavItem, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def site_url(self) -> str:
        """Return the address at which the site is published."""
        return str(self.raw.get("site_url") or "")

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the setting and the path under docs/ of every file that the settings name."""
        for name in ("extra_css", "extra_javascript"):
            for item in self.raw.get(name) or ():
                yield name, str(item.get("path", "") if isinstance(item, dict) else item)
        theme = self.raw.get("theme")
        if isinstance(theme, dict) and theme.get("favicon"):
            yield "theme.favicon", str(theme["favicon"])


class _Loader(yaml.SafeLoader):
    """Reads !ENV as the site builder does, and other tags as nothing: the checks need none of them."""


def _env(loader: _Loader, node: yaml.Node) -> Any:
    """Return what the site builder reads: the first variable that is set, or else the default."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(node.value))
    words = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else []
    *names, default = words or [None]
    return next((os.environ[str(name)] for name in names if str(name) in os.environ), default)


_Loader.add_constructor("!ENV", _env)
_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def load_settings(root: Path, unsaved: Mapping[str, str] = MappingProxyType({})) -> Settings:
    """Return the settings of the project; what cannot be read is a problem, not an error.

    `unsaved` texts win over the files of their paths.
    """
    try:
        text = Files(root, unsaved).text(MKDOCS)
        raw = yaml.load(text, _Loader)  # noqa: S506  (a SafeLoader that knows one tag more)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(MKDOCS, mark.line + 1, mark.column + 1) if mark else Place(MKDOCS)
        message = f"the settings cannot be read: {' '.join(str(error).split())}"
        return Settings({}, problems=(Problem(place, "settings", message),))
    if not isinstance(raw, dict):
        return Settings({}, problems=(Problem(Place(MKDOCS), "settings", "there are no settings"),))
    return Settings(raw, tuple(_nav(text)))


def _nav(text: str) -> Iterator[NavItem]:
    node = yaml.compose(text, _Loader)
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        if key.value == "nav":
            yield from _items(value)


def _items(node: yaml.Node) -> Iterator[NavItem]:
    if isinstance(node, yaml.ScalarNode):
        if not re.match(r"[a-z]+:", node.value):
            mark = node.start_mark
            yield NavItem(node.value, Place(MKDOCS, mark.line + 1, mark.column + 1))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _items(item)
    elif isinstance(node, yaml.MappingNode):
        for _, item in node.value:
            yield from _items(item)
