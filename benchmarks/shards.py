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
SMALLEST = (1, 30)
"""Pages and figures of the site whose build is hardly more than its start."""


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
        name = f"{parts} shards, {processes} at a time"
        memory = processes * max(cost.memory for cost in costs)
        yield f"  {name:26}{cpu:8.2f}{wall:8.2f}{memory:6.0f}"
    shard = Cost(cpu / parts, wall / parts, max(cost.memory for cost in costs))
    yield from _larger(whole, shard, _build(_made(work / "smallest", *SMALLEST)), parts, pages)


def _larger(whole: Cost, shard: Cost, start: Cost, parts: int, pages: int) -> Iterator[str]:
    """Yield lines about a larger site, reckoned from how the cost above that of the start has grown."""
    if shard.cpu < 1.05 * start.cpu:
        yield "  a shard takes hardly more than the start of any build, from which nothing follows"
        return
    grown = math.log((whole.cpu - start.cpu) / (shard.cpu - start.cpu)) / math.log(parts)
    cpu = start.cpu + (whole.cpu - start.cpu) * LARGER**grown
    memory = start.memory + (whole.memory - start.memory) * LARGER
    count = parts * LARGER
    yield f"reckoned for {LARGER * pages:,} pages, {LARGER} times as many, from the exponent {grown:.2f}"
    yield f"  {'as one':26}{cpu / 3600:8.2f} hours of CPU, {memory / 1000:.1f} GB"
    name = f"{count:,} shards"
    yield f"  {name:26}{shard.cpu * count / 3600:8.2f} hours of CPU, {shard.memory:.0f} MB each"
    yield f"  {'after one edit: a shard':26}{shard.cpu:8.2f} seconds of CPU"


def _made(folder: Path, pages: int, figures: int) -> Path:
    return site(folder / "site", pages, figures, finishing=True, pruned=pages >= PRUNED)


def _build(root: Path) -> Cost:
    return run(mkdocs(root.parent / "built"), root)
