"""The macros that draw values in rows: the article’s figure beside others, and figures side by side."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal

from markupsafe import Markup

from macros.figures.evidence.verdicts import evidence
from macros.figures.kinds import Relation
from macros.figures.model import Evidence, Figure
from macros.figures.quantities import Quantity, Units, of_like_units
from macros.printing.charts.frame import Chart, Frame, Sign, differing, framed
from macros.printing.charts.row_picture import Row, Rows, pictures
from macros.printing.charts.scale import (
    axis,
    check_title,
    ends,
    grouped,
    measured,
    refuse_unlike,
    row,
    sentence,
    when,
)
from macros.printing.elements import sign as relation_sign
from macros.printing.markup import join, tag, text
from macros.printing.view import View, WrongCall
from macros.problems import Fault, did_you_mean

MOST_ROWS = 16
ORDER = (Relation.AGREES, Relation.CONFLICTS, Relation.PARTLY, Relation.CONTEXT)
"""In which relations are kept where there are too many rows."""
LONG_AGO = datetime.date.max

Pair = tuple[Figure, Evidence | None]


def chart(view: View, id: str, *, context: str = "", without: str = "") -> Markup:
    """Draw the article’s figure beside what other sources say of it: a dot or a range in a row for each.

    What agrees or conflicts is drawn; of the context, what `context` names. `without` leaves rows out.
    """
    return framed(view, beside(view, id, context=context, without=without))


def versus(view: View, title: str, *names: str) -> Markup:
    """Draw figures side by side as bars from zero, such as what is held possible beside what is reported.

    A name that ends in a colon is a heading over the figures that follow it.
    """
    return framed(view, bars(view, title, *names))


def beside(view: View, id: str, *, context: str = "", without: str = "") -> Chart:
    """Return what `chart` draws."""
    own = measured(view, id)
    found = [(entry, item) for entry, item in evidence(view.book.brief, id) if isinstance(entry, Figure)]
    added, left_out = (_named(id, words, found) for words in (context, without))
    fitting = [
        pair
        for pair in found
        if (pair[1].relation is not Relation.CONTEXT or pair[0].id in added)
        and pair[0].id not in left_out
        and fits(view, own, pair[0])
    ]
    if not fitting:
        hint = "name evidence in context=, or leave the chart out"
        raise WrongCall(Fault("nothing-to-draw", f"no other source names a value like that of '{id}'", hint))
    kept = sorted(fitting, key=lambda pair: ORDER.index(pair[1].relation))[:MOST_ROWS]
    others = sorted(kept, key=lambda pair: _when(view, pair[0]))
    figure = view.book.brief.figures[id]
    pairs: list[Pair] = [(figure, None), *others]
    say = view.say
    unit, _scale, marks = axis(view, [entry for entry, _ in pairs])
    frame = Frame(
        id=f"chart-{id}",
        title=say["chart_beside"].format(figure=view.say(figure.label)),
        subtitle=say["chart_measures"].format(unit=unit),
        description=described(view, figure, [entry for entry, _ in others]),
        key=_key(view, pairs, dots=True),
        notes=(
            *differing(view, [entry for entry, _ in pairs]),
            *_rest(view, figure, len(list(evidence(view.book.brief, id))) - len(others)),
        ),
        rows=tuple(pairs),
    )
    rows = tuple(row(view, entry, item) for entry, item in pairs)
    return Chart(frame, pictures(Rows(rows, marks, unit, rtl=view.say.direction == "rtl")))


def bars(view: View, title: str, *names: str) -> Chart:
    """Return what `versus` draws."""
    check_title(view, title)
    parts = grouped(view, names)
    figures = [figure for _, group in parts for figure in group]
    refuse_unlike(view, figures)
    unit, _scale, marks = axis(view, figures)
    rows: list[Row] = []
    for heading, group in parts:
        rows += [Row(heading)] if heading else []
        rows += [row(view, figure, None) for figure in group]
    frame = Frame(
        id=f"chart-{figures[0].id}-beside",
        title=title,
        subtitle=view.say["chart_measures"].format(unit=unit),
        description=" ".join(sentence(view, figure) for figure in figures),
        key=_key(view, [(figure, None) for figure in figures], dots=False),
        notes=differing(view, figures),
        rows=tuple((figure, None) for figure in figures),
    )
    chart_rows = Rows(tuple(rows), marks, unit, bars=True, rtl=view.say.direction == "rtl")
    return Chart(frame, pictures(chart_rows))


# --- which figures


def _named(id_: str, words: str, found: Iterable[tuple[Figure, Evidence]]) -> frozenset[str]:
    known = {figure.id for figure, _ in found}
    named = words.replace(",", " ").split()
    for name in named:
        if name not in known:
            message = f"'{name}' is no figure that speaks to '{id_}'"
            raise WrongCall(Fault("not-evidence", message, did_you_mean(name, known)))
    return frozenset(named)


def fits(view: View, own: Quantity, figure: Figure) -> bool:
    """Return whether a value may stand on the axis of the article’s: like unit and kind, and no copy."""
    quantity = view.quantity(figure.id)
    source = view.book.brief.sources.get(figure.source or "")
    like = quantity.kind is own.kind and of_like_units(Units(view.book.brief.units), own, quantity)
    amount = quantity.value is not None and quantity.value >= 0
    return like and amount and not (source and source.copy_of_article)


def _when(view: View, figure: Figure) -> tuple[datetime.date, Decimal]:
    """Return what rows are sorted by: the time they speak of or were said, then the value."""
    known = [time for time in (figure.period, figure.stated) if time is not None and time.dated]
    start = next((day for time in known for day in time.span() if day), LONG_AGO)
    return start, ends(view.quantity(figure.id))[0]


# --- what stands around it


def described(view: View, figure: Figure, others: Sequence[Figure]) -> str:
    """Describe in words what the rows show: the article’s value, the span of the others, and their side."""
    say, own = view.say, view.quantity(figure.id)
    quantities = [view.quantity(other.id) for other in others]
    low, high = ends(own)
    above = sum(ends(quantity)[0] > high for quantity in quantities)
    below = sum(ends(quantity)[1] < low for quantity in quantities)
    numbers = {"above": above, "below": below, "same": len(others) - above - below}
    lowest = min(quantities, key=lambda quantity: ends(quantity)[0])
    highest = max(quantities, key=lambda quantity: ends(quantity)[1])
    span = {"low": view.labelled(lowest), "high": view.labelled(highest)}
    parts = (
        say["chart_article"].format(value=view.labelled(own), period=when(view, figure)),
        say["chart_others"].format(count=view.count(len(others)), **span),
        say["chart_above"].format(**{name: view.plural("values", size) for name, size in numbers.items()}),
    )
    return " ".join(parts)


def _rest(view: View, figure: Figure, size: int) -> tuple[Markup, ...]:
    """Return the note on what was found and is not drawn, with a link to all of it; nothing for nothing."""
    if not size:
        return ()
    say = view.say
    link = tag("a", say["evidence"], href=view.evidence_href(figure))
    left_out = text(say["chart_left_out"]).format(count=view.count(size))
    return (join((left_out, text(say["chart_all"]).format(heading=link)), " "),)


def _key(view: View, pairs: Iterable[Pair], *, dots: bool) -> tuple[Sign, ...]:
    """Return the signs that occur in the picture, with their meaning; those of the article are marked."""
    pairs = list(pairs)
    rows = [row(view, figure, item) for figure, item in pairs]
    single = [one for one in rows if one.high is None]
    named = any(one.own for one in rows)
    signs = (
        ("◆" if dots else "▬", "article", named),
        ("¦", "line", dots and named),
        ("●" if dots else "▬", "dot", any(not one.own and not one.hollow for one in single)),
        ("▬", "range", dots and len(single) < len(rows)),
        ("○" if dots else "▭", "hollow", any(one.hollow for one in rows)),
        ("←" if view.rtl else "→", "more", any(one.open > 0 for one in rows)),
        ("→" if view.rtl else "←", "less", any(one.open < 0 for one in rows)),
    )
    shapes = [
        Sign(sign, view.say[f"chart_key_{name}"], "article" if name in ("article", "line") else "other")
        for sign, name, shown in signs
        if shown
    ]
    relations = {item.relation for _, item in pairs if item}
    return (
        *shapes,
        *(
            Sign(relation_sign(view, one), view.say.relations[one], "soft")
            for one in Relation
            if one in relations
        ),
    )
