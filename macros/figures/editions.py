"""The record of the data's editions: what each added, changed or removed, and why.

The file `data/history.yml` stands on its own: applying its editions one after the other gives the facts
of all figures, so that every past value can be shown without asking git. As in official statistics, a
correction of an error is kept apart from a planned revision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, model_validator

from macros.figures.kinds import Per, Qualifier, Scale, Status
from macros.figures.model import Brief, Day, Figure, Frozen, Stated, Text, Unit, When, refuse
from macros.figures.periods import Period
from macros.figures.quantities import Quantity, Units
from macros.problems import Place


class EditionKind(StrEnum):
    """What an edition is: the first, a planned revision, or the correction of an error."""

    FIRST = "first"
    REVISION = "revision"
    CORRECTION = "correction"


class Facts(Stated):
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

    @model_validator(mode="after")
    def _whole(self) -> Facts:
        for name in ("period", "source"):
            if (getattr(self, name) is None) != self.derived:
                what = "a derived figure states no" if self.derived else "a stated figure has a"
                refuse("history-contradiction", f"{what} {name}", f"write {name}: or formula:, one of them")
        for _, fault in self.contradictions():
            refuse(fault.code, fault.message, fault.hint)
        return self

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
        return Quantity.of(self, id_, Units(units).kind(self.unit))


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
    names: dict[str, Text] = Field(
        default_factory=dict, description="What the figures removed were called, by id"
    )


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
        state = after(state, edition)
    return state


def steps(editions: Iterable[Edition]) -> Iterator[Step]:
    """Yield what each edition did to the one before it."""
    state: dict[str, Facts] = {}
    for number, edition in enumerate(editions, 1):
        added = {id_: facts for id_, facts in edition.figures.items() if id_ not in state}
        changed = {id_: (state[id_], facts) for id_, facts in edition.figures.items() if id_ in state}
        removed = {id_: state[id_] for id_ in edition.removed if id_ in state}
        yield Step(number, edition, added, changed, removed)
        state = after(state, edition)


def after(state: Mapping[str, Facts], edition: Edition) -> dict[str, Facts]:
    """Return the facts of all figures once the edition has changed them."""
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
