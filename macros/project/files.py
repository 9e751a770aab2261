"""The files of a project as an author sees them: what is typed and not saved wins over what is on disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from macros.text import decoded, with_plain_ends

DOCS = "docs"
"""The folder of the pages."""


@dataclass(frozen=True)
class Files:
    """The files of a project, each by its path under the project's folder, such as docs/trade.md."""

    root: Path
    unsaved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def read(self, path: str) -> bytes:
        """Return the bytes of a file. Raises OSError as a file system does."""
        if path in self.unsaved:
            return self.unsaved[path].encode("utf-8", "replace")
        return (self.root / path).read_bytes()

    def state(self, path: str) -> object:
        """Return what tells one state of a file from another: its time and size, or the unsaved text.

        Raises OSError as a file system does.
        """
        if path in self.unsaved:
            return self.unsaved[path]
        found = os.stat(f"{self.root}/{path}")  # noqa: PTH116  (a Path takes longer to make than to look up)
        return found.st_ino, found.st_mtime_ns, found.st_size

    def text(self, path: str, errors: str = "strict") -> str:
        """Return the text of a file with plain line ends. Raises OSError, or UnicodeDecodeError if strict."""
        return with_plain_ends(decoded(self.read(path), errors))

    def has(self, path: str) -> bool:
        """Return whether there is such a file."""
        return path in self.unsaved or (self.root / path).is_file()

    def pages(self) -> list[str]:
        """Return the path under docs/ of every page, sorted."""
        found = {path.removeprefix(f"{DOCS}/") for path in self.unsaved if _is_page(path)}
        folder = self.root / DOCS
        for at, _folders, names in os.walk(folder):
            inner = "" if Path(at) == folder else f"{Path(at).relative_to(folder).as_posix()}/"
            found |= {f"{inner}{name}" for name in names if name.endswith(".md")}
        return sorted(found, key=lambda src: src.split("/"))


def replace_file(place: Path, content: bytes) -> None:
    """Write a file in one step: whoever reads it meanwhile, or writes it too, finds it whole."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=place.name)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        new.replace(place)
    finally:
        new.unlink(missing_ok=True)


def _is_page(path: str) -> bool:
    return path.startswith(f"{DOCS}/") and path.endswith(".md")
