"""What links can lead to: the pages and files of the site, the ids on each page, and what a target meant."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from markdown.extensions.toc import slugify, unique  # type: ignore[import-untyped]
from pathspec import GitIgnoreSpec

from macros.printing.downloads import files as takeaway
from macros.printing.downloads import pictures
from macros.printing.macros import CHARTS
from macros.problems import did_you_mean
from macros.project import overlay
from macros.project.project import DOCS, Project
from macros.project.settings import Settings
from macros.project.tried import Printed
from macros.reading.pages.calls import Call
from macros.reading.pages.front_matter import front_matter
from macros.reading.pages.page import PageText
from macros.reading.pages.routes import FEED, built_file
from macros.text import alike

PARTS_OF_PICTURE = ("-title", "-text")
"""How the ids end that stand inside the figure of a chart."""
PRINTED_ID = re.compile(r'\sid="([^"]*)"')
DRAFT = re.compile(r"^draft\s*:\s*(?:true|yes|on)\b", re.IGNORECASE | re.MULTILINE)
WRITTEN: Mapping[bool, frozenset[str]] = MappingProxyType({True: frozenset([FEED]), False: frozenset()})
"""What a build writes beside the pages: with directory addresses, and without."""
NEVER = GitIgnoreSpec.from_lines([".*", "/templates/"])
"""What the site builder takes from docs/ only if `exclude_docs` lets it in again."""


@dataclass(frozen=True)
class Targets:
    """Everything that a link on a page can lead to."""

    pages: Mapping[str, PageText]
    files: frozenset[str]
    """Pages and other files that are published, by their path under docs/."""
    folders: frozenset[str]
    drafts: frozenset[str]
    """Pages that are written but not published."""
    printed: Mapping[str, list[tuple[Call, str]]]
    """The ids that macros print on each page."""
    made: Mapping[str, tuple[tuple[int, str], ...]]
    """Offset and id of each heading on each page whose id Markdown makes up."""
    anchors: Mapping[str, frozenset[str]]
    """Every id on each page."""
    built: Mapping[bool, Mapping[str, str]]
    """What stands at an address, as a path under docs/: with directory addresses, and without."""
    forms: tuple[bool, ...]
    """The forms in which the site is published; the bundle never has directory addresses."""
    extensions: frozenset[str] | None
    """Names of the Markdown extensions that are on; None where the settings could not be read."""

    @property
    def around(self) -> tuple[object, ...]:
        """Return all that links of a page can meet beside the page itself."""
        return self.files, self.drafts, self.anchors, self.forms, self.extensions

    def on(self, extension: str) -> bool:
        """Return whether a Markdown extension is on; what cannot be known is on."""
        return self.extensions is None or extension in self.extensions

    def standing(self, address: str, *, directory_urls: bool) -> str | None:
        """Return what stands at an address under the site's root, where a final slash means a folder."""
        if address.endswith("/") or not address:
            # Only a server answers a folder's address with the index page in it.
            address = f"{address}index.html" if directory_urls else address
        return self.built[directory_urls].get(address)

    def relative(self, src: str, target: str) -> str:
        """Return a path under docs/ as a link on a page writes it: a space or bracket would end it."""
        path = posixpath.relpath(target, posixpath.dirname(src) or ".")
        return quote(path, safe="/.~-_'!*,;:@&=+$") if re.search(r"[\s()<>\[\]]", path) else path


def load_site(project: Project, settings: Settings) -> Targets:
    """Return what links can lead to."""
    memory = project.memory
    files, drafts = published_files(project, settings)
    for edition in settings.editions:
        more, hidden = published_files(project, edition)
        files, drafts = files | more, drafts | hidden
    if (book := project.known) is not None:
        brief = book.brief  # its ids alone name the files; most edits change values
        given = (
            *(frozenset(brief.themes), frozenset(brief.figures)),
            *(frozenset(brief.series), frozenset(book.titles)),
        )
        files |= memory.of("taken away", "", given, lambda: takeaway.paths(book))
        files |= frozenset(pictures.card_files(book.titles))
    printed = {
        src: memory.of("ids", src, items, lambda: _ids(items))  # noqa: B023
        for src, items in project.printed_on.items()
    }
    files |= {
        path
        for src, ids in printed.items()
        for call, id_ in ids
        if call.name in CHARTS and not id_.endswith(PARTS_OF_PICTURE)
        for path in pictures.chart_files(src, id_)
    }
    made = {
        src: memory.of("slugs", src, (page,), lambda: tuple(slugs(page)))  # noqa: B023
        for src, page in project.scans.items()
    }
    anchors = {
        src: frozenset(_anchors(page, made[src], printed.get(src, ()))) for src, page in project.scans.items()
    }
    forms = tuple(dict.fromkeys((bool(settings.raw.get("use_directory_urls", True)), False)))
    folders, built = memory.of("addresses", "", (files,), lambda: _addresses(files))
    on = settings.extensions
    return Targets(project.scans, files, folders, drafts, printed, made, anchors, built, forms, on)


def _ids(printed: Iterable[Printed]) -> list[tuple[Call, str]]:
    return [(item.call, unescape(id_)) for item in printed for id_ in PRINTED_ID.findall(item.html)]


def _addresses(files: frozenset[str]) -> tuple[frozenset[str], Mapping[bool, Mapping[str, str]]]:
    """Return the folders of the files, and what stands at each address."""
    folders = {""}
    for path in files:
        above = posixpath.dirname(path)
        while above not in folders:
            folders.add(above)
            above = posixpath.dirname(above)
    built = {form: {address(path, form): path for path in sorted(files | WRITTEN[form])} for form in WRITTEN}
    return frozenset(folders), built


def published_files(project: Project, settings: Settings) -> tuple[frozenset[str], frozenset[str]]:
    """Return the paths under docs/ that are published, and those of the drafts."""
    every = frozenset(_files(project.root / DOCS)).union(project.texts)
    hidden, excluded = settings.patterns("draft_docs"), NEVER + settings.patterns("exclude_docs")
    drafts = frozenset(
        path for path in every if _is_draft(project.texts.get(path, "")) or hidden.match_file(path)
    )
    left = every - drafts - frozenset(excluded.match_files(every))
    return left.union(overlay.assets()), drafts  # settings leave nothing of ours out


def address(path: str, directory_urls: bool) -> str:
    """Return the file under the site's root at which a file under docs/ is published."""
    return built_file(path, directory_urls) if path.endswith(".md") else path


def slugs(page: PageText) -> Iterator[tuple[int, str]]:
    """Yield offset and id of each heading whose id Markdown makes up."""
    used = {heading.id for heading in page.headings if heading.id} | {one.id for one in page.braces if one.id}
    counts: dict[str, int] = {}
    for heading in page.headings:
        if heading.words is not None and not heading.id:
            yield heading.start, unique(_slug(heading.words), used, counts)


def likely(site: Targets, src: str, target: str) -> str:
    """Return a hint that names what a target that leads nowhere may have meant."""
    target = target.replace("\\", "/")
    aimed = posixpath.normpath(posixpath.join(posixpath.dirname(src), target))
    stems = [
        path.removesuffix("/index.html").removesuffix(".html").removesuffix(".md").rstrip("/")
        for path in (aimed, target.lstrip("./"))
    ]
    folded, names, all_stems = _alike(site.files)
    for guess in (*(stem + end for stem in stems for end in (".md", "/index.md")), target.lstrip("./")):
        if found := folded.get(alike(guess)):
            return f"did you mean '{site.relative(src, found)}'?"
    name = posixpath.basename(aimed)
    same = names.get(alike(name)) or all_stems.get(_stem(name), [])
    if len(same) == 1:
        return f"did you mean '{site.relative(src, same[0])}'?"
    if found := nearest(aimed, site.files):
        return f"did you mean '{site.relative(src, found)}'?"
    return "write the path of a file under docs/, seen from this page"


@lru_cache(maxsize=8)
def _alike(files: frozenset[str]) -> tuple[dict[str, str], dict[str, list[str]], dict[str, list[str]]]:
    """Return the files by what is read of their path, of their name, and of their name without ending."""
    folded: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    stems: dict[str, list[str]] = {}
    for path in sorted(files):
        folded[alike(path)] = path
        names.setdefault(alike(posixpath.basename(path)), []).append(path)
        stems.setdefault(_stem(path), []).append(path)
    return folded, names, stems


def nearest(path: str, files: Iterable[str]) -> str | None:
    """Return the file of the same kind whose name is nearest; the ending says nothing about that."""
    stem, ending = posixpath.splitext(path)
    known = {posixpath.splitext(one)[0]: one for one in files if one.endswith(ending or ".md")}
    near = did_you_mean(stem, known).removeprefix("did you mean '").removesuffix("'?")
    return known.get(near)


@lru_cache(maxsize=4096)
def _slug(words: str) -> str:
    return str(slugify(words, "-"))


def _is_draft(text: str) -> bool:
    return DRAFT.search(front_matter(text).text) is not None


def _stem(path: str) -> str:
    return alike(posixpath.splitext(posixpath.basename(path))[0])


def _files(folder: Path) -> Iterator[str]:
    for at, _, names in os.walk(folder):
        inner = Path(at).relative_to(folder).as_posix()
        prefix = "" if inner == "." else f"{inner}/"
        yield from (f"{prefix}{name}" for name in names)


def _anchors(
    page: PageText, made: Iterable[tuple[int, str]], printed: Iterable[tuple[Call, str]]
) -> Iterator[str]:
    yield from (id_ for _, id_ in printed)
    yield from (one.id for one in page.braces if one.id)
    yield from (id_ for _, id_ in made)
    for tag in page.tags:
        yield from (one.value for one in tag.attributes if one.value and one.name in ("id", "name"))
    for label, _ in page.notes:
        yield from (f"fn:{label[1:]}", f"fnref:{label[1:]}")
