"""Packs the offline build into one zip whose bytes depend on nothing but its content."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

from macros.figures.model import About
from macros.languages import dates
from macros.languages.catalogue import Catalogue
from macros.publishing.mending import ThemeChanged
from macros.publishing.outputs.zips import zipped
from macros.reading.pages.routes import ENGLISH

READ_ME = "README.txt"
READ_ME_IN = "README.{}.txt"
VERSION = "VERSION"
SUMS = "SHA256SUMS"
"""The file of the bundle that holds the sum of every other."""
LICENCE = "LICENSE"
ICON = "assets/images/favicon.png"
"""The theme's own, in whose place ours stands."""
USELESS = ("**/*.map", ICON)
"""What of the theme no reader of either output can use: maps for debuggers, and its icon."""
DEAD = ("404.html", "sitemap.xml", "sitemap.xml.gz", "**/search/search_index.json", "**/lunr/**/*")
"""What only a server needs: addresses from the root, and the index that the bundle has as a script."""
SCREENS = "assets/brief/editors/"
"""Pictures of editors, for which a bundle that people pass on has no room."""
OWN = ("assets/brief/later.js", "assets/brief/review.css", f"{SCREENS}*")
"""What of ours only a website needs."""
SCREEN = re.compile(rf"<details[^>]*>(?:(?!</details>).)*?{SCREENS}.*?</details>\n?", re.DOTALL)
CODE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
MAPPED = re.compile(rb"\n?(?://|/\*)# sourceMappingURL=[^\s*]+(?: \*/)?\s*\Z")


def zip_of(about: About) -> str:
    """Return the name of the file that holds the whole bundle."""
    return f"{about.name}-offline.zip"


def prune(folder: Path, patterns: Iterable[str], own: Iterable[str] = ()) -> None:
    """Remove the files of these patterns, the folders that this empties, and what refers to maps.

    Raises ThemeChanged where one of `patterns` fits no file; `own` may fit none.
    """
    for pattern in patterns:
        if not _removed(folder, pattern):
            what = f"the site builder and its theme write no '{pattern}' any more"
            raise ThemeChanged(f"{what}; see what stands in its place, and mend the patterns of it")
    for pattern in own:
        _removed(folder, pattern)
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
    for path in sorted((*folder.rglob("*.js"), *folder.rglob("*.css"))):
        text = path.read_bytes()
        if (bare := MAPPED.sub(b"\n", text)) != text:
            path.write_bytes(bare)


def _removed(folder: Path, pattern: str) -> int:
    files = [path for path in folder.glob(pattern) if path.is_file()]
    for path in files:
        path.unlink()
    return len(files)


def without_screens(folder: Path) -> None:
    """Take the pictures of editors out of the pages, whose words say the same."""
    for path in sorted(folder.rglob("*.html")):
        html = path.read_text("utf-8")
        if SCREENS in html:
            path.write_text(SCREEN.sub("", html), "utf-8")


def shorten_index(folder: Path) -> None:
    """Take blocks of code out of the search index, and write its letters as they are.

    Escaped, those of other scripts would take three times the room.
    """
    for path in sorted(folder.rglob("search_index.js")):
        opening, brace, written = path.read_text("utf-8").partition("{")
        index = json.loads(brace + written)
        for section in index["docs"]:
            section["text"] = CODE.sub("", section["text"])
        path.write_text(opening + json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8")


def describe(folder: Path, licence: Path, about: About, languages: Iterable[Catalogue]) -> None:
    """Write beside the pages, in each language, what a reader needs to know, and the sums of all files."""
    for say in languages:
        read_me = say.read_me.format(
            title=say(about.title),
            version=about.version,
            updated=dates.own_day(about.updated, say),
            summary=say(about.summary),
            sums=SUMS,
            licence=about.licence,
            licence_file=LICENCE,
            version_file=VERSION,
        )
        path = folder / (READ_ME if say.tag == ENGLISH else READ_ME_IN.format(say.tag))
        path.write_bytes(read_me.encode())
    (folder / VERSION).write_bytes(f"{about.version}\n".encode())
    (folder / LICENCE).write_bytes(licence.read_bytes())
    lines = (f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder))
    (folder / SUMS).write_bytes("".join(lines).encode())


def pack(folder: Path, target: Path, inner: str) -> None:
    """Write the folder as a zip, inside one folder of the name `inner`, and the sum of the zip beside it."""
    names = ((f"{inner}/{path.relative_to(folder).as_posix()}", path) for path in _files(folder))
    target.write_bytes(zipped((name, path.read_bytes()) for name, path in names))
    (target.parent / f"{target.name}.sha256").write_bytes(f"{sha256(target)}  {target.name}\n".encode())


def sha256(path: Path) -> str:
    """Return the sum of a file, as `sha256sum` prints it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(folder: Path) -> list[Path]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(files, key=lambda path: path.relative_to(folder).as_posix())
