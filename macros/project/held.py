"""What one run of a site builder holds of the project: the one place for it, among the builder's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from macros.figures.book import Book
    from macros.project.project import Project
    from macros.publishing.outlet import Outlet

HELD = "figures"
"""The entry of the site builder's settings."""


@dataclass
class Held:
    """The project of one run; a preview puts another book and outlet here after each edit."""

    book: Book
    """What macros print from."""
    project: Project | None = None
    """None in a preview, which keeps by itself what calls print while their page is typed."""
    outlet: Outlet | None = None
    """What pages are finished with, as soon as the site builder has given them titles."""
    aside: dict[str, list[str]] = field(default_factory=dict)
    """By the path of a page, the blocks that stand beside its text while Markdown is read."""


def held(settings: Mapping[str, Any]) -> Held:
    """Return what this run holds. Raises KeyError where the macros are not set up before."""
    return cast(Held, settings[HELD])
