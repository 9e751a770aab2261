"""Fits the theme's search to several languages: an index for each, and words found however they are spelt.

The theme loads the index that stands below the base of a page, and takes the addresses of results from there
too: so the base of a page in Persian is the folder of the pages in Persian.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from macros.pages import ENGLISH, FOLDERS

WORKERS = "assets/javascripts/workers/search.*.min.js"
FOLDING = Path(__file__).with_name("fold.js")
INDEX = "search/search_index.json"
SCRIPT = "search/search_index.js"
SCRIPT_START = "var __index = "
BASE = re.compile(r'("base":\s*")([^"]*)(")')


def finish(folder: Path, language: str) -> None:
    """Let the search of a built output fold letters, and move its index into the folder of the language."""
    folding = FOLDING.read_text("utf-8")
    for worker in sorted(folder.glob(WORKERS)):
        script = worker.read_text("utf-8")
        if not script.startswith(folding):
            worker.write_text(folding + script, "utf-8")
    index = folder / INDEX
    if language not in FOLDERS or not index.is_file():
        return
    found = json.loads(index.read_text("utf-8"))
    for entry in found["docs"]:
        entry["location"] = entry["location"].removeprefix(f"{language}/")
    written = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    for name, start in ((INDEX, ""), (SCRIPT, SCRIPT_START)):
        if (folder / name).is_file():
            (folder / name).unlink()
            target = folder / language / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(start + written, "utf-8")


def based(html: str, language: str) -> str:
    """Return the page with the folder of its language as the base that the theme's script counts from."""
    if language == ENGLISH:
        return html
    return BASE.sub(
        lambda found: f"{found[1]}{found[2].removesuffix('..').rstrip('/') or '.'}{found[3]}", html, count=1
    )
