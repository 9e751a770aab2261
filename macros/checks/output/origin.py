"""Names the source line that caused a problem in a built file, or the place in the built file itself."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from macros.checks.output.addresses import Address
from macros.checks.output.output import BuiltPage, Output
from macros.checks.output.served import Target
from macros.printing import macros
from macros.printing.view import View, WrongCall
from macros.problems import Fault, Place, Problem, place_in
from macros.project import overlay
from macros.project.project import DOCS, Project
from macros.project.settings import MKDOCS, Settings
from macros.reading.pages.routes import Page

HIDDEN = re.compile(r"<!--.*?-->|<(script|style|code|pre)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Spot:
    """A value in a built page: the tag that carries it (none for text), and which of equal ones it is.

    `content` tells what the author wrote from what the theme puts around it on every page.
    """

    page: BuiltPage
    value: str
    tag: str = ""
    nth: int = 0
    content: bool = True


def spot_of(page: BuiltPage, address: Address) -> Spot:
    """Return the spot of an address."""
    return Spot(page, address.written, address.tag, address.nth, address.content)


def needles_of(address: Address, where: Target | None = None) -> tuple[str, ...]:
    """Return the texts by which a source may show an address, the most telling first."""
    written, name = address.written, address.attribute
    path, _, fragment = written.partition("#")
    needles = [f'{name}="{written}"', f"]({written}", written, unquote(written)]
    if fragment:
        needles += [f"#{fragment}", f"#{unquote(fragment)}"]
    last = posixpath.basename(path)
    if "." in last.strip("."):
        needles += [where.path if where else "", last, unquote(last)]
    return tuple(dict.fromkeys(needle for needle in needles if needle))


@dataclass(frozen=True)
class Unplaced:
    """A fault at a spot of a built page, whose place in the sources is still to be found.

    `needles` are texts by which the source may show it, the best first.
    """

    spot: Spot
    fault: Fault
    needles: tuple[str, ...] = ()
    subject: str = ""
    """What faults around the content have in common on all pages, if their messages differ."""


def at_their_sources(
    output: Output, project: Project, settings: Settings, found: Iterable[Unplaced]
) -> Iterator[Problem]:
    """Yield a problem for each fault; what the theme repeats on every page is told once."""
    around: dict[tuple[str, str], list[Unplaced]] = {}
    prints: dict[str, list[tuple[Place, str]]] = {}
    for one in found:
        page = one.spot.page
        if not one.spot.content:
            around.setdefault((one.fault.code, one.subject or one.fault.message), []).append(one)
            continue
        if page.src and page.src not in prints:
            prints[page.src] = list(_prints(output, project, page.src))
        place = _in_source(project, one, prints.get(page.src or "", []))
        yield _problem(output, one, place)
    files = list(_site_files(project.root, settings)) if around else []
    for same in around.values():
        first = same[0]
        place = _in_files(first, files) or _in_front_matter(project, first)
        more = len({one.spot.page.name for one in same}) - 1
        yield _problem(output, first, place, more)


NEARBY = 16
"""How many characters tell a place of a script or style sheet from others."""


def static_place(output: Output, project: Project, name: str, text: str, offset: int) -> Place:
    """Return a place in a file that is no page: in docs/ if it comes from there."""
    source = project.root / DOCS / name
    if not source.is_file():
        return place_in(f"{output.label}/{name}", text, offset)
    # What is published has lost its comments and spaces: the same words are looked for in the source.
    written = source.read_text("utf-8")
    at = offset if written == text else written.find(text[offset : offset + NEARBY])
    if at < 0:
        return place_in(f"{output.label}/{name}", text, offset)
    return place_in(f"{DOCS}/{name}", written, at)


def _problem(output: Output, found: Unplaced, place: Place | None, more: int = 0) -> Problem:
    name = f"{output.label}/{found.spot.page.name}"
    message = found.fault.message
    others = f" and {more} more page{'s' if more > 1 else ''}" if more else ""
    if place:
        message += f" (in {name}{others})"
    else:
        place = _in_built(name, found.spot)
        message += f" (also on {more} more page{'s' if more > 1 else ''})" if more else ""
    return Problem(place, found.fault.code, message, found.fault.hint)


def _prints(output: Output, project: Project, src: str) -> Iterator[tuple[Place, str]]:
    """Yield place and HTML of every macro call of a page, as this output has it."""
    for item in project.printed_on.get(src, ()):
        html = item.html
        if output.offline and project.readable:
            view = View(project.book, Page(src, directory_urls=False), draws=False)
            try:
                html = macros.call(view, item.call.name, item.call.args, item.call.kwargs)
            except WrongCall:
                continue
        yield item.call.place, unescape(html)


def _in_source(project: Project, wanted: Unplaced, prints: list[tuple[Place, str]]) -> Place | None:
    src = wanted.spot.page.src
    page = project.scans.get(src or "")
    if page is None:
        return None
    for needle in wanted.needles:
        if (pattern := _pattern(needle)) is None:
            continue
        places = [page.place(found.start()) for found in pattern.finditer(page.text, len(page.front))]
        places += [place for place, html in prints for _ in pattern.finditer(html)]
        if places:
            places.sort()
            return places[min(wanted.spot.nth, len(places) - 1)]
    return None


def _pattern(needle: str) -> re.Pattern[str] | None:
    """Return a pattern for the needle as a whole word; one that is too short would match anywhere."""
    if len(needle.strip("./# ")) < 2 and not needle.startswith(("{", "*", "]", "[")):
        return None
    before = r"(?<![\w/.-])" if needle[0].isalnum() or needle[0] in "/." else ""
    after = r"(?![\w-])" if needle[-1].isalnum() else ""
    return re.compile(before + re.escape(needle) + after)


def _in_files(wanted: Unplaced, files: Iterable[tuple[str, str]]) -> Place | None:
    for needle in wanted.needles:
        if pattern := _pattern(needle):
            for path, text in files:
                if found := pattern.search(text):
                    return place_in(path, text, found.start())
    return None


def _in_front_matter(project: Project, wanted: Unplaced) -> Place | None:
    src = wanted.spot.page.src
    page = project.scans.get(src or "")
    return _in_files(wanted, [(page.path, page.front.text)]) if page and page.front else None


def _site_files(root: Path, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield path and text of the files in the project that shape every page: settings and templates."""
    theme = settings.raw.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    paths = [root / MKDOCS, *root.glob("mkdocs.*.yml")]
    paths += sorted((root / str(custom)).rglob("*.html")) if custom else []
    paths += overlay.templates()
    for path in paths:
        if path.is_file() and path.is_relative_to(root):
            yield path.relative_to(root).as_posix(), path.read_text("utf-8", errors="replace")


def _in_built(name: str, spot: Spot) -> Place:
    html, value = spot.page.html, spot.value
    starts = []
    if spot.tag:
        tags = re.finditer(rf"<{re.escape(spot.tag)}\b(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", html, re.IGNORECASE)
        starts = [tag.start() for tag in tags if not value or value in unescape(tag[0])]
    elif value:
        shown = HIDDEN.sub(lambda hidden: " " * len(hidden[0]), html)
        starts = [found.start() for found in re.finditer(re.escape(value), shown)]
    return place_in(name, html, starts[min(spot.nth, len(starts) - 1)]) if starts else Place(name)
