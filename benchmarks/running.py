"""Runs commands and says what each took: processor, time, memory.

Run as a script it is the small process between: what a process held in memory before it became a command
counts as the command's peak, so that one that has loaded much must not start it itself.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOLD = 100
"""Characters of what a failed command said last that are told."""


@dataclass(frozen=True)
class Cost:
    """What one run of a command took."""

    cpu: float
    """Seconds of the processor, user and system, of the command and all that it waited for."""
    wall: float
    """Seconds that went by."""
    memory: float
    """MB of the largest process at its peak."""


class Failed(Exception):  # noqa: N818
    """Raised where a command ended with a fault; says with what, and what it said last."""


def environment() -> dict[str, str]:
    """Return what commands are run with: our macros, compiled as on any machine, and no notices."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}


def compile_macros() -> None:
    """Compile the macros, as the libraries were when they were installed."""
    # The same place for the compiled files holds for builds through a link to the folder.
    compileall.compile_dir(ROOT / "macros", quiet=1)


def run(command: list[str], root: Path, allowed: Collection[int] = (0,)) -> Cost:
    """Run the command in that folder. Raises Failed where its exit code is none of the allowed ones."""
    with tempfile.TemporaryFile() as said:
        between = [sys.executable, "-I", "-S", __file__, *command]
        done = subprocess.run(  # noqa: S603  (fixed words, no shell)
            between, cwd=root, env=environment(), stdout=subprocess.PIPE, stderr=said, check=True
        )
        status, cpu, wall, memory = map(float, done.stdout.split())
        said.seek(0)
        lines = said.read().decode(errors="replace").split("\n")
    if status not in allowed:
        # Builders say much beside what was wrong.
        words = [line.strip() for line in lines if line.strip()]
        wrong = [line for line in words if "error" in line.lower()] or words or [""]
        raise Failed(f"exit {status:.0f}: {wrong[-1][:TOLD]}")
    return Cost(cpu, wall, memory)


def rounds_of(pages: int, given: int | None) -> int:
    """Return how often each kind builds a site of that many pages."""
    return given or (5 if pages < 50 else 3 if pages < 500 else 2)


def between(command: list[str]) -> None:
    """Run the command; print its exit code, its seconds of processor and of time, and its MB."""
    start = time.perf_counter()
    child = os.fork()
    if not child:
        os.dup2(2, 1)
        os.execvp(command[0], command)  # noqa: S606  (fixed words)
    _, status, usage = os.wait4(child, 0)
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    print(
        os.waitstatus_to_exitcode(status),
        usage.ru_utime + usage.ru_stime,
        time.perf_counter() - start,
        usage.ru_maxrss / unit,
    )


if __name__ == "__main__":
    between(sys.argv[1:])
