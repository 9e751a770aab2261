"""Dates and periods as sources state them, in the Gregorian calendar or in another one.

The notation is that of EDTF (ISO 8601-2, level 1), with the mark of the calendar behind it, such as `SH`.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from macros.figures.calendars import CALENDARS, MARKED, Calendar, gregorian

POINT = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?", re.ASCII)
DECADE = re.compile(r"[0-9]{3}X", re.ASCII)
GRAMMAR = (
    "write 2023, 2023-03, 2023-03-19, 199X, 2021-04/2022-04, 2003/.., 1402 SH or undated, "
    "with ? behind it where unsure"
)


YEARS = range(1500, 2201)
"""Gregorian years in which a source of our time may date something."""


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
        month, day = (1 if part is None else part for part in (self.month, self.day))
        return gregorian(self.calendar, self.year, month, day)

    def last_day(self) -> datetime.date:
        """Return the last Gregorian day that the point covers."""
        if self.day:
            return self.first_day()
        if self.month and self.month < 12:
            after = gregorian(self.calendar, self.year, self.month + 1, 1)
        else:
            after = gregorian(self.calendar, self.year + (10 if self.decade else 1), 1, 1)
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
    dates, _, marker = body.rpartition(" ")
    calendar = MARKED.get(marker, Calendar.GREGORIAN) if dates else Calendar.GREGORIAN
    ends = (body if calendar is Calendar.GREGORIAN else dates.strip()).split("/")
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
    _refuse_unlikely(point, text)
    try:
        point.first_day(), point.last_day()
    except (ValueError, OverflowError):
        hint = "write an existing day as year-month-day"
        raise ValueError(f"the date '{text}' does not exist; {hint}") from None
    return point


def _refuse_unlikely(point: Point, text: str) -> None:
    """Raise ValueError for the mistake that matters most: a year without its calendar, or the reverse."""
    if point.calendar is Calendar.GREGORIAN:
        if point.year not in YEARS:
            likely = [one for one in CALENDARS.values() if point.year in one.years]
            ways = [f"'{text} {one.marker}' if {one.name}" for one in likely]
            hint = f"write {' or '.join(ways)}" if ways else "write a year of four digits"
            raise ValueError(f"'{text}' is no Gregorian year of our time; {hint}")
        return
    system = CALENDARS[point.calendar]
    if point.year not in system.years:
        message = f"'{text} {system.marker}' is no {system.name} year of our time"
        raise ValueError(f"{message}; leave out {system.marker}")


def day_in(calendar: Calendar, date: datetime.date) -> Point | None:
    """Return a Gregorian day in another calendar; None where that does not reach so far."""
    try:
        return Point(calendar, *CALENDARS[calendar].from_gregorian(date))
    except OverflowError:
        return None
