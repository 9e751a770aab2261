"""Times our builds against plain Material and other builders on the same pages and figures, in one run.

Every round runs all kinds one after the other, so that a busy machine slows them alike; seconds alone say
little, ratios hold. Printed are for each size: seconds of the processor (user and system, of whole
processes), the median of their ratio to the plain build of the same round with the least and the
greatest, and the peak of memory; the bytes that a reader loads; what one edit costs. Then come the growth
with the size, and a large site divided into small ones. The first table is of first builds: nothing is
kept from an earlier one.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Collection, Generator, Iterator, Sequence
from pathlib import Path

import weight
from edits import Author, edits
from growth import Size, growth
from kinds import PLAIN, Kind, kinds
from registers import registers
from running import Cost, Failed, compile_macros, rounds_of, run
from shards import shards

PAGES = (7, 100, 1_000)
FIGURES = (20, 1_000, 10_000)
EDITED = 1_000
"""Figures with which edits are timed."""
TIMES = 5
"""Edits of each sort that the live preview shows."""
DIVIDED = (1_000, 1_000, 10)
"""Pages and figures of the site that is divided, and into how many."""
PARTS = ("builds", "bytes", "edits", "registers", "shards")


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", nargs=2, type=int, action="append", metavar=("PAGES", "FIGURES"))
    parser.add_argument("--rounds", type=int, help="of whole builds; without it, fewer for larger sites")
    parser.add_argument("--only", action="append", metavar="KIND", help="this kind beside the plain one")
    parser.add_argument(
        "--part", action="append", choices=PARTS, help="this part alone, with the builds it needs"
    )
    parser.add_argument("--divide", nargs=3, type=int, metavar=("PAGES", "FIGURES", "SHARDS"))
    given = parser.parse_args()
    sizes = [(pages, figures) for pages, figures in given.size or ()]
    asked = sizes or [(pages, figures) for pages in PAGES for figures in FIGURES]
    parts = given.part or PARTS
    print(f"about {minutes(asked, given.rounds, parts):.0f} minutes on two free processors", flush=True)
    compile_macros()
    medians: dict[str, dict[Size, float]] = {}
    for pages, figures in asked:
        timed = set(parts) - (set() if sizes or figures == EDITED else {"edits"})
        for row in one_size((pages, figures), given.rounds, given.only, timed, medians):
            print(row, flush=True)
    for row in growth(medians):
        print(row, flush=True)
    with tempfile.TemporaryDirectory() as work:
        for row in beyond(Path(work), parts, given.divide or (None if sizes else DIVIDED)):
            print(row, flush=True)


def beyond(work: Path, parts: Collection[str], divided: Sequence[int] | None) -> Iterator[str]:
    """Yield all lines that belong to no single size."""
    if "registers" in parts:
        yield from _or_failed(registers(work / "registers"))
        yield ""
    if "shards" in parts and divided:
        yield from _or_failed(shards(work / "shards", *divided))


def _or_failed(lines: Iterator[str]) -> Iterator[str]:
    try:
        yield from lines
    except Failed as failed:
        yield f"  failed: {failed}"


def minutes(sizes: list[Size], given: int | None, parts: Collection[str]) -> float:
    """Return about how long all kinds take together, from what they took on one machine."""
    seconds = 0.0
    for pages, figures in sizes:
        a_round = 4 + 0.1 * pages + 0.00004 * pages**2 + figures / 1200
        builds = rounds_of(pages, given) + 0.5
        if "edits" in parts and figures == EDITED:
            builds += 1.7 * rounds_of(pages, given)
        seconds += a_round * builds
    return (seconds + ("shards" in parts) * 120) / 60


def one_size(
    size: Size,
    rounds: int | None,
    only: Collection[str] | None,
    parts: Collection[str],
    medians: dict[str, dict[Size, float]],
) -> Iterator[str]:
    """Yield all lines about that size, and add to the medians by kind and size."""
    pages, figures = size
    with tempfile.TemporaryDirectory() as folder:
        wanted = {kind.name: kind for kind in kinds(Path(folder), pages, figures)}
        if unknown := set(only or ()) - set(wanted):
            raise SystemExit(f"no kind {', '.join(sorted(unknown))}; there are {', '.join(wanted)}")
        if only:
            wanted = {name: kind for name, kind in wanted.items() if name in {PLAIN, *only}}
        built = yield from builds(wanted, size, rounds_of(pages, rounds), medians)
        if "bytes" in parts:
            yield f"kB that a reader loads, {pages:,} pages, {figures:,} figures"
            yield weight.heading()
            page = Author.of(pages, figures).page.with_suffix("").as_posix()
            for name in built:
                yield weight.line(name, wanted[name].output, page)
        if "edits" in parts:
            kept = {name: wanted[name] for name in built}
            yield from edits(kept, pages, figures, rounds_of(pages, rounds), TIMES)
        yield ""


def builds(
    wanted: dict[str, Kind], size: Size, rounds: int, medians: dict[str, dict[Size, float]]
) -> Generator[str, None, list[str]]:
    """Yield a line for each kind of build of that size; return the names of those that did not fail."""
    costs: dict[str, list[Cost]] = {name: [] for name in wanted}
    wrong: dict[str, str] = {}
    for _ in range(rounds):
        for name, kind in wanted.items():
            if name in wrong:
                continue
            kind.forget()
            try:
                costs[name].append(run(kind.command, kind.root))
            except Failed as failed:
                wrong[name] = str(failed)
    pages, figures = size
    yield f"{'pages':>6}{'figures':>8}  {'kind':18}{'CPU s':>8}{'ratio':>7}  {'least–most':12}{'MB':>6}"
    for name, taken in costs.items():
        head = f"{pages:6}{figures:8}  {name:18}"
        if name in wrong:
            yield f"{head}  failed: {wrong[name]}"
            continue
        cpu = statistics.median(cost.cpu for cost in taken)
        medians.setdefault(name, {})[size] = cpu
        memory = max(cost.memory for cost in taken)
        if PLAIN in wrong:
            yield f"{head}{cpu:8.2f}{'–':>7}  {'–':12}{memory:6.0f}"
            continue
        ratios = [cost.cpu / floor.cpu for cost, floor in zip(taken, costs[PLAIN], strict=True)]
        spread = f"{min(ratios):.2f}–{max(ratios):.2f}"
        yield f"{head}{cpu:8.2f}{statistics.median(ratios):7.2f}  {spread:12}{memory:6.0f}"
    return [name for name in wanted if name not in wrong]


if __name__ == "__main__":
    main()
