"""Tells of files of a project that were saved, whoever saved them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

FOLDERS = ("data", "docs", "macros", "overrides")
READ = (".md", ".yml", ".yaml", ".py", ".html", ".css", ".js", ".svg", ".png", ".json", ".webp", ".ttf")
"""Endings of the files that a page is made from; editors write others beside them."""
CHANGES = frozenset({"created", "modified", "moved", "deleted"})


class Saved(FileSystemEventHandler):
    """Passes the changes of a project's files on."""

    def __init__(self, root: Path, tell: Callable[[list[str]], object]) -> None:
        """Keep the project's folder, and whom to tell."""
        self.root = root
        self.tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass on what happened to a file that pages are made from."""
        if event.is_directory or event.event_type not in CHANGES:
            return
        paths = (str(path) for path in (event.src_path, getattr(event, "dest_path", "")) if path)
        found = [name for path in paths if (name := self._name(Path(path)))]
        if found:
            self.tell(found)

    def _name(self, path: Path) -> str:
        """Return the path under the project's folder, or nothing if no page is made from it."""
        if not path.is_relative_to(self.root):
            return ""
        name = path.relative_to(self.root)
        hidden = any(part.startswith((".", "__pycache__")) for part in name.parts)
        settings = len(name.parts) == 1 and name.name.startswith("mkdocs")
        wanted = not hidden and path.suffix in READ and (settings or name.parts[0] in FOLDERS)
        return name.as_posix() if wanted else ""


def watch(root: Path, tell: Callable[[list[str]], object]) -> BaseObserver:
    """Begin to watch the project in a folder; the caller stops what is returned.

    Told are paths under that folder, from a thread of its own. Raises OSError where nothing can be watched.
    """
    for make in (Observer, PollingObserver):
        observer = make()
        handler = Saved(root, tell)
        observer.schedule(handler, str(root))
        for folder in FOLDERS:
            if (root / folder).is_dir():
                observer.schedule(handler, str(root / folder), recursive=True)
        try:
            observer.start()
        except OSError:
            continue  # the system watches no more files: look at them again and again instead
        return observer
    raise OSError("files cannot be watched here")
