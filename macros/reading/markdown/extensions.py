"""Names the Markdown extensions that decide how a page is read, from the site builder's settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

BUILT_IN = frozenset({"toc", "tables", "fenced_code"})
"""Those that are always on."""
GROUPS = {
    "extra": ("abbr", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables"),
    "pymdownx.extra": (
        *("abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables"),
        "pymdownx.superfences",
    ),
}
USUAL = BUILT_IN | {"attr_list", "admonition", "def_list", "pymdownx.details", "pymdownx.superfences"}
"""Those by which a page is read if nobody says otherwise."""


def named(setting: Any) -> frozenset[str]:
    """Return the names in that setting, which is a list or a map, with those that are always on."""
    items: Iterable[Any] = setting if isinstance(setting, list | tuple | dict) else ()
    names = {str(name) for item in items for name in (item if isinstance(item, dict) else (item,))}
    names = {name.removeprefix("markdown.extensions.") for name in names}
    return BUILT_IN.union(names, *(GROUPS[name] for name in names & GROUPS.keys()))
