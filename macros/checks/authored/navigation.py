"""Finds pages that the navigation misses or misnames, and settings that name what is not there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from macros.checks.authored.targets import nearest, published_files
from macros.checks.schemes import outside, scheme, wrong_address
from macros.problems import Place, Problem, unknown
from macros.project.files import Files
from macros.project.project import DOCS, Project
from macros.project.settings import MKDOCS, Settings
from macros.reading.pages.routes import GUIDE

OFFLINE = "mkdocs.offline.yml"
DEEPEST = 12
"""Settings go no deeper; an alias that holds itself would."""
FONT_HINT = "write font: false under theme"
POLYFILLS_HINT = "name a local copy of iframe-worker under extra.polyfills"


@dataclass(frozen=True)
class Setting:
    """One value of a settings file: the names that lead to it, and its place."""

    keys: tuple[str, ...]
    words: str
    place: Place


def navigation(project: Project, settings: Settings) -> Iterator[Problem]:
    """Find what is wrong with the navigation of each edition, and pages that are missing from it."""
    guide = frozenset(src for src in project.texts if src.startswith(GUIDE))
    yield from _navigation(project, settings, frozenset())
    for edition in settings.editions:
        yield from _navigation(project, edition, guide)


def _navigation(project: Project, settings: Settings, elsewhere: frozenset[str]) -> Iterator[Problem]:
    """Find the same in one edition; `elsewhere` are the pages of another one that it may name."""
    files, drafts = published_files(project, settings)
    files |= elsewhere
    first: dict[str, Place] = {}
    for item in settings.nav:
        if item.src in drafts:
            message = f"the page '{item.src}' is a draft, which is not published"
            yield Problem(item.place, "link-to-draft", message, "leave it out until it is published")
        elif item.src not in files:
            yield _unknown(item.src, item.place, files)
        elif item.src in first:
            message = (
                f"the page '{item.src}' stands twice in the navigation, first in line {first[item.src].line}"
            )
            yield Problem(item.place, "repeated-in-nav", message, "leave one of them out")
        first.setdefault(item.src, item.place)
    if not settings.nav:
        return
    left_out = settings.patterns("not_in_nav")
    for src in project.texts:
        if src in files - elsewhere and src not in first and not left_out.match_file(src):
            hint = f"write '- {src}' under nav in {settings.name}"
            yield Problem(
                Place(f"{DOCS}/{src}"), "not-in-nav", "the navigation does not name this page", hint
            )


def named_files(project: Project, settings: Settings) -> Iterator[Problem]:
    """Find files that the settings name and that do not exist, and hosts that they let pages call."""
    files, _ = published_files(project, settings)
    names = (MKDOCS, OFFLINE, *(edition.name for edition in settings.editions))
    values = [value for name in names for value in _values(project.files, name)]
    for value in values:
        match value.keys:
            case ("nav", *_) if outside(value.words):
                if found := wrong_address(value.words):
                    yield found.at(value.place)
            case ("extra_css" | "extra_javascript",) | ("extra_javascript", "path") | ("extra", "polyfills"):
                yield from _asset(project.root, value, files, settings)
            case ("theme", "favicon" | "logo"):
                yield from _asset(project.root, value, files, settings)
            case ("extra", "alternate", "link"):
                yield from _alternate(value, files)
            case ("extra", "analytics", "provider"):
                message = f"'{value.words}' is called from every page"
                yield Problem(value.place, "external-resource", message, "leave analytics out")
    yield from _fonts(settings, values)
    yield from _polyfills(values)


def _unknown(src: str, place: Place, files: frozenset[str]) -> Problem:
    same = [path for path in files if path.casefold() == src.casefold()]
    if same:
        message = f"'{src}' differs from the page's name in letter case"
        return Problem(place, "wrong-case", message, f"write {same[0]}")
    pages = [path for path in files if path.endswith(".md")]
    moved = [path for path in pages if posixpath.basename(path) == posixpath.basename(src)]
    near = moved[0] if len(moved) == 1 else nearest(src, pages)
    hint = f"did you mean '{near}'?" if near else f"write {DOCS}/{src}, or leave the entry out"
    return unknown("page", src, hint=hint).at(place)


def _asset(root: Path, value: Setting, files: frozenset[str], settings: Settings) -> Iterator[Problem]:
    if outside(value.words):
        if found := wrong_address(value.words, loaded=True):
            yield found.at(value.place)
        return
    theme = settings.raw.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    if value.words in files or (custom and _is_exactly(root / str(custom), value.words)):
        return
    name = ".".join(value.keys)
    near = nearest(value.words, files)
    hint = f"did you mean '{near}'?" if near else f"put the file there, or leave it out of {name}"
    message = f"'{value.words}' of {name} is no file under {DOCS}/"
    yield Problem(value.place, "missing-asset", message, hint)


def _is_exactly(folder: Path, path: str) -> bool:
    """Return whether the file is there, letter for letter, also on disks that ignore letter case."""
    return (
        any(one.relative_to(folder).as_posix() == path for one in folder.rglob("*"))
        if folder.is_dir()
        else False
    )


def _alternate(value: Setting, files: frozenset[str]) -> Iterator[Problem]:
    link = value.words
    if scheme(link):
        if found := wrong_address(link):
            yield found.at(value.place)
        return
    if link.startswith("/"):
        hint = "write it as seen from the start page, such as ./ or de/"
        message = f"'{link}' begins at the root of the host, where the site may not stand"
        yield Problem(value.place, "absolute-link", message, hint)
        return
    folder = posixpath.normpath(link.removesuffix("index.html") or ".")
    stem = folder.removesuffix(".html")
    if not {posixpath.normpath(f"{folder}/index.md"), f"{stem}.md"} & files:
        message = f"the translation '{link}' does not exist"
        hint = f"write {DOCS}/{posixpath.normpath(f'{folder}/index.md')}, or leave the entry out"
        yield Problem(value.place, "broken-link", message, hint)


def _fonts(settings: Settings, values: list[Setting]) -> Iterator[Problem]:
    """Find a theme that fetches its fonts: it does so unless it is told not to."""
    theme: Any = settings.raw.get("theme")
    named = theme.get("name") if isinstance(theme, dict) else theme
    for value in values:
        if value.keys[:2] == ("theme", "font") and value.words.lower() not in ("false", "no", "off"):
            message = f"the font '{value.words}' is loaded from another host"
            yield Problem(value.place, "external-resource", message, FONT_HINT)
    if named == "material" and not any(value.keys[:2] == ("theme", "font") for value in values):
        place = next((value.place for value in values if value.keys[:1] == ("theme",)), Place(MKDOCS))
        message = "the theme loads its fonts from another host"
        yield Problem(place, "external-resource", message, FONT_HINT)


def _polyfills(values: list[Setting]) -> Iterator[Problem]:
    """Find an offline plugin without a local script: it would fetch one when a page is read."""
    plugin = next(
        (value for value in values if value.keys[:1] == ("plugins",) and _names(value, "offline")), None
    )
    if plugin and not any(value.keys[:2] == ("extra", "polyfills") for value in values):
        message = "the offline plugin loads a script from another host"
        yield Problem(plugin.place, "external-resource", message, POLYFILLS_HINT)


def _names(value: Setting, plugin: str) -> bool:
    return plugin in (value.words, *value.keys[1:2])


def _values(files: Files, name: str) -> Iterator[Setting]:
    """Yield the single values of a settings file; one that cannot be read is told elsewhere."""
    try:
        text = files.text(name)
        node = yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return
    yield from _below(node, (), name)


def _below(node: yaml.Node | None, keys: tuple[str, ...], name: str, depth: int = 0) -> Iterator[Setting]:
    if node is None or depth > DEEPEST:
        return
    place = Place(name, node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _below(value, (*keys, str(key.value)), name, depth + 1)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _below(item, keys, name, depth + 1)
    if isinstance(node, yaml.ScalarNode) or not node.value:
        yield Setting(keys, node.value or "", place)
