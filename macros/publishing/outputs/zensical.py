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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import yaml
from selectolax.lexbor import LexborHTMLParser

from macros.figures.book import Book
from macros.languages.catalogue import Catalogue, catalogues
from macros.printing import dates
from macros.printing.view import View
from macros.problems import BuildFailed
from macros.project.project import DOCS, Sources
from macros.project.settings import Settings
from macros.publishing import finish, linked_data, panel, pictures, search, trimming
from macros.publishing.feed import feed
from macros.publishing.finish import ZENSICAL, Image, Site
from macros.publishing.linked_data import HOME
from macros.publishing.mending import ThemeChanged
from macros.publishing.outputs import bundle, downloads, zensical_settings
from macros.publishing.outputs.build import WORK, joined, swap
from macros.reading.data import figures_file
from macros.reading.pages.alternates import editions
from macros.reading.pages.calls import FRONT_MATTER
from macros.reading.pages.routes import ENGLISH, FEED, GUIDE, Page, built_file, published, untranslated

PLACE = f"{WORK}/zensical"
"""Where the website stands in the end: never in the place of the one that is published."""
NEW = "new-zensical"
COPIED = (DOCS, PurePosixPath(figures_file.DATA_FILE).parent.as_posix(), "overrides")
FOR_MKDOCS = ("overrides/main.html", "overrides/sitemap.xml")
"""Templates that ask the hooks for the editions of each page."""
SITEMAP = "sitemap.xml"
IMAGES = "assets/social"
ICON = "assets/brief/touch-icon.png"
USELESS = (*bundle.USELESS, "assets/stylesheets/modern/*", "assets/brief/later.js")
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
NAMED = re.compile(r'[ \t]*<link rel="alternate" href="[^"]*edition:[A-Za-z-]+"[^>]*>\n')
"""What Zensical makes of the editions in the head; which of them a page has, it cannot know."""
ABROAD = re.compile(rf'href="(?:\.{{1,2}}/)*({GUIDE}[^"#]*\.md)"')
"""The guide stands in the English edition alone, so that Zensical knows no address of it in the others."""
SWITCHED = re.compile(r'href="[^"]*edition:([A-Za-z-]+)"')


@dataclass(frozen=True)
class Outlet:
    """The book in one language, and the settings with which it is published."""

    book: Book
    raw: dict[str, Any]
    words: Catalogue

    @property
    def url(self) -> str:
        """Return the address of the website, or nothing."""
        return str(self.raw.get("site_url") or "")

    @property
    def says(self) -> tuple[Catalogue, ...]:
        """Return the catalogues of all languages in which the website is published."""
        return catalogues(self.book.brief.about.languages, self.book.catalogues)

    @property
    def directory_urls(self) -> bool:
        """Return whether each page has a folder of its own."""
        return bool(self.raw.get("use_directory_urls", True))

    def page(self, src: str = HOME) -> Page:
        """Return a page of this edition, or of the guide, which all have in common."""
        language = "" if src.startswith(GUIDE) else self.words.tag
        return Page(src, self.directory_urls, language, self.url)

    def view(self, src: str = HOME) -> View:
        """Return the book as seen from a page."""
        page = Page(src, self.directory_urls, self.words.tag, published(self.url))
        return View(self.book, page)


def build(root: Path, sources: Sources, settings: Settings) -> Path:
    """Build the website aside, finish its pages and return its folder.

    Raises BuildFailed with what Zensical said, or why it was not asked.
    """
    if find_spec("zensical") is None:
        raise BuildFailed("Zensical is not installed; run: make zensical")
    if sources.book is None:
        raise BuildFailed("the data cannot be read; run: make check")
    stage = root / WORK / NEW
    shutil.rmtree(stage, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(root / name, stage / name)
    for name in FOR_MKDOCS:
        (stage / name).unlink()
    known = {one.language: one for one in (settings, *settings.editions)}
    for say in catalogues(sources.book.brief.about.languages, sources.book.catalogues):
        outlet = Outlet(sources.book, known[say.tag].raw, say)
        _edition(stage, outlet, sources, known[say.tag].name)
    folder = stage / ENGLISH
    bundle.prune(folder, USELESS)
    trimming.trim_output(folder)
    downloads.put_into(sources.book, downloads.site_address(root), folder, directory_urls=True)
    downloads.put_reviews(sources.book, folder)
    return folder


def publish(root: Path, folder: Path) -> None:
    """Put the website that was built aside into its place, and remove what it was made from."""
    swap(folder, root / PLACE, root / WORK)
    shutil.rmtree(root / WORK / NEW, ignore_errors=True)


def _edition(stage: Path, outlet: Outlet, sources: Sources, name: str) -> None:
    """Build and finish the pages in one language, and put them to those in English."""
    language = outlet.words.tag
    if unknown := zensical_settings.unknown(outlet.raw):
        what = f"{name}: nobody has said whether Zensical reads {', '.join(unknown)}"
        raise BuildFailed(f"{what}; name it in macros/publishing/outputs/zensical_settings.py")
    raw = zensical_settings.translated(outlet.raw, outlet.words, outlet.says, language)
    (stage / name).write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), "utf-8")
    _zensical(stage, name)
    try:
        _finish(stage / language, outlet, sources, stage / DOCS)
    except (ThemeChanged, pictures.Undrawable) as error:
        raise BuildFailed(str(error)) from None
    if language != ENGLISH:
        joined(stage / language, stage / ENGLISH, language)


def _zensical(stage: Path, name: str) -> None:
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict", "--config-file", name]
    done = subprocess.run(  # noqa: S603  (fixed words, no shell)
        command,
        cwd=stage,
        # The macros are those that run here, wherever they are installed.
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3]), "NO_COLOR": "1"},
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
        edition=outlet.words["data_version_of"].format(version=outlet.book.brief.about.version),
        dates=dates.island(outlet.view()),
    )
    for name, html in sorted(pages.items()):
        src = built.get(name)
        own = _own(folder, outlet, sources, site, src) if src else bare
        (folder / name).write_text(finish.finish(_mended(html, outlet, src), own, name), "utf-8")
    for name, content in _beside(outlet, built.values(), docs):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    search.finish(folder, outlet.words.tag, search.ZENSICAL)


def _mended(html: str, outlet: Outlet, src: str | None) -> str:
    """Say in a page what Zensical knows of the site alone: its home, its root, its editions."""
    html = NAMED.sub("", html)
    root = urlsplit(outlet.url).path or "/"
    if src is None:
        html = html.replace(f'href="{root.rstrip("/")}"', f'href="{root}"')
    elif src == HOME:  # Zensical takes the home page for one like any other
        title = f"<title>{escape(str(outlet.raw['site_name']))}</title>"
        html = TITLE.sub(lambda _found: title, html, count=1)
    if src:
        html = ABROAD.sub(lambda found: f'href="{outlet.page(src).href(found[1])}"', html)

    def switched(found: re.Match[str]) -> str:
        if src:
            return f'href="{outlet.page(src).other(found[1])}"'
        return f'href="{root}{outlet.page().other(found[1]).removeprefix("./")}"'

    return SWITCHED.sub(switched, html)


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


def _own(folder: Path, outlet: Outlet, sources: Sources, site: Site, src: str) -> Site:
    """Return what one page is finished with; its picture is drawn on the way."""
    if not outlet.url:
        return site
    view, said = outlet.view(src), _description(sources.texts[src])
    file = f"{IMAGES}/{PurePosixPath(src).with_suffix('.png').as_posix().replace('/', '-')}"
    title = site.name if view.page.name == HOME else outlet.book.titles[src]
    try:
        shown = pictures.content(view, title, said)
        drawn = pictures.png(shown)
    except pictures.Undrawable as error:
        raise pictures.Undrawable(f"{DOCS}/{src}: {error}") from None
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(drawn)
    image = Image(file, shown.alt, pictures.WIDTH, pictures.HEIGHT)
    return replace(
        site,
        images={built_file(src, outlet.directory_urls): image},
        linked_data=linked_data.jsonld(view, said),
        alternates=tuple((one.language, one.address) for one in editions(outlet.page(src), outlet.says)),
    )


def _titles(outlet: Outlet, built: dict[str, str], pages: dict[str, str]) -> MappingProxyType[str, str]:
    """Return the title of each page by its source: that of the navigation, or else its own."""
    titles = {}
    for name, html in pages.items():
        title = LexborHTMLParser(html.partition("</head>")[0]).css_first("title")
        if title and name in built:
            titles[built[name]] = title.text().strip().removesuffix(f" - {outlet.raw['site_name']}")
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


def _beside(outlet: Outlet, srcs: Iterable[str], docs: Path) -> Iterator[tuple[str, str | bytes]]:
    """Yield the files of the website that are no pages, with their content."""
    yield panel.file(outlet.words.tag), panel.script(outlet.view())
    if outlet.url:
        yield FEED, feed(outlet.book, outlet.url, str(outlet.raw.get("copyright") or ""))
        yield from finish.beside(outlet.url).items()
        drawing = (docs / str(outlet.raw["theme"]["favicon"])).read_text("utf-8")
        yield ICON, pictures.icon(drawing, 180)
        yield SITEMAP, _sitemap(outlet, sorted(src for src in srcs if untranslated(src) == src))


def _sitemap(outlet: Outlet, srcs: Iterable[str]) -> str:
    """Return the list of all pages, each with its translations and its day, as overrides/sitemap.xml does."""
    about = outlet.book.brief.about
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for src in srcs:
        here = outlet.page(src)
        named = {one.language: one.address for one in editions(here, outlet.says) if one.address}
        for address in named.values() if len(named) > 1 else (here.permanent(here.name),):
            lines += ["  <url>", f"    <loc>{escape(address)}</loc>"]
            lines.append(f"    <lastmod>{about.updated.text}</lastmod>")
            others = {**named, "x-default": named[ENGLISH]} if len(named) > 1 else {}
            lines += [
                f'    <xhtml:link rel="alternate" hreflang="{language}" href="{escape(other)}"/>'
                for language, other in others.items()
            ]
            lines.append("  </url>")
    return "\n".join((*lines, "</urlset>", ""))
