"""Data and pages as they are being typed: what an editor holds unsaved wins over what is on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from macros.figures import book as registry
from macros.figures.book import Book, Use
from macros.languages.catalogue import NONE, catalogue, tags
from macros.languages.catalogue import problems as unlike
from macros.problems import Place, Problem, ProblemsFound
from macros.project.files import DOCS, Files
from macros.project.project import LISTINGS, Printed, catalogues_in, try_calls, uses_of
from macros.reading.data import figures_file, history_file
from macros.reading.data.tree import Keys
from macros.reading.pages.calls import Scan, scan
from macros.reading.pages.routes import language_of
from macros.reading.pages.typed_numbers import typed


class Live:
    """A project that is being edited; every answer is that of the present texts."""

    def __init__(self, root: Path) -> None:
        """Open the project in that folder; nothing is read before it is asked for."""
        self.root = root
        self.unsaved: dict[str, str] = {}
        """Text by the path under the project's folder."""
        self.generation = 0
        """Grows with every change of what macros print from: data, history and titles."""
        self._scans: dict[str, tuple[str, Scan]] = {}
        self._tried: dict[str, dict[tuple[object, ...], str]] = {}
        """What the calls of each page print, by generation and call; charts are not drawn."""
        self._good: Book | None = None
        self._wrong: tuple[Problem, ...] = ()
        self._history: tuple[Problem, ...] = ()
        self._places: Mapping[Keys, Place] = MappingProxyType({})
        self._brought = NONE
        self._read = False
        self._book: Book | None = None

    def change(self, path: str, text: str | None) -> None:
        """Take over what an editor holds; without text, the file is again as it is on disk."""
        if text is None:
            self.unsaved.pop(path, None)
        else:
            self.unsaved[path] = text.replace("\r\n", "\n").replace("\r", "\n")
        if path.startswith(f"{DOCS}/"):
            src = path.removeprefix(f"{DOCS}/")
            before = self._scans.pop(src, None)
            if before is None or self._title(src) != before[1].title:
                self.generation += 1
        else:
            self._read = False
        self._book = None

    def text(self, src: str) -> str:
        """Return the source of a page. Raises OSError or UnicodeDecodeError where it cannot be read."""
        return self._page(src)[0]

    def scan(self, src: str) -> Scan:
        """Return what the source of a page holds."""
        return self._page(src)[1]

    def sources(self) -> tuple[str, ...]:
        """Return the paths of all pages under docs/."""
        return tuple(Files(self.root, self.unsaved).pages())

    def book(self) -> Book:
        """Return the book of the last data without faults. Raises ProblemsFound if there were none yet."""
        self._load()
        if self._good is None:
            raise ProblemsFound(self._wrong)
        if self._book is None:
            scans = self._all()
            titles = MappingProxyType({src: page.title for src, page in scans.items()})
            bare = replace(self._good, titles=titles)
            self._book = replace(bare, uses=Uses(lambda: self._uses_in(bare, scans)))
        return self._book

    def blocking(self) -> tuple[Problem, ...]:
        """Return the problems of the data, for which no page is up to date."""
        self._load()
        return self._wrong

    def problems(self, src: str) -> tuple[Problem, ...]:
        """Return what a build would refuse in the page, the history or the catalogue, macro calls apart."""
        self._load()
        text, page = self._page(src)
        language = language_of(src)
        found = typed({src: page}, {src: text}, catalogue(language, self._brought), self._good)
        return tuple(sorted({*page.problems, *found, *self._history, *unlike(language, self._brought)}))

    def wrong_calls(self, src: str) -> tuple[Problem, ...]:
        """Return what is wrong with the macro calls of a page, each of which is tried."""
        return tuple(try_calls(self.book(), src, self.scan(src))[1]) if self._good else ()

    def place(self, id_: str) -> Place | None:
        """Return where the data file holds the entry of that id."""
        self._load()
        found = (self._places.get((section, id_)) for section in ("figures", "claims", "sources"))
        return next(filter(None, found), None)

    def _title(self, src: str) -> str:
        try:
            return self.scan(src).title
        except (OSError, UnicodeDecodeError):
            return ""

    def _page(self, src: str) -> tuple[str, Scan]:
        if src not in self._scans:
            path = f"{DOCS}/{src}"
            text = Files(self.root, self.unsaved).read(path).decode("utf-8-sig")
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            self._scans[src] = text, scan(path, text)
        return self._scans[src]

    def _all(self) -> dict[str, Scan]:
        scans = {}
        for src in self.sources():
            try:
                scans[src] = self.scan(src)
            except (OSError, UnicodeDecodeError):
                continue  # it was just removed, or says so itself when it is shown
        return scans

    def _load(self) -> None:
        if self._read:
            return
        self._read = True
        self._book = None
        self._brought = catalogues_in(Files(self.root, self.unsaved))
        languages = tags(self._brought)
        read = figures_file.attempt(self._bytes(figures_file.DATA_FILE), languages=languages)
        self._wrong, self._places = read.problems, read.places or self._places
        if read.brief is not None:
            raw = self._bytes(history_file.HISTORY_FILE)
            history, self._history = history_file.attempt(raw, read.brief, languages)
            self._good = replace(registry.book(read.brief), history=history, catalogues=self._brought)
            self.generation += 1

    def _bytes(self, path: str) -> bytes | None:
        files = Files(self.root, self.unsaved)
        return files.read(path) if files.has(path) else None

    def _uses_in(self, book: Book, scans: Mapping[str, Scan]) -> Mapping[str, tuple[Use, ...]]:
        """Return the places at which each entry is printed; only new calls are tried."""
        printed: list[Printed] = []
        for src, page in scans.items():
            calls = [call for call in page.calls if call.name not in LISTINGS]
            keys = {id(call): (self.generation, call.name, call.args, *call.kwargs.items()) for call in calls}
            known = self._tried.get(src, {})
            new = tuple(call for call in calls if keys[id(call)] not in known)
            if new or src not in self._tried:
                known = {key: html for key, html in known.items() if key[0] == self.generation}
                shown, _ = try_calls(book, src, replace(page, calls=new))
                known |= {keys[id(item.call)]: item.html for item in shown}
                self._tried[src] = known
            printed += [Printed(src, call, known[key]) for call in calls if (key := keys[id(call)]) in known]
        return uses_of(book, scans, printed)


class Uses(Mapping[str, tuple[Use, ...]]):
    """The uses of a book, worked out when they are first asked for: few pages print them."""

    def __init__(self, make: Callable[[], Mapping[str, tuple[Use, ...]]]) -> None:
        """Keep how they are worked out."""
        self._make = make
        self._told: dict[str, object] = {}

    @contextmanager
    def noted(self) -> Iterator[Mapping[str, object]]:
        """Note for whom is asked meanwhile, and what was answered."""
        outside, self._told = self._told, {}
        try:
            yield self._told
        finally:
            self._told = outside | self._told

    @cached_property
    def _made(self) -> Mapping[str, tuple[Use, ...]]:
        return self._make()

    def __getitem__(self, id_: str) -> tuple[Use, ...]:
        """Return the uses of that entry."""
        self._told[id_] = self._made.get(id_)
        return self._made[id_]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the entries that are used."""
        self._told |= self._made
        return iter(self._made)

    def __len__(self) -> int:
        """Return how many entries are used."""
        return sum(1 for _ in self)
