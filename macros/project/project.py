"""Opens a project: its data, the source of its pages, what they print, and everything wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from macros.figures import book as registry
from macros.figures.book import Book
from macros.figures.model import Brief
from macros.languages.catalogue import BROUGHT, ENDING, brought_by, catalogue, tag_of, tags
from macros.languages.catalogue import problems as unlike
from macros.problems import Place, Problem, ProblemsFound
from macros.project import kept
from macros.project.files import DOCS as DOCS
from macros.project.files import Files
from macros.project.memory import Later, Memory
from macros.project.settings import MKDOCS, extensions
from macros.project.tried import Printed, Trials, Tried
from macros.reading.data import figures_file, history_file
from macros.reading.data.figures_file import DATA_FILE, Reading
from macros.reading.data.history_file import HISTORY_FILE
from macros.reading.pages.page import PageText, read_page
from macros.reading.pages.routes import language_of
from macros.reading.pages.typed_numbers import Lookalikes, typed
from macros.text import not_utf8
from macros.tree import Keys


@dataclass(frozen=True)
class Project:
    """Data and pages as far as they could be read, and what is wrong with them.

    What takes long is worked out when it is first asked for: what calls print, and uses and problems.
    """

    root: Path
    texts: Mapping[str, str]
    """Source of each page by its path under docs/, lines ended by a newline alone."""
    scans: Mapping[str, PageText]
    known: Book | None = None
    """What the data hold, with all that is known beside them; None where they are faulty."""
    tried: Mapping[str, Tried] = field(default_factory=lambda: MappingProxyType({}))
    """The trial of the calls of each page, by its path under docs/; without data there is none."""
    beside: tuple[Problem, ...] = ()
    """What is wrong beside the texts of the pages: with the data, the history, and files."""
    places: Mapping[Keys, Place] = field(default_factory=lambda: MappingProxyType({}))
    """The place of each entry of the data and each review date by its keys."""
    raw: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """The bytes that were read of the data file and the history, by their paths."""
    unsaved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Texts that stand in for files, by their path under the root."""
    memory: Memory = field(default_factory=Memory, compare=False)
    """What checks worked out before, if anybody looks again."""

    @property
    def readable(self) -> bool:
        """Whether the data could be read, so that there is a book."""
        return self.known is not None

    @property
    def book(self) -> Book:
        """Return the book. Raises ProblemsFound with what is wrong with the data, where they are faulty."""
        if self.known is None:
            raise ProblemsFound(self.of_file(DATA_FILE))
        return self.known

    @property
    def files(self) -> Files:
        """Return the files of the project, with what is unsaved."""
        return Files(self.root, self.unsaved)

    @cached_property
    def printed_on(self) -> Mapping[str, tuple[Printed, ...]]:
        """Return what each page prints that prints anything, by its path under docs/."""
        return {src: trial.printed for src, trial in self.tried.items() if trial.printed}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Return all that is wrong, sorted."""
        of_texts = (problem for src in self.scans for problem in self.of_text(src))
        of_calls = (problem for trial in self.tried.values() for problem in trial.problems)
        return tuple(sorted({*self.beside, *of_texts, *of_calls}))

    def of_file(self, path: str) -> tuple[Problem, ...]:
        """Return what is wrong with a file that is no page."""
        return tuple(problem for problem in self.beside if problem.place.path == path)

    def of_text(self, src: str) -> tuple[Problem, ...]:
        """Return what is wrong with the text of a page, the trial of its macro calls apart."""
        page, its = self.scans[src], {src: self.scans[src]}
        brief = self.known.brief if self.known else None
        brought = self.known.catalogues if self.known else catalogues_in(self.files)
        say = catalogue(language_of(src), brought)

        def alike(book: Book) -> Lookalikes:
            return self.memory.of("lookalikes", "", (book.brief,), lambda: Lookalikes(book))

        def work() -> tuple[Problem, ...]:
            return (*page.problems, *typed(its, say, self.known, alike))

        return self.memory.of("typed", src, (page, brief, say), work)


def open_project(root: Path) -> Project:
    """Return the project in that folder. Raises ProblemsFound with all problems of data and pages.

    It is read once for each state of its files, and what its calls print is taken from the last build
    where that was of the same book.
    """
    project = _opened(root, tuple(_states(Files(root))))
    if errors := [problem for problem in project.problems if problem.severity == "error"]:
        raise ProblemsFound(errors)
    return project


def _states(files: Files) -> Iterator[tuple[str, object]]:
    """Yield the path of each file with its state; Zensical asks once for every page."""
    brought = (f"{BROUGHT}/{tag}{ENDING}" for tag in brought_by(files.root))
    for path in (MKDOCS, DATA_FILE, HISTORY_FILE, *brought, *(f"{DOCS}/{src}" for src in files.pages())):
        with suppress(OSError):
            yield path, files.state(path)


@lru_cache(maxsize=2)
def _opened(root: Path, _states: tuple[tuple[str, object], ...]) -> Project:
    return _read(root, {}, Memory(), recall=True)


def read_project(
    root: Path, unsaved: Mapping[str, str] = MappingProxyType({}), memory: Memory | None = None
) -> Project:
    """Return what can be read of the project in that folder; never raises for its content.

    `unsaved` texts win over the files of their paths, such as docs/trade.md. With the `memory` of
    an earlier look, only what has changed since is read and tried again.
    """
    return _read(root, unsaved, Memory() if memory is None else memory, recall=False)


def keep_printed(project: Project, root: Path) -> None:
    """Keep what the calls of its pages print, for those who open the same sources in that folder."""
    kept.keep(root, kept.digest(project.raw, project.book.titles), project.tried)


def _read(root: Path, unsaved: Mapping[str, str], memory: Memory, *, recall: bool) -> Project:
    files = Files(root, unsaved)
    texts, scans, beside = _scanned(files, memory)
    brought = catalogues_in(files)
    known_tags = tags(brought)
    raw, unreadable = _raw(files)
    beside += unreadable
    read = Reading(None, MappingProxyType({}))
    if all(problem.place.path != DATA_FILE for problem in unreadable):
        data = raw.get(DATA_FILE)
        given = (data, known_tags)
        read = memory.of("data", "", given, lambda: figures_file.attempt(data, languages=known_tags))
    # Calls cannot be tried without data, but what is wrong with the text of the pages is told.
    beside += read.problems
    languages = read.brief.about.languages if read.brief else ()
    beside += [one for tag in dict.fromkeys((*languages, *brought)) for one in unlike(tag, brought)]
    book, trials = None, None
    if read.brief is not None:
        bare, wrong = _book(raw, memory, read.brief, scans, brought)
        inputs = {**raw, **{f"{BROUGHT}/{tag}{ENDING}": written for tag, written in brought.items()}}
        known = kept.recall(root, kept.digest(inputs, bare.titles)) if recall else MappingProxyType({})
        trials = Trials(bare, scans, memory, known)
        book = replace(bare, uses=Later(trials.uses))
        beside += [*wrong, *_missing_pages(read, scans)]
    problems = tuple(beside)
    return Project(root, texts, scans, book, trials or {}, problems, read.places, raw, unsaved, memory)


def _scanned(files: Files, memory: Memory) -> tuple[dict[str, str], dict[str, PageText], list[Problem]]:
    texts: dict[str, str] = {}
    scans: dict[str, PageText] = {}
    problems: list[Problem] = []
    on = extensions(files)
    for src in files.pages():
        path = f"{DOCS}/{src}"
        try:
            state = files.state(path)
            text = memory.of("state", src, (state,), lambda: files.text(path))  # noqa: B023
        except UnicodeDecodeError as error:
            problems.append(not_utf8(path, error))
            continue
        except OSError as error:
            problems.append(_unreadable(path, error))
            continue
        # An equal text that was read before is taken again, so that it is not held twice.
        text = texts[src] = memory.of("source", src, (text,), lambda: text)  # noqa: B023
        scans[src] = memory.of("page", src, (text, on), lambda: read_page(path, text, on))  # noqa: B023
    return texts, scans, problems


def _unreadable(path: str, error: OSError) -> Problem:
    hint = "let it be a file that you may read"
    return Problem(Place(path), "unreadable-file", f"the file cannot be read: {error.strerror}", hint)


def catalogues_in(files: Files) -> Mapping[str, bytes]:
    """Return the catalogues that the project brings, as they are written, by their tags."""
    typed = {
        tag_of(path): text.encode("utf-8", "replace")
        for path, text in files.unsaved.items()
        if path.startswith(f"{BROUGHT}/") and path.endswith(ENDING)
    }
    return MappingProxyType({**brought_by(files.root), **typed})


def _raw(files: Files) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Return the bytes of data and history as far as these files are there, and why they are not read."""
    found, problems = {}, []
    for path in (DATA_FILE, HISTORY_FILE):
        try:
            if files.has(path):
                found[path] = files.read(path)
        except OSError as error:
            problems.append(_unreadable(path, error))
    return MappingProxyType(found), problems


def _book(
    raw: Mapping[str, bytes],
    memory: Memory,
    brief: Brief,
    scans: Mapping[str, PageText],
    brought: Mapping[str, bytes],
) -> tuple[Book, tuple[Problem, ...]]:
    """Return the book with its history and the titles of pages, and what is wrong with the history.

    No page is looked through for it, so that nothing is known of uses.
    """
    alone = memory.of("book", "", (brief,), lambda: registry.of_data_alone(brief))
    past, languages = raw.get(HISTORY_FILE), tags(brought)
    given = (past, brief, languages)
    history, wrong = memory.of("history", "", given, lambda: history_file.attempt(past, brief, languages))
    titles = {src: page.title for src, page in scans.items()}

    def titled() -> Book:
        return replace(alone, history=history, titles=MappingProxyType(titles), catalogues=brought)

    return memory.of("titled", "", (alone, history, titles, brought), titled), wrong


def _missing_pages(read: Reading, scans: Mapping[str, PageText]) -> list[Problem]:
    brief = read.brief
    return [
        Problem(
            read.places["themes", id_],
            "unknown-page",
            f"there is no page '{theme.page}'",
            f"write {DOCS}/{theme.page}",
        )
        for id_, theme in (brief.themes.items() if brief else ())
        if theme.page not in scans
    ]
