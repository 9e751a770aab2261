"""Dates and periods as sources state them, in the Gregorian or the Solar Hijri calendar.

The notation is that of EDTF (ISO 8601-2, level 1), with `SH` behind it for the Solar Hijri calendar.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from persiantools.jdatetime import JalaliDate

POINT = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?", re.ASCII)
DECADE = re.compile(r"[0-9]{3}X", re.ASCII)
GRAMMAR = (
    "write 2023, 2023-03, 2023-03-19, 199X, 2021-04/2022-04, 2003/.., 1402 SH or undated, "
    "with ? behind it where unsure"
)


class Calendar(StrEnum):
    """The calendar in which a source states a period."""

    GREGORIAN = "gregorian"
    SOLAR_HIJRI = "solar_hijri"


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month, day or decade, as precise as the source gives it."""

    calendar: Calendar
    year: int
    month: int | None = None
    day: int | None = None
    decade: bool = False

    def first_day(self) -> datetime.date:
        """Return the first Gregorian day that the point covers; ValueError if it does not exist."""
        make = _gregorian if self.calendar is Calendar.SOLAR_HIJRI else datetime.date
        month, day = (1 if part is None else part for part in (self.month, self.day))
        return make(self.year, month, day)

    def last_day(self) -> datetime.date:
        """Return the last Gregorian day that the point covers."""
        if self.day:
            return self.first_day()
        make = _gregorian if self.calendar is Calendar.SOLAR_HIJRI else datetime.date
        if self.month and self.month < 12:
            after = make(self.year, self.month + 1, 1)
        else:
            after = make(self.year + (10 if self.decade else 1), 1, 1)
        return after - datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time; an open end is None, and both ends None means that none is stated."""

    text: str
    calendar: Calendar
    start: Point | None
    end: Point | None
    uncertain: bool = False

    @property
    def dated(self) -> bool:
        """Whether the source ties any time to the value at all."""
        return self.start is not None or self.end is not None

    def span(self) -> tuple[datetime.date | None, datetime.date | None]:
        """Return the first and the last Gregorian day; None where the period is open."""
        return (
            self.start.first_day() if self.start else None,
            self.end.last_day() if self.end else None,
        )


# Many figures are of the same few years.
@lru_cache(maxsize=1_000)
def parse_period(text: str) -> Period:
    """Return the period that the text denotes.

    Raises ValueError, its text a message and a hint joined by "; ", for anything that is no period.
    """
    words = text.strip()
    if words == "undated":
        return Period(text, Calendar.GREGORIAN, None, None)
    uncertain = words.endswith("?")
    body = words.removesuffix("?").strip()
    calendar = Calendar.SOLAR_HIJRI if body.endswith(" SH") else Calendar.GREGORIAN
    ends = body.removesuffix(" SH").strip().split("/")
    if len(ends) > 2 or (len(ends) == 2 and ends[0] == ends[1] == ".."):
        raise ValueError(f"'{text}' is no period; {GRAMMAR}")
    points = [None if end == ".." and len(ends) == 2 else _point(end, calendar) for end in ends]
    period = Period(text, calendar, points[0], points[-1], uncertain)
    first, last = period.span()
    if first and last and first > last:
        raise ValueError(f"'{text}' ends before it begins; write the earlier date first")
    return period


def _point(text: str, calendar: Calendar) -> Point:
    if DECADE.fullmatch(text) and calendar is Calendar.GREGORIAN:
        point = Point(calendar, int(text[:3]) * 10, decade=True)
    elif match := POINT.fullmatch(text):
        point = Point(calendar, *(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
    else:
        raise ValueError(f"'{text}' is no date; {GRAMMAR}")
    try:
        point.first_day(), point.last_day()
    except (ValueError, OverflowError):
        hint = "write an existing day as year-month-day"
        raise ValueError(f"the date '{text}' does not exist; {hint}") from None
    # The mistake that matters most: an Iranian year written without its calendar, or the reverse.
    if calendar is Calendar.SOLAR_HIJRI and not 1200 <= point.year <= 1500:
        raise ValueError(f"'{text} SH' is no Solar Hijri year of our time; leave out SH")
    if calendar is Calendar.GREGORIAN and not 1500 <= point.year <= 2200:
        raise ValueError(f"'{text}' is no Gregorian year of our time; write '{text} SH' if Iranian")
    return point


def iranian(date: datetime.date) -> Point:
    """Return a Gregorian day in the Solar Hijri calendar."""
    found = JalaliDate(date)  # type: ignore[no-untyped-call]
    return Point(Calendar.SOLAR_HIJRI, found.year, found.month, found.day)


def _gregorian(year: int, month: int, day: int) -> datetime.date:
    date: datetime.date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return date
