"""Serves the preview to browsers of this computer: the shell, the pages in it, and what they are told.

Nobody else gets anything: it listens on the loopback alone, at a port and below a word that are drawn at
random for each start; a page of another origin that guesses both is refused by Host and Origin.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import mimetypes
import queue
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from macros.editor.preview.session import Event, Session, Shown, encoded

LOOPBACK = "127.0.0.1"
NAMES = frozenset({LOOPBACK, "localhost", "[::1]"})
FILES: Mapping[str, str] = MappingProxyType(
    {"": "shell.html", "shell.js": "shell.js", "shell.css": "shell.css"}
)
"""What the shell is made of, by address."""
SITE = "site/"
BEAT = 5.0
"""Seconds after which a reader who was told nothing is told that the preview lives."""
LARGEST = 10_000
"""Bytes of the largest message that a browser may send."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What the shell may load; the pages in it bear their own policy, as in a build."""


class Opener(Protocol):
    """Opens a place in the author's editor; returns whether there is one."""

    def __call__(self, path: str, line: int, column: int, /) -> bool:
        """Take a path under the project's folder, line and column from one."""


class PreviewServer(ThreadingHTTPServer):
    """Serves one session until it is closed."""

    daemon_threads = True

    def __init__(self, session: Session, opener: Opener) -> None:
        """Take a free port of the loopback."""
        self.session = session
        self.opener = opener
        self.word = secrets.token_urlsafe(24)
        self.names = set(NAMES)
        """Hosts by which a browser may ask; an editor on another machine adds its own."""
        super().__init__((LOOPBACK, 0), Handler)

    @property
    def address(self) -> str:
        """Return the address to open in a browser; who knows it may look."""
        return f"http://{LOOPBACK}:{self.server_address[1]}/{self.word}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of browsers that went away."""


class Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    server_version = "figures"
    sys_version = ""

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing: the address holds the secret word."""

    def do_GET(self) -> None:
        """Send the shell, what happens, a page or a file."""
        place = self._allowed()
        if place is None:
            return
        address, query = place
        if address in FILES:
            path = Path(__file__).with_name(FILES[address])
            self._send(path.read_bytes(), _type(path.name), {"Content-Security-Policy": POLICY})
        elif address == "events":
            self._events(query.get("page", [""])[0])
        elif address.startswith(SITE):
            self._site(address.removeprefix(SITE))
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "there is no such page")

    def do_POST(self) -> None:
        """Open a place in the editor: that of an entry of the data by its id, or a path and line."""
        place = self._allowed()
        if place is None:
            return
        length = int(self.headers.get("Content-Length") or 0)
        if place[0] != "open" or not self.headers.get("Origin") or not 0 < length <= LARGEST:
            self.close_connection = True
            self._refuse(HTTPStatus.NOT_FOUND, "there is no such page")
            return
        try:
            wanted = json.loads(self.rfile.read(length))
            found = self._wanted(wanted)
        except (ValueError, TypeError, KeyError):
            self._refuse(HTTPStatus.BAD_REQUEST, "this is no place")
            return
        if found is None:
            self._refuse(HTTPStatus.NOT_FOUND, "the data hold no such entry")
            return
        path, line, column = found
        opened = self.server.opener(path, line, column)
        answer = {"place": f"{path}:{line}:{column}", "opened": opened}
        self._send(json.dumps(answer).encode(), "application/json")

    def _wanted(self, wanted: dict[str, Any]) -> tuple[str, int, int] | None:
        if "id" in wanted:
            return self.server.session.place(str(wanted["id"]))
        root = self.server.session.root
        path = (root / str(wanted["path"])).resolve()
        if not path.is_file() or not path.is_relative_to(root):
            return None
        return path.relative_to(root).as_posix(), int(wanted["line"]), int(wanted["column"])

    def _allowed(self) -> tuple[str, dict[str, list[str]]] | None:
        """Return what is asked for below the secret word; refuses whoever may not ask."""
        host = self.headers.get("Host") or ""
        name = urlsplit(f"//{host}").netloc.rpartition("@")[2]
        name = name[: name.rfind(":")] if name.rfind(":") > name.rfind("]") else name
        origin = self.headers.get("Origin")
        if name not in self.server.names or (origin is not None and urlsplit(origin).netloc != host):
            self._refuse(HTTPStatus.FORBIDDEN, "this preview is not for you")
            return None
        parts = urlsplit(self.path)
        word, _, address = parts.path.removeprefix("/").partition("/")
        if not hmac.compare_digest(word.encode(), self.server.word.encode()):
            self._refuse(HTTPStatus.NOT_FOUND, "there is no such page")
            return None
        return unquote(address), parse_qs(parts.query)

    def _site(self, address: str) -> None:
        session = self.server.session
        shown = session.page(address)
        if shown is not None:
            self._page(shown)
            return
        file = session.file(address)
        if isinstance(file, bytes):
            self._send(file, _type(address))
        elif file is not None and file.is_file():
            self._send(file.read_bytes(), _type(file.name))
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "this is not part of the preview; `figures site` builds it")

    def _page(self, shown: Shown) -> None:
        if shown.html is None:
            words = "\n".join(str(problem["text"]) for problem in shown.problems)
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, f"this page cannot be shown yet\n{words}")
            return
        # The shell learns from the timing of a page which state of it a browser has loaded.
        self._send(shown.html, "text/html; charset=utf-8", {"Server-Timing": f'state;desc="{shown.digest}"'})

    def _events(self, page: str) -> None:
        events = self.server.session.listen(page)
        try:
            self.send_response(HTTPStatus.OK)
            self._head(
                {"Content-Type": "text/event-stream", "X-Accel-Buffering": "no", "Connection": "close"}
            )
            self.close_connection = True
            while True:
                self.wfile.write(_next(events))
                self.wfile.flush()
                if self.server.session.closed:
                    return
        except OSError:
            pass  # the browser went away
        finally:
            self.server.session.leave(events)

    def _send(self, content: bytes, kind: str, more: Mapping[str, str] = MappingProxyType({})) -> None:
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self._head({"ETag": tag, "Content-Length": "0", **more})
            return
        self.send_response(HTTPStatus.OK)
        self._head({"Content-Type": kind, "Content-Length": str(len(content)), "ETag": tag, **more})
        self.wfile.write(content)

    def _refuse(self, status: HTTPStatus, words: str) -> None:
        content = f"{words}\n".encode()
        self.send_response(status)
        self._head({"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(content))})
        self.wfile.write(content)

    def _head(self, fields: Mapping[str, str]) -> None:
        always = {
            "Cache-Control": "no-cache",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        for name, value in (always | dict(fields)).items():
            self.send_header(name, value)
        self.end_headers()


def _next(events: queue.Queue[Event]) -> bytes:
    try:
        return encoded(events.get(timeout=BEAT))
    except queue.Empty:
        return encoded({"beat": True})


def _type(name: str) -> str:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    textual = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
    return f"{kind}; charset=utf-8" if textual else kind
