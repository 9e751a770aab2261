"""Times the checks against a plain build of the same site, in one run: `make bench`.

Prints CPU seconds (user and system, of whole processes) and their ratio to `mkdocs build`. Ratios hold
on a busy machine; seconds alone do not.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITES = ((100, 1_000), (100, 10_000), (1_000, 1_000), (1_000, 10_000))
CALLS = 30

HEAD = """\
about: {title: A brief, version: "1", updated: 2024-05-01, article: paper}
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
theme: {name: material, font: false}
plugins:
  search: {}
  macros: {module_name: macros, on_undefined: strict, on_error_fail: true}
markdown_extensions: {attr_list: {}, tables: {}}
extra: {generator: false}
"""
WORDS = (
    "The school counts its students every year and says how it does so. "
    "Another office counts them as well, and the numbers of both are set side by side.\n"
)
CHECK_OUTPUT = """
import sys
from pathlib import Path
from macros import checks
from macros.checks.output import load_output
from macros.checks.settings import load_settings
from macros.project import open_sources
sources, settings = open_sources(Path()), load_settings(Path())
output = load_output(Path(sys.argv[1]), "site", sources.texts, offline=False)
checks.of_sources(sources, settings)
print(len(checks.of_output(output, sources, settings)))
"""

DRAW_CHARTS = """
import time
from pathlib import Path
from macros import words
from macros.pages import Page
from macros.project import open_project
from macros.view import View
project = open_project(Path())
names = ("chart", "versus", "series", "timeline")
calls = [(src, call) for src, scan in project.scans.items() for call in scan.calls if call.name in names]
def draw(draws):
    start = time.process_time()
    for src, call in calls:
        words.call(View(project.book, Page(src), draws=draws), call.name, call.args, call.kwargs)
    return time.process_time() - start
first, looked = draw(True), draw(False)
warm = min(draw(True) for _ in range(5))
print(len(calls), first, warm, looked)
"""


def main() -> None:
    """Time the real site and the generated ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the real site and the smallest one")
    sizes = SITES[:1] if parser.parse_args().quick else SITES
    start = cpu([sys.executable, "-c", "import macros.checking"], ROOT)
    print(f"the check's start alone, in every row below: {start:.2f} s")
    print(f"{'site':24}{'build s':>9}{'sources s':>11}{'ratio':>7}{'all s':>9}{'ratio':>7}")
    with tempfile.TemporaryDirectory() as work:
        real = Path(work) / "real"
        real.mkdir()
        for part in ("data", "docs", "overrides", *(path.name for path in ROOT.glob("mkdocs*.yml"))):
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, real / part)
        charts(timed("real", real))
        for pages, figures in sizes:
            timed(f"{pages} pages, {figures} figures", generated(Path(work), pages, figures))


def charts(build: float) -> None:
    """Print what the charts of the real site cost, beside a build of all its pages."""
    command = [sys.executable, "-c", DRAW_CHARTS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    size, first, warm, looked = map(float, done.stdout.split())
    each, undrawn = warm / size * 1000, looked / size * 1000
    print(
        f"{size:.0f} charts: {first:.2f} s at first, then {each:.0f} ms each, {undrawn:.1f} ms undrawn; ",
        end="",
    )
    print(f"all of them {warm / build:.2f} of the build")


def timed(name: str, root: Path) -> float:
    """Print one row: the build, the source checks, and all checks; return the seconds of the build."""
    (root / "macros").symlink_to(ROOT / "macros")
    python = [sys.executable, "-m"]
    build = cpu([*python, "mkdocs", "build", "--quiet", "--site-dir", "../built"], root)
    sources = cpu([*python, "macros", "check", "--sources", "--format", "short"], root)
    every = cpu([sys.executable, "-c", CHECK_OUTPUT, "../built"], root)
    print(f"{name:24}{build:9.2f}{sources:11.2f}{sources / build:7.2f}{every:9.2f}{every / build:7.2f}")
    shutil.rmtree(root.parent / "built")
    return build


def cpu(command: list[str], root: Path) -> float:
    """Return the CPU seconds of the command, its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    subprocess.run(  # noqa: S603  (fixed words, no shell)
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def generated(work: Path, pages: int, figures: int) -> Path:
    """Return a site of that size, its pages in folders of 25."""
    root = work / f"{pages}-{figures}"
    (root / "data").mkdir(parents=True)
    rows = (FIGURE.format(n=n, value=1000 + 7 * n) for n in range(figures))
    (root / "data" / "figures.yml").write_text(HEAD + "".join(rows), "utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    for page in range(pages):
        folder = root / "docs" / f"part-{page // 25}" if page else root / "docs"
        folder.mkdir(parents=True, exist_ok=True)
        name = f"page-{page}.md" if page else "index.md"
        (folder / name).write_text(text(page, figures), "utf-8")
    anchors = "".join(f'<p id="figure_{n}"></p>\n' for n in range(figures))
    (root / "docs" / "register").mkdir()
    (root / "docs" / "register" / "trade.md").write_text(f"# Register\n\n<div>\n{anchors}</div>\n", "utf-8")
    return root


def text(page: int, figures: int) -> str:
    """Return a page of some 900 words with 30 figures in six sections."""
    parts = [f"# Page {chr(97 + page % 26)}\n"]
    for section in range(6):
        parts.append(f"\n## Part of the page {{ #part-{section} }}\n")
        for call in range(CALLS // 6):
            number = (page * CALLS + section * 5 + call) % figures
            parts.append(f'\n{WORDS}They are {{{{ fig("figure_{number}") }}}} in all.\n')
    return "\n".join(parts)


if __name__ == "__main__":
    main()
