"""One built output, website or bundle, read once for all checks."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from macros.checks.output.addresses import Address, addresses
from macros.problems import Place, Problem
from macros.publishing.finish import MATERIAL, ThemeMarkup
from macros.reading.pages.routes import built_file

SPOTS = {"id": "[id]", "name": "a[name]"}
"""The elements that a fragment may lead to, by the attribute that names them."""


@dataclass(frozen=True)
class BuiltPage:
    """One built page: its address in the output, its HTML and its tree."""

    name: str
    src: str | None
    """The Markdown page it was built from, where there is one."""
    html: str
    ids: frozenset[str]
    """What a fragment may lead to."""
    addresses: tuple[Address, ...] = ()

    @property
    def tree(self) -> LexborHTMLParser:
        """Return the page as a browser reads it."""
        return _parsed(self.html)


# A tree takes ten times the room of its HTML: of a large site only the last ones are kept.
@lru_cache(maxsize=64)
def _parsed(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


@dataclass(frozen=True)
class Output:
    """The files of one output. `label` is the folder's name as problems show it."""

    label: str
    folder: Path
    offline: bool
    files: frozenset[str]
    pages: Mapping[str, BuiltPage]
    problems: tuple[Problem, ...] = field(default=())
    packed: int = 0
    """Bytes of the zip that a bundle was unpacked from."""
    theme: ThemeMarkup = MATERIAL
    """Whose markup stands round the pages."""

    def place(self, name: str = "") -> Place:
        """Return the place of a file of the output, or of the output as a whole."""
        return Place(f"{self.label}/{name}" if name else self.label)


def load_output(
    folder: Path,
    label: str,
    sources: Mapping[str, str],
    *,
    offline: bool,
    packed: int = 0,
    theme: ThemeMarkup = MATERIAL,
) -> Output:
    """Return the output in that folder; `sources` maps Markdown pages to their text."""
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    built = {built_file(src, not offline): src for src in sources}
    pages = {}
    for name in sorted(name for name in files if name.endswith(".html")):
        html = (folder / name).read_text("utf-8", errors="replace")
        tree = _parsed(html)
        ids = frozenset(
            str(node.attributes.get(name)) for name in ("id", "name") for node in tree.css(SPOTS[name])
        )
        pages[name] = BuiltPage(name, built.get(name), html, ids, tuple(addresses(tree)))
    return Output(label, folder, offline, files, pages, packed=packed, theme=theme)


def unpacked(archive: Path, work: Path) -> Path:
    """Return the folder of the bundle, unpacked into the work folder."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(work)  # our own archive: no path in it leaves the folder
    (inner,) = work.iterdir()
    return inner
