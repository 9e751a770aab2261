"""A large site as one, against the same divided into sites of their own, and what follows for larger ones."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generated import site
from kinds import PRUNED, mkdocs
from running import Cost, run

PROCESSES = 2
LARGER = 100


def shards(work: Path, pages: int, figures: int, parts: int) -> Iterator[str]:
    """Yield lines: the site as one, its shards one after the other and side by side, and what follows."""
    one = _made(work / "one", pages, figures)
    divided = [_made(work / f"shard-{n}", pages // parts, figures // parts) for n in range(parts)]
    yield f"{pages:,} pages, {figures:,} figures as one site and as {parts} shards, each with its own figures"
    yield f"  {'built':26}{'CPU s':>8}{'wall s':>8}{'MB':>6}"
    whole = _build(one)
    yield f"  {'as one':26}{whole.cpu:8.2f}{whole.wall:8.2f}{whole.memory:6.0f}"
    for processes in (1, PROCESSES):
        start = time.perf_counter()
        with ThreadPoolExecutor(processes) as pool:
            costs = list(pool.map(_build, divided))
        wall, cpu = time.perf_counter() - start, math.fsum(cost.cpu for cost in costs)
        memory = processes * max(cost.memory for cost in costs)
        name = f"{parts} shards, {processes} at a time"
        yield f"  {name:26}{cpu:8.2f}{wall:8.2f}{memory:6.0f}"
    shard = math.fsum(cost.cpu for cost in costs) / parts
    grown = math.log(whole.cpu / shard) / math.log(parts)
    heavier = (whole.memory - memory / PROCESSES) / (1 - 1 / parts)
    yield f"from these, {LARGER} times as much ({LARGER * pages:,} pages, {LARGER * figures:,} figures):"
    yield (
        f"  as one {whole.cpu * LARGER**grown / 60:.0f} min of CPU (exponent {grown:.2f}) "
        f"and {(whole.memory + heavier * (LARGER - 1)) / 1000:.1f} GB; "
        f"as {LARGER * parts:,} shards {shard * parts * LARGER / 60:.0f} min, "
        f"{shard:.1f} s and {memory / PROCESSES:.0f} MB each"
    )
    yield f"  after an edit of one page: one shard, {shard:.1f} s of CPU"


def _made(folder: Path, pages: int, figures: int) -> Path:
    return site(folder / "site", pages, figures, finishing=True, pruned=pages >= PRUNED)


def _build(root: Path) -> Cost:
    return run(mkdocs(root.parent / "built"), root)
