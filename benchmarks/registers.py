"""How heavy the pages become that list every figure, and how many figures such a page may hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generated import site
from kinds import mkdocs
from running import run
from weight import compressed

from macros.checks.built_weight import HEAVIEST

COUNTS = (20, 200, 1_000)
PAGES = (("of one theme", "trade", '{{ register("trade") }}'), ("of all themes", "all", "{{ register() }}"))
"""What a page lists, its name, and its call."""


def registers(work: Path) -> Iterator[str]:
    """Yield lines: the kB of each listing, compressed, by the number of its figures, and its limit."""
    yield f"{'kB of a register page':24}" + "".join(f"{count:>8,}" for count in COUNTS) + "  figures that fit"
    sizes: dict[str, list[int]] = {shown: [] for shown, _, _ in PAGES}
    for count in COUNTS:
        root = site(work / str(count), 1, count, finishing=True)
        for _, name, call in PAGES:
            (root / "docs" / "register" / f"{name}.md").write_text(f"# Register\n\n{call}\n", "utf-8")
        built = work / f"{count}-built"
        run(mkdocs(built), root)
        for shown, name, _ in PAGES:
            sizes[shown].append(compressed([built / "register" / name / "index.html"]))
    for shown, taken in sizes.items():
        each = (taken[-1] - taken[-2]) / (COUNTS[-1] - COUNTS[-2])
        fit = COUNTS[-1] + (HEAVIEST - taken[-1]) / each
        columns = "".join(f"{size / 1000:8.1f}" for size in taken)
        yield f"  {shown:22}{columns}{fit:12,.0f}"
