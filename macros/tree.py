"""The data file as plain mappings, lists and strings, each with its place, straight from libyaml's events.

A scalar stays the text it was written as: YAML's guesses about its type are never asked for. What YAML
allows and this file does not (anchors, aliases, tags, a second document) is refused on the way.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from macros.problems import Place, Problem, ProblemsFound
from macros.text import decoded, not_utf8

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML built without libyaml reads the same, only slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


DEEPEST = 12
LARGEST = 20_000_000
LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # by YAML 1.1
SECTIONS_HINT = "start with about:, themes:, sources: and figures:"
ASIDE = ("\0",)
"""Where the places of what is not kept go."""


Keys = tuple[str | int, ...]


Mark = tuple[int, int]
"""Line and column, counted from 0."""


@dataclass
class Tree:
    """The content of the file, the marks of its keys and values, and what was wrong with its form."""

    name: str
    lines: tuple[str, ...]
    value: dict[str, Any] = field(default_factory=dict)
    values: dict[Keys, Mark] = field(default_factory=dict)
    keys: dict[Keys, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, keys: Keys, *, key: bool = False) -> Place:
        """Return the place of the value (or key) there, or of the nearest one around it."""
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        while keys not in first and keys not in second:
            keys = keys[:-1]
        return self.at(first.get(keys) or second[keys])

    def at(self, mark: Mark) -> Place:
        """Return the place of a mark; the end of the file for what lies behind it."""
        line, column = mark
        if line < len(self.lines):
            return Place(self.name, line + 1, column + 1)
        return Place(self.name, len(self.lines), len(self.lines[-1]) + 1)


def read_tree(raw: bytes, name: str, hint: str = SECTIONS_HINT) -> Tree:
    """Return the tree of those bytes; `hint` says how the file begins.

    Raises ProblemsFound if they are no single, plain YAML mapping.
    """
    text = _decoded(raw, name, hint)
    tree = Tree(name, tuple(LINE_BREAK.split(text)))
    try:
        value = _Builder(text, tree).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = tree.at(_mark(mark)) if mark else Place(name)
        what = " ".join(part for part in (error.context, error.problem) if part)
        raise ProblemsFound([Problem(where, "yaml-syntax", f"this is no YAML: {what}")]) from None
    except (yaml.YAMLError, ValueError) as error:
        message = f"this is no YAML: {' '.join(str(error).split())}"
        raise ProblemsFound([Problem(Place(name), "yaml-syntax", message)]) from None
    if not isinstance(value, dict):
        place = tree.at(tree.values.get((), (0, 0)))
        found = Problem(place, "wrong-type", "the file holds no sections", hint)
        raise ProblemsFound([*tree.problems, found])
    tree.value = value
    return tree


def _decoded(raw: bytes, name: str, start: str) -> str:
    if len(raw) > LARGEST:
        raise ProblemsFound([Problem(Place(name), "too-large", f"the file has {len(raw)} bytes")])
    try:
        text = decoded(raw)
    except UnicodeDecodeError as error:
        raise ProblemsFound([not_utf8(name, error)]) from None
    if not text.strip():
        raise ProblemsFound([Problem(Place(name), "empty-file", "the file is empty", start)])
    return text


def _mark(mark: Any) -> Mark:
    return mark.line, mark.column


class _Builder:
    """Takes one event after the other and fills the tree."""

    def __init__(self, text: str, tree: Tree) -> None:
        self.next: Callable[[], Any] = Loader(text).get_event
        self.tree = tree
        self.refused: list[Problem] = []

    def document(self) -> Any:
        value: Any = None
        documents = 0
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "yaml-syntax", "a second document begins", "remove the ---")
            elif isinstance(event, yaml.NodeEvent):
                found = self._node(event, () if documents == 1 else ASIDE, 0)
                value = found if documents == 1 else value
        if self.refused:
            raise ProblemsFound(self.refused)
        return value

    def _node(self, event: Any, at: Keys, depth: int) -> Any:
        mark = event.start_mark
        self.tree.values[at] = (mark.line, mark.column)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "alias", f"'*{event.anchor}' repeats a value", "write it out")
            return ""
        if event.anchor:
            self._refuse(event, "alias", f"'&{event.anchor}' is an anchor", "remove it")
        if event.tag and event.tag != "!":
            self._refuse(event, "tag", f"the tag '{event.tag}' is not read", "remove it")
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if depth == DEEPEST:
            self._refuse(event, "too-deep", f"more than {DEEPEST} levels of nesting", "")
            raise ProblemsFound(self.refused)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := self.next(), yaml.SequenceEndEvent):
                items.append(self._node(event, (*at, len(items)), depth + 1))
            return items
        return self._mapping(at, depth + 1)

    def _mapping(self, at: Keys, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        tree = self.tree
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key, mark = self._node(event, ASIDE, depth), _mark(event.start_mark)
            below: Keys = ASIDE
            if not isinstance(event, yaml.ScalarEvent):
                tree.problems.append(Problem(tree.at(mark), "wrong-type", "a key is a plain word"))
            elif key in found:
                first = tree.at(tree.keys[*at, key]).line
                message = f"the key '{key}' is given twice, first in line {first}"
                problem = Problem(tree.at(mark), "duplicate-key", message, "keep one of them")
                tree.problems.append(problem)
            else:
                key = sys.intern(key)  # entries have the same few fields, and ids are named again elsewhere
                below = (*at, key)
                tree.keys[below] = mark
            value = self._node(self.next(), below, depth)
            if below is not ASIDE:
                found[key] = value
        return found

    def _refuse(self, event: Any, code: str, message: str, hint: str) -> None:
        self.refused.append(Problem(self.tree.at(_mark(event.start_mark)), code, message, hint))
