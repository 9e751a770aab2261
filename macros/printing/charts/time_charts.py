"""The macros that draw what has a date: values over time, and events along a line."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from macros.figures.calendars import Calendar
from macros.figures.kinds import Qualifier, Scale, Status
from macros.figures.model import Figure
from macros.figures.periods import Period, Point
from macros.figures.quantities import Quantity
from macros.figures.series import observations
from macros.figures.units import UnitKind
from macros.languages import cldr, counted, dates
from macros.printing.charts import event_picture, span_picture
from macros.printing.charts.event_picture import Event, Rail
from macros.printing.charts.frame import Chart, Frame, Sign, differing, framed, who
from macros.printing.charts.scale import OPEN, axis, check_title, ends, grouped, refuse_unlike, sentence
from macros.printing.charts.span_picture import COLOURS, Span, Times
from macros.printing.view import View, WrongCall
from macros.problems import Fault

DAY = datetime.timedelta(days=1)
LIMITS = {
    Qualifier.ABOUT: "chart_around",
    Qualifier.NEARLY: "chart_around",
    Qualifier.MORE_THAN: "chart_more",
    Qualifier.LESS_THAN: "chart_less",
    Qualifier.UP_TO: "chart_most",
}
"""What is short for a qualifier inside a picture."""
SHAPES = ("●", "■", "▲")


def series(view: View, title: str, *names: str) -> Markup:
    """Draw values over time, each as long as its period, with nothing joined and gaps left open.

    A name that ends in a colon begins a series of its own.
    """
    return framed(view, over_time(view, title, *names))


def timeline(view: View, title: str, *ids: str) -> Markup:
    """Draw dated events along a line that is true to time; the same event from several sources once."""
    return framed(view, in_time(view, title, *ids))


def over_time(view: View, title: str, *names: str) -> Chart:
    """Return what `series` draws."""
    check_title(view, title)
    parts = grouped(view, names)
    figures = [figure for _, group in parts for figure in group]
    refuse_unlike(view, figures)
    unit, scale, marks = axis(view, figures)
    spans: dict[Span, None] = {}
    for nth, (_, group) in enumerate(parts):
        for figure in group:
            spans[_span(view, figure, scale, nth)] = None
    breaks = tuple(_breaks(view, figures))
    frame = Frame(
        id=f"chart-{figures[0].id}-over-time",
        title=title,
        subtitle=view.say["chart_periods"].format(unit=unit),
        description=" ".join(sentence(view, figure) for figure in sorted(figures, key=_start)),
        key=(*_key(view, figures, [heading for heading, _ in parts]), *_broken(view, breaks)),
        notes=differing(view, figures),
        rows=tuple((figure, None) for figure in figures),
        ltr=True,
    )
    others = sorted(
        {period for figure in figures if (period := _other_year(figure))}, key=lambda one: one.span()
    )
    named = tuple((*_days(period, ""), _named(view, period)) for period in others)
    notes = dict.fromkeys(view.say.calendars[period.calendar].axis for period in others)
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    years = _years(view, first, last)
    chart = Times(tuple(spans), marks, unit, years, named, view.say["separated"].join(notes), breaks)
    return Chart(frame, span_picture.pictures(chart))


def in_time(view: View, title: str, *ids: str) -> Chart:
    """Return what `timeline` draws."""
    check_title(view, title)
    figures = [_dated(view, id_) for id_ in ids]
    if not figures:
        raise WrongCall(Fault("nothing-to-draw", "no event is named", "name figures whose unit is a date"))
    events = _events(view, sorted(figures, key=lambda figure: _days(_value(view, figure), figure.id)))
    first, last = min(event.start for event in events), max(event.end for event in events)
    frame = Frame(
        id=f"chart-{figures[0].id}-in-time",
        title=title,
        subtitle=view.say["chart_times"],
        description=" ".join(f"{event.when}: {event.name} ({event.detail})." for event in events),
        key=_event_key(view, events),
        notes=(),
        rows=tuple(
            (figure, None) for figure in sorted(figures, key=lambda one: _days(_value(view, one), one.id))
        ),
    )
    rail = Rail(tuple(events), _years(view, first, last), rtl=view.say.direction == "rtl")
    return Chart(frame, event_picture.pictures(rail))


# --- time


def _days(period: Period | None, id_: str) -> tuple[datetime.date, datetime.date]:
    """Return the first day and the day behind the last; WrongCall unless the period has both ends."""
    first, last = period.span() if period else (None, None)
    if first is None or last is None:
        hint = "leave it out, or draw it by chart(), which needs no dates"
        raise WrongCall(Fault("undated-value", f"'{id_}' has no period with a beginning and an end", hint))
    return first, last + DAY


def _start(figure: Figure) -> datetime.date:
    return _days(figure.period, figure.id)[0]


def _other_year(figure: Figure) -> Period | None:
    """Return the period if it is a whole year of another calendar, apart from whether it is certain."""
    period = figure.period
    if period is None or period.start is None or period.start != period.end or period.start.month:
        return None
    if period.calendar is Calendar.GREGORIAN:
        return None
    return Period(str(period.start.year), period.calendar, period.start, period.end)


def _named(view: View, period: Period) -> str:
    assert period.start  # noqa: S101  (only whole years come here)
    return dates.year(period.start, view.say)


def _years(view: View, first: datetime.date, last: datetime.date) -> tuple[tuple[datetime.date, str], ...]:
    return tuple(
        (datetime.date(year, 1, 1), dates.year(Point(Calendar.GREGORIAN, year), view.say))
        for year in range(first.year, last.year + 1)
    )


# --- values


def _span(view: View, figure: Figure, scale: Scale, nth: int) -> Span:
    quantity = view.quantity(figure.id)
    start, end = _days(figure.period, figure.id)
    low, high = ends(quantity)
    limit = LIMITS.get(quantity.qualifier)
    number = _short(view, quantity, scale)
    limited = view.say[limit].format(amount=number) if limit else number
    unsure = view.say["chart_unsure"] if figure.period and figure.period.uncertain else ""
    return Span(
        start,
        end,
        low,
        high,
        view.labelled(quantity, " ".join(filter(None, (limited, unsure)))),
        nth,
        OPEN.get(quantity.qualifier, 0),
        quantity.status is not Status.REPORTED,
        view.book.brief.of_article(figure),
    )


def _short(view: View, quantity: Quantity, scale: Scale) -> str:
    """Return the number with the digits of its source, and with its scale where the axis has another."""
    values = [value for value in (quantity.value, quantity.high) if value is not None]
    last = values[-1]
    printed = [cldr.digits(value, view.say.locale) for value in values]
    if quantity.scale is not scale:
        printed[-1] = counted.scaled(last, quantity.scale, view.say)
    return view.say["range"].format(low=printed[0], high=printed[-1]) if len(values) > 1 else printed[0]


def _key(view: View, figures: Sequence[Figure], headings: Sequence[str]) -> tuple[Sign, ...]:
    say, brief = view.say, view.book.brief
    quantities = [view.quantity(figure.id) for figure in figures]
    signs = [Sign("◆", say["chart_key_article"], "article")] if any(map(brief.of_article, figures)) else []
    several = any(headings)
    for nth, heading in enumerate(headings):
        name = heading if several else say.statuses[Status.REPORTED]
        signs.append(Sign(SHAPES[nth % len(SHAPES)], name, COLOURS[nth % len(COLOURS)]))
    if any(quantity.status is not Status.REPORTED for quantity in quantities):
        signs.append(Sign("○", say["chart_key_hollow"], "soft"))
    limits = dict.fromkeys(LIMITS[one.qualifier] for one in quantities if one.qualifier in LIMITS)
    words = {
        "chart_around": say["chart_key_about"],
        "chart_more": say.word(Qualifier.MORE_THAN),
        "chart_less": say.word(Qualifier.LESS_THAN),
        "chart_most": say["chart_key_at_most"],
    }
    signs += [Sign(say[limit].format(amount="").strip(), words[limit], "soft") for limit in limits]
    if any(figure.period and figure.period.uncertain for figure in figures):
        signs.append(Sign(say["chart_unsure"], say["chart_key_unsure"], "soft"))
    return tuple(signs)


def _breaks(view: View, figures: Sequence[Figure]) -> Iterator[datetime.date]:
    """Yield the days from which on a series that is drawn is not of the measure of before, each once."""
    brief, drawn = view.book.brief, {figure.id for figure in figures}
    days = {
        _start(one.figure)
        for id_ in {figure.series for figure in figures if figure.series}
        for one in observations(brief, id_)
        if one.broken and drawn.issuperset(one.broken.between)
    }
    yield from sorted(days)


def _broken(view: View, breaks: Iterable[datetime.date]) -> Iterator[Sign]:
    if any(breaks):
        yield Sign("¦", view.say["chart_key_break"], "soft")


# --- events


def _dated(view: View, id_: str) -> Figure:
    quantity = view.quantity(id_)
    if quantity.kind is not UnitKind.DATE:
        hint = "name figures whose unit is a date; values over time go into series()"
        raise WrongCall(Fault("unlike-units", f"'{id_}' ({view.amount(quantity)}) is no date", hint))
    figure = view.book.brief.figures[id_]
    _days(quantity.when, id_)
    return figure


def _value(view: View, figure: Figure) -> Period | None:
    return view.quantity(figure.id).when


def _events(view: View, figures: Iterable[Figure]) -> list[Event]:
    """Return the events; figures of the same record with the same date are one event."""
    events: dict[tuple[str, ...], tuple[Figure, list[str]]] = {}
    for figure in figures:
        when = _value(view, figure)
        key = (figure.record, when.text if when else "") if figure.record else (figure.id,)
        events.setdefault(key, (figure, []))[1].append(who(view, figure))
    return [_event(view, figure, tuple(dict.fromkeys(names))) for figure, names in events.values()]


def _event(view: View, figure: Figure, names: tuple[str, ...]) -> Event:
    quantity = view.quantity(figure.id)
    start, end = _days(quantity.when, figure.id)
    return Event(
        start,
        end,
        view.labelled(quantity),
        view.say(figure.label),
        view.say["separated"].join(names),
        quantity.status is not Status.REPORTED,
        view.book.brief.of_article(figure),
    )


def _event_key(view: View, events: Iterable[Event]) -> tuple[Sign, ...]:
    events, say = list(events), view.say
    signs = (
        ("◆", "article", "article", any(event.own for event in events)),
        ("●", "dot", "other", any(not event.own and not event.hollow for event in events)),
        ("○", "hollow", "other", any(event.hollow for event in events)),
    )
    return tuple(Sign(sign, say[f"chart_key_{name}"], colour) for sign, name, colour, shown in signs if shown)
