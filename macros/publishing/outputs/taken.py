"""Writes the charts and cards that can be taken away."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from macros.languages.catalogue import catalogues
from macros.printing.cards import card
from macros.printing.charts import sheet
from macros.printing.charts.sheet import Sheet
from macros.printing.downloads import pictures
from macros.printing.macros import CHARTS
from macros.printing.view import View
from macros.problems import BuildFailed
from macros.project.project import Project
from macros.publishing import drawing
from macros.publishing.drawing import KEPT
from macros.publishing.letters import FONTS, lettering, writable
from macros.reading.pages.routes import ENGLISH, Page, public_address, untranslated

ZOOM = 1.5
"""Pixels for each unit of a picture, so that a chart is wide enough for a slide."""
TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)


@dataclass(frozen=True)
class Taken:
    """A picture to take away."""

    path: str
    """Under the site's root, without ending."""
    view: View
    """Of the page on which it stands."""
    sheet: Sheet
    values: str = ""
    """Of a chart, as CSV."""

    @property
    def of(self) -> str:
        """Return the path of the same picture in English."""
        folder, _, rest = self.path.partition("/")
        if folder == pictures.CARDS:
            return pictures.of_card(ENGLISH, rest.partition("/")[2])
        return f"{folder}/{untranslated(rest)}"


def taken(project: Project, site_url: str, *, bundled: bool = False) -> Iterator[Taken]:
    """Yield every picture of an output: of each chart, and on the website of each item."""
    book, site = project.book, public_address(site_url)
    for src, scan in sorted(project.scans.items()):
        view = View(book, Page(src, not bundled, site=site))
        for call in scan.calls:
            if call.name in CHARTS:
                chart = CHARTS[call.name](view, *call.args, **call.kwargs)
                path = pictures.of_chart(src, chart.frame.id)
                values = pictures.values(view, chart.frame.rows)
                yield Taken(path, view, sheet.of_chart(view, chart), values)
    for say in catalogues(book.brief.about.languages, book.catalogues):
        view = View(book, Page("index.md", not bundled, say.tag, site))
        for entries in book.items():
            if src := view.item_page(entries[0]):
                own = view.at(src)
                path = pictures.of_card(say.tag, entries[0].code or "")
                yield Taken(path, own, card(own, entries))


def texts(project: Project, site_url: str, *, bundled: bool = False) -> dict[str, str]:
    """Return the text of every picture and of the values of every chart, by the paths of the files."""
    return _texts(taken(project, site_url, bundled=bundled))


def _texts(every: Iterable[Taken]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in every:
        found[f"{one.path}.svg"] = sheet.written(one.sheet)
        if one.values:
            found[f"{one.path}.csv"] = one.values
    return found


def write(folder: Path, project: Project, site_url: str, *, bundled: bool = False) -> None:
    """Write into an output what can be taken away of charts and items.

    Raises BuildFailed for a picture with letters that no font of the project holds.
    """
    every = list(taken(project, site_url, bundled=bundled))
    made: dict[str, str | bytes] = {**_texts(every)}
    if not bundled:
        made |= drawn(every, project.root / KEPT)
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def drawn(every: Iterable[Taken], kept: Path) -> dict[str, bytes]:
    """Return every picture as PNG by its path; what is kept in that folder of the same is not drawn again.

    Where the fonts lack letters of a language, the English picture stands in.
    """
    by_path = {one.path: one for one in every}
    files = {f"{path}.png": _writable(one, by_path) for path, one in by_path.items()}
    fonts = [str(path) for path in sorted(FONTS.glob("*.ttf"))]

    def png(name: str) -> bytes:
        return drawing.drawn(files[name], fonts, kept / name, zoom=ZOOM)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(files, pool.map(png, files), strict=True))


def _writable(one: Taken, every: Mapping[str, Taken]) -> str:
    """Return what is drawn of a picture: itself, or the English one. Raises BuildFailed."""
    missing = ""
    for found in (one, every.get(one.of)):
        if found is None or not writable(found.view.say):
            continue
        svg = sheet.written(found.sheet, for_pixels=True)
        how = lettering(found.view.say)
        lacking = filter(None, (how.lacking(unescape(text)) for text in TEXT.findall(svg)))
        unknown = next(lacking, "")
        if not unknown:
            return svg
        missing = missing or unknown
    raise BuildFailed(f"{one.path}.png: the fonts of pictures have no '{missing}', which a text of it holds")
