"""`figures preview`: for a browser beside any editor, or fed with unsaved texts by one that starts it."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

from macros.editor.preview.server import Opener, PreviewServer
from macros.editor.preview.session import Session
from macros.editor.preview.watch import watch
from macros.project.files import DOCS
from macros.reading.pages.routes import built_file

Message = dict[str, Any]


def serve(root: Path, run: Callable[[PreviewServer], None], opener: Opener) -> None:
    """Serve the preview of the project in that folder for as long as `run` takes."""
    session = Session(root)
    observer = watch(session.root, session.touched)
    server = PreviewServer(session, opener)
    session.start()
    threading.Thread(target=server.serve_forever, name="figures-server", daemon=True).start()
    try:
        run(server)
    finally:
        observer.stop()
        session.close()
        server.shutdown()
        server.server_close()


def alone(root: Path, page: str) -> None:
    """Print the address and serve until it is interrupted; without an editor, places are shown as text."""

    def run(server: PreviewServer) -> None:
        place = built_file(page.removeprefix(f"{DOCS}/"), directory_urls=True) if page else ""
        print(server.address + (f"#{place.removesuffix('index.html')}" if place else ""), flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()

    serve(root, run, lambda _path, _line, _column: False)


def fed(root: Path, requests: Iterable[str], answers: IO[str]) -> None:
    """Serve until the requests end: one a line, as JSON, whose `do` is one of these.

    `change` with `path` and `text`: an editor holds the file unsaved. `close` with `path`: it is as on disk.
    `show` with `path`: lead readers to that page. `allow` with `host`: browsers may ask by that name too.
    Answered are `{"address": …}` once, and for clicks `{"open": {"path": …, "line": …, "column": …}}`.
    Paths are under the project's folder, with slashes; lines and columns count from one.
    """
    turn = threading.Lock()

    def answer(message: Message) -> None:
        with turn:
            answers.write(json.dumps(message) + "\n")
            answers.flush()

    def opened(path: str, line: int, column: int) -> bool:
        answer({"open": {"path": path, "line": line, "column": column}})
        return True

    def run(server: PreviewServer) -> None:
        answer({"address": server.address})
        for line in requests:
            request: Message = json.loads(line)
            do = request["do"]
            if do == "change":
                server.session.change(request["path"], request["text"])
            elif do == "close":
                server.session.change(request["path"], None)
            elif do == "show":
                server.session.show(request["path"])
            elif do == "allow":
                server.names.add(request["host"])

    serve(root, run, opened)


def preview(root: Path, page: str, *, stdio: bool) -> None:
    """Run the preview in one of both ways."""
    if stdio:
        fed(root, sys.stdin, sys.stdout)
    else:
        alone(root, page)
