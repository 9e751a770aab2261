"""Fits the theme's search to several languages: an index for each, and words found however they are spelt.

The theme loads the index that stands below the base of a page, and takes the addresses of results from there
too: so the base of a page in Persian is the folder of the pages in Persian.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from macros.reading.pages.routes import ENGLISH

WORKERS = "assets/javascripts/workers/search.*.min.js"
FOLDING = Path(__file__).with_name("fold.js")
INDEX = "search/search_index.json"
SCRIPT = "search/search_index.js"
SCRIPT_START = "var __index = "
SAID = "أكثر من {} في هذه الصفحة"
MEANT = "في هذه الصفحة أيضًا: {}"
"""Of results on the same page the theme says in Arabic that there are more than so many, not so many more."""
BASE = re.compile(r'("base":\s*")([^"]*)(")')


def finish(folder: Path, language: str) -> None:
    """Let the search of a built output fold letters, and move its index into the folder of the language."""
    folding = FOLDING.read_text("utf-8")
    for worker in sorted(folder.glob(WORKERS)):
        script = worker.read_text("utf-8")
        if not script.startswith(folding):
            worker.write_text(folding + script, "utf-8")
    _moved(folder, language, INDEX, "docs", (INDEX, SCRIPT))


def move(folder: Path, language: str, name: str) -> None:
    """Move the index that Zensical writes into the folder of the language."""
    _moved(folder, language, name, "items", (name,))


def _moved(folder: Path, language: str, name: str, entries: str, files: tuple[str, ...]) -> None:
    index = folder / name
    if language == ENGLISH or not index.is_file():
        return
    found = json.loads(index.read_text("utf-8"))
    for entry in found[entries]:
        entry["location"] = entry["location"].removeprefix(f"{language}/")
    written = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    for file in files:
        if (folder / file).is_file():
            (folder / file).unlink()
            target = folder / language / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text((SCRIPT_START if file == SCRIPT else "") + written, "utf-8")


def based(html: str, language: str) -> str:
    """Return the page with the folder of its language as the base that the theme's script counts from."""
    if language == ENGLISH:
        return html
    for count in ("1", "#"):
        html = html.replace(json.dumps(SAID.format(count)), json.dumps(MEANT.format(count)))
    return BASE.sub(
        lambda found: f"{found[1]}{found[2].removesuffix('..').rstrip('/') or '.'}{found[3]}", html, count=1
    )
