"""Starts the process that renders, asks it, and starts it anew."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

TOLD = 2000
"""How many characters of what a failed process printed are told."""


class Broken(Exception):  # noqa: N818
    """Raised where the process cannot start or has ended; says why in words."""


class Worker:
    """One process that renders; it must be asked by one thread at a time."""

    def __init__(self, root: Path) -> None:
        """Keep what is to be started."""
        self.root = root
        self.pages: dict[str, str] = {}
        """Source of each page by its address under the site's root."""
        self.static: dict[str, str] = {}
        """Path of each file on disk by its address."""
        self._process: subprocess.Popen[str] | None = None
        self._printed: IO[bytes] | None = None

    def start(self, unsaved: Mapping[str, str] = MappingProxyType({})) -> None:
        """Start the process, or start it anew, with these texts by their paths. Raises Broken."""
        self.stop()
        self._printed = tempfile.TemporaryFile()  # noqa: SIM115  (it lives as long as the process)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "macros.editor.preview.child"],
            cwd=self.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._printed,
            encoding="utf-8",
        )
        self._write(unsaved)
        told = self._answer()
        self.pages, self.static = told["pages"], told["static"]

    def ask(self, do: str, **given: Any) -> dict[str, Any]:
        """Return the answer to one request. Raises Broken where it fails."""
        self._write({"do": do, **given})
        return self._answer()

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()
        if self._printed is not None:
            self._printed.close()
            self._printed = None

    def _write(self, message: Mapping[str, Any]) -> None:
        if self._process is None or self._process.stdin is None:
            raise Broken("the preview is not running")
        try:
            self._process.stdin.write(json.dumps(dict(message)) + "\n")
            self._process.stdin.flush()
        except OSError:
            raise self._ended() from None

    def _answer(self) -> dict[str, Any]:
        if self._process is None or self._process.stdout is None:
            raise self._ended()
        line = self._process.stdout.readline()
        if not line:
            raise self._ended()
        told: dict[str, Any] = json.loads(line)
        if "failed" in told:
            raise Broken(told["failed"])
        return told

    def _ended(self) -> Broken:
        words = "the process that renders has ended"
        if self._printed is not None:
            self._printed.seek(0)
            last = self._printed.read().decode(errors="replace").strip()[-TOLD:]
            words = f"{words}\n{last}" if last else words
        return Broken(words)
