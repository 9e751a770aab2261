"""Previews in editors: starts the live preview and feeds it, and pushes values for the editor's own."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from lsprotocol import types

from macros.editor import hints
from macros.editor.server.state import COMMANDS, Server
from macros.project.files import DOCS
from macros.reading.pages.page import read_page
from macros.reading.pages.routes import Page, built_file

PREVIEW = f"{COMMANDS}preview"
VALUES = f"{COMMANDS}values"
PUSHED = "figures/values"
"""The notification that brings the values: `{"values": [["{{ … }}", text], …]}`."""
LONGEST = 2**20
"""Bytes of the longest line that the preview may send."""


class Previewing:
    """The previews of one editor."""

    def __init__(self, server: Server) -> None:
        """Begin without a preview; none is started before it is asked for."""
        self.server = server
        self._process: asyncio.subprocess.Process | None = None
        self._address = ""
        self._reading: asyncio.Task[None] | None = None
        self._unsaved = True
        self._fed: dict[str, str] = {}
        self._wanted = False
        self._values: dict[str, str] = {}

    # --- the live preview ------------------------------------------------------------------------------

    async def ask(self, wanted: dict[str, Any]) -> dict[str, str]:
        """Start the preview if it does not run, and return its address and that of the page in it.

        `path` names the page to begin at, `show` one to lead readers to, `allow` a host by which browsers
        may ask; `on` is `change` or `save`; with `external` the editor is asked to open a browser.
        """
        if wanted.get("on"):
            self._unsaved = wanted["on"] == "change"
        if self._process is None or self._process.returncode is not None:
            if "show" in wanted or "allow" in wanted:
                return {}
            await self._start()
        for do, name in (("show", "path"), ("allow", "host")):
            if wanted.get(do):
                self._send({"do": do, name: wanted[do]})
        page = address_of(wanted.get("path") or wanted.get("show") or "")
        if wanted.get("external"):
            await self.server.window_show_document_async(
                types.ShowDocumentParams(uri=f"{self._address}#{page}", external=True)
            )
        return {"address": self._address, "page": page}

    async def _start(self) -> None:
        root = str(self.server.root)
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "macros", "preview", "--stdio"),
            cwd=root,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=LONGEST,
        )
        assert self._process.stdout  # noqa: S101  (it is a pipe of ours)
        self._address = json.loads(await self._process.stdout.readline() or "{}").get("address", "")
        self._fed = {}
        self._reading = asyncio.get_running_loop().create_task(self._read(self._process.stdout))
        for path in self.server.unsaved():
            self.text(path)

    async def _read(self, answers: asyncio.StreamReader) -> None:
        while line := await answers.readline():
            place = json.loads(line).get("open")
            if place:
                await self._open(place["path"], place["line"], place["column"])

    async def _open(self, path: str, line: int, column: int) -> None:
        told = self.server.client_capabilities.window
        if not (told and told.show_document):
            words = f"It is at {path}:{line}:{column}"
            self.server.window_show_message(types.ShowMessageParams(types.MessageType.Info, words))
            return
        place = types.Position(line - 1, column - 1)
        await self.server.window_show_document_async(
            types.ShowDocumentParams(
                uri=self.server.uri_of(path), take_focus=True, selection=types.Range(place, place)
            )
        )

    def _send(self, message: dict[str, Any]) -> None:
        if self._process is not None and self._process.returncode is None and self._process.stdin:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")

    def text(self, path: str) -> None:
        """Pass on what was typed in a file, or that the editor has closed it."""
        if self._wanted and path.startswith(f"{DOCS}/"):
            self.push()
        if not self._unsaved or self._process is None:
            return
        text = self.server.unsaved().get(path)
        if text is None:
            self._fed.pop(path, None)
            self._send({"do": "close", "path": path})
        elif self._fed.get(path) != text:
            self._fed[path] = text
            self._send({"do": "change", "path": path, "text": text})

    def leave(self) -> None:
        """End the preview."""
        if self._reading is not None:
            self._reading.cancel()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()

    # --- values for an editor's own preview ------------------------------------------------------------

    def want(self) -> None:
        """Push the values from now on."""
        self._wanted = True
        self._values = {}
        self.push()

    def push(self) -> None:
        """Send what the calls of all open pages print, if it is not what was sent last."""
        index = self.server.index
        if not self._wanted or index is None:
            return
        values: dict[str, str] = {}
        for path, text in self.server.unsaved().items():
            if not path.startswith(f"{DOCS}/"):
                continue
            page = Page(path.removeprefix(f"{DOCS}/"))
            for call in read_page(path, text).calls:
                if call.written not in values:
                    printed = hints.printed(index.book, page, call)
                    # A block is no text; its name shows where it will stand.
                    values[call.written] = printed or f"`{call.written.strip('{} ')}`"
        if values != self._values:
            self._values = values
            self.server.protocol.notify(PUSHED, {"values": list(values.items())})


def address_of(path: str) -> str:
    """Return the address under the site's root of a page by its path under the project's folder."""
    if not path.startswith(f"{DOCS}/"):
        return ""
    return built_file(path.removeprefix(f"{DOCS}/"), directory_urls=True).removesuffix("index.html")


def add(server: Server) -> None:
    """Let the server start previews and feed them."""
    previews = Previewing(server)
    server.on_text.append(lambda _server, path: previews.text(path))
    server.on_values.append(lambda _server: previews.push())
    server.on_leave.append(lambda _server: previews.leave())

    @server.command(PREVIEW)
    async def preview(*wanted: Any) -> dict[str, str]:
        return await previews.ask(dict(wanted[0]) if wanted else {})

    @server.command(VALUES)
    def values() -> None:
        previews.want()
