"""The macro that gathers plans, targets, potentials and forecasts, each with what became of it."""

from __future__ import annotations

import datetime

from markupsafe import Markup

from macros.figures.evidence.outcomes import Became, outcomes
from macros.figures.model import Claim, Figure
from macros.languages.dates import period
from macros.printing.elements import block, figure_data, minor, prose, publisher
from macros.printing.markup import join, table, tag, text
from macros.printing.view import View


def plans(view: View, theme: str | None = None) -> Markup:
    """Print what became of each plan, target, potential and forecast, of one theme or of all.

    What is open is so on the day of the data.
    """
    if theme is not None:
        view.theme(theme)
    day = view.book.brief.about.updated.span()[1] or datetime.date.max
    found = [one for one in outcomes(view.book, day) if theme in (None, one.figure.theme)]
    columns = [view.say[name] for name in ("what", "value", "due", "outcome")]
    rows = [({"data_figure": one.figure.id}, _row(view, one)) for one in found]
    return block(table(view.say["plans"], columns, rows, kind="plans", searched=False))


def _row(view: View, one: Became) -> tuple[object, ...]:
    figure = one.figure
    link = tag("a", view.say(figure.label), href=view.entry_href(figure))
    who = publisher(view, view.book.brief.sources[figure.source]) if figure.source else Markup("")
    due = period(figure.due, view.say) if figure.due else "–"
    return join((link, minor(who)), " "), figure_data(view, figure), text(due), _became(view, one)


def _became(view: View, one: Became) -> Markup:
    said = one.figure.outcome
    state = view.say.outcomes[one.state]
    if isinstance(one.by, Claim) and (who := view.say(one.by.attributed_to) or view.producer(one.by)):
        state = view.say["outcome_by"].format(outcome=state, who=who)
    parts = [text(state)]
    if isinstance(one.by, Figure):
        later = join((figure_data(view, one.by), minor(view.known_time(one.by))), " ")
        parts.append(minor(join((view.say["later_value"] + ":", later), " ")))
    if said and said.because:
        parts.append(minor(prose(view, said.because)))
    elif one.by is None:
        parts.append(minor(view.say["no_later_value"]))
    return join(parts, " ")
