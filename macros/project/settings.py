"""The site builder's settings as far as the checks need them, read without the site builder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from pathspec import GitIgnoreSpec
from yaml_env_tag import add_env_tag  # type: ignore[import-untyped]

from macros.languages.cldr import is_tag
from macros.problems import Place, Problem
from macros.project.files import Files
from macros.reading.markdown.extensions import USUAL, named
from macros.reading.pages.routes import ENGLISH

MKDOCS = "mkdocs.yml"
EDITION = re.compile(r"mkdocs\.([\w-]+)\.yml", re.ASCII)
"""The settings of a language, by its tag."""
PATTERNS = ("exclude_docs", "draft_docs", "not_in_nav")
"""Settings that name files as .gitignore does."""
DEEPEST = 4
"""Of settings that inherit from others; a file that inherits from itself would go on for ever."""


@dataclass(frozen=True)
class NavItem:
    """One page named in the navigation, with its place in mkdocs.yml."""

    src: str
    place: Place


@dataclass(frozen=True)
class Settings:
    """What mkdocs.yml says."""

    raw: dict[str, Any]
    nav: tuple[NavItem, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    language: str = ENGLISH
    name: str = MKDOCS
    """The file that holds them."""
    editions: tuple[Settings, ...] = ()
    """The settings of the other languages."""

    @property
    def site_url(self) -> str:
        """Return the address at which the site is published."""
        return str(self.raw.get("site_url") or "")

    @property
    def extensions(self) -> frozenset[str] | None:
        """Return the names of the Markdown extensions that are on; None where nothing could be read."""
        return named(self.raw.get("markdown_extensions")) if self.raw else None

    def patterns(self, name: str) -> GitIgnoreSpec:
        """Return which files one of PATTERNS names; none where it cannot be read, which is a problem."""
        try:
            return _patterns(self.raw, name)
        except (ValueError, re.error):
            return GitIgnoreSpec([])

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the setting and the path under docs/ of every file that the settings name."""
        for name in ("extra_css", "extra_javascript"):
            for item in self.raw.get(name) or ():
                yield name, str(item.get("path", "") if isinstance(item, dict) else item)
        theme = self.raw.get("theme")
        if isinstance(theme, dict) and theme.get("favicon"):
            yield "theme.favicon", str(theme["favicon"])


class _Loader(yaml.SafeLoader):
    """Reads !ENV as the site builder does, and other tags as nothing: the checks need none of them."""


add_env_tag(_Loader)
_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


class _QuickLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads every tag as nothing, and ten times as fast."""


_QuickLoader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def settings_of(language: str) -> str:
    """Return the name of the settings file of the edition in that language."""
    return MKDOCS if language == ENGLISH else f"mkdocs.{language}.yml"


def load_settings(root: Path, unsaved: Mapping[str, str] = MappingProxyType({})) -> Settings:
    """Return the settings of the project; what cannot be read is a problem, not an error.

    `unsaved` texts win over the files of their paths.
    """
    files = Files(root, unsaved)
    editions = tuple(_load(files, settings_of(language), language) for language in _languages(files))
    own = _load(files, MKDOCS, ENGLISH)
    problems = (*own.problems, *(problem for one in editions for problem in one.problems))
    return replace(own, problems=problems, editions=editions)


def extensions(files: Files) -> frozenset[str]:
    """Return the names of the Markdown extensions that are on; the usual ones if nothing can be read."""
    try:
        raw = yaml.load(files.text(MKDOCS), _QuickLoader)  # noqa: S506  (a SafeLoader that knows no tag)
        return named(_inherited(files, raw).get("markdown_extensions")) if isinstance(raw, dict) else USUAL
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return USUAL


def _languages(files: Files) -> list[str]:
    """Return the tags of the languages, but for English, that have settings of their own."""
    names = {path.name for path in files.root.glob(settings_of("*"))} | set(files.unsaved)
    found = (EDITION.fullmatch(name) for name in names)
    return sorted(name[1] for name in found if name and name[1] != ENGLISH and is_tag(name[1]))


def _load(files: Files, name: str, language: str) -> Settings:
    try:
        text = files.text(name)
        raw = yaml.load(text, _Loader)  # noqa: S506  (a SafeLoader that knows one tag more)
        if isinstance(raw, dict):
            raw = _inherited(files, raw)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        message = f"the settings cannot be read: {' '.join(str(error).split())}"
        return Settings({}, (), (Problem(place, "settings", message),), language, name)
    if not isinstance(raw, dict):
        wrong = Problem(Place(name), "settings", "there are no settings")
        return Settings({}, (), (wrong,), language, name)
    return Settings(raw, tuple(_nav(text, name)), tuple(_unreadable(raw, text, name)), language, name)


def _inherited(files: Files, raw: dict[str, Any], depth: int = 0) -> dict[str, Any]:
    """Return the settings with those below them, as the site builder joins them: groups, but no lists."""
    own = dict(raw)
    parent = own.pop("INHERIT", None)
    if not parent or depth > DEEPEST:
        return own
    below = yaml.load(files.text(str(parent)), _Loader)  # noqa: S506  (as above)
    return _joined(_inherited(files, below, depth + 1), own) if isinstance(below, dict) else own


def _joined(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = dict(below)
    for name, value in above.items():
        old = both.get(name)
        both[name] = _joined(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return both


def _patterns(raw: Mapping[str, Any], name: str) -> GitIgnoreSpec:
    """Return what the site builder reads. Raises ValueError or re.error for a pattern that is none."""
    return GitIgnoreSpec.from_lines(str(raw.get(name) or "").splitlines())


def _unreadable(raw: Mapping[str, Any], text: str, name: str) -> Iterator[Problem]:
    for setting in PATTERNS:
        try:
            _patterns(raw, setting)
        except (ValueError, re.error) as error:
            found = re.search(rf"^{setting}\b", text, re.MULTILINE)
            place = Place(name, text.count("\n", 0, found.start()) + 1, 1) if found else Place(name)
            message = f"'{setting}' holds what is no pattern of .gitignore: {error}"
            yield Problem(place, "settings", message)


def _nav(text: str, name: str) -> Iterator[NavItem]:
    node = yaml.compose(text, _Loader)
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        if key.value == "nav":
            yield from _items(value, name)


def _items(node: yaml.Node, name: str) -> Iterator[NavItem]:
    if isinstance(node, yaml.ScalarNode):
        if not re.match(r"[a-z]+:", node.value):
            mark = node.start_mark
            yield NavItem(node.value, Place(name, mark.line + 1, mark.column + 1))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _items(item, name)
    elif isinstance(node, yaml.MappingNode):
        for _, item in node.value:
            yield from _items(item, name)
