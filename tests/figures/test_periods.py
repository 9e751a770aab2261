"""Periods in both calendars: their notation, their first and last day, and what is refused."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.figures.calendars import Calendar
from macros.figures.periods import parse_period

# First and last day of each Iranian year, from the official calendars of Iran.
IRANIAN_YEARS = {
    1396: ("2017-03-21", "2018-03-20"),
    1397: ("2018-03-21", "2019-03-20"),
    1398: ("2019-03-21", "2020-03-19"),
    1399: ("2020-03-20", "2021-03-20"),
    1400: ("2021-03-21", "2022-03-20"),
    1401: ("2022-03-21", "2023-03-20"),
    1402: ("2023-03-21", "2024-03-19"),
    1403: ("2024-03-20", "2025-03-20"),
    1404: ("2025-03-21", "2026-03-20"),
}


def span(text: str) -> tuple[str | None, str | None]:
    first, last = parse_period(text).span()
    return first.isoformat() if first else None, last.isoformat() if last else None


@pytest.mark.parametrize("year", IRANIAN_YEARS)
def test_iranian_year(year: int) -> None:
    assert span(f"{year} SH") == IRANIAN_YEARS[year]


def test_iranian_years_follow_one_another_without_a_gap() -> None:
    spans = [parse_period(f"{year} SH").span() for year in range(1300, 1450)]
    for (_, last), (first, _) in pairwise(spans):
        assert first is not None
        assert last is not None
        assert first - last == datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2023-03-19", "2023-03-19", "2023-03-19"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2021-04/2022-04", "2021-04-01", "2022-04-30"),
        ("2021/2022-04-05", "2021-01-01", "2022-04-05"),
        ("2003/..", "2003-01-01", None),
        ("../2003", None, "2003-12-31"),
        ("2023?", "2023-01-01", "2023-12-31"),
        ("1402-01 SH", "2023-03-21", "2023-04-20"),  # the first six months have 31 days
        ("1402-07 SH", "2023-09-23", "2023-10-22"),  # the next five have 30
        ("1402-12 SH", "2024-02-20", "2024-03-19"),  # the last has 29, or 30 in a leap year
        ("1403-12 SH", "2025-02-19", "2025-03-20"),
        ("1403-12-30 SH", "2025-03-20", "2025-03-20"),
        ("1402-01/1402-06 SH", "2023-03-21", "2023-09-22"),
        ("1402/.. SH", "2023-03-21", None),
        # Beginnings of months that the Umm al-Qura calendar of Saudi Arabia has published.
        ("1445-09-01 AH", "2024-03-11", "2024-03-11"),
        ("1445-09 AH", "2024-03-11", "2024-04-09"),
        ("1445 AH", "2023-07-19", "2024-07-06"),
        ("1445-05 AH", "2023-11-15", "2023-12-13"),
        ("undated", None, None),
    ],
)
def test_span(text: str, first: str | None, last: str | None) -> None:
    assert span(text) == (first, last)


def test_uncertain_open_and_undated_are_told_apart() -> None:
    assert parse_period("2023?").uncertain
    assert not parse_period("2023").uncertain
    assert parse_period("2003/..").dated
    assert parse_period("../2003").dated
    assert not parse_period("undated").dated
    assert parse_period("1402 SH?").calendar is Calendar.SOLAR_HIJRI


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2023-02-29", "write an existing day as year-month-day"),
        ("2023-00", "write an existing day"),
        ("2023-01-00", "write an existing day"),
        ("2023-13", "write an existing day"),
        ("1402-12-30 SH", "write an existing day"),
        ("1402-07-31 SH", "write an existing day"),
        ("1402", "write '1402 SH' if Solar Hijri or '1402 AH' if Umm al-Qura"),
        ("1320", "write '1320 SH' if Solar Hijri"),
        ("1200 AH", "leave out AH"),
        ("1445-05-30 AH", "write an existing day"),
        ("SH", "write 2023"),
        ("2023 SH", "leave out SH"),
        ("2024/2023", "write the earlier date first"),
        ("1403/1402 SH", "write the earlier date first"),
        ("2023-3", "write 2023, 2023-03"),
        ("2023-03-19T00:00", "write 2023"),
        ("23", "write 2023"),
        ("199X SH", "write 2023"),
        ("2023//2024", "write 2023"),
        ("../..", "write 2023"),
        ("..", "write 2023"),
        ("1402 SH/1403 SH", "write 2023"),
        ("۱۴۰۲ SH", "write 2023"),
        ("Undated", "or undated"),
        ("", "or undated"),
    ],
)
def test_no_period(text: str, hint: str) -> None:
    with pytest.raises(ValueError, match="; ") as caught:
        parse_period(text)
    assert hint in str(caught.value).partition("; ")[2]


@given(st.text("0123456789-/.?X SH", max_size=25) | st.text())
def test_any_text_is_a_period_or_no_period(text: str) -> None:
    try:
        first, last = parse_period(text).span()
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        told = bool(message and hint)
    else:
        told = first is None or last is None or first <= last
    assert told


@given(st.dates(datetime.date(1600, 1, 1), datetime.date(2100, 12, 31)))
def test_a_day_covers_itself(day: datetime.date) -> None:
    assert parse_period(day.isoformat()).span() == (day, day)
