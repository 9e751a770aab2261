"""The record of the data's editions: what each added, changed or removed, and why.

The file `data/history.yml` stands on its own: applying its editions one after the other gives the facts
of all figures, so that every past value can be shown without asking git. As in official statistics, a
correction of an error is kept apart from a planned revision.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator, model_validator

from macros.datatree import Keys, Tree, read_tree
from macros.derive import Quantity, Units
from macros.entries import IDENTIFIER, EntryReader
from macros.model import (
    Brief,
    Day,
    Figure,
    Frozen,
    Per,
    Qualifier,
    Scale,
    Status,
    Text,
    Unit,
    When,
    read_value,
    refuse,
)
from macros.periods import Period
from macros.problems import Place, Problem, ProblemsFound, did_you_mean
from macros.reading import NUMERAL
from macros.units import BUILT_IN, kind_of_built_in

HISTORY_FILE = "data/history.yml"
START = "start with editions:"
NO_NUMBER = "say it without a number: the values stand beside the reason"
DIGITS = re.compile(r"([0-9]+)")


class EditionKind(StrEnum):
    """What an edition is: the first, a planned revision, or the correction of an error."""

    FIRST = "first"
    REVISION = "revision"
    CORRECTION = "correction"


class Facts(Frozen):
    """What an edition says of one figure; a derived one has its formula and the value it gave."""

    unit: str = Field(description="Unit, as in the data")
    value: Annotated[Decimal | tuple[Decimal, Decimal] | Period, ...] | None = Field(
        default=None, description="Exact decimal, [low, high], or a date for the unit date"
    )
    scale: Scale = Field(default=Scale.ONE, description="What the value is multiplied by")
    per: Per | None = Field(default=None, description="day, month or year")
    qualifier: Qualifier = Field(default=Qualifier.STATED, description="How the value is limited")
    status: Status = Field(default=Status.REPORTED, description="What sort of statement it is")
    period: When | None = Field(default=None, description="Period of a stated figure")
    stated: Day | None = Field(default=None, description="When it was said")
    source: str | None = Field(default=None, description="Id of the publication")
    formula: str | None = Field(default=None, description="Arithmetic of a derived figure")

    @field_validator("value", mode="plain")
    @classmethod
    def _by_unit(cls, raw: object, info: ValidationInfo) -> object:
        return read_value(raw, info.data.get("unit"))

    @model_validator(mode="after")
    def _whole(self) -> Facts:
        for name in ("period", "source"):
            if (getattr(self, name) is None) != self.derived:
                what = "a derived figure states no" if self.derived else "a stated figure has a"
                refuse("history-contradiction", f"{what} {name}", f"write {name}: or formula:, one of them")
        if self.status is Status.DERIVED:
            refuse("invalid-value", "'derived' follows from a formula", "write formula:")
        if (self.value is None) != (self.qualifier is Qualifier.SEVERAL):
            refuse("missing-field", "a figure has a value or is 'several'", "write value:")
        if isinstance(self.value, tuple) != (self.qualifier is Qualifier.RANGE):
            refuse("wrong-type", "a range has two ends and says so", "write qualifier: range")
        return self

    @property
    def derived(self) -> bool:
        """Whether the value was computed from other figures."""
        return self.formula is not None

    def written(self) -> dict[str, str | list[str]]:
        """Return the fields as the file has them, those left out that say nothing."""
        fields: dict[str, str | list[str]] = {}
        for name in ORDER:
            value = getattr(self, name)
            if value is None or value == Facts.model_fields[name].default:
                continue
            fields[name] = [f"{end:f}" for end in value] if isinstance(value, tuple) else _plain(value)
        return fields

    def quantity(self, id_: str, units: Mapping[str, Unit]) -> Quantity:
        """Return what is printed of the figure; KeyError if there is no such unit."""
        low, high = self.value if isinstance(self.value, tuple) else (self.value, None)
        return Quantity(
            id=id_,
            unit=self.unit,
            kind=Units(units).kind(self.unit),
            value=low if isinstance(low, Decimal) else None,
            high=high,
            when=low if isinstance(low, Period) else None,
            scale=self.scale,
            per=self.per,
            qualifier=self.qualifier,
            status=Status.DERIVED if self.derived else self.status,
        )


ORDER = ("formula", "value", "scale", "unit", "per", "qualifier", "period", "stated", "status", "source")
"""The fields of a figure in the order in which they are written."""


def _plain(value: object) -> str:
    if isinstance(value, Period):
        return value.text
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


class Edition(Frozen):
    """One edition of the data: what it added or changed, what it removed, and why."""

    version: str = Field(description="Version of the data, as about: had it")
    date: Day = Field(description="Day of the edition, as about: had it")
    kind: EditionKind = Field(description="first, revision or correction")
    reason: Text = Field(description="Why the data changed, without numbers")
    figures: dict[str, Facts] = Field(default_factory=dict, description="All of each figure added or changed")
    removed: tuple[str, ...] = Field(default=(), description="Ids of the figures removed")


@dataclass(frozen=True)
class Step:
    """What one edition did to the one before it."""

    number: int
    """Which edition it is, counted from 1."""
    edition: Edition
    added: Mapping[str, Facts]
    changed: Mapping[str, tuple[Facts, Facts]]
    """Before and after."""
    removed: Mapping[str, Facts]
    """The last facts of what is gone."""


@dataclass(frozen=True)
class History:
    """The editions, first to last, and the place of each in the file."""

    editions: tuple[Edition, ...] = ()
    places: tuple[Place, ...] = ()

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Return what each edition did, first to last."""
        return tuple(steps(self.editions))

    @cached_property
    def past(self) -> Mapping[str, tuple[tuple[Facts, Step], ...]]:
        """Return by figure all facts that hold no longer, last to first, and what put an end to them."""
        found: dict[str, list[tuple[Facts, Step]]] = defaultdict(list)
        for step in reversed(self.steps):
            for id_, (before, _) in step.changed.items():
                found[id_].append((before, step))
            for id_, before in step.removed.items():
                found[id_].append((before, step))
        return MappingProxyType({id_: tuple(past) for id_, past in found.items()})


def fold(editions: Iterable[Edition]) -> dict[str, Facts]:
    """Return the facts of all figures after the last of these editions."""
    state: dict[str, Facts] = {}
    for edition in editions:
        state = _after(state, edition)
    return state


def steps(editions: Iterable[Edition]) -> Iterator[Step]:
    """Yield what each edition did to the one before it."""
    state: dict[str, Facts] = {}
    for number, edition in enumerate(editions, 1):
        added = {id_: facts for id_, facts in edition.figures.items() if id_ not in state}
        changed = {id_: (state[id_], facts) for id_, facts in edition.figures.items() if id_ in state}
        removed = {id_: state[id_] for id_ in edition.removed if id_ in state}
        yield Step(number, edition, added, changed, removed)
        state = _after(state, edition)


def _after(state: Mapping[str, Facts], edition: Edition) -> dict[str, Facts]:
    gone = set(edition.removed)
    return {id_: facts for id_, facts in {**state, **edition.figures}.items() if id_ not in gone}


def facts_of(brief: Brief, quantities: Mapping[str, Quantity]) -> dict[str, Facts]:
    """Return the facts of all figures of the data, in file order."""
    return {id_: _facts(figure, quantities[id_]) for id_, figure in brief.figures.items()}


def _facts(figure: Figure, quantity: Quantity) -> Facts:
    return Facts.model_construct(
        unit=quantity.unit,
        value=_value(quantity),
        scale=quantity.scale,
        per=quantity.per,
        qualifier=quantity.qualifier,
        status=figure.status,
        period=figure.period,
        stated=figure.stated,
        source=figure.source,
        formula=figure.formula,
    )


def _value(quantity: Quantity) -> Decimal | tuple[Decimal, Decimal] | Period | None:
    if quantity.value is not None and quantity.high is not None:
        return quantity.value, quantity.high
    return quantity.when or quantity.value


def difference(
    old: Mapping[str, Facts], new: Mapping[str, Facts]
) -> tuple[dict[str, Facts], tuple[str, ...]]:
    """Return the facts that were added or changed, and the ids that are gone.

    Values that are equal but written otherwise, such as 7 and 7.0, differ: they are printed otherwise.
    """
    changed = {
        id_: facts for id_, facts in new.items() if id_ not in old or old[id_].written() != facts.written()
    }
    return changed, tuple(id_ for id_ in old if id_ not in new)


def load(root: Path, brief: Brief) -> History:
    """Return the history of these data; a project without the file keeps none. Raises ProblemsFound."""
    path = root / HISTORY_FILE
    return read(path.read_bytes(), brief) if path.is_file() else History()


def read(raw: bytes, brief: Brief, name: str = HISTORY_FILE) -> History:
    """Return the history in those bytes, which must fit the data: their units and their version.

    Raises ProblemsFound with everything that is wrong with it.
    """
    return _Reader(read_tree(raw, name, START), brief).history()


class _Reader(EntryReader):
    """Turns one tree into a history, gathering problems on the way."""

    nested = MappingProxyType({"figures": Facts})

    def __init__(self, tree: Tree, brief: Brief) -> None:
        super().__init__(tree)
        self.brief = brief

    def history(self) -> History:
        for key in self.tree.value:
            if key != "editions":
                self._add((key,), "unknown-field", f"there is no section '{key}'", START, key=True)
        raw = self.tree.value.get("editions")
        if raw is None:
            self._add((), "missing-field", "the section 'editions' is missing", "write editions:")
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
        for code, message, hint in reason_faults(edition.reason):
            self._add((*at, "reason"), code, message, hint)
        for id_, facts in edition.figures.items():
            if not IDENTIFIER.fullmatch(id_):
                self._no_id((*at, "figures", id_))
            if kind_of_built_in(facts.unit) is None and facts.unit not in self.brief.units:
                near = did_you_mean(facts.unit, (*self.brief.units, *BUILT_IN))
                hint = near or "keep it under units: as long as the history prints values in it"
                message = f"there is no unit '{facts.unit}'"
                self._add((*at, "figures", id_, "unit"), "unknown-unit", message, hint)

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
            state = _after(state, edition)

    def _wrong(self, at: Keys, message: str, hint: str, *, key: bool = False) -> None:
        self._add(at, "history-contradiction", message, hint, key=key)


def reason_faults(reason: Text) -> Iterator[tuple[str, str, str]]:
    """Yield code, message and hint for what a reason may not hold: numbers, and references to figures."""
    for words in reason.root.values():
        if found := NUMERAL.search(words):
            yield "typed-number", f"a number is typed by hand: '{found[0].rstrip('.,')}'", NO_NUMBER
        if "{" in words or "}" in words:
            hint = "name the figure in words: a reference would print its value of today"
            yield "bad-reference", "a reason prints no figures", hint


def _version(version: str) -> tuple[tuple[bool, int, str], ...]:
    """Return what to sort a version by: its numbers by size, what stands between them by the alphabet."""
    parts = enumerate(DIGITS.split(version))
    numbers = ((index % 2 == 1, part.lstrip("0") if index % 2 else part) for index, part in parts if part)
    return tuple((not number, len(part) if number else 0, part) for number, part in numbers)


__all__ = ["HISTORY_FILE", "Edition", "EditionKind", "Facts", "History", "Problem", "Step", "load", "read"]
