"""Builds the website with Zensical from the sources that MkDocs reads, and finishes its pages likewise.

Zensical loads the same macros but runs no hooks: what macros/hooks.py does while MkDocs builds is done here
afterwards, by the same outlet.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from importlib.util import find_spec
from itertools import chain
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import yaml
from selectolax.lexbor import LexborHTMLParser

from macros.figures.book import Book
from macros.problems import BuildFailed
from macros.project import overlay
from macros.project.project import DOCS, Project, keep_printed
from macros.project.settings import Settings
from macros.publishing import trimming
from macros.publishing.finish import ZENSICAL
from macros.publishing.linked_data import HOME
from macros.publishing.mending import ThemeChanged, mended
from macros.publishing.outlet import SITEMAP, Outlet, named
from macros.publishing.outputs import bundle, taken, zensical_settings
from macros.publishing.outputs.build import WORK, add_downloads, add_reviews, joined, swap
from macros.publishing.pictures import Undrawable
from macros.reading.data import figures_file
from macros.reading.pages.front_matter import front_matter
from macros.reading.pages.routes import ENGLISH, GUIDE, built_file, untranslated

OURS = "macros/publishing/outputs/zensical.py"
PLACE = f"{WORK}/zensical"
"""Where the website stands in the end: never in the place of the one that is published."""
NEW = "new-zensical"
COPIED = (DOCS, PurePosixPath(figures_file.DATA_FILE).parent.as_posix())
FOR_MKDOCS = ("main.html", "sitemap.xml")
"""Templates that ask the hooks for the editions of each page."""
USELESS = (bundle.ICON, "assets/stylesheets/modern/*")
"""What no reader of its website can use: its own icon, and the style of the variant that is not shown."""
OWN = ("assets/brief/later.js",)
"""What of ours is there for the search of Material alone."""
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
NAMED = re.compile(r'[ \t]*<link rel="alternate" href="[^"]*edition:[a-z]+"[^>]*>\n')
"""What Zensical makes of the editions in the head; which of them a page has, it cannot know."""
ABROAD = re.compile(rf'href="(?:\.{{1,2}}/)*({GUIDE}[^"#]*\.md)"')
"""The guide stands in the English edition alone, so that Zensical knows no address of it in the others."""
SWITCHED = re.compile(r'href="[^"]*edition:([a-z]+)"')


def build(project: Project, settings: Settings) -> Path:
    """Build the website aside, finish its pages and return its folder.

    Raises BuildFailed with what Zensical said, or why it was not asked.
    """
    if find_spec("zensical") is None:
        raise BuildFailed("Zensical is not installed; run: make zensical")
    if not project.readable:
        raise BuildFailed("the data cannot be read; run: figures check")
    root, stage = project.root, project.root / WORK / NEW
    shutil.rmtree(stage, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(root / name, stage / name)
    custom = stage / zensical_settings.CUSTOM
    if own := settings.raw["theme"].get("custom_dir"):
        shutil.copytree(root / own, custom)
    overlay.copy(stage / DOCS, custom)
    for name in FOR_MKDOCS:
        (custom / name).unlink()
    keep_printed(project, stage)
    known = {one.language: one for one in (settings, *settings.editions)}
    for language in project.book.brief.about.languages:
        _edition(stage, project, known[language])
    folder = stage / ENGLISH
    bundle.prune(folder, USELESS, OWN)
    trimming.trim_output(folder)
    add_downloads(folder, project.book, settings.site_url)
    taken.write(folder, project, settings.site_url)
    add_reviews(folder, project.book)
    return folder


def publish(root: Path, folder: Path) -> None:
    """Put the website that was built aside into its place, and remove what it was made from."""
    swap(folder, root / PLACE, root / WORK)
    shutil.rmtree(root / WORK / NEW, ignore_errors=True)


def _edition(stage: Path, project: Project, settings: Settings) -> None:
    """Build and finish the pages in one language, and put them to those in English."""
    language, name = settings.language, settings.name
    if unknown := zensical_settings.unknown(settings.raw):
        what = f"{name}: nobody has said whether Zensical reads {', '.join(unknown)}"
        raise BuildFailed(f"{what}; name it in macros/publishing/outputs/zensical_settings.py")
    outlet = _outlet(stage / DOCS, project.book, settings)
    raw = zensical_settings.translated(settings.raw, outlet.say, outlet.says, language)
    (stage / name).write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), "utf-8")
    _zensical(stage, name)
    try:
        _finish(stage / language, outlet, project.texts, settings.raw.get("nav"))
    except (ThemeChanged, Undrawable) as error:
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


# --- what MkDocs does for its hooks ------------------------------------------------------------------


def _outlet(docs: Path, book: Book, settings: Settings) -> Outlet:
    """Return what the pages of an edition are finished with, but for the titles that Zensical gives them."""
    raw = settings.raw
    url = str(raw.get("site_url") or "")
    return Outlet(
        book=book,
        language=settings.language,
        name=str(raw["site_name"]),
        favicon=docs / str(raw["theme"]["favicon"]),
        url=f"{url.rstrip('/')}/" if url else "",
        rights=str(raw.get("copyright") or ""),
        directory_urls=bool(raw.get("use_directory_urls", True)),
        theme=ZENSICAL,
    )


def _finish(folder: Path, outlet: Outlet, texts: Mapping[str, str], nav: object) -> None:
    built = {built_file(src, outlet.directory_urls): src for src in texts}
    pages = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.html")}
    titles = dict(chain(_titles(outlet.name, built, pages), _in_navigation(nav)))
    outlet = replace(outlet, book=named(outlet.book, titles))
    made: dict[str, str | bytes] = dict(outlet.beside())
    for name, html in sorted(pages.items()):
        src = built.get(name, "")
        said = _description(texts[src]) if src else ""
        made[name] = outlet.finish(_mended(html, outlet, src, name), name, src, said)
        if src and outlet.url:
            made.update(outlet.picture(src, said))
    if outlet.url:
        made[SITEMAP] = outlet.sitemap(sorted(src for src in texts if untranslated(src) == src))
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    outlet.finish_search(folder)


def _mended(html: str, outlet: Outlet, src: str, name: str) -> str:
    """Say in a page what Zensical knows of the site alone: its home, its root, its editions."""
    editions = len(outlet.says) if len(outlet.says) > 1 else 0
    html = mended(html, "the editions in the head", NAMED, lambda _found: "", name, OURS, editions)
    root = urlsplit(outlet.url).path or "/"
    if not src:
        html = html.replace(f'href="{root.rstrip("/")}"', f'href="{root}"')
    elif src == HOME:  # Zensical takes the home page for one like any other
        title = f"<title>{escape(outlet.name)}</title>"
        html = TITLE.sub(lambda _found: title, html, count=1)
    if src:
        html = ABROAD.sub(lambda found: f'href="{outlet.page(src).href(found[1])}"', html)

    def switched(found: re.Match[str]) -> str:
        if src:
            return f'href="{outlet.page(src).other(found[1])}"'
        return f'href="{root}{outlet.page().other(found[1]).removeprefix("./")}"'

    return mended(html, "an address of an edition", SWITCHED, switched, name, OURS, editions)


def _titles(site: str, built: Mapping[str, str], pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield source and title of each page, as the page has it before the name of the site."""
    for name, html in pages.items():
        title = LexborHTMLParser(html.partition("</head>")[0]).css_first("title")
        if title and name in built:
            yield built[name], title.text().strip().removesuffix(f" - {site}")


def _in_navigation(nav: object) -> Iterator[tuple[str, str]]:
    """Yield source and title of each page to which the navigation gives a title."""
    for item in nav if isinstance(nav, list | tuple) else ():
        for title, value in item.items() if isinstance(item, dict) else ():
            if isinstance(value, str):
                yield value, str(title)
            else:
                yield from _in_navigation(value)


def _description(text: str) -> str:
    front = front_matter(text)
    meta = yaml.safe_load(front.yaml or "") if not front.unread else None
    return str(meta.get("description") or "") if isinstance(meta, dict) else ""
