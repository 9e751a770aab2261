"""Says by a hash what reads, prints and builds: these modules, the libraries and Python."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

import macros


def engine() -> str:
    """Return the hash; it changes with every file of this package, and with the version of any library."""
    found = hashlib.sha256(sys.version.encode())
    for name in sorted(_libraries()):
        found.update(f"{name}\0".encode())
    folder = Path(macros.__file__).parent
    return hashed(found.digest(), folder, sorted(folder.rglob("*")))


def hashed(start: bytes, root: Path, paths: Iterable[Path]) -> str:
    """Return a hash over those that are files, with their names under the root, behind what is known before.

    Compiled modules are left out.
    """
    found = hashlib.sha256(start)
    for path in paths:
        if path.is_file() and path.suffix != ".pyc":
            found.update(f"{path.relative_to(root).as_posix()}\0".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _libraries() -> set[str]:
    """Return name and version of what is installed, as each library's folder of metadata has them."""
    places = (Path(place) for place in sys.path)
    return {found.name for place in places if place.is_dir() for found in place.glob("*.dist-info")}
