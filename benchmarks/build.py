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

from generated import ROOT, resolve, site

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
    ours = site(work / "ours", pages, figures)
    finished = site(work / "finished", pages, figures, finishing=True)
    plain = resolve(ours, work / "plain")
    kinds = {"plain Material": plain, "ours": ours, "ours, finished": finished}
    costs: dict[str, list[Cost]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, root in kinds.items():
            shutil.rmtree(work / "built", ignore_errors=True)
            command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "../built"]
            costs[kind].append(run(command, root))
    for kind, taken in costs.items():
        ratios = [cost.cpu / floor.cpu for cost, floor in zip(taken, costs["plain Material"], strict=True)]
        cpu = statistics.median(cost.cpu for cost in taken)
        spread = f"{min(ratios):.2f}–{max(ratios):.2f}"
        memory = max(cost.memory for cost in taken)
        middle = statistics.median(ratios)
        yield f"{pages:6}{figures:8}  {kind:18}{cpu:8.2f}{middle:7.2f}  {spread:12}{memory:6.0f}"


def run(command: list[str], root: Path) -> Cost:
    """Run the command in that folder; raises where it fails."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    child = os.fork()
    if not child:
        os.chdir(root)
        os.execve(command[0], command, environment)  # noqa: S606  (fixed words)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} in {root} ended with {status}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


if __name__ == "__main__":
    main()
