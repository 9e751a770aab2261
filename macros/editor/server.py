"""The language server: hands what editors ask to the plain answers, and their answers back.

It speaks over standard input and output. Nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from macros.editor import hints
from macros.editor.positions import Units, lines_of, to_units
from macros.pages import Page
from macros.project import DOCS, Sources, open_sources
from macros.reading import DATA_FILE
from macros.scan import scan

NAME = "figures"
COMMANDS = "figures.server."
"""Begins the name of every command of the server: an editor's own commands bear other names."""


class Server(LanguageServer):
    """A language server for one project."""

    def __init__(self) -> None:
        """Begin without a project; the editor names its folder."""
        super().__init__(NAME, "1", text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.root = Path()
        self.sources: Sources | None = None
        self.followers: list[Callable[[Server], None]] = []
        """Called on the server's own loop whenever values have changed, as after an edit of the data."""

    @property
    def units(self) -> Units:
        """Return what the editor counts as a column."""
        return Units(self.workspace.position_encoding or Units.UTF16)

    def refresh(self) -> None:
        """Let the editor ask for its hints again, if it can be told so."""
        told = self.client_capabilities.workspace
        if told and told.inlay_hint and told.inlay_hint.refresh_support:
            self.workspace_inlay_hint_refresh(None)

    def path_of(self, uri: str) -> str:
        """Return the path of a file under the project's folder; nothing if it lies elsewhere."""
        path = uris.to_fs_path(uri)
        if path is None or not Path(path).is_relative_to(self.root):
            return ""
        return Path(path).relative_to(self.root).as_posix()


def start() -> None:
    """Serve one editor until it leaves."""
    make_server().start_io()


def project_folder(params: types.InitializeParams) -> Path:
    """Return the folder that holds the data file: one that the editor names, or one above it."""
    named = [folder.uri for folder in params.workspace_folders or ()] or [params.root_uri or ""]
    for uri in named:
        folder = Path(uris.to_fs_path(uri) or ".").resolve()
        for place in (folder, *folder.parents):
            if (place / DATA_FILE).is_file():
                return place
    return Path.cwd()


def make_server() -> Server:
    """Return a server with all that it answers."""
    server = Server()
    for add in PARTS:
        add(server)
    return server


def answers(server: Server) -> None:
    """Let the server answer about the figures of pages and data."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.root = project_folder(params)

    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        server.sources = open_sources(server.root)
        server.refresh()
        for follow in server.followers:
            follow(server)

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    def inlay_hint(params: types.InlayHintParams) -> list[types.InlayHint]:
        path = server.path_of(params.text_document.uri)
        if server.sources is None or server.sources.book is None or not path.startswith(f"{DOCS}/"):
            return []
        text = server.workspace.get_text_document(params.text_document.uri).source
        lines = lines_of(text)
        page = Page(path.removeprefix(f"{DOCS}/"))
        found = hints.hints(
            server.sources.book, page, scan(path, text), params.range.start.line, params.range.end.line
        )
        return [
            types.InlayHint(
                position=types.Position(hint.line, to_units(lines[hint.line], hint.column, server.units)),
                label=f"= {hint.text}",
                padding_left=True,
            )
            for hint in found
        ]


PARTS: tuple[Callable[[Server], None], ...] = (answers,)
"""What adds handlers and followers to a new server; each part is a function, at best in its own module."""
