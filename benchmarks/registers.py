"""How heavy the pages become that list every figure, and how many figures such a page may hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import linear_regression

from generated import ROOT, site
from kinds import mkdocs
from running import run
from weight import compressed

from macros.checks.built.bundle import HEAVIEST
from macros.project.project import read_project

COUNTS = (20, 200, 1_000)
PAGES = (("of one theme", "trade", '{{ register("trade") }}'), ("of all themes", "all", "{{ register() }}"))
"""What a page lists, its name, and its call."""


def registers(work: Path) -> Iterator[str]:
    """Yield lines: figures and kB, compressed, of pages that list them, and how many figures would fit.

    Generated figures say little, and all the same; those of this project are as authors write them.
    """
    yield f"{'register page':24}{'figures':>8}{'kB':>8}{'would fit':>11}"
    generated: dict[str, list[tuple[int, int]]] = {shown: [] for shown, _, _ in PAGES}
    for count in COUNTS:
        root = site(work / str(count), 1, count, finishing=True)
        for _, name, call in PAGES:
            (root / "docs" / "register" / f"{name}.md").write_text(f"# Register\n\n{call}\n", "utf-8")
        built = work / f"{count}-built"
        run(mkdocs(built), root)
        for shown, name, _ in PAGES:
            generated[shown].append((count, compressed([built / "register" / name / "index.html"])))
    for shown, points in generated.items():
        yield _line(f"generated, {shown}", points[-1], *linear_regression(*zip(*points, strict=True)))
    built = work / "built"
    run(mkdocs(built), ROOT)
    counts = Counter(figure.theme for figure in read_project(ROOT).book.brief.figures.values())
    themes = [
        (count, compressed([built / "register" / theme / "index.html"])) for theme, count in counts.items()
    ]
    each, start = linear_regression(*zip(*themes, strict=True))
    yield _line("this site, of one theme", max(themes), each, start)
    every = counts.total(), compressed([built / "register" / "index.html"])
    yield _line("this site, of all themes", every, (every[1] - start) / every[0], start)


def _line(name: str, largest: tuple[int, int], each: float, start: float) -> str:
    figures, size = largest
    return f"{name:24}{figures:8,}{size / 1000:8.1f}{(HEAVIEST - start) / each:11,.0f}"
