"""Times the checks against a plain build of the same site, in one run: `make bench`.

Prints CPU seconds (user and system, of whole processes), their ratio to `mkdocs build` of the same round
with the least and the greatest, and the peak of memory. Ratios hold on a busy machine; seconds alone do not.
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from generated import ROOT, site
from kinds import PRUNED, mkdocs
from running import Cost, Failed, compile_macros, rounds_of, run

SITES = ((7, 1_000), (100, 1_000), (100, 10_000), (1_000, 1_000), (1_000, 10_000))
CHECK_OUTPUT = """
import sys
from pathlib import Path
from macros import checks
from macros.checks.output.output import load_output
from macros.project.settings import load_settings
from macros.project.project import read_project
project, settings = read_project(Path()), load_settings(Path())
output = load_output(Path(sys.argv[1]), "site", project.texts, offline=False)
checks.of_sources(project, settings)
print(len(checks.of_output(output, project, settings)))
"""

DRAW_CHARTS = """
import time
from pathlib import Path
from macros.printing import macros as words
from macros.reading.pages.routes import Page
from macros.project.project import open_project
from macros.printing.view import View
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
    parser.add_argument("--size", nargs=2, type=int, action="append", metavar=("PAGES", "FIGURES"))
    parser.add_argument("--rounds", type=int, help="without it, fewer for larger sites")
    given = parser.parse_args()
    compile_macros()
    start = run([sys.executable, "-c", "import macros.commands.check"], ROOT).cpu
    print(f"the check's start alone, in every row below: {start:.2f} s")
    print(f"{'site':26}{'build s':>8}{'sources s':>10}{'ratio':>6}  {'spread':9}", end="")
    print(f"{'all s':>8}{'ratio':>6}  {'spread':9}{'MB':>5}", flush=True)
    with tempfile.TemporaryDirectory() as work:
        real = Path(work) / "real"
        real.mkdir()
        for part in ("data", "docs", *(path.name for path in ROOT.glob("mkdocs*.yml"))):
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, real / part)
        (real / "macros").symlink_to(ROOT / "macros")
        charts(timed("real", real, given.rounds or 3))
        for pages, figures in given.size or SITES:
            root = site(Path(work) / f"{pages}-{figures}", pages, figures, pruned=pages >= PRUNED)
            timed(f"{pages:,} pages, {figures:,} figures", root, rounds_of(pages, given.rounds))


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


def timed(name: str, root: Path, rounds: int) -> float:
    """Print one row: the build, the source checks, and all checks; return the seconds of the build."""
    python = [sys.executable, "-m", "macros", "--root", str(root)]
    built = root.parent / "built"
    commands = {
        "build": mkdocs(built),
        "sources": [*python, "check", "--sources", "--format", "short"],
        "all": [sys.executable, "-c", CHECK_OUTPUT, str(built)],
    }
    costs: dict[str, list[Cost]] = {kind: [] for kind in commands}
    try:
        for _ in range(rounds):
            for kind, command in commands.items():
                # Generated pages have problems that are none here.
                costs[kind].append(run(command, root, allowed=(0, 1) if kind == "sources" else (0,)))
    except Failed as failed:
        print(f"{name:26}failed: {failed}", flush=True)
        return math.nan
    shutil.rmtree(built)
    build = [cost.cpu for cost in costs["build"]]
    row = f"{name:26}{statistics.median(build):8.2f}"
    for kind, width in (("sources", 10), ("all", 8)):
        ratios = [cost.cpu / floor for cost, floor in zip(costs[kind], build, strict=True)]
        spread = f"{min(ratios):.2f}–{max(ratios):.2f}"
        cpu = statistics.median(cost.cpu for cost in costs[kind])
        row += f"{cpu:{width}.2f}{statistics.median(ratios):6.2f}  {spread:9}"
    print(f"{row}{max(cost.memory for cost in costs['all']):5.0f}", flush=True)
    return statistics.median(build)


if __name__ == "__main__":
    main()
