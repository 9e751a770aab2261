"""What the process that renders answers: each request names a method and what it is given."""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from macros.editor.preview.warm import NoPage, Warm
from macros.figures.book import Book
from macros.problems import Place, Problem, ProblemsFound
from macros.project.files import DOCS
from macros.project.memory import Memory
from macros.project.project import Project, read_project
from macros.project.settings import settings_of
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.data.history_file import HISTORY_FILE
from macros.reading.pages.routes import ENGLISH, built_file, language_of
from macros.tree import Keys

Answer = dict[str, Any]


class Answering:
    """Answers requests about one project; what an editor holds unsaved wins over what is on disk."""

    def __init__(self, root: Path, unsaved: Mapping[str, str]) -> None:
        """Load the site builder. Raises whatever it raises for wrong settings."""
        self.root = root
        self.unsaved = dict(unsaved)
        """Text by the path under the project's folder."""
        self._memory = Memory()
        self._project: Project | None = None
        self._book: Book | None = None
        self._places: Mapping[Keys, Place] = MappingProxyType({})
        self.editions = {ENGLISH: Warm(root, self._last_good())}
        """The site builder with the settings of each language; others are loaded when they are looked at."""

    def start(self) -> Answer:
        """Return what can be asked for: pages and files by their addresses."""
        first = self.editions[ENGLISH]
        pages = first.addresses()
        for src in self._read().files.pages():
            language = language_of(src)
            if language != ENGLISH and (self.root / settings_of(language)).is_file():
                pages[built_file(src, directory_urls=True).removesuffix("index.html")] = src
        return {"pages": pages, "static": first.static()}

    def warm(self, src: str) -> Warm:
        """Return the site builder for a page, in its language."""
        language = language_of(src)
        if language not in self.editions:
            self.editions[language] = Warm(self.root, self._last_good(), settings_of(language))
        return self.editions[language]

    def change(self, path: str, text: str | None = None) -> Answer:
        """Take over the text of a file that is being edited, or the file on disk where there is none."""
        self._project = None
        self.unsaved.pop(path, None)
        if text is not None:
            self.unsaved[path] = text
        return {}

    def render(self, src: str) -> Answer:
        """Return a page, or nothing where it cannot be shown, with all that a build would refuse."""
        project = self._read()
        if not project.readable:
            return _refused(project.of_file(DATA_FILE))
        if src not in project.texts:
            words = f"{DOCS}/{src} is no page of this site"
            return _refused(project.of_file(f"{DOCS}/{src}")) or _failed(src, words)
        found = {*project.of_text(src), *project.of_file(HISTORY_FILE)}
        try:
            html, warnings = self.warm(src).render(project, src)
        except (OSError, UnicodeDecodeError) as error:
            return _failed(src, str(error))
        except NoPage as error:
            return _refused({*found, *project.tried[src].problems}) or _failed(src, str(error))
        problems = [_told(problem) for problem in sorted(found)] + [_bare(src, words) for words in warnings]
        return {"html": html.decode(), "problems": problems}

    def made(self, name: str) -> Answer:
        """Return a file that a build would make, or nothing."""
        try:
            book = self._last_good()
            found = (warm.made(book, name) for warm in self.editions.values())
            content = next(filter(None, found), None)
        except ProblemsFound:
            content = None
        return {"content": None if content is None else base64.b64encode(content).decode()}

    def place(self, id_: str) -> Answer:
        """Return where the data hold an entry: path, line and column, from one."""
        self._read()
        found = (self._places.get((section, id_)) for section in ("figures", "claims", "sources"))
        place = next(filter(None, found), None)
        return {"place": None if place is None else [place.path, place.line, place.column]}

    def _read(self) -> Project:
        """Return the project as it is typed now."""
        if self._project is None:
            # The texts are copied: the project stays what it is when one of them is edited.
            self._project = read_project(self.root, self.unsaved.copy(), self._memory)
            if self._project.readable:
                self._book, self._places = self._project.book, self._project.places
        return self._project

    def _last_good(self) -> Book:
        """Return the book of the last data without faults. Raises ProblemsFound if there were none yet."""
        project = self._read()
        return self._book or project.book


def _refused(problems: Collection[Problem]) -> Answer:
    """Return the answer of a page that cannot be shown for these problems; nothing without any."""
    told = [_told(problem) for problem in sorted(problems)]
    return {"html": None, "problems": told} if told else {}


def _failed(src: str, words: str) -> Answer:
    return {"html": None, "problems": [_bare(src, words)]}


def _told(problem: Problem) -> Answer:
    place = problem.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "severity": problem.severity,
        "text": f"{problem.severity}[{problem.code}]: {problem.sentence}",
    }


def _bare(src: str, words: str) -> Answer:
    return {"path": f"{DOCS}/{src}", "line": 1, "column": 1, "severity": "error", "text": words}
