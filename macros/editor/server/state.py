"""What the server knows of the project and of the editor, and when it looks again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from macros import tuning
from macros.editor.apart import LARGE, Apart
from macros.editor.index import Index
from macros.editor.server import protocol
from macros.editor.server.protocol import ColumnUnits, lines_of
from macros.editor.workbench import Workbench
from macros.problems import Problem
from macros.project.files import Files
from macros.reading.data.figures_file import DATA_FILE

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

NAME = "figures"
COMMANDS = "figures.server."
"""Begins the name of every command of the server: an editor's own commands bear other names."""
DELAY = 0.1
"""Seconds without a key stroke after which problems are looked for."""

log = logging.getLogger(__name__)


class Server(LanguageServer):
    """A language server for one project."""

    def __init__(self) -> None:
        """Begin without a project; the editor names its folder."""
        super().__init__(NAME, "1", text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.on_values: list[Callable[[Server], None]] = []
        """Called on the server's loop whenever the values of figures have changed."""
        self.on_text: list[Callable[[Server, str], None]] = []
        """Called on the server's loop with the path of each file whose text has changed in the editor."""
        self.on_leave: list[Callable[[Server], None]] = []
        """Called once, before the server ends."""
        self.index: Index | None = None
        self.problems: dict[str, tuple[Problem, ...]] = {}
        self.apart = Apart()
        self._bench = Workbench(Path())
        self._thread = ThreadPoolExecutor(1, "look")
        self._timer: asyncio.TimerHandle | None = None
        self._look: asyncio.Task[None] | None = None
        self._again = False
        self._watching: BaseObserver | None = None
        self._ready = asyncio.Event()
        self._told: dict[str, tuple[tuple[Problem, ...], tuple[str, ...]]] = {}
        self._lines: dict[str, tuple[str, tuple[str, ...]]] = {}

    @property
    def root(self) -> Path:
        """Return the folder of the project."""
        return self._bench.root

    @property
    def units(self) -> ColumnUnits:
        """Return what the editor counts as a column."""
        chosen = self.workspace.position_encoding
        return ColumnUnits(getattr(chosen, "value", chosen) or ColumnUnits.UTF16)

    @property
    def snippets(self) -> bool:
        """Return whether the editor takes snippets for what is typed."""
        told = self.client_capabilities.text_document
        item = told.completion.completion_item if told and told.completion else None
        return bool(item and item.snippet_support)

    def open(self, root: Path) -> None:
        """Begin with the project in that folder."""
        self._bench = Workbench(root)

    # --- files ---------------------------------------------------------------------------------------

    def path_of(self, uri: str) -> str:
        """Return the path of a file under the project's folder; nothing if it lies elsewhere."""
        path = uris.to_fs_path(uri)
        if path is None or not Path(path).is_relative_to(self.root):
            return ""
        return Path(path).relative_to(self.root).as_posix()

    def uri_of(self, path: str) -> str:
        """Return the address of a file: the editor's own for one that is open."""
        for one in self.workspace.text_documents.values():
            if self.path_of(one.uri) == path:
                return str(one.uri)
        return uris.from_fs_path(str(self.root / path)) or ""

    def unsaved(self) -> dict[str, str]:
        """Return the text of every file of the project that is open, by its path."""
        opened = self.workspace.text_documents.values()
        return {path: one.source for one in opened if (path := self.path_of(one.uri))}

    def text(self, path: str) -> str:
        """Return the text of a file as the editor has it, or as it is on disk; nothing if it is not there."""
        for one in self.workspace.text_documents.values():
            if self.path_of(one.uri) == path:
                return str(one.source)
        try:
            return Files(self.root).text(path, "replace")
        except OSError:
            return ""

    def lines(self, path: str) -> tuple[str, ...]:
        """Return the lines of a file."""
        text = self.text(path)
        kept = self._lines.get(path)
        if kept is None or kept[0] != text:
            kept = self._lines[path] = (text, lines_of(text))
        return kept[1]

    def version_of(self, path: str) -> int | None:
        """Return the version of a file that is open; None for others."""
        found = self.workspace.text_documents.values()
        return next((one.version for one in found if self.path_of(one.uri) == path), None)

    # --- looking -------------------------------------------------------------------------------------

    def changed(self, uri: str = "") -> None:
        """Look again when nothing has been typed for a moment."""
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(DELAY, self._start)
        if path := uri and self.path_of(uri):
            for follow in self.on_text:
                follow(self, path)

    def watch(self) -> None:
        """Look again whenever a file of the project is saved; for editors that do not tell of it."""
        from macros.editor.preview.watch import watch

        loop = asyncio.get_running_loop()
        try:
            self._watching = watch(self.root, lambda _: loop.call_soon_threadsafe(self.changed))
        except OSError:
            log.warning("files that are saved elsewhere are not noticed here")

    async def known(self) -> Index | None:
        """Return the index as soon as there is one; None if the data have had errors from the start."""
        await self._ready.wait()
        return self.index

    async def fresh(self) -> Index | None:
        """Return the index of what is typed now."""
        while self._timer or self._look:
            if self._timer:
                self._timer.cancel()
                self._start()
            if self._look:
                await asyncio.shield(self._look)
        return self.index

    def _start(self) -> None:
        self._timer = None
        if self._look:
            self._again = True
        else:
            self._look = asyncio.get_running_loop().create_task(self._looked())

    async def _looked(self) -> None:
        try:
            await self._values()
            unsaved = self.unsaved()
            versions = {path: self.version_of(path) for path in unsaved}
            look = await self._apart(self._bench.look, unsaved)
            # Something may have been typed since the values were read.
            self._take(look.index)
            self.problems = dict(look.problems)
            self._publish(versions)
        except Exception:  # whatever happens to one look, the next may go well
            log.exception("the look at the project ended early")
        finally:
            self._ready.set()
            self._look = None
            if self._again:
                self._again = False
                self._start()

    async def _values(self) -> None:
        """Read the data if they have changed, and let everybody know their values."""
        unsaved = self.unsaved()
        raw = await self._apart(self._bench.data, unsaved)
        languages = await self._apart(self._bench.languages, unsaved)
        if raw is not None and len(raw) > LARGE and not self._bench.known(raw, languages):
            read = await asyncio.wrap_future(self.apart.read(raw, languages))
            await self._apart(self._bench.learn, raw, read, languages)
        self._take(await self._apart(self._bench.values, unsaved))

    def _take(self, found: Index | None) -> None:
        """Answer from what was found from now on; where values have changed, let everybody know."""
        before, self.index = self.index, found
        if found is None or (before and before.book.brief is found.book.brief):
            return
        tuning.settled()
        self._ready.set()
        self._refresh()
        for follow in self.on_values:
            follow(self)

    async def _apart(self, work: Callable[..., Any], *given: object) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *given)

    def _refresh(self) -> None:
        """Let the editor ask for hints and uses again, if it can be told so."""
        told = self.client_capabilities.workspace
        if told and told.inlay_hint and told.inlay_hint.refresh_support:
            self.workspace_inlay_hint_refresh(None)
        if told and told.code_lens and told.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)

    def _publish(self, versions: dict[str, int | None]) -> None:
        for path in {*self.problems, *self._told, *versions}:
            lines, problems = self.lines(path), self.problems.get(path, ())
            # Compared before they are put into the words of the protocol: large data may have thousands.
            if path not in versions and self._told.get(path, ((), lines)) == (problems, lines):
                continue
            if problems:
                self._told[path] = problems, lines
            else:
                self._told.pop(path, None)
            found = [protocol.diagnostic(problem, lines, self.units) for problem in problems]
            version = versions.get(path)
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(self.uri_of(path), found, version)
            )

    def leave(self) -> None:
        """End what was started beside the server."""
        for follow in self.on_leave:
            follow(self)
        self.apart.close()
        if self._watching is not None:
            self._watching.stop()
        self._thread.shutdown(wait=False, cancel_futures=True)


def project_folder(params: types.InitializeParams) -> Path:
    """Return the folder that holds the data file: one that the editor names, or one above it."""
    named = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
    for uri in named:
        folder = Path(uris.to_fs_path(uri) or ".").resolve()
        for place in (folder, *folder.parents):
            if (place / DATA_FILE).is_file():
                return place
    return Path.cwd()
