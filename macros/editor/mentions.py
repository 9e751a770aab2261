"""Where ids stand: in the macro calls of a page, and in the data, with line and column."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from macros.figures.model import REFERENCE
from macros.printing import macros
from macros.problems import ProblemsFound
from macros.reading.data.figures_file import PROSE
from macros.reading.data.history_file import HISTORY_FILE
from macros.reading.pages.calls import Call
from macros.reading.pages.page import PageText
from macros.tree import Keys, Tree, read_tree

STRING = re.compile(r"""(?:(\w+)\s*=\s*)?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.DOTALL)
ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
IDS = re.compile(r"\s*[a-z][a-z0-9_]*(?:[\s,]+[a-z][a-z0-9_]*)*[\s,]*", re.ASCII)
ENTRY = "entry"
"""The section of what may be a figure or a claim."""
SECTIONS = ("figures", "claims", "sources", "producers", "units", "themes", "series")
NAMING = {
    "source": "sources",
    "producer": "producers",
    "unit": "units",
    "theme": "themes",
    "series": "series",
}
"""Fields that hold one id, and the section in which it is defined."""
FORMULAS = ("formula", "follows_from")
PARAMETERS = {
    "id": ENTRY,
    "ids": ENTRY,
    "names": ENTRY,
    "context": ENTRY,
    "without": ENTRY,
    "theme": "themes",
}
"""Parameters of macros that take ids."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An id in a file; line and column count from 0, in characters."""

    section: str
    id: str
    path: str
    line: int
    column: int
    defines: bool = False
    """Whether the entry itself stands there."""
    whole: bool = True
    """Whether the id is all that stands between its quotes or behind its colon."""

    @property
    def end(self) -> int:
        """Return the column behind the id."""
        return self.column + len(self.id)


@dataclass(frozen=True, slots=True)
class Argument:
    """A text between quotes in a macro call: what it is for, and where it stands, counted from 0."""

    parameter: str
    text: str
    line: int
    column: int


def arguments(call: Call) -> Iterator[Argument]:
    """Yield the arguments of a call with the name of the parameter that takes each."""
    count = 0
    for found in STRING.finditer(call.written):
        name = found[1] or parameter(call.name, count)
        count += not found[1]
        start = found.start(2) + 1
        above = call.written.count("\n", 0, start)
        column = start - (call.written.rfind("\n", 0, start) + 1)
        line = call.place.line - 1 + above
        yield Argument(name, found[2][1:-1], line, column + (0 if above else call.place.column - 1))


@lru_cache(maxsize=256)
def parameter(macro: str, place: int) -> str:
    """Return the name of the parameter at a place of a macro's arguments, or nothing."""
    if macro not in macros.MACROS:
        return ""
    names = list(inspect.signature(macros.MACROS[macro]).parameters.values())[1:]
    for one in names[: place + 1]:
        if one.kind is one.VAR_POSITIONAL:
            return one.name
    return names[place].name if place < len(names) and names[place].kind is not one.KEYWORD_ONLY else ""


def of_page(page: PageText) -> Iterator[Mention]:
    """Yield every id that the macro calls of a page name."""
    for call in page.calls:
        for argument in arguments(call):
            section = PARAMETERS.get(argument.parameter)
            if section is None or not IDS.fullmatch(argument.text):
                continue
            section = "cited" if call.name == "cite" else section
            for found in ID.finditer(argument.text):
                id_, column = sys.intern(found[0]), argument.column + found.start()
                whole = id_ == argument.text
                yield Mention(section, id_, page.path, argument.line, column, whole=whole)


def of_data(raw: bytes, path: str) -> tuple[Mention, ...] | None:
    """Return every id in the data file or the history; None if the bytes are no YAML."""
    try:
        tree = read_tree(raw, path)
    except ProblemsFound:
        return None
    found = _history(tree) if path == HISTORY_FILE else _data(tree)
    return tuple(sorted(found, key=lambda one: (one.line, one.column)))


def _data(tree: Tree) -> Iterator[Mention]:
    for keys, (line, column) in tree.keys.items():
        if len(keys) == 2 and keys[0] in SECTIONS:
            yield from _at(tree, str(keys[0]), str(keys[1]), line, column, defines=True)
    for keys in tree.values:
        if len(keys) < 2 or "forms" in keys:
            continue
        field = keys[-1] if isinstance(keys[-1], str) else keys[-2]
        value = _value(tree, keys)
        if not isinstance(value, str):
            continue
        if keys == ("about", "article"):
            yield from _one(tree, keys, "sources", value)
        elif field in NAMING and len(keys) == 3:
            yield from _one(tree, keys, NAMING[field], value)
        elif field in ("figure", "claim") and "evidence_for" in keys:
            yield from _one(tree, keys, f"{field}s", value)
        elif field == "between" and keys[0] == "series":
            yield from _one(tree, keys, "figures", value)
        elif field == "about" and keys[0] in ("not_found", "sources"):
            yield from _one(tree, keys, ENTRY, value)
        elif field in FORMULAS:
            yield from _inside(tree, keys, "figures", ID.findall(value))
        elif keys[-1] in PROSE or (len(keys) > 1 and keys[-2] in PROSE):
            yield from _inside(tree, keys, "figures", [one[1] for one in REFERENCE.finditer(value)], "{")


def _history(tree: Tree) -> Iterator[Mention]:
    for keys, (line, column) in tree.keys.items():
        if len(keys) == 4 and keys[2] == "figures":
            yield from _at(tree, "figures", str(keys[3]), line, column)
    for keys in tree.values:
        value = _value(tree, keys)
        if not isinstance(value, str):
            continue
        if len(keys) == 4 and keys[2] == "removed":
            yield from _one(tree, keys, "figures", value)
        elif len(keys) == 5 and keys[4] == "formula":
            yield from _inside(tree, keys, "figures", ID.findall(value))
        elif len(keys) == 5 and keys[4] in NAMING:
            yield from _one(tree, keys, NAMING[str(keys[4])], value)


def _value(tree: Tree, keys: Keys) -> object:
    found: object = tree.value
    for key in keys:
        if isinstance(found, dict | list):
            try:
                found = found[key]  # type: ignore[index]
            except (KeyError, IndexError):
                return None
        else:
            return None
    return found


def _one(tree: Tree, keys: Keys, section: str, id_: str) -> Iterator[Mention]:
    line, column = tree.values[keys]
    yield from _at(tree, section, id_, line, column)


def _at(
    tree: Tree, section: str, id_: str, line: int, column: int, *, defines: bool = False
) -> Iterator[Mention]:
    """Yield the id at a mark, inside its quotes if it has any."""
    if line < len(tree.lines):
        column += tree.lines[line][column : column + 1] in ("'", '"')
        if id_ and tree.lines[line].startswith(id_, column):
            yield Mention(section, id_, tree.name, line, column, defines)


def _inside(tree: Tree, keys: Keys, section: str, ids: list[str], before: str = "") -> Iterator[Mention]:
    """Yield the ids of a longer text, which may run over several lines, one behind the other."""
    line, column = tree.values[keys]
    for id_ in ids:
        pattern = re.compile(rf"(?<![a-zA-Z0-9_]){re.escape(before)}{id_}(?![a-zA-Z0-9_])")
        while line < len(tree.lines):
            if found := pattern.search(tree.lines[line], column):
                column = found.end()
                yield Mention(section, id_, tree.name, line, found.start() + len(before), whole=False)
                break
            line, column = line + 1, 0
