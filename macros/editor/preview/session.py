"""Keeps what is shown up to date: takes edits, has the pages rendered that are looked at, tells of both.

Every edit has a number. Whoever looks at a page is told the number of the newest edit at once, and the
number of the one that can be seen as soon as it can; between the two the page is out of date and says so.
"""

from __future__ import annotations

import base64
import hashlib
import json
import queue
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from macros.editor.preview.worker import Broken, Worker
from macros.project.files import DOCS

Event = dict[str, Any]
STYLE = (f"{DOCS}/assets/", "macros/overrides/assets/")
"""Folders of files that pages name but do not hold."""
PATIENCE = 60.0
"""Seconds for which a browser waits for a page."""


@dataclass(frozen=True)
class Shown:
    """The last good state of a page, and what is wrong with the newest."""

    version: int = 0
    """The edit that was tried last."""
    seen: int = 0
    """The edit that can be seen."""
    html: bytes | None = None
    problems: tuple[Event, ...] = ()

    @property
    def digest(self) -> str:
        """Return what tells two states of a page apart."""
        return hashlib.sha256(self.html or b"").hexdigest()[:16]


class Session:
    """One project that is being previewed; its methods may be called from any thread."""

    def __init__(self, root: Path, worker: Worker | None = None) -> None:
        """Keep the folder; `run` does the work."""
        self.root = root.resolve()
        self.worker = worker or Worker(self.root)
        self.version = 1
        self.closed = False
        self._turn = threading.Condition()
        self._unsaved: dict[str, str] = {}
        self._edits: dict[str, str | None] = {}
        self._restart = True
        self._ready = False
        self._failed = ""
        self._wanted: dict[str, None] = {}
        self._requests: list[tuple[str, dict[str, Any], queue.Queue[dict[str, Any]]]] = []
        self._shown: dict[str, Shown] = {}
        self._readers: dict[queue.Queue[Event], str] = {}
        self._thread = threading.Thread(target=self._run, name="figures-preview", daemon=True)

    def start(self) -> None:
        """Begin the work in a thread of its own."""
        self._thread.start()

    def close(self) -> None:
        """End the work and let everyone go who waits."""
        with self._turn:
            self.closed = True
            for reader in self._readers:
                reader.put({"closed": True})
            self._turn.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout=PATIENCE)
        self.worker.stop()

    # --- what is edited ---

    def change(self, path: str, text: str | None) -> None:
        """Take over the unsaved text of a file, by its path under the project's folder; None gives it up."""
        with self._turn:
            if text is None:
                self._unsaved.pop(path, None)
            else:
                self._unsaved[path] = text
            self._edited(path, text)

    def touched(self, paths: Iterable[str]) -> None:
        """Take note of files that changed on disk, by their paths under the project's folder."""
        with self._turn:
            for path in paths:
                if path in self._unsaved:
                    continue  # the editor's text wins
                known = path.removeprefix(f"{DOCS}/") in self.worker.pages.values()
                there = (self.root / path).is_file()
                if path.startswith("data/") or (path.startswith(f"{DOCS}/") and known and there):
                    self._edited(path, None)
                elif path.startswith(STYLE) and there:
                    self._tell({"reload": True, "version": self.version})
                else:
                    self.version += 1
                    self._restart, self._ready = True, False
                    self._tell({"version": self.version, "state": "working"})
            self._turn.notify_all()

    def show(self, path: str) -> None:
        """Lead all who look to the page of that source."""
        with self._turn:
            src = path.removeprefix(f"{DOCS}/")
            for address, other in self.worker.pages.items():
                if other == src:
                    self._tell({"go": address})

    # --- what is looked at ---

    def page(self, address: str) -> Shown | None:
        """Return the state of the page there, once it is that of the newest edit; None for no page."""
        with self._turn:
            version = self.version
            self._turn.wait_for(lambda: self.closed or self._ready or self._failed, PATIENCE)
            src = self.worker.pages.get(address)
            if src is None:
                return Shown(version, problems=(_bare(self._failed),)) if self._failed else None
            if self._shown.get(src, Shown()).version < version:
                self._wanted[src] = None
                self._turn.notify_all()
                self._turn.wait_for(
                    lambda: self.closed or self._shown.get(src, Shown()).version >= version, PATIENCE
                )
            return self._shown.get(src, Shown())

    def file(self, address: str) -> Path | bytes | None:
        """Return the file at that address: its path, or its content where it is made from the data."""
        if address in self.worker.static:
            return Path(self.worker.static[address])
        content = self.ask("made", name=address).get("content")
        return base64.b64decode(content) if content else None

    def place(self, id_: str) -> tuple[str, int, int] | None:
        """Return where the data hold an entry: path, line and column, from one."""
        found = self.ask("place", id_=id_).get("place")
        return (found[0], found[1], found[2]) if found else None

    def ask(self, do: str, **given: Any) -> dict[str, Any]:
        """Return the answer of the process that renders, or nothing where it cannot answer."""
        reply: queue.Queue[dict[str, Any]] = queue.Queue()
        with self._turn:
            self._requests.append((do, given, reply))
            self._turn.notify_all()
        try:
            return reply.get(timeout=PATIENCE)
        except queue.Empty:
            return {}

    def listen(self, address: str) -> queue.Queue[Event]:
        """Return what a reader of that page is told from now on, beginning with its state."""
        events: queue.Queue[Event] = queue.Queue()
        with self._turn:
            src = self.worker.pages.get(address, "")
            self._readers[events] = address
            shown = self._shown.get(src)
            current = shown is not None and shown.version == self.version
            events.put(_event(shown) if shown and current else {"version": self.version, "state": "working"})
            self._turn.notify_all()
        return events

    def leave(self, events: queue.Queue[Event]) -> None:
        """Stop telling that reader."""
        with self._turn:
            self._readers.pop(events, None)

    # --- the work ---

    def _edited(self, path: str, text: str | None) -> None:
        self.version += 1
        if self._failed:
            self._restart, self._ready, self._failed = True, False, ""
        self._edits.pop(path, None)
        self._edits[path] = text
        self._tell({"version": self.version, "state": "working"})
        self._turn.notify_all()

    def _tell(self, event: Event, src: str | None = None) -> None:
        for reader, address in self._readers.items():
            if src is None or self.worker.pages.get(address) == src:
                reader.put(event)

    def _due(self) -> list[str]:
        """Return the pages that somebody waits for or looks at and that are behind."""
        if self._failed:
            return []
        looked_at = [self.worker.pages.get(address, "") for address in self._readers.values()]
        wanted = dict.fromkeys((*self._wanted, *filter(None, looked_at)))
        return [src for src in wanted if self._shown.get(src, Shown()).version < self.version]

    def _run(self) -> None:
        while not self.closed:
            with self._turn:
                self._turn.wait_for(
                    lambda: self.closed or self._restart or self._edits or self._requests or self._due()
                )
                if self.closed:
                    return
                restart, version, self._restart = self._restart, self.version, False
                edits, self._edits = self._edits, {}
                requests, self._requests = self._requests, []
            try:
                if restart:
                    self._started()
                for path, text in edits.items():
                    self.worker.ask("change", path=path, text=text)
                for do, given, reply in requests:
                    reply.put(self.worker.ask(do, **given))
                self._rendered(version)
            except Broken as broken:
                self._broken(version, str(broken))
                for *_, reply in requests:
                    reply.put({})

    def _started(self) -> None:
        self.worker.start(self._unsaved.copy())
        with self._turn:
            self._failed, self._ready = "", not self._restart
            # What was shown stays as the last good state; all of it is rendered anew.
            self._shown = {src: replace(shown, version=0) for src, shown in self._shown.items()}
            self._turn.notify_all()

    def _rendered(self, version: int) -> None:
        with self._turn:
            due = self._due()
        for src in due:
            answer = self.worker.ask("render", src=src)
            with self._turn:
                before = self._shown.get(src, Shown())
                problems = tuple(answer["problems"])
                if answer["html"] is None:
                    shown = replace(before, version=version, problems=problems)
                else:
                    shown = Shown(version, version, answer["html"].encode(), problems)
                self._shown[src] = shown
                self._wanted.pop(src, None)
                self._tell(_event(shown), src)
                self._turn.notify_all()
                if self._edits or self._restart:
                    return  # newer texts first

    def _broken(self, version: int, words: str) -> None:
        """Tell everyone that nothing can be rendered, and wait for the next edit."""
        with self._turn:
            if not self._restart:
                self._failed = words
            wrong = (_bare(words),)
            for src in {*self._shown, *self._wanted}:
                self._shown[src] = replace(self._shown.get(src, Shown()), version=version, problems=wrong)
            self._wanted.clear()
            for reader, address in self._readers.items():
                src = self.worker.pages.get(address, "")
                reader.put(_event(self._shown.get(src, Shown(version, problems=wrong))))
            self._turn.notify_all()


def _event(shown: Shown) -> Event:
    return {
        "version": shown.version,
        "seen": shown.seen,
        "state": "shown" if shown.html is not None and shown.seen == shown.version else "broken",
        "digest": shown.digest,
        "problems": list(shown.problems),
    }


def _bare(words: str) -> Event:
    return {"path": "", "line": 0, "column": 0, "severity": "error", "text": words}


def encoded(event: Event) -> bytes:
    """Return an event as a browser's EventSource reads it."""
    return f"data: {json.dumps(event)}\n\n".encode()
