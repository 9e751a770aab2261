"""The page about the code: its tree is that of the docstrings, and what it names is there."""

from __future__ import annotations

import ast
import re

import pytest

from support import tree
from support.places import ROOT

PAGE = tree.PAGE.read_text("utf-8")
PACKAGES = sorted(path.parent for path in (ROOT / "macros").rglob("__init__.py"))
MOST_PACKAGES, MOST_MODULES = 10, 13


def test_the_tree_is_that_of_the_docstrings() -> None:
    assert tree.written() == tree.tree(), "run: make tree"


def test_every_module_and_package_says_what_it_is_for_in_a_sentence() -> None:
    paths = sorted((ROOT / "macros").rglob("*.py"))
    assert len(paths) > 100
    for path in paths:
        said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        assert said.partition("\n")[0].endswith("."), path


def test_there_are_few_packages_with_few_modules_each() -> None:
    assert len([path for path in PACKAGES if path.parent == ROOT / "macros"]) <= MOST_PACKAGES
    for path in PACKAGES:
        modules = [one for one in path.glob("*.py") if one.name != "__init__.py"]
        assert len(modules) <= MOST_MODULES, path


NAMED = sorted(set(re.findall(r"`(macros/[\w/.-]+|docs/[\w/.-]+|tests/[\w/-]+)`", PAGE)))


@pytest.mark.parametrize("name", NAMED)
def test_what_the_page_names_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_the_page_names_places() -> None:
    assert len(NAMED) > 15
