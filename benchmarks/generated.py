"""Sites of any size whose pages print figures of one data file, and the same pages with all macros done."""

from __future__ import annotations

import shutil
from pathlib import Path

from macros.printing.view import View
from macros.printing.whole_page import resolved
from macros.project.project import open_project
from macros.reading.pages.routes import Page

ROOT = Path(__file__).resolve().parent.parent
CALLS = 30

HEAD = """\
about: {title: A brief, name: brief, summary: Made up to be measured, licence: CC0-1.0,
  version: "1", updated: 2024-05-01, article: paper}
themes:
  trade: {title: Trade, page: index.md}
units:
  student: {forms: {en: {one: student, other: students}}}
sources:
  paper: {publisher: The Paper, url: "https://example.org/paper"}
figures:
"""
FIGURE = """\
  figure_{n}:
    label: Students of the school
    theme: trade
    value: {value}
    unit: student
    qualifier: about
    period: 2023
    source: paper
    measures: Students of every age
"""
SETTINGS = """\
site_name: Bench
site_url: ""
theme: {name: material, font: false, favicon: assets/favicon.svg, features: [%s]}
plugins:
  search: {}
%s
markdown_extensions: {attr_list: {}, tables: {}}
extra: {generator: false}
"""
MACROS = "  macros: {module_name: macros, on_undefined: strict, on_error_fail: true}"
FINISHING = "hooks: [macros/hooks.py]\n"
WORDS = (
    "The school counts its students every year and says how it does so. "
    "Another office counts them as well, and the numbers of both are set side by side.\n"
)


def site(root: Path, pages: int, figures: int, *, finishing: bool = False, pruned: bool = False) -> Path:
    """Write a site of that size, its pages in folders of 25, and return its folder."""
    (root / "data").mkdir(parents=True)
    rows = (FIGURE.format(n=n, value=1000 + 7 * n) for n in range(figures))
    (root / "data" / "figures.yml").write_text(HEAD + "".join(rows), "utf-8")
    settings = SETTINGS % ("navigation.prune" if pruned else "", MACROS)
    (root / "mkdocs.yml").write_text(settings + (FINISHING if finishing else ""), "utf-8")
    (root / "macros").symlink_to(ROOT / "macros")
    for number in range(pages):
        path = root / "docs" / address(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number, figures), "utf-8")
    (root / "docs" / "assets").mkdir()
    shutil.copy(ROOT / "macros/overrides/assets/brief/favicon.svg", root / "docs/assets")
    anchors = "".join(f'<p id="figure_{n}"></p>\n' for n in range(figures))
    (root / "docs" / "register").mkdir()
    (root / "docs" / "register" / "trade.md").write_text(f"# Register\n\n<div>\n{anchors}</div>\n", "utf-8")
    return root


def address(number: int) -> str:
    """Return the path of a page under the folder of sources."""
    return f"part-{number // 25}/page-{number}.md" if number else "index.md"


def page(number: int, figures: int) -> str:
    """Return a page of some 900 words with 30 figures in six sections."""
    parts = [f"# Page {chr(97 + number % 26)}\n"]
    for section in range(6):
        parts.append(f"\n## Part of the page {{ #part-{section} }}\n")
        for call in range(CALLS // 6):
            asked = (number * CALLS + section * 5 + call) % figures
            parts.append(f'\n{WORDS}They are {{{{ fig("figure_{asked}") }}}} in all.\n')
    return "\n".join(parts)


def resolve(root: Path, target: Path) -> Path:
    """Write the site with all macros done and without data, and return its folder."""
    project = open_project(root)
    shutil.copytree(root / "docs", target / "docs")
    for src, scan in project.scans.items():
        path = target / "docs" / src
        text = resolved(path.read_text("utf-8"), scan, View(project.book, Page(src)))
        assert text is not None  # noqa: S101  (generated pages hold nothing but calls)
        path.write_text(text, "utf-8")
    settings = (root / "mkdocs.yml").read_text("utf-8").replace(MACROS, "")
    (target / "mkdocs.yml").write_text(settings, "utf-8")
    return target
