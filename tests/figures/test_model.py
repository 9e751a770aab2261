"""The model: frozen, described, and the same words in the schema as in the reader."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import BaseModel

from macros.figures.kinds import Scale
from macros.figures.model import SECTIONS, About, Brief, Evidence, Frozen, Term, Text
from macros.figures.units import CURRENCIES, UnitKind, kind_of_built_in
from support.books import read_book

MODELS = [*SECTIONS.values(), About, Brief, Evidence, Term]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_described(model: type[BaseModel]) -> None:
    assert model.model_fields
    for name, field in model.model_fields.items():
        plain = name in ("id", "note", "about")
        assert plain or field.description, f"describe {model.__name__}.{name}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_entry_is_frozen_and_closed(model: type[BaseModel]) -> None:
    assert issubclass(model, Frozen)
    assert model.model_config["frozen"]
    assert model.model_config["extra"] == "forbid"


def test_scale_is_a_power_of_ten() -> None:
    assert {scale.value: scale.exponent for scale in Scale} == {
        "one": 0,
        "thousand": 3,
        "million": 6,
        "billion": 9,
        "trillion": 12,
    }


def test_text_falls_back_to_english() -> None:
    text = Text.model_validate({"en": "Trade", "fa": "تجارت"})
    assert (text["fa"], text["fr"]) == ("تجارت", "Trade")
    assert Text.model_validate("Trade")["fa"] == "Trade"


def test_built_in_units() -> None:
    assert {"USD", "IRR", "IQD", "EUR"} <= CURRENCIES
    assert kind_of_built_in("USD") is UnitKind.CURRENCY
    assert kind_of_built_in("percent") is UnitKind.SHARE
    assert kind_of_built_in("student") is None


def test_entries_are_in_file_order_and_know_the_article() -> None:
    brief = read_book("""
figures:
  second: {label: S, theme: trade, value: 1.50, unit: USD, period: 2023, source: bureau, measures: M}
  first: {label: F, theme: trade, value: 2, unit: USD, period: 2023, source: paper, measures: M}
""").brief
    assert [entry.id for entry in brief.entries] == ["second", "first", "closer"]
    assert [brief.of_article(entry) for entry in brief.entries] == [False, True, True]
    assert brief.figures["second"].value == Decimal("1.5")
