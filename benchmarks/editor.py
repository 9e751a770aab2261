"""Times what an author in an editor waits for, beside the time that was allowed for it.

A language client asks the server over its standard input and output, as editors do, and the live preview
is fed with unsaved text. Times are those on the wall, from the question to the whole answer; on a busy
machine they are longer, so that the share of what is allowed says more than milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path

from edits import Author
from generated import site
from lsprotocol import types
from previewing import Preview
from pygls.lsp.client import LanguageClient
from running import environment

PAGES = 200
DATA = "data/figures.yml"
USUAL = {
    "start until the first hints": 1000,
    "hover": 20,
    "definition": 20,
    "hints of a page": 20,
    "completion by part of an id": 50,
    "completion by words of the label": 50,
    "edit of a page until its problems": 250,
    "edit of the data until the hints": 600,
    "hover meanwhile": 20,
    "key until the page, at the server": 100,
    "memory of the server, MiB": 100,
}
ALLOWED = {
    1_000: USUAL,
    10_000: {**USUAL, "edit of the data until the hints": 2500, "hover meanwhile": 50},
}
"""Milliseconds, or MiB, by the number of figures; it is the 95th of a hundred that must keep them."""


class Editor:
    """A language client with one project open."""

    def __init__(self, root: Path) -> None:
        """Keep the folder of the project."""
        self.root = root
        self.client = LanguageClient("bench", "1")
        self.versions: dict[str, int] = {}
        self.told = asyncio.Event()
        self.refreshed = asyncio.Event()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def problems(params: types.PublishDiagnosticsParams) -> None:
            if params.version == self.versions.get(params.uri):
                self.told.set()

        @self.client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(_params: types.RegistrationParams) -> None:
            """Take files that are to be watched; none is changed."""

        @self.client.feature(types.WORKSPACE_INLAY_HINT_REFRESH)
        def refresh(_params: None) -> None:
            self.refreshed.set()

    async def start(self) -> None:
        """Start the server and wait until it has taken the project."""
        command = [sys.executable, "-m", "macros", "lsp"]
        await self.client.start_io(*command, cwd=self.root, env=environment())
        hints = types.InlayHintWorkspaceClientCapabilities(refresh_support=True)
        files = types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
        able = types.WorkspaceClientCapabilities(inlay_hint=hints, did_change_watched_files=files)
        folder = types.WorkspaceFolder(self.root.as_uri(), self.root.name)
        capabilities = types.ClientCapabilities(workspace=able)
        await self.client.initialize_async(
            types.InitializeParams(capabilities=capabilities, workspace_folders=[folder])
        )
        self.client.initialized(types.InitializedParams())

    def uri(self, path: str) -> str:
        """Return the address of a file."""
        return (self.root / path).as_uri()

    def type(self, path: str, text: str) -> None:
        """Open the file with that text, or replace its text."""
        uri = self.uri(path)
        version = self.versions[uri] = self.versions.get(uri, 0) + 1
        self.told.clear()
        self.refreshed.clear()
        if version == 1:
            item = types.TextDocumentItem(uri, path.rpartition(".")[2], version, text)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
            return
        named = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, [change]))

    def at(self, path: str, text: str, words: str) -> dict[str, object]:
        """Return the place behind the first of these words, as requests name it."""
        before = text[: text.index(words) + len(words)]
        place = types.Position(before.count("\n"), len(before) - before.rfind("\n") - 1)
        return {"text_document": types.TextDocumentIdentifier(self.uri(path)), "position": place}

    async def hints(self, path: str) -> list[types.InlayHint]:
        """Return the hints of a page."""
        span = types.Range(types.Position(0, 0), types.Position(10_000, 0))
        named = types.TextDocumentIdentifier(self.uri(path))
        return list(
            await self.client.text_document_inlay_hint_async(types.InlayHintParams(named, span)) or ()
        )

    def memory(self) -> float:
        """Return the most memory that the server has had so far, in MiB, as Linux tells it."""
        assert self.client._server is not None  # noqa: S101
        status = Path(f"/proc/{self.client._server.pid}/status").read_text("utf-8")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    async def stop(self) -> None:
        """End the server."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()


async def timed(times: int, ask: Callable[[], Awaitable[object]]) -> list[float]:
    """Return the milliseconds of that many answers, one after the other."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        await ask()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


async def answers(root: Path, figures: int, rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds that each answer took, by its name."""
    author, found = Author.of(PAGES, figures), {}
    page = f"docs/{author.page}"
    text, data = (root / page).read_text("utf-8"), (root / DATA).read_text("utf-8")
    editor = Editor(root)
    start = time.perf_counter()
    await editor.start()
    editor.type(page, text)
    assert await editor.hints(page)  # noqa: S101
    found["start until the first hints"] = [(time.perf_counter() - start) * 1000]
    await editor.told.wait()
    client, place = editor.client, editor.at(page, text, 'fig("fig')
    found["hover"] = await timed(rounds, lambda: client.text_document_hover_async(types.HoverParams(**place)))
    found["definition"] = await timed(
        rounds, lambda: client.text_document_definition_async(types.DefinitionParams(**place))
    )
    found["hints of a page"] = await timed(rounds, lambda: editor.hints(page))
    for name, typed in (("part of an id", "figure_1"), ("words of the label", "students of")):
        line = f'\n{{{{ fig("{typed}'
        editor.type(page, text + line)
        asked = types.CompletionParams(**editor.at(page, text + line, line))
        found[f"completion by {name}"] = await timed(
            rounds // 2, lambda asked=asked: client.text_document_completion_async(asked)
        )
    found["edit of a page until its problems"] = []
    for number in range(rounds // 4):
        start = time.perf_counter()
        editor.type(page, f'{text}\n{{{{ fig("no_such_{number}") }}}}\n')
        await editor.told.wait()
        found["edit of a page until its problems"].append((time.perf_counter() - start) * 1000)
    editor.type(page, text)
    editor.type(DATA, data)
    await editor.told.wait()
    changes, meanwhile = [], []
    for _ in range(max(3, rounds // 10)):
        data, printed = author.data_edited(data)
        start = time.perf_counter()
        editor.type(DATA, data)
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(editor.refreshed.wait(), 0.01)
            meanwhile += await timed(1, lambda: client.text_document_hover_async(types.HoverParams(**place)))
            if editor.refreshed.is_set():
                editor.refreshed.clear()
                if any(printed in str(hint.label) for hint in await editor.hints(page)):
                    break
        changes.append((time.perf_counter() - start) * 1000)
    found["edit of the data until the hints"], found["hover meanwhile"] = changes, meanwhile
    found["memory of the server, MiB"] = [editor.memory()]
    await editor.stop()
    return found


def keys(root: Path, figures: int, rounds: int) -> list[float]:
    """Return the milliseconds from an unsaved edit of a page until the preview has sent the page."""
    author = Author.of(PAGES, figures)
    path = root / "docs" / author.page
    text, taken = path.read_text("utf-8"), []
    with Preview(root, str(author.page.with_suffix("")) + "/") as preview:
        for _ in range(rounds // 2):
            text, word = author.page_edited(text)
            taken.append(preview.type(path, text, word).wall * 1000)
    return taken


def rows(figures: int, rounds: int) -> Iterator[str]:
    """Yield a line for each thing that an author waits for."""
    with tempfile.TemporaryDirectory() as work:
        root = site(Path(work) / "site", PAGES, figures)
        found = asyncio.run(answers(root, figures, rounds))
        found["key until the page, at the server"] = keys(root, figures, rounds)
    for name, taken in found.items():
        allowed = ALLOWED.get(figures, {}).get(name)
        most = sorted(taken)[int(0.95 * (len(taken) - 1))]
        told = f"{allowed:9}{most / allowed:7.2f}" if allowed else ""
        yield f"{figures:8}  {name:34}{statistics.median(taken):9.1f}{most:9.1f}{len(taken):6}{told}"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, action="append", help="how many; 1,000 and 10,000 else")
    parser.add_argument("--rounds", type=int, default=60)
    given = parser.parse_args()
    print(f"{PAGES} pages; {os.cpu_count()} processors")
    print(f"{'figures':>8}  {'what':34}{'median':>9}{'95 %':>9}{'times':>6}{'allowed':>9}{'share':>7}")
    for figures in given.figures or ALLOWED:
        for row in rows(figures, given.rounds):
            print(row, flush=True)


if __name__ == "__main__":
    main()
