"""Finds HTML in the values of the data, which would be shown as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from macros.problems import Problem, ProblemsFound
from macros.project.project import Project
from macros.project.settings import Settings
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.data.tree import Keys, read_tree

MARKUP = re.compile(r"</?[a-zA-Z!][^\s<>]*>?")
HINT = "write plain words; pages give them their form"


def markup(project: Project, _settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each value that holds HTML; printing escapes it, but it was meant otherwise."""
    raw = project.files.read(DATA_FILE) if project.files.has(DATA_FILE) else b""
    if b"<" not in raw:
        return
    try:
        tree = read_tree(raw, DATA_FILE)
    except ProblemsFound:
        return  # told already, by the same reading
    for at, value in _scalars(tree.value, ()):
        if found := MARKUP.search(value):
            message = f"the data hold no HTML such as '{found[0]}'"
            yield Problem(tree.place(at), "markup", message, HINT)


def _scalars(value: Any, at: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _scalars(below, (*at, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from _scalars(below, (*at, index))
    else:
        yield at, value
