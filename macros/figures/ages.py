"""Says of which day a figure is, how old that is, and by when the figure is to be looked up again.

An age is counted to the day of the data, never to the clock, so that the same data print the same pages.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum

from macros.figures.book import Book
from macros.figures.model import Brief, Figure
from macros.figures.periods import Period


class DayBasis(StrEnum):
    """What the day of a figure is known from."""

    PERIOD = "period"
    STATED = "stated"
    PUBLISHED = "published"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Dated:
    """The day of a figure and what it is known from; no day where nothing tells it."""

    day: datetime.date | None
    basis: DayBasis
    figure: Figure
    """The figure itself, or of a derived one the oldest in its formula."""


@dataclass(frozen=True)
class Age:
    """Whole years and months; days only below one month."""

    years: int
    months: int
    days: int


def age(first: datetime.date, last: datetime.date) -> Age:
    """Return the time between both days. The end of a shorter month completes a month.

    Raises ValueError if the first is the later one.
    """
    if first > last:
        raise ValueError(f"{first} is later than {last}")
    begun = min(first.day, monthrange(last.year, last.month)[1]) > last.day
    months = (last.year - first.year) * 12 + last.month - first.month - begun
    return Age(months // 12, months % 12, 0 if months else (last - first).days)


def as_of(brief: Brief) -> datetime.date:
    """Return the day on which the data were last looked through."""
    return _last(brief.about.updated)


def dated(book: Book, figure: Figure) -> Dated:
    """Return the day of a figure: the end of its period, or when it was said, or when it was published.

    What lies ahead of the data, such as the year of a forecast, tells no age. A derived figure is as old as
    the oldest in its formula of which the day is known.
    """
    brief, limit = book.brief, as_of(book.brief)
    if figure.derived:
        inputs = (book.brief.figures[id_] for id_ in book.quantities[figure.id].inputs)
        parts = [dated(book, part) for part in inputs]
        known = [part for part in parts if part.day is not None]
        return min(known, key=lambda part: part.day or limit, default=Dated(None, DayBasis.UNKNOWN, figure))
    source = brief.sources[figure.source] if figure.source else None
    for when, basis in (
        (figure.period, DayBasis.PERIOD),
        (figure.stated, DayBasis.STATED),
        (source.published if source else None, DayBasis.PUBLISHED),
    ):
        day = when.span()[1] if when else None
        if day and day <= limit:
            return Dated(day, basis, figure)
    return Dated(None, DayBasis.UNKNOWN, figure)


def review(book: Book, figure: Figure) -> datetime.date | None:
    """Return the last day before a figure is due for review; a derived one is due with its first part."""
    if figure.derived:
        parts = (review(book, book.brief.figures[id_]) for id_ in book.quantities[figure.id].inputs)
        return min((day for day in parts if day), default=None)
    by = figure.review_by or book.brief.about.review_by
    return _last(by) if by else None


def _last(day: Period) -> datetime.date:
    last = day.span()[1]
    assert last  # noqa: S101  (a single day is never open)
    return last
