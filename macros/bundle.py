"""Packs the offline build into one zip whose bytes depend on nothing but its content."""

from __future__ import annotations

import zipfile
from pathlib import Path

NAME = "iran-iraq-in-figures"
ZIP = f"{NAME}-offline.zip"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold; real file times would make every build differ."""
DEAD = (
    "404.html",
    "sitemap.xml",
    "sitemap.xml.gz",
    "search/search_index.json",
    "assets/brief/search-on-demand.js",
    "**/*.map",
    "**/lunr/**/*",
)
"""What only a server needs: addresses from the root, the index that the bundle has as a script."""

READ_ME = """\
{title}

Open index.html in a web browser. No network and no server is needed.

Data of {updated}.
"""


def prune(folder: Path) -> None:
    """Remove what a reader of the bundle cannot use."""
    for pattern in DEAD:
        for path in folder.glob(pattern):
            if path.is_file():
                path.unlink()
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


def pack(folder: Path, target: Path, *, title: str, updated: str) -> None:
    """Write the folder as a zip, with a read-me, inside one folder of the bundle's name."""
    (folder / "README.txt").write_text(READ_ME.format(title=title, updated=updated), "utf-8")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as written:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = f"{NAME}/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, path.read_bytes())
