"""Says in a line each what authors need, whether it is there, and what to do if it is not."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from macros.commands.reports import summary
from macros.editor.setup import server_command
from macros.project.project import read_project
from macros.reading.data.figures_file import DATA_FILE

OLDEST = (3, 11)
SETTINGS = "mkdocs.yml"
EXTRA, PACKAGE = "editor", "pygls"
"""The extra that the language server needs, and the package by which it is known."""
PATIENCE = 30.0
"""Seconds for which the language server may take to answer."""


@dataclass(frozen=True)
class Remark:
    """One thing that authors need."""

    state: str
    """`fine`, `missing` or `wrong`."""
    what: str
    hint: str = ""

    @property
    def wrong(self) -> bool:
        """Return whether authors cannot do without it."""
        return self.state != "fine"

    def __str__(self) -> str:
        """Return the line that is printed."""
        return f"{self.state:8}{self.what}{f'; {self.hint}' if self.hint else ''}"


def examine(root: Path) -> Iterator[Remark]:
    """Yield what is found in this installation and in the project of that folder."""
    for look in LOOKS:
        yield from look(root)


def python(_root: Path) -> Iterator[Remark]:
    """Look at Python itself."""
    version = ".".join(map(str, sys.version_info[:3]))
    enough = sys.version_info[:2] >= OLDEST
    hint = "" if enough else f"install Python {'.'.join(map(str, OLDEST))} or newer"
    yield Remark("fine" if enough else "wrong", f"Python {version}", hint)


def libyaml(_root: Path) -> Iterator[Remark]:
    """Look for the reader of YAML that is written in C."""
    if yaml.__with_libyaml__:
        yield Remark("fine", f"libyaml reads the data (PyYAML {yaml.__version__})")
    else:
        hint = "install a wheel of PyYAML, or libyaml before building it"
        yield Remark("wrong", "PyYAML without libyaml: data are read several times slower", hint)


def needed(_root: Path) -> Iterator[Remark]:
    """Look for what the language server stands on."""
    if importlib.util.find_spec(PACKAGE):
        yield Remark("fine", f"the extra '{EXTRA}' is installed ({PACKAGE})")
    else:
        yield Remark("missing", f"the extra '{EXTRA}' ({PACKAGE})", "run: make editor")


def files(root: Path) -> Iterator[Remark]:
    """Look for the project, and read it."""
    for name in (SETTINGS, DATA_FILE):
        if (root / name).is_file():
            yield Remark("fine", f"{name} is there")
        else:
            yield Remark("missing", name, "run the command in the project's folder, or name it with --root")
    if (root / DATA_FILE).is_file():
        project = read_project(root)
        if not project.readable:
            yield Remark("wrong", f"the data cannot be read: {project.problems[0]}", "run: figures check")
        else:
            held = f"{len(project.book.brief.figures)} figures, {len(project.texts)} pages"
            yield Remark("fine", f"the data can be read: {held}; {summary(project.problems)}")


def server(root: Path) -> Iterator[Remark]:
    """Start the language server and wait for its first answer."""
    if not importlib.util.find_spec(PACKAGE):
        return
    began = time.monotonic()
    answered = _answers(list(server_command()), root)
    if answered:
        yield Remark("fine", f"the language server answers after {time.monotonic() - began:.1f} s")
    else:
        hint = f"see what it says: {' '.join(server_command())}"
        yield Remark("wrong", "the language server does not answer", hint)


def preview(root: Path) -> Iterator[Remark]:
    """Start what renders the live preview."""
    from macros.editor.preview.worker import Broken, Worker

    began = time.monotonic()
    worker = Worker(root.resolve())
    try:
        worker.start()
    except Broken as broken:
        yield Remark("wrong", f"the live preview does not start: {str(broken).splitlines()[-1]}")
    else:
        ready = f"{len(worker.pages)} pages after {time.monotonic() - began:.1f} s"
        yield Remark("fine", f"the live preview is ready to show {ready}")
    finally:
        worker.stop()


LOOKS: tuple[Callable[[Path], Iterator[Remark]], ...] = (python, libyaml, needed, files, server, preview)


def _answers(command: list[str], root: Path) -> bool:
    """Return whether a language server answers the first request of every editor."""
    request = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {"processId": None, "rootUri": root.resolve().as_uri(), "capabilities": {}},
    }
    body = json.dumps(request).encode()
    try:
        process = subprocess.Popen(  # noqa: S603  (our own command)
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        return False
    stop = threading.Timer(PATIENCE, process.kill)
    stop.start()
    try:
        if process.stdin is None or process.stdout is None:
            return False
        process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        process.stdin.flush()
        return process.stdout.readline().startswith(b"Content-")
    except OSError:
        return False
    finally:
        stop.cancel()
        process.kill()
        process.communicate()
