"""Says to which file of a built output an address leads, as a plain file server would serve it."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from macros.checks.output.output import Output
from macros.checks.schemes import SCHEME


@dataclass(frozen=True)
class Target:
    """Where a relative address leads: the path under the output's root, and the fragment, both decoded."""

    path: str
    fragment: str
    folder: bool = False
    """Whether the address names a folder, so that a server must choose the file."""

    @property
    def outside(self) -> bool:
        """Whether it leaves the output."""
        return self.path == ".." or self.path.startswith("../")


def split(value: str) -> tuple[str, str]:
    """Return path and fragment of a relative address, both decoded; the query goes."""
    path, _, fragment = value.partition("#")
    path = path.partition("?")[0]
    return unquote(path), unquote(fragment.partition(":~:")[0])


PLAIN = frozenset("#%?:\\ \t\n")
"""What makes an address more than a plain path."""


@lru_cache(maxsize=20_000)
def target(name: str, value: str) -> Target:
    """Return where an address in the file of that name leads; `/` begins at the output's root."""
    path, fragment = split(value)
    if not path:
        return Target(name, fragment)
    joined = posixpath.normpath(
        posixpath.join("/" if path.startswith("/") else posixpath.dirname(name), path)
    )
    folder = path.endswith("/") or posixpath.basename(path) in (".", "..")
    return Target(joined.lstrip("/") or ".", fragment, folder)


def served(output: Output, where: Target) -> str | None:
    """Return the file that a plain file server gives for it, or None."""
    if where.path in output.files and not where.folder:
        return where.path
    index = posixpath.normpath(posixpath.join(where.path, "index.html"))
    return index if index in output.files else None


def plainly_served(output: Output, parts: Sequence[str], value: str) -> bool:
    """Return whether a link of the plainest form leads to a file: the navigation holds little else.

    False says nothing: then `target` and `served` decide, which know every form and take far longer.
    """
    if not value or value[0] == "/" or not PLAIN.isdisjoint(value):
        return False
    ups = 0
    while value.startswith("../", 3 * ups):
        ups += 1
    rest = value[3 * ups :]
    if ups > len(parts) or rest[:1] == "." or "/." in rest:
        return False
    path = "/".join((*parts[: len(parts) - ups], rest))
    if not rest or rest.endswith("/"):
        path += "index.html"
    return path in output.files


def elsewhere(value: str) -> bool:
    """Return whether the address has a scheme or a host of its own."""
    return value.startswith("//") or SCHEME.match(value) is not None


def own_path(value: str, site_url: str) -> str | None:
    """Return the path below the site's root of a full address of this site, or None."""
    base = site_url.rstrip("/") + "/"
    if site_url and (value == base[:-1] or value.startswith(base)):
        return "/" + value[len(base) :]
    return None


def host(value: str) -> str:
    """Return the host of an address, or nothing."""
    try:
        return urlsplit(value).hostname or ""
    except ValueError:
        return ""
