"""The pages about data and catalogues: each section, field and word of a list has its row."""

from __future__ import annotations

from enum import StrEnum

import pytest
import yaml
from pydantic import BaseModel

from macros.figures import editions, kinds, model, periods
from macros.figures.formulas import solve
from macros.figures.quantities import Quantity, Units
from macros.figures.units import UnitKind
from macros.languages import dates
from macros.languages.catalogue import catalogue, tags
from support.guide import DATA_FILE, SPAN, TRANSLATIONS, headings, names, part, rows, spans, spoken
from support.places import ROOT

ENGLISH = catalogue("en")


def test_every_section_of_a_catalogue_has_its_row() -> None:
    catalogues = (yaml.safe_load((ROOT / f"macros/languages/{tag}.yml").read_text("utf-8")) for tag in tags())
    sections = {section for said in catalogues for section in said}
    assert len(sections) > 20
    assert sorted(section for row in rows(part(TRANSLATIONS, "catalogue")) for section in spans(row[0])) == (
        sorted(sections)
    )


MODELS = {
    cls.__name__.lower(): cls
    for cls in vars(model).values()
    if isinstance(cls, type)
    and issubclass(cls, model.Frozen)
    and cls not in (model.Frozen, model.Stated, model.Brief)
}
REWORDED = {"scale"}
"""Fields whose description holds a number word, which a page may not."""


def own_fields(cls: type[BaseModel]) -> list[str]:
    """Return the fields that the class adds to its parent, without the id that the reader fills in."""
    inherited = getattr(cls.__mro__[1], "model_fields", {})
    return [name for name in cls.model_fields if name not in inherited and name != "id"]


def test_the_sections_are_those_of_the_model() -> None:
    found = {
        names_[0]: row[1] for row in rows(part(DATA_FILE, "sections")) if (names_ := SPAN.findall(row[0]))
    }
    wanted = {
        name: "yes" if field.is_required() else "no" for name, field in model.Brief.model_fields.items()
    }
    assert found == wanted


def test_every_model_has_its_table() -> None:
    ids = (mark["id"] for mark in headings(DATA_FILE))
    assert len(MODELS) > 8
    assert sorted(id_[7:] for id_ in ids if id_.startswith("fields-")) == sorted(MODELS)


@pytest.mark.parametrize("name", MODELS)
def test_every_field_has_its_row_and_every_row_a_field(name: str) -> None:
    table = part(DATA_FILE, f"fields-{name}")
    assert names(table) == own_fields(MODELS[name])
    for row in rows(table):
        field = MODELS[name].model_fields[row[0].strip("`")]
        assert (row[1] == "yes") == field.is_required(), row[0]
        if row[0].strip("`") in REWORDED:
            continue
        described = (field.description or "").removesuffix(", or").removesuffix("or")
        assert described.lower() in spoken(row[2]).lower(), f"{row[0]} is described: {described}"


@pytest.mark.parametrize(
    ("id_", "values"),
    [
        ("scales", kinds.Scale),
        ("qualifiers", kinds.Qualifier),
        ("statuses", kinds.Status),
        ("relations", kinds.Relation),
    ],
)
def test_every_value_of_a_list_has_its_row(id_: str, values: type[StrEnum]) -> None:
    assert names(part(DATA_FILE, id_)) == [value.value for value in values]


def test_the_other_lists_are_named_with_their_fields() -> None:
    named = set(spans(DATA_FILE))
    for values in (kinds.Per, kinds.Confidence, kinds.DateBasis, kinds.ClaimKind):
        assert {value.value for value in values} <= named


def test_periods_are_printed_as_shown() -> None:
    table = rows(part(DATA_FILE, "periods"))
    assert len(table) > 8
    for row in table:
        period, shown = row[0].strip("`"), row[2].strip("`")
        assert spoken(dates.period(periods.parse_period(period), ENGLISH)) == shown


def test_qualifiers_and_marks_are_printed_as_shown() -> None:
    for row in rows(part(DATA_FILE, "qualifiers")):
        qualifier = kinds.Qualifier(row[0].strip("`"))
        if qualifier not in (kinds.Qualifier.RANGE, kinds.Qualifier.SEVERAL):
            assert ENGLISH.qualifiers[qualifier].format(amount="13") == row[1].strip("`")
    for row in rows(part(DATA_FILE, "statuses")):
        mark = ENGLISH.status_label(kinds.Status(row[0].strip("`")))
        assert row[2].strip("`") == (f"({mark})" if mark else "none")


def test_scales_multiply_as_shown() -> None:
    for row in rows(part(DATA_FILE, "scales")):
        assert 10 ** kinds.Scale(row[0].strip("`")).exponent == int(SPAN.findall(row[1])[0])


def computed(formula: str, **qualifiers: str) -> Quantity:
    """Return the result of a formula over a = 9 and b = 4 with those qualifiers."""
    common = {"label": "A figure", "theme": "economics", "unit": "ratio"}
    figures = {
        name: model.Figure.model_validate(
            {**common, "id": name, "value": value, "qualifier": qualifiers[name]}
        )
        for name, value in (("a", "9"), ("b", "4"))
    }
    figures["c"] = model.Figure.model_validate({**common, "id": "c", "formula": formula})
    assert Units({}).kind("ratio") is UnitKind.RATIO
    return solve(figures, {})["c"]


def test_qualifiers_turn_as_shown() -> None:
    table = rows(part(DATA_FILE, "direction"))
    assert len(table) > 4
    for formula, a, b, result in ([cell.strip("`") for cell in row] for row in table):
        assert computed(formula, a=a, b=b).qualifier.value == result, formula


@pytest.mark.parametrize(("id_", "cls"), [("edition", editions.Edition), ("figure", editions.Facts)])
def test_every_field_of_the_history_has_its_row_and_every_row_a_field(id_: str, cls: type[BaseModel]) -> None:
    table = part(DATA_FILE, f"history-{id_}")
    assert names(table) == list(cls.model_fields)
    for row in rows(table):
        field = cls.model_fields[row[0].strip("`")]
        assert (row[1] == "yes") == field.is_required(), row[0]
        first = spoken(field.description or "").lower()
        assert first.partition(", ")[0] in spoken(row[2]).lower(), f"{row[0]} is described: {first}"
