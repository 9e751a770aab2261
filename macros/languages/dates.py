"""Prints days and periods in words; text only, no HTML."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import lru_cache

from babel.dates import format_date

from macros.figures.calendars import Calendar
from macros.figures.periods import Period, Point, day_in
from macros.languages.catalogue import Catalogue
from macros.languages.cldr import DIRECTION_MARKS, NO_BREAK, locale_of, localized


@lru_cache(maxsize=4096)
def period(value: Period, say: Catalogue) -> str:
    """Return the period in words; one of another calendar carries its Gregorian span.

    Months and days of a calendar that the brief does not set beside the Gregorian one stand behind that span.
    """
    if not value.dated:
        return say["no_period"]
    if value.calendar is not Calendar.GREGORIAN:
        return _converted(value, say)
    text = _joined(value.start, value.end, say)
    notes = [_beside(value, say), say["uncertain"] if value.uncertain else ""]
    said = say["parted"].join(note for note in notes if note)
    return f"{text} ({said})" if said else text


def own_day(value: Period, say: Catalogue) -> str:
    """Return a day of the brief itself, such as that of its data, by the calendar its readers live by."""
    beside = _beside(value, say)
    if not beside or value.uncertain:
        return period(value, say)
    return say["own_day"].format(day=_joined(value.start, value.end, say), beside=beside)


def inside(value: Period, say: Catalogue) -> str:
    """Return the period as `period` does, without brackets, for a text that stands in some."""
    return period(value, say).replace(" (", say["parted"], 1).removesuffix(")")


def short_period(value: Period, say: Catalogue) -> str:
    """Return the period as `period` does, one of another calendar without what it puts in brackets."""
    if not value.dated:
        return say["no_period"]
    text = _gregorian(value, say) if _told_in_gregorian(value, say) else _alone(value, say)
    return f"{text} ({say['uncertain']})" if value.uncertain else text


def year(point: Point, say: Catalogue) -> str:
    """Return the year of a point in its own calendar, for an axis that says which one it is."""
    return _point(Point(point.calendar, point.year), say)


def day(date: datetime.date, say: Catalogue) -> str:
    """Return a Gregorian day in full, such as "9 December 2017"."""
    return _dated(date, "long", say).replace(" ", NO_BREAK, 1)


def _beside(value: Period, say: Catalogue) -> str:
    """Return a Gregorian day, month or span of days in the calendar that the brief sets beside it.

    Nothing for years, and where the brief has no such calendar in this language.
    """
    if not (say.beside and value.start and value.end and value.start.month and value.end.month):
        return ""
    spans = (value.start == value.end and not value.start.day) or (value.start.day and value.end.day)
    if not spans:
        return ""
    first, last = (day_in(say.beside, day) for day in value.span() if day)
    if first is None or last is None:
        return ""
    if not value.start.day:
        first, last = replace(first, day=None), replace(last, day=None)
    if first == last:
        return _point(first, say)
    return _same_year(first, last, say) if first.year == last.year else _joined(first, last, say)


def _joined(start: Point | None, end: Point | None, say: Catalogue) -> str:
    if start is None or end is None:
        point, word = (end, "open_start") if start is None else (start, "open_end")
        assert point is not None  # noqa: S101  (an undated period is printed by `period`)
        return say[word].format(date=_point(point, say))
    if start == end:
        return _point(start, say)
    if short := _same_month(start, end, say):
        return short
    return _between(_point(start, say), _point(end, say), say)


def _between(start: str, end: str, say: Catalogue) -> str:
    if " " in start + end or NO_BREAK in start + end:
        return say["span"].format(start=start, end=end)
    return say["range"].format(low=start, high=end)


def _same_month(start: Point, end: Point, say: Catalogue) -> str:
    """Return days of one month as "6–10 March 2023"; nothing where the day is not first."""
    alike = (start.calendar, start.year, start.month) == (end.calendar, end.year, end.month)
    if not (alike and start.day and end.day and _day_first(start, say)):
        return ""
    return say["range"].format(low=localized(str(start.day), say.locale), high=_point(end, say))


def _day_first(point: Point, say: Catalogue) -> bool:
    pattern = str(locale_of(say.locale).date_formats["long"].pattern)
    return point.calendar is not Calendar.GREGORIAN or pattern.startswith("d")


def _point(point: Point, say: Catalogue) -> str:
    if point.calendar is not Calendar.GREGORIAN:
        parts = [str(point.year)]
        if point.month:
            parts.insert(0, say.calendars[point.calendar].months[point.month - 1])
        if point.day:
            parts.insert(0, str(point.day))
        return localized(NO_BREAK.join(parts), say.locale)
    if point.decade:
        named = say.decades.get(str(point.year)) or say["decade"].format(year=point.year)
        return localized(named, say.locale)
    date = point.first_day()
    if point.day:
        return day(date, say)
    pattern = "LLLL y" if point.month else "y"
    return _dated(date, pattern, say).replace(" ", NO_BREAK)


def _dated(date: datetime.date, pattern: str, say: Catalogue) -> str:
    locale = locale_of(say.locale)
    if pattern == "long":
        # The name of the month as it stands alone: in Persian the other one has a mark that few write.
        pattern = str(locale.date_formats["long"].pattern).replace("MMMM", "LLLL")
    written = format_date(date, pattern, locale=locale)
    return localized(DIRECTION_MARKS.sub("", written), say.locale)


def _on(date: datetime.date) -> Point:
    return Point(Calendar.GREGORIAN, date.year, date.month, date.day)


def _converted(value: Period, say: Catalogue) -> str:
    unsure = f"{say['parted']}{say['uncertain']}" if value.uncertain else ""
    first, second = _alone(value, say), _gregorian(value, say)
    if _told_in_gregorian(value, say):
        first, second = second, first
    return f"{first} ({second}{unsure})"


def _told_in_gregorian(value: Period, say: Catalogue) -> bool:
    """Return whether the Gregorian span stands first, as readers count by other months than those stated."""
    converted = value.calendar not in (Calendar.GREGORIAN, say.beside)
    return converted and all(point.month for point in (value.start, value.end) if point)


def _gregorian(value: Period, say: Catalogue) -> str:
    first, last = (_on(end) if end else None for end in value.span())
    return _joined(first, last, say)


def _alone(value: Period, say: Catalogue) -> str:
    if value.calendar is Calendar.GREGORIAN:
        return _joined(value.start, value.end, say)
    equally_precise = value.start and value.end and value.start.month and value.end.month
    whole_year = value.start == value.end and value.start is not None and not value.start.month
    words = say.calendars[value.calendar]
    if whole_year:
        return words.year.format(year=_joined(value.start, value.end, say))
    if value.start and value.end and value.start.year == value.end.year and equally_precise:
        return words.dated.format(date=_same_year(value.start, value.end, say))
    return words.dated.format(date=_joined(value.start, value.end, say))


def _same_year(start: Point, end: Point, say: Catalogue) -> str:
    if start == end:
        return _point(start, say)
    if start.day or end.day:
        return _joined(start, end, say)
    assert start.month  # noqa: S101
    assert end.month  # noqa: S101
    names = say.calendars[start.calendar].months
    months = _between(names[start.month - 1], names[end.month - 1], say)
    return localized(f"{months}{NO_BREAK}{start.year}", say.locale)
