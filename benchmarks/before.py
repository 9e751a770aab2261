"""Times `figures site` of the present state beside that of an older commit, in turn, in seconds of processor.

Prints for each piece of work the median of both with the least and the greatest ratio of a round. Both are
checked out beside one another and run with the libraries that are installed here.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from running import ROOT, Cost, run

OLD = "9ffc68f"
MADE = (".build", "site", "dist")
SITE = [sys.executable, "-m", "macros", "site"]
CHECK = [sys.executable, "-m", "macros", "check", "--sources"]


def nothing_kept(root: Path) -> None:
    """Remove all that was built."""
    for name in MADE:
        shutil.rmtree(root / name, ignore_errors=True)


def a_value(root: Path) -> None:
    """Change the value of one figure, another one each time."""
    data = root / "data/figures.yml"
    text = data.read_text("utf-8")
    now, then = ("13", "14") if "    value: 13\n" in text else ("14", "13")
    data.write_text(text.replace(f"    value: {now}\n", f"    value: {then}\n", 1), "utf-8")


def a_sentence(root: Path) -> None:
    """Write one sentence more on one page."""
    with (root / "docs/mediation.md").open("a", encoding="utf-8") as page:
        page.write("\nThis is one sentence more.\n")


def nothing(_root: Path) -> None:
    """Change nothing."""


WORK: tuple[tuple[str, Callable[[Path], None], list[str]], ...] = (
    ("figures site, nothing kept", nothing_kept, SITE),
    ("after the value of one figure changed", a_value, SITE),
    ("after one sentence of one page changed", a_sentence, SITE),
    ("with nothing changed", nothing, SITE),
    ("figures check --sources", nothing, CHECK),
)


def main() -> None:
    """Time both states, round after round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--old", default=OLD, help="the older commit")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        roots = [
            checked_out(Path(folder) / name, commit) for name, commit in (("a", given.old), ("b", "HEAD"))
        ]
        for root in roots:
            run(SITE, root)  # what is compiled once is there for all rounds
        costs: dict[str, list[tuple[Cost, Cost]]] = {name: [] for name, *_ in WORK}
        for _ in range(given.rounds):
            for name, prepare, command in WORK:
                for root in roots:
                    prepare(root)
                old, new = (run(command, root) for root in roots)
                costs[name].append((old, new))
    print(f"{'work':42}{'old s':>8}{'now s':>8}{'ratio':>7}  {'spread':11}{'MB':>10}")
    for name, pairs in costs.items():
        ratios = sorted(new.cpu / old.cpu for old, new in pairs)
        olds, news = ([pair[at].cpu for pair in pairs] for at in (0, 1))
        spread = f"{ratios[0]:.2f}–{ratios[-1]:.2f}"
        memory = "/".join(f"{max(pair[at].memory for pair in pairs):.0f}" for at in (0, 1))
        middle = (statistics.median(values) for values in (olds, news, ratios))
        print("{:42}{:8.1f}{:8.1f}{:7.2f}  {:11}{:>10}".format(name, *middle, spread, memory), flush=True)


def checked_out(folder: Path, commit: str) -> Path:
    """Return a folder with the files of that commit."""
    folder.mkdir()
    packed = subprocess.run(  # noqa: S603  (fixed words, no shell)
        ["git", "archive", commit],  # noqa: S607
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
    )
    subprocess.run(["tar", "-x"], cwd=folder, input=packed.stdout, check=True)  # noqa: S607
    return folder


if __name__ == "__main__":
    main()
