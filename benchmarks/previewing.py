"""The live preview of a project, looked at by a reader that takes the time."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote, urlsplit

from running import ROOT, Cost, Failed, environment

PATIENCE = 300
"""Seconds within which an edit must be shown."""


class Preview:
    """`figures preview`, fed with unsaved texts, and one page of it that is looked at."""

    def __init__(self, root: Path, address: str) -> None:
        """Start it and wait until the page is shown."""
        self.root = root
        self.page = address
        start = time.perf_counter()
        self.process = subprocess.Popen(  # noqa: S603  (fixed words, no shell)
            [sys.executable, "-m", "macros", "--root", str(root), "preview", "--stdio"],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None  # noqa: S101
        self.address = urlsplit(json.loads(self.process.stdout.readline())["address"])
        self.events = self._get(f"events?page={quote(address)}")
        self._shown("</html>")
        self.started = Cost(self._cpu(), time.perf_counter() - start, 0)

    def __enter__(self) -> Preview:
        """Return the preview."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        assert self.process.stdin is not None  # noqa: S101
        self.process.stdin.close()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def save(self, path: Path, text: str, word: str) -> Cost:
        """Save the file as editors do, and return what it took until the page with the word was loaded."""
        new = path.with_name(f".{path.name}")
        new.write_text(text, "utf-8")
        before, start = self._cpu(), time.perf_counter()
        new.replace(path)
        return self._taken(before, start, word)

    def type(self, path: Path, text: str, word: str) -> Cost:
        """Hand the text over unsaved, and return the same."""
        before, start = self._cpu(), time.perf_counter()
        self._tell("change", path, text=text)
        return self._taken(before, start, word)

    def close(self, path: Path) -> None:
        """Give up the unsaved text."""
        self._tell("close", path)

    def _taken(self, before: float, start: float, word: str) -> Cost:
        self._shown(word)
        wall = time.perf_counter() - start
        return Cost(self._cpu() - before, wall, 0)

    def _tell(self, do: str, path: Path, **more: str) -> None:
        assert self.process.stdin is not None  # noqa: S101
        message = {"do": do, "path": path.relative_to(self.root).as_posix(), **more}
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def _shown(self, word: str) -> None:
        """Wait for a state of the page that holds the word. Raises Failed, or OSError."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            line = self.events.readline()
            if not line:
                raise Failed("the preview has ended")
            if not line.startswith(b"data: "):
                continue
            event: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
            if event.get("state") == "broken":
                raise Failed("; ".join(problem["text"] for problem in event["problems"]))
            if event.get("state") == "shown" and word.encode() in self._get(f"site/{self.page}").read():
                return
        raise TimeoutError(f"the page did not show {word!r}")

    def _get(self, path: str) -> http.client.HTTPResponse:
        assert self.address.hostname is not None  # noqa: S101
        link = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=PATIENCE)
        link.request("GET", f"{self.address.path}{path}")
        return link.getresponse()

    def _cpu(self) -> float:
        """Return the seconds of processor that the preview and its child have taken, as Linux tells them."""
        ticks = 0
        left = [self.process.pid]
        while left:
            place = Path("/proc") / str(left.pop())
            try:
                fields = (place / "stat").read_text().rpartition(") ")[2].split()
                threads = (place / "task").iterdir()
                left += [int(pid) for task in threads for pid in (task / "children").read_text().split()]
            except OSError:
                continue
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")
