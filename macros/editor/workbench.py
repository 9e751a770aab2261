"""Looks at a project again and again, each time working out only what an edit has touched.

The checks are those of `figures check`; what is typed and not saved stands in for the files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from macros.editor import mentions
from macros.editor.index import Index, Look
from macros.editor.mentions import Mention
from macros.figures import book as registry
from macros.languages.catalogue import tags
from macros.problems import Problem
from macros.project.files import DOCS, Files
from macros.project.memory import Memory
from macros.project.project import Project, catalogues_in, read_project
from macros.reading.data.figures_file import DATA_FILE, OWN, Reading, attempt
from macros.reading.data.history_file import HISTORY_FILE

NOTHING: Mapping[str, str] = MappingProxyType({})


class Workbench:
    """One project and what was worked out of it so far. One thread may use it at a time."""

    def __init__(self, root: Path) -> None:
        """Begin with nothing known of the project in that folder."""
        self.root = root
        self.memory = Memory()
        self.last: Index | None = None

    def data(self, unsaved: Mapping[str, str] = NOTHING) -> bytes | None:
        """Return the bytes of the data file."""
        files = Files(self.root, unsaved)
        return files.read(DATA_FILE) if files.has(DATA_FILE) else None

    def languages(self, unsaved: Mapping[str, str] = NOTHING) -> tuple[str, ...]:
        """Return the tags of the languages in which the data may be."""
        return tags(catalogues_in(Files(self.root, unsaved)))

    def known(self, raw: bytes | None, languages: tuple[str, ...] = OWN) -> bool:
        """Return whether those data were read the last time."""
        return self.memory.has("data", "", (raw, languages))

    def learn(self, raw: bytes | None, read: Reading, languages: tuple[str, ...] = OWN) -> None:
        """Take the data as read elsewhere, so that they are not read again here."""
        self.memory.keep("data", "", (raw, languages), read)

    def values(self, unsaved: Mapping[str, str] = NOTHING) -> Index | None:
        """Return what is known once the data are read, before anything is checked.

        While the data have errors these are the last data that had none, or those on disk; None without any.
        """
        raw, languages = self.data(unsaved), self.languages(unsaved)
        read = self.memory.of("data", "", (raw, languages), lambda: attempt(raw, languages=languages))
        if (brief := read.brief) is not None:
            book = self.memory.of("book", "", (brief,), lambda: registry.of_data_alone(brief))
            last = self.last
            if last is None or last.book.brief is not brief:
                texts, found = (last.texts, last.mentions) if last else (NOTHING, MappingProxyType({}))
                self.last = Index(book, read.places, texts, found)
        elif self.last is None and unsaved:
            # An editor may begin with what was left unsaved in it the last time.
            return self.values()
        return self.last

    def look(self, unsaved: Mapping[str, str] = NOTHING) -> Look:
        """Return everything that is wrong with the sources, and what is known of them."""
        from macros import checks  # they take a while to load, and values are wanted first
        from macros.project.settings import load_settings

        project = read_project(self.root, unsaved, self.memory)
        settings = load_settings(self.root, unsaved)
        problems: dict[str, list[Problem]] = defaultdict(list)
        for problem in checks.of_sources(project, settings):
            problems[problem.place.path].append(problem)
        found = self._mentions(project)
        if project.readable:
            self.last = Index(project.book, project.places, project.texts, found)
        elif self.last is not None:
            self.last = Index(self.last.book, self.last.places, project.texts, found)
        told = {path: tuple(listed) for path, listed in problems.items()}
        return Look(self.last, MappingProxyType(told))

    def _mentions(self, project: Project) -> Mapping[str, tuple[Mention, ...]]:
        """Return where ids stand in each file; of data that are no YAML, where they stood before."""
        memory, files = self.memory, project.files
        found: dict[str, tuple[Mention, ...]] = {}
        for path in (DATA_FILE, HISTORY_FILE):
            raw = files.read(path) if files.has(path) else b""
            listed = memory.of("mentions", path, (raw,), lambda: mentions.of_data(raw, path))  # noqa: B023
            if listed is None:
                listed = self.last.mentions.get(path, ()) if self.last else ()
            found[path] = listed
        for src, page in project.scans.items():
            path = f"{DOCS}/{src}"
            found[path] = memory.of("mentions", path, (page,), lambda: tuple(mentions.of_page(page)))  # noqa: B023
        return MappingProxyType(found)
