"""Fits the theme's search to several languages: an index for each, and words found however they are spelt.

The theme loads the index that stands below the base of a page, and takes the addresses of results from there
too: so the base of a page in Persian is the folder of the pages in Persian.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from macros.languages.catalogue import Catalogue
from macros.project.overlay import OVERRIDES
from macros.publishing.mending import ThemeChanged, changed, mended
from macros.reading.pages.routes import ENGLISH, language_of

OURS = "macros/publishing/search.py"
WORKERS = "assets/javascripts/workers/search.*.min.js"
FOLDED = "toLowerCase"
"""What the worker calls on each word, and the script before it does otherwise."""
LETTERS = OVERRIDES / "assets/brief/letters.js"
"""Which letters are one, for the filter of long lists as well."""
FOLDING = Path(__file__).with_name("fold.js")
SCRIPT_START = "var __index = "
BASE = re.compile(r'("base":\s*")([^"]*)(")')


@dataclass(frozen=True)
class SearchIndex:
    """Where the search of a theme finds what it searches."""

    files: tuple[str, ...]
    """The same content once or more, under the root of an output; the first is always there."""
    entries: str
    """What the list of its entries is called."""


MATERIAL = SearchIndex(("search/search_index.json", "search/search_index.js"), "docs")
ZENSICAL = SearchIndex(("search.json",), "items")


def finish(folder: Path, language: str, index: SearchIndex = MATERIAL) -> None:
    """Let the search of a built output fold letters, and move its index into the folder of the language.

    Raises ThemeChanged where there is no such search.
    """
    before = folding()
    workers = sorted(folder.glob(WORKERS))
    if len(workers) != 1:
        raise changed("the worker of the search", len(workers), WORKERS, OURS)
    script = workers[0].read_text("utf-8")
    if FOLDED not in script:
        raise changed(f"'{FOLDED}'", 0, workers[0].relative_to(folder).as_posix(), OURS)
    if not script.startswith(before):
        workers[0].write_text(before + script, "utf-8")
    if language != ENGLISH:
        _move(folder, language, index)


def folding() -> str:
    """Return the script that stands before the worker's own."""
    return LETTERS.read_text("utf-8") + FOLDING.read_text("utf-8")


def _move(folder: Path, language: str, index: SearchIndex) -> None:
    main = index.files[0]
    if not (folder / main).is_file():
        raise changed("the index of the search", 0, main, OURS)
    found = json.loads((folder / main).read_text("utf-8"))
    own = [one for one in found.get(index.entries, ()) if one["location"].startswith(f"{language}/")]
    if not own:
        raise ThemeChanged(f"{main}: none of '{index.entries}' is a page in {language}/; mend {OURS}")
    for entry in own:
        entry["location"] = entry["location"].removeprefix(f"{language}/")
    written = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    for file in index.files:
        if (folder / file).is_file():
            start = SCRIPT_START if file.endswith(".js") else ""
            if not (folder / file).read_text("utf-8").startswith(start):
                raise changed(f"'{start}'", 0, file, OURS)
            (folder / file).unlink()
            target = folder / language / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(start + written, "utf-8")


def based(html: str, say: Catalogue, file: str) -> str:
    """Return the page with the folder of its language as the base that the theme's script counts from.

    What the theme says wrongly in the language is put right by its catalogue.

    Raises ThemeChanged where the page says otherwise what its base is.
    """
    if language_of(file) == ENGLISH:
        return html
    for said, meant in say.theme.items():
        html = mended(html, f"'{said}'", _as_json(said), _as_there(meant), file, OURS)
    return mended(html, "the base", BASE, _own_base, file, OURS)


def _as_json(words: str) -> re.Pattern[str]:
    """Return how pages may write the words: Material escapes other letters than those of ASCII."""
    return re.compile("|".join(re.escape(json.dumps(words, ensure_ascii=ascii_)) for ascii_ in (True, False)))


def _as_there(words: str) -> Callable[[re.Match[str]], str]:
    """Return what writes the words as those are written whose place they take."""
    return lambda found: json.dumps(words, ensure_ascii=found[0].isascii())


def _own_base(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2].removesuffix('..').rstrip('/') or '.'}{found[3]}"
