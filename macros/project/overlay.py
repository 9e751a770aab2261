"""The templates, styles and scripts that are laid over the theme, the same for every brief.

A project's own file of the same path wins: a template in its `custom_dir`, any other file under docs/.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

OVERRIDES = Path(__file__).parents[1] / "overrides"
ASSETS = "assets"
"""What in it is no template but published as it is."""


@lru_cache(maxsize=1)
def assets() -> Mapping[str, Path]:
    """Return every file that is published as it is, by its path under the site's root."""
    paths = sorted(path for path in (OVERRIDES / ASSETS).rglob("*") if path.is_file())
    return MappingProxyType({path.relative_to(OVERRIDES).as_posix(): path for path in paths})


def found(docs: Path, name: str) -> Path:
    """Return where a file stands that a site publishes at that path: under docs/, or else here."""
    own = docs / name
    return own if own.is_file() else OVERRIDES / name


def templates() -> list[Path]:
    """Return the templates, sorted."""
    return sorted(path for path in OVERRIDES.rglob("*") if path.suffix in (".html", ".xml"))


def copy(docs: Path, custom: Path) -> None:
    """Copy all of it to a project's own files, for a builder that knows no other place; its own ones win."""
    for path in (*templates(), *assets().values()):
        name = path.relative_to(OVERRIDES)
        target = (docs if name.parts[0] == ASSETS else custom) / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
