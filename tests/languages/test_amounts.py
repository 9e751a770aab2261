"""Quantities and periods in English, and that a printed number reads back as its value."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.figures.kinds import Per, Qualifier, Scale
from macros.figures.periods import parse_period
from macros.figures.quantities import Quantity
from macros.figures.units import UnitKind
from macros.languages import amounts, cldr, dates
from macros.languages.catalogue import catalogue
from support.books import read_book

ENGLISH = catalogue("en")

UNITS = read_book("""
units:
  student: {forms: {en: {one: student, other: students}}}
  kilometre: {kind: measure, forms: {en: {one: kilometre, other: kilometres}}}
""").brief.units

DOLLARS = Quantity("x", "USD", UnitKind.CURRENCY)
STUDENTS = Quantity("x", "student", UnitKind.COUNT)
SHARE = Quantity("x", "percent", UnitKind.SHARE)
RANK = Quantity("x", "rank", UnitKind.RANK)


def said(quantity: Quantity, value: str | None, high: str | None = None, **more: Any) -> str:
    changed = replace(
        quantity,
        value=None if value is None else Decimal(value),
        high=None if high is None else Decimal(high),
        **more,
    )
    return amounts.amount(changed, UNITS, ENGLISH).replace(cldr.NO_BREAK, " ")


@pytest.mark.parametrize(
    ("quantity", "value", "more", "expected"),
    [
        (DOLLARS, "13", {"scale": Scale.BILLION}, "US$13 billion"),
        (DOLLARS, "1234567.50", {}, "US$1,234,567.50"),
        (DOLLARS, "-5", {"scale": Scale.MILLION}, "−US$5 million"),
        (replace(DOLLARS, unit="EUR"), "2.7", {"scale": Scale.TRILLION}, "€2.7 trillion"),
        (replace(DOLLARS, unit="IRR"), "40", {"scale": Scale.THOUSAND}, "IRR 40 thousand"),
        (STUDENTS, "1", {}, "1 student"),
        (STUDENTS, "2", {}, "2 students"),
        (STUDENTS, "0", {}, "0 students"),
        (STUDENTS, "1", {"scale": Scale.THOUSAND}, "1 thousand students"),
        (STUDENTS, "150000", {"qualifier": Qualifier.MORE_THAN}, "more than 150,000 students"),
        (STUDENTS, "7", {"per": Per.DAY, "qualifier": Qualifier.ABOUT}, "about 7 students a day"),
        (STUDENTS, "7", {"per": Per.MONTH}, "7 students a month"),
        (STUDENTS, "7", {"per": Per.YEAR, "qualifier": Qualifier.UP_TO}, "up to 7 students a year"),
        (STUDENTS, None, {"qualifier": Qualifier.SEVERAL}, "several students"),
        (
            STUDENTS,
            None,
            {"qualifier": Qualifier.SEVERAL, "scale": Scale.THOUSAND},
            "several thousand students",
        ),
        (
            DOLLARS,
            None,
            {"qualifier": Qualifier.SEVERAL, "scale": Scale.BILLION},
            "several billion US dollars",
        ),
        (replace(STUDENTS, unit="kilometre", kind=UnitKind.MEASURE), "32.5", {}, "32.5 kilometres"),
        (SHARE, "12.50", {"qualifier": Qualifier.NEARLY}, "nearly 12.50%"),
        (replace(SHARE, kind=UnitKind.CHANGE), "-3", {}, "−3%"),
        (
            Quantity("x", "ratio", UnitKind.RATIO),
            "1.67",
            {"qualifier": Qualifier.LESS_THAN},
            "less than 1.67",
        ),
        (RANK, "1", {}, "first"),
        (RANK, "10", {}, "tenth"),
        (RANK, "11", {}, "11"),
        (Quantity("x", "date", UnitKind.DATE, when=parse_period("2017-12-09")), None, {}, "9 December 2017"),
    ],
)
def test_amount(quantity: Quantity, value: str | None, more: dict[str, Any], expected: str) -> None:
    assert said(quantity, value, **more) == expected


@pytest.mark.parametrize(
    ("quantity", "scale", "expected"),
    [
        (STUDENTS, Scale.ONE, "1–2 students"),
        (STUDENTS, Scale.MILLION, "1–2 million students"),
        (DOLLARS, Scale.BILLION, "US$1–2 billion"),
        (SHARE, Scale.ONE, "1–2%"),
        (RANK, Scale.ONE, "first–second"),
    ],
)
def test_range(quantity: Quantity, scale: Scale, expected: str) -> None:
    assert said(quantity, "1", "2", qualifier=Qualifier.RANGE, scale=scale) == expected


def test_digits_and_scale_stay_on_one_line() -> None:
    assert (
        amounts.amount(replace(STUDENTS, value=Decimal(2), scale=Scale.MILLION), UNITS, ENGLISH)
        == "2\u00a0million students"
    )


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (
            replace(DOLLARS, value=Decimal(13), scale=Scale.BILLION, qualifier=Qualifier.ABOUT),
            "about 13 billion",
        ),
        (replace(STUDENTS, qualifier=Qualifier.SEVERAL), "several"),
        (replace(STUDENTS, qualifier=Qualifier.SEVERAL, scale=Scale.MILLION), "several million"),
        (replace(STUDENTS, value=Decimal(4), high=Decimal(5), qualifier=Qualifier.RANGE), "4–5"),
    ],
)
def test_a_number_without_unit_keeps_its_qualifier(quantity: Quantity, expected: str) -> None:
    assert amounts.number(quantity, ENGLISH).replace(cldr.NO_BREAK, " ") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023", "2023"),
        ("2023-03", "March 2023"),
        ("2023-03-19", "19 March 2023"),
        ("199X", "the 1990s"),
        ("2022/2023", "2022–2023"),
        ("2021-04/2022-04", "April 2021 – April 2022"),
        ("2003/..", "since 2003"),
        ("../2003-05", "up to May 2003"),
        ("2023?", "2023 (uncertain)"),
        ("undated", "period not stated"),
        ("1402 SH", "Iranian year 1402 (21 March 2023 – 19 March 2024)"),
        ("1403-01-01 SH", "20 March 2024 (1 Farvardin 1403)"),
        ("1402-07 SH", "23 September 2023 – 22 October 2023 (Mehr 1402)"),
        ("1402-01/1402-04 SH", "21 March 2023 – 22 July 2023 (Farvardin–Tir 1402)"),
        ("1402-12/1403-01 SH", "20 February 2024 – 19 April 2024 (Esfand 1402 – Farvardin 1403)"),
        ("1402/.. SH", "since 1402 (since 21 March 2023)"),
        ("1402-03/1402 SH", "Khordad 1402 – 1402 (22 May 2023 – 19 March 2024)"),
        ("1402 SH?", "Iranian year 1402 (21 March 2023 – 19 March 2024, uncertain)"),
    ],
)
def test_period(text: str, expected: str) -> None:
    printed = dates.period(parse_period(text), ENGLISH)
    assert printed.replace(cldr.NO_BREAK, " ") == expected


DATES = st.dates(datetime.date(1600, 1, 1), datetime.date(2100, 12, 31))


@given(DATES, DATES, st.integers(4, 10), st.integers(4, 10), st.sampled_from(["", " SH"]))
def test_every_period_can_be_printed(
    first: datetime.date, last: datetime.date, cut_first: int, cut_last: int, calendar: str
) -> None:
    ends = [
        str(end)[: {5: 4, 6: 4, 8: 7, 9: 7}.get(cut, cut)]
        for end, cut in ((first, cut_first), (last, cut_last))
    ]
    if calendar:
        ends = [f"{int(end[:4]) % 200 + 1250}{end[4:]}" for end in ends]
    for text in (ends[0], "/".join(ends), f"{ends[0]}/.."):
        try:
            period = parse_period(text + calendar)
        except ValueError:
            continue
        assert ends[0][:4] in dates.period(period, ENGLISH)


@given(
    st.decimals("-99999999999999999", "99999999999999999", places=3)
    | st.integers(-(10**27), 10**27).map(Decimal),
    st.sampled_from([DOLLARS, replace(SHARE, kind=UnitKind.CHANGE), Quantity("x", "ratio", UnitKind.RATIO)]),
    st.sampled_from(Scale),
)
def test_a_printed_number_reads_back_as_its_value(value: Decimal, quantity: Quantity, scale: Scale) -> None:
    printed = said(quantity, f"{value:f}", scale=scale)
    number = printed.replace("US$", "").replace("%", "").replace(",", "").replace(cldr.MINUS, "-")
    if scale is not Scale.ONE:
        number, _, word = number.partition(" ")
        assert word == scale.value
    assert Decimal(number) == value


@given(st.integers(0, 10**27))
def test_a_count_agrees_with_its_noun(size: int) -> None:
    number, _, noun = said(STUDENTS, str(size)).partition(" ")
    assert int(number.replace(",", "")) == size
    assert noun == ("student" if size == 1 else "students")
