"""What the process that renders answers: each request names a method and what it is given."""

from __future__ import annotations

import base64
from typing import Any

from macros.editor.preview.live import Live
from macros.editor.preview.warm import NoPage, Warm
from macros.problems import Problem, ProblemsFound
from macros.project.files import DOCS
from macros.project.settings import settings_of
from macros.reading.pages.routes import ENGLISH, built_file, language_of

Answer = dict[str, Any]


class Answering:
    """Answers requests about one project."""

    def __init__(self, live: Live) -> None:
        """Load the site builder. Raises whatever it raises for wrong settings."""
        self.live = live
        self.editions = {ENGLISH: Warm(live)}
        """The site builder with the settings of each language; others are loaded when they are looked at."""

    def start(self) -> Answer:
        """Return what can be asked for: pages and files by their addresses."""
        first = self.editions[ENGLISH]
        pages = first.addresses()
        for src in self.live.sources():
            language = language_of(src)
            if language != ENGLISH and (self.live.root / settings_of(language)).is_file():
                pages[built_file(src, directory_urls=True).removesuffix("index.html")] = src
        return {"pages": pages, "static": first.static()}

    def warm(self, src: str) -> Warm:
        """Return the site builder for a page, in its language."""
        language = language_of(src)
        if language not in self.editions:
            self.editions[language] = Warm(self.live, settings_of(language))
        return self.editions[language]

    def change(self, path: str, text: str | None = None) -> Answer:
        """Take over the text of a file that is being edited, or the file on disk where there is none."""
        self.live.change(path, text)
        return {}

    def render(self, src: str) -> Answer:
        """Return a page, or nothing where it cannot be shown, with all that a build would refuse."""
        blocking = self.live.blocking()
        if blocking:
            return {"html": None, "problems": [_told(problem) for problem in blocking]}
        try:
            found = self.live.problems(src)
            html, warnings = self.warm(src).render(src)
        except (OSError, UnicodeDecodeError) as error:
            return {"html": None, "problems": [_bare(src, str(error))]}
        except NoPage as error:
            found = tuple(sorted({*self.live.problems(src), *self.live.wrong_calls(src)}))
            return {
                "html": None,
                "problems": [_told(problem) for problem in found] or [_bare(src, str(error))],
            }
        problems = [_told(problem) for problem in found] + [_bare(src, words) for words in warnings]
        return {"html": html.decode(), "problems": problems}

    def made(self, name: str) -> Answer:
        """Return a file that a build would make, or nothing."""
        try:
            found = (warm.made(name) for warm in self.editions.values())
            content = next(filter(None, found), None)
        except ProblemsFound:
            content = None
        return {"content": None if content is None else base64.b64encode(content).decode()}

    def place(self, id_: str) -> Answer:
        """Return where the data hold an entry: path, line and column, from one."""
        place = self.live.place(id_)
        return {"place": None if place is None else [place.path, place.line, place.column]}


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
