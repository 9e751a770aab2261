"""Reads the history of the data: every mistake in it at once, and whatever contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from macros.figures import editions as history
from macros.figures.editions import Edition, EditionKind, Facts, History
from macros.figures.model import Brief, Text
from macros.figures.units import BUILT_IN, kind_of_built_in
from macros.problems import Fault, Problem, ProblemsFound, did_you_mean, typed_number, unknown
from macros.reading.data import translations
from macros.reading.data.entries import IDENTIFIER, EntryReader
from macros.reading.data.figures_file import NUMERAL, OWN
from macros.tree import Keys, Tree, read_tree

HISTORY_FILE = "data/history.yml"
START = "start with editions:"
NO_NUMBER = "say it without a number: the values stand beside the reason"
DIGITS = re.compile(r"([0-9]+)")


def attempt(
    raw: bytes | None, brief: Brief, languages: Sequence[str] = OWN
) -> tuple[History, tuple[Problem, ...]]:
    """Return the history in those bytes, or none and what is wrong; None stands for a missing file."""
    try:
        return (History() if raw is None else read(raw, brief, languages=languages)), ()
    except ProblemsFound as found:
        return History(), found.problems


def read(raw: bytes, brief: Brief, name: str = HISTORY_FILE, languages: Sequence[str] = OWN) -> History:
    """Return the history in those bytes, which must fit the data: their units and their version.

    Raises ProblemsFound with everything that is wrong with it.
    """
    return _Reader(read_tree(raw, name, START), brief, languages).history()


class _Reader(EntryReader):
    """Turns one tree into a history, gathering problems on the way."""

    nested = MappingProxyType({"figures": Facts})

    def __init__(self, tree: Tree, brief: Brief, languages: Sequence[str]) -> None:
        super().__init__(tree, languages)
        self.brief = brief

    def history(self) -> History:
        for key in self.tree.value:
            if key != "editions":
                self._tell((key,), unknown("field", key, called="section", hint=START), key=True)
        raw = self.tree.value.get("editions")
        if raw is None:
            self._missing((), "editions", "section")
        if not isinstance(raw, list):
            if raw:
                self._add(("editions",), "wrong-type", "'editions' is no list", "write - version: below it")
            raw = []
        editions = [self._entry(Edition, ("editions", index)) for index in range(len(raw))]
        for index, edition in enumerate(editions):
            if edition is not None:
                self._inside(("editions", index), edition)
        if None not in editions:
            self._in_order(editions)
            self._without_contradiction(editions)
        if self.problems:
            raise ProblemsFound(self.problems)
        places = tuple(self.tree.place(("editions", index)) for index in range(len(editions)))
        return History(tuple(editions), places)

    def _inside(self, at: Keys, edition: Edition) -> None:
        for fault in reason_faults(edition.reason):
            self._tell((*at, "reason"), fault)
        languages = self.brief.about.languages
        for keys, fault in translations.of_text(edition.reason, (*at, "reason"), languages):
            self._tell(keys, fault, key=True)
        for id_, name in edition.names.items():
            where: Keys = (*at, "names", id_)
            if id_ not in edition.removed:
                self._wrong(where, f"'{id_}' has a name here and is not removed", "remove it", key=True)
            for keys, fault in translations.of_text(name, where, languages):
                self._tell(keys, fault, key=True)
        for id_, facts in edition.figures.items():
            if not IDENTIFIER.fullmatch(id_):
                self._no_id((*at, "figures", id_))
            if kind_of_built_in(facts.unit) is None and facts.unit not in self.brief.units:
                near = did_you_mean(facts.unit, (*self.brief.units, *BUILT_IN))
                hint = near or "keep it under units: as long as the history prints values in it"
                self._tell((*at, "figures", id_, "unit"), unknown("unit", facts.unit, hint=hint))

    def _in_order(self, editions: Sequence[Edition]) -> None:
        about = self.brief.about
        before: Edition | None = None
        for index, edition in enumerate(editions):
            at: Keys = ("editions", index)
            if before and _version(edition.version) < _version(before.version):
                message = f"the version '{edition.version}' stands behind the later '{before.version}'"
                self._add((*at, "version"), "history-order", message, "put the earlier edition first")
            elif before and edition.date.span() < before.date.span():
                message = f"the date {edition.date.text} stands behind the later {before.date.text}"
                self._add((*at, "date"), "history-order", message, "put the earlier edition first")
            hint = "set version and updated under about: in the data"
            if _version(edition.version) > _version(about.version):
                message = f"the version '{edition.version}' is later than that of the data, '{about.version}'"
                self._add((*at, "version"), "history-version", message, hint)
            elif edition.date.span() > about.updated.span():
                message = f"the date {edition.date.text} is later than that of the data, {about.updated.text}"
                self._add((*at, "date"), "history-version", message, hint)
            before = edition

    def _without_contradiction(self, editions: Sequence[Edition]) -> None:
        state: dict[str, Facts] = {}
        for index, edition in enumerate(editions):
            at: Keys = ("editions", index)
            if (edition.kind is EditionKind.FIRST) != (index == 0):
                hint = "write kind: first for it alone, then revision or correction"
                self._wrong((*at, "kind"), "only the edition at the start is the first", hint)
            if not edition.figures and not edition.removed:
                self._wrong(at, "the edition changes nothing", "remove it")
            for id_, facts in edition.figures.items():
                if id_ in state and state[id_].written() == facts.written():
                    self._wrong((*at, "figures", id_), f"'{id_}' was so before", "remove it", key=True)
            gone: set[str] = set()
            for place, id_ in enumerate(edition.removed):
                where: Keys = (*at, "removed", place)
                if id_ in edition.figures:
                    self._wrong(where, f"'{id_}' is changed and removed at once", "keep one of them")
                elif id_ not in state or id_ in gone:
                    hint = did_you_mean(id_, state.keys() - gone) or "remove it"
                    self._wrong(where, f"'{id_}' is removed and was not there", hint)
                gone.add(id_)
            state = history.after(state, edition)

    def _wrong(self, at: Keys, message: str, hint: str, *, key: bool = False) -> None:
        self._add(at, "history-contradiction", message, hint, key=key)


def reason_faults(reason: Text) -> Iterator[Fault]:
    """Yield what a reason holds and may not: numbers, and references to figures."""
    for words in reason.root.values():
        if found := NUMERAL.search(words):
            yield typed_number(found[0].rstrip(".,"), NO_NUMBER)
        if "{" in words or "}" in words:
            hint = "name the figure in words: a reference would print its value of today"
            yield Fault("bad-reference", "a reason prints no figures", hint)


def _version(version: str) -> tuple[tuple[bool, int, str], ...]:
    """Return what to sort a version by: its numbers by size, what stands between them by the alphabet."""
    parts = enumerate(DIGITS.split(version))
    numbers = ((index % 2 == 1, part.lstrip("0") if index % 2 else part) for index, part in parts if part)
    return tuple((not number, len(part) if number else 0, part) for number, part in numbers)
