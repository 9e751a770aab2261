"""Writes the tree of the code into the guide, from the docstrings: `python tests/support/tree.py`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ROOT / "macros"
PAGE = ROOT / "docs" / "contributing" / "code.md"
BLOCK = re.compile(r"(?<=<!-- tree -->\n).*?(?=<!-- /tree -->)", re.DOTALL)
INDENT = "  "


def tree() -> str:
    """Return the tree as a fenced block: each package and module with the first line of its docstring."""
    return "\n".join(("", "```text", *_lines(CODE, 0), "```", "", ""))


def written() -> str:
    """Return the tree as it stands in the guide."""
    found = BLOCK.search(PAGE.read_text("utf-8"))
    return found[0] if found else ""


def write() -> None:
    """Put the tree of today into the guide."""
    page = PAGE.read_text("utf-8")
    PAGE.write_text(BLOCK.sub(lambda _: tree(), page), "utf-8")


def _lines(folder: Path, depth: int) -> Iterator[str]:
    yield _line(f"{folder.name}/", folder / "__init__.py", depth)
    modules = sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")
    for path in modules:
        yield _line(path.name, path, depth + 1)
    for inner in sorted(path.parent for path in folder.glob("*/__init__.py")):
        yield from _lines(inner, depth + 1)


def _line(name: str, path: Path, depth: int) -> str:
    said = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]
    return f"{INDENT * depth + name:<34}{said}"


if __name__ == "__main__":
    write()
