"""Prints of which day figures are, how old, and since when a review is due; scripts recount both."""

from __future__ import annotations

import datetime

from markupsafe import Markup

from macros.figures.ages import DayBasis, age, as_of, dated, review
from macros.figures.model import Figure
from macros.figures.periods import parse_period
from macros.languages import amounts, cldr, dates
from macros.languages.catalogue import by_place, forms_by_place
from macros.printing import elements
from macros.printing.markup import for_script, tag, text
from macros.printing.view import View


def day_said(view: View, figure: Figure) -> str:
    """Return of which day a figure is, by its period or else its source."""
    say, found = view.say, dated(view.book, figure)
    match found.basis:
        case DayBasis.PERIOD if found.figure.period:
            said = say["from_period"].format(period=dates.period(found.figure.period, say))
        case DayBasis.STATED if found.figure.stated:
            said = say["as_said_on"].format(day=dates.inside(found.figure.stated, say))
        case DayBasis.PUBLISHED if found.figure.source:
            source = view.book.brief.sources[found.figure.source]
            said = say["from_published"].format(day=elements.publication_date(source, say))
        case _:
            return say["no_date"]
    return said if found.figure is figure else say["from_parts"].format(date=said)


def date_and_age(view: View, figure: Figure) -> Markup:
    """Return of which day a figure is, and how old on the day of the data; a script recounts the age."""
    said, first = day_said(view, figure), dated(view.book, figure).day
    due = own_review(view, figure) or None
    if first is None:
        return tag("span", said, class_="brief-age", data_review=due)
    last = as_of(view.book.brief)
    old = view.say["age_on"].format(age=amounts.age(age(first, last), view.say), day=full_day(view, last))
    time = tag("time", old, datetime=first.isoformat(), class_="brief-age", data_review=due)
    return text(view.say["aged"]).format(date=text(said), age=time)


def full_day(view: View, day: datetime.date) -> str:
    """Return a day of the brief itself in full."""
    return dates.own_day(parse_period(day.isoformat()), view.say)


def own_review(view: View, figure: Figure) -> str:
    """Return the ISO day of a figure's review where it is not that of the whole brief."""
    brief, day = view.book.brief, review(view.book, figure)
    if day is None or (brief.about.review_by and day == brief.about.review_by.span()[1]):
        return ""
    return day.isoformat()


def island(view: View) -> str:
    """Return, as JSON for a script, the days of the data and the words in which it recounts ages."""
    say, about = view.say, view.book.brief.about
    by = about.review_by.span()[1] if about.review_by else None
    return for_script(
        {
            "locale": cldr.browser_locale(say.locale),
            "updated": as_of(view.book.brief).isoformat(),
            "review": by.isoformat() if by else "",
            "on": by_place(say["age_on"], "age", "day"),
            "overdue": by_place(say["overdue"], "day"),
            "behind": by_place(say["age_behind"], "age"),
            "and": by_place(say["age_and"], "years", "months"),
            "units": {name: forms_by_place(say.plurals[name]) for name in ("year", "month", "day")},
            "months": cldr.months(say.locale),
        }
    )
