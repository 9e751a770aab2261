"""Copies of the project, the words that build them, and edits that break them."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.commands.cli import main
from macros.languages.catalogue import tags
from macros.reading.data.figures_file import DATA_FILE
from support.places import AUTHORED, PARTS, ROOT

ECONOMICS = "docs/economics.md"


def copied(target: Path, parts: tuple[str, ...] = PARTS) -> Path:
    """Return a copy of the project or of parts of it, so that a test can break it.

    What Python compiled goes with it: it knows the sources by size and time, and need not compile them again.
    """
    target.mkdir(parents=True, exist_ok=True)
    for part in parts:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, target / part)
        else:
            shutil.copy(ROOT / part, target / part)
    return target


def copied_in_english(target: Path, parts: tuple[str, ...] = AUTHORED) -> Path:
    """Return a copy of what authors write, or of these parts, with English pages alone: enough for most."""
    copied(target, parts)
    for language in (tag for tag in tags() if tag != "en"):
        shutil.rmtree(target / "docs" / language)
        (target / f"mkdocs.{language}.yml").unlink()
    data = target / DATA_FILE
    data.write_text(re.sub(r"^  languages: .*\n", "", data.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    return target


def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for what is made once, however many processes run the tests."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


def made_once(folder: Path, name: str, make: Callable[[], object]) -> None:
    """Make something in a folder that all processes share, in whichever comes first; the others wait."""
    done = folder / f"{name}.done"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make()
            done.touch()


def worked_once(built: Path, folder: Path, name: str, work: Callable[[Path], object]) -> Path:
    """Return a copy of the built project on which some work was done, once for all processes."""
    root = folder / name / built.name

    def make() -> None:
        shutil.copytree(built, root, symlinks=True)
        work(root)

    made_once(folder, name, make)
    return root


def figures(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in that folder."""
    command = [sys.executable, "-m", "macros", *words]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def mkdocs(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the site builder alone, as somebody might who knows it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", *words]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first of these words in a file that holds them."""
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def changed(root: Path) -> dict[str, str]:
    """Return texts as an author may type them: another value, and one more use of a figure."""
    data, page = ((root / path).read_text("utf-8") for path in (DATA_FILE, ECONOMICS))
    assert data.count("    value: 13\n") >= 1
    more = '\n## Typed just now { #typed-just-now }\n\nThe article puts it at {{ fig("trade_2023") }}.\n'
    return {DATA_FILE: data.replace("    value: 13\n", "    value: 17\n", 1), ECONOMICS: page + more}


def run(root: Path, *words: str) -> int:
    """Run the command line for that folder in this process; return its status."""
    return main(["--root", str(root), *words])


def states(*folders: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of each file in these folders."""
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.as_posix(): (path.stat().st_size, path.stat().st_mtime_ns) for path in found}


def wait_for(url: str, path: str, words: str, seconds: float = 60) -> None:
    """Wait until the page shows the words; the time is a limit for a hung server, not a measure."""
    end = time.monotonic() + seconds
    text = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url + path, timeout=10) as answer:  # noqa: S310  (loopback)
                text = answer.read().decode()
        except OSError:
            text = ""
        if words in text:
            return
        time.sleep(0.2)
    pytest.fail(f"{words!r} did not appear on {path}")
