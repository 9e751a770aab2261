"""Builds the website with Zensical from the sources that MkDocs reads, and finishes its pages likewise.

Zensical loads the same macros but runs no hooks: what macros/hooks.py does while MkDocs builds is done here
afterwards, by the same functions.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

import yaml
from selectolax.lexbor import LexborHTMLParser

from macros import (
    bundle,
    details,
    exports,
    finishing,
    freshness,
    linkeddata,
    reading,
    socialimage,
    trimming,
    zensical_settings,
)
from macros.building import WORK, BuildFailed, swap
from macros.checks.settings import MKDOCS, Settings
from macros.feed import feed
from macros.finishing import ZENSICAL, Image, Site, ThemeChanged
from macros.pages import FEED, Page, built_file, published
from macros.project import DOCS, Sources
from macros.registry import Book
from macros.scan import FRONT_MATTER
from macros.view import View
from macros.wording import Wording, wording

PLACE = f"{WORK}/zensical"
"""Where the website stands in the end: never in the place of the one that is published."""
NEW = "new-zensical"
SITE = "site"
COPIED = (DOCS, PurePosixPath(reading.DATA_FILE).parent.as_posix(), "overrides")
HOME = "index.md"
IMAGES = "assets/social"
ICON = "assets/brief/touch-icon.png"
USELESS = (*bundle.USELESS, "assets/stylesheets/modern/*", "assets/brief/later.js")
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
ADDRESS = re.compile(r"( *)<loc>.*?</loc>")


@dataclass(frozen=True)
class Outlet:
    """A book, and the settings with which it is published."""

    book: Book
    raw: dict[str, Any]
    words: Wording

    @property
    def url(self) -> str:
        """Return the address of the website, or nothing."""
        return str(self.raw.get("site_url") or "")

    @property
    def directory_urls(self) -> bool:
        """Return whether each page has a folder of its own."""
        return bool(self.raw.get("use_directory_urls", True))

    def view(self, src: str = HOME) -> View:
        """Return the book as seen from a page."""
        page = Page(src, self.directory_urls, self.words.language, published(self.url))
        return View(self.book, page)


def build(root: Path, sources: Sources, settings: Settings) -> Path:
    """Build the website aside, finish its pages and return its folder.

    Raises BuildFailed with what Zensical said, or why it was not asked.
    """
    if find_spec("zensical") is None:
        raise BuildFailed("Zensical is not installed; run: make zensical")
    if unknown := zensical_settings.unknown(settings.raw):
        what = f"{MKDOCS}: nobody has said whether Zensical reads {', '.join(unknown)}"
        raise BuildFailed(f"{what}; name it in macros/zensical_settings.py")
    if sources.book is None:
        raise BuildFailed("the data cannot be read; run: make check")
    words = wording(str(settings.raw["theme"]["language"]))
    stage = _staged(root, settings, words)
    _zensical(stage)
    folder = stage / SITE
    outlet = Outlet(sources.book, settings.raw, words)
    try:
        _finish(folder, outlet, sources, root / DOCS)
    except (ThemeChanged, socialimage.Undrawable) as error:
        raise BuildFailed(str(error)) from None
    bundle.prune(folder, USELESS)
    trimming.trim_output(folder)
    exports.put_into(sources.book, exports.site_address(root), folder, directory_urls=outlet.directory_urls)
    return folder


def publish(root: Path, folder: Path) -> None:
    """Put the website that was built aside into its place, and remove what it was made from."""
    swap(folder, root / PLACE, root / WORK)
    shutil.rmtree(root / WORK / NEW, ignore_errors=True)


def _staged(root: Path, settings: Settings, words: Wording) -> Path:
    """Copy what Zensical reads: it writes its output and its cache beside the settings."""
    stage = root / WORK / NEW
    shutil.rmtree(stage, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(root / name, stage / name)
    translated = zensical_settings.translated(settings.raw, words, SITE)
    (stage / MKDOCS).write_text(yaml.safe_dump(translated, allow_unicode=True, sort_keys=False), "utf-8")
    return stage


def _zensical(stage: Path) -> None:
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict", "--config-file", MKDOCS]
    done = subprocess.run(  # noqa: S603  (fixed words, no shell)
        command,
        cwd=stage,
        # The macros are those that run here, wherever they are installed.
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise BuildFailed(f"{done.stdout}{done.stderr}".strip())


# --- what hooks do for MkDocs ------------------------------------------------------------------------


def _finish(folder: Path, outlet: Outlet, sources: Sources, docs: Path) -> None:
    built = {built_file(src, outlet.directory_urls): src for src in sources.texts}
    pages = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.html")}
    outlet = replace(outlet, book=replace(outlet.book, titles=_titles(outlet, built, pages)))
    bare = _site(outlet)
    site = replace(
        bare,
        edition=outlet.words["data_version_of"].format(outlet.book.brief.about.version),
        dates=freshness.island(outlet.view()),
    )
    for name, html in sorted(pages.items()):
        if built.get(name) == HOME:  # Zensical takes it for a page like any other
            html = TITLE.sub(lambda _found: f"<title>{escape(site.name)}</title>", html, count=1)
        own = _own(folder, outlet, sources, site, name, built[name]) if name in built else bare
        (folder / name).write_text(finishing.finish(html, own, name), "utf-8")
    for name, content in _beside(outlet, docs):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    _dated(folder / "sitemap.xml", outlet.book.brief.about.updated.text)


def _site(outlet: Outlet) -> Site:
    return Site(
        name=str(outlet.raw["site_name"]),
        url=outlet.url,
        locale=outlet.words.locale,
        icon=ICON if outlet.url else "",
        feed=FEED if outlet.url else "",
        words=outlet.words,
        theme=ZENSICAL,
    )


def _own(folder: Path, outlet: Outlet, sources: Sources, site: Site, name: str, src: str) -> Site:
    """Return what one page is finished with; its picture is drawn on the way."""
    if not outlet.url:
        return site
    view, said = outlet.view(src), _description(sources.texts[src])
    title = site.name if src == HOME else outlet.book.titles[src]
    try:
        shown = socialimage.content(view, title, said)
        drawn = socialimage.png(shown)
    except socialimage.Undrawable as error:
        raise socialimage.Undrawable(f"{DOCS}/{src}: {error}") from None
    file = f"{IMAGES}/{PurePosixPath(src).with_suffix('.png').as_posix().replace('/', '-')}"
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(drawn)
    image = Image(file, shown.alt, socialimage.WIDTH, socialimage.HEIGHT)
    return replace(site, images={name: image}, linked_data=linkeddata.jsonld(view, said))


def _titles(outlet: Outlet, built: dict[str, str], pages: dict[str, str]) -> MappingProxyType[str, str]:
    """Return the title of each page by its source: that of the navigation, or else its own."""
    titles = {}
    for name, src in built.items():
        title = LexborHTMLParser(pages[name].partition("</head>")[0]).css_first("title")
        own = title.text().strip() if title else ""
        titles[src] = own.removesuffix(f" - {outlet.raw['site_name']}")
    return MappingProxyType({**titles, **dict(_named(outlet.raw.get("nav") or ()))})


def _named(nav: object) -> Iterator[tuple[str, str]]:
    """Yield source and title of each page to which the navigation gives a title."""
    for item in nav if isinstance(nav, list | tuple) else ():
        for title, value in item.items() if isinstance(item, dict) else ():
            if isinstance(value, str):
                yield value, str(title)
            else:
                yield from _named(value)


def _description(text: str) -> str:
    front = FRONT_MATTER.match(text)
    meta = yaml.safe_load(front[1] or "") if front else None
    return str(meta.get("description") or "") if isinstance(meta, dict) else ""


def _beside(outlet: Outlet, docs: Path) -> Iterator[tuple[str, str | bytes]]:
    """Yield the files of the website that are no pages, with their content."""
    yield details.FILE, details.script(outlet.view())
    if outlet.url:
        yield FEED, feed(outlet.book, outlet.url, str(outlet.raw.get("copyright") or ""))
        yield from finishing.beside(outlet.url).items()
        drawing = (docs / str(outlet.raw["theme"]["favicon"])).read_text("utf-8")
        yield ICON, socialimage.icon(drawing, 180)


def _dated(sitemap: Path, day: str) -> None:
    """Say of every page from which day it is, as MkDocs does."""
    text = sitemap.read_text("utf-8")
    dated = ADDRESS.sub(lambda found: f"{found[0]}\n{found[1]}<lastmod>{day}</lastmod>", text)
    sitemap.write_text(dated, "utf-8")
