"""The macros that draw values in rows: the article’s figure beside others, and figures side by side."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal

from markupsafe import Markup

from macros import formatting
from macros.derive import Quantity, Units
from macros.drawing import SIZE
from macros.framing import Frame, Sign, differing, direction, framed, who
from macros.markup import tag
from macros.measuring import ticks, width
from macros.model import Evidence, Figure, Qualifier, Relation, Scale, Status
from macros.numerals import numerals
from macros.pieces import SIGNS
from macros.problems import did_you_mean
from macros.reach import alike
from macros.rowchart import Row, Rows, pictures
from macros.units import Kind
from macros.verdicts import evidence
from macros.view import View, WrongCall

MOST_ROWS = 16
MOST_WORDS = 12
"""Of a title."""
LEAST_WIDTH = 268
"""Of an axis from end to end, in the narrow picture."""
ORDER = (Relation.AGREES, Relation.CONFLICTS, Relation.PARTLY, Relation.CONTEXT)
"""In which relations are kept where there are too many rows."""
MEASURED = frozenset((Kind.CURRENCY, Kind.SHARE, Kind.CHANGE, Kind.RATIO, Kind.COUNT, Kind.MEASURE))
OPEN = {Qualifier.MORE_THAN: 1, Qualifier.LESS_THAN: -1, Qualifier.UP_TO: -1}
LONG_AGO = datetime.date.max

Pair = tuple[Figure, Evidence | None]


def chart(view: View, id: str, *, context: str = "", without: str = "") -> Markup:
    """Draw the article’s figure beside what other sources say of it: a dot or a range in a row for each.

    What agrees or conflicts is drawn; of the context, what `context` names. `without` leaves rows out.
    """
    own = _measured(view, id)
    found = [(entry, item) for entry, item in evidence(view.book.brief, id) if isinstance(entry, Figure)]
    added, left_out = (_named(id, words, found) for words in (context, without))
    fitting = [
        pair
        for pair in found
        if (pair[1].relation is not Relation.CONTEXT or pair[0].id in added)
        and pair[0].id not in left_out
        and _fits(view, own, pair[0])
    ]
    if not fitting:
        hint = "name evidence in context=, or leave the chart out"
        raise WrongCall("nothing-to-draw", f"no other source names a value like that of '{id}'", hint)
    kept = sorted(fitting, key=lambda pair: ORDER.index(pair[1].relation))[:MOST_ROWS]
    others = sorted(kept, key=lambda pair: _when(view, pair[0]))
    figure = view.book.brief.figures[id]
    pairs: list[Pair] = [(figure, None), *others]
    say = view.words
    unit, _scale, marks = axis(view, [entry for entry, _ in pairs])
    frame = Frame(
        id=f"chart-{id}",
        title=say["chart_beside"].format(view.say(figure.label)),
        subtitle=say["chart_measures"].format(unit=unit),
        description=_beside(view, figure, [entry for entry, _ in others]),
        key=_key(view, pairs, dots=True),
        notes=(
            *differing(view, [entry for entry, _ in pairs]),
            *_rest(view, figure, len(list(evidence(view.book.brief, id))) - len(others)),
        ),
        rows=tuple(pairs),
    )
    rows = tuple(row(view, entry, item) for entry, item in pairs)
    return framed(view, frame, pictures(Rows(rows, marks, unit, rtl=direction(view) == "rtl")))


def versus(view: View, title: str, *names: str) -> Markup:
    """Draw figures side by side as bars from zero, such as what is held possible beside what is reported.

    A name that ends in a colon is a heading over the figures that follow it.
    """
    check_title(title)
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
        subtitle=view.words["chart_measures"].format(unit=unit),
        description=" ".join(told(view, figure) for figure in figures),
        key=_key(view, [(figure, None) for figure in figures], dots=False),
        notes=differing(view, figures),
        rows=tuple((figure, None) for figure in figures),
    )
    chart_rows = Rows(tuple(rows), marks, unit, bars=True, rtl=direction(view) == "rtl")
    return framed(view, frame, pictures(chart_rows))


# --- which figures


def _measured(view: View, id_: str) -> Quantity:
    """Return the quantity; WrongCall unless it is an amount that can be drawn on a scale from zero."""
    quantity = view.quantity(id_)
    if quantity.kind not in MEASURED or quantity.value is None or quantity.value < 0:
        hint = "name a figure with an amount above zero; dates go into timeline()"
        raise WrongCall("nothing-to-draw", f"'{id_}' is no amount that a scale could show", hint)
    return quantity


def _named(id_: str, words: str, found: Iterable[tuple[Figure, Evidence]]) -> frozenset[str]:
    known = {figure.id for figure, _ in found}
    named = words.replace(",", " ").split()
    for name in named:
        if name not in known:
            message = f"'{name}' is no figure that speaks to '{id_}'"
            raise WrongCall("not-evidence", message, did_you_mean(name, known))
    return frozenset(named)


def _fits(view: View, own: Quantity, figure: Figure) -> bool:
    """Return whether a value may stand on the axis of the article’s: like unit and kind, and no copy."""
    quantity = view.quantity(figure.id)
    source = view.book.brief.sources.get(figure.source or "")
    like = quantity.kind is own.kind and alike(Units(view.book.brief.units), own, quantity)
    amount = quantity.value is not None and quantity.value >= 0
    return like and amount and not (source and source.copy_of_article)


def grouped(view: View, names: Iterable[str]) -> list[tuple[str, list[Figure]]]:
    """Return the figures named, in groups under the names that end in a colon; WrongCall for others."""
    parts: list[tuple[str, list[Figure]]] = [("", [])]
    for name in names:
        if name.endswith(":"):
            check_title(name)
            parts.append((name.removesuffix(":"), []))
        else:
            view.quantity(name)
            parts[-1][1].append(view.book.brief.figures[name])
    parts = [part for part in parts if part != ("", [])]
    if not parts or not all(group for _, group in parts):
        empty = next((heading for heading, group in parts if not group), "")
        message = f"no figure follows '{empty}:'" if empty else "no figure is named"
        raise WrongCall("nothing-to-draw", message, "name figures by their ids")
    return parts


def refuse_unlike(view: View, figures: Sequence[Figure]) -> None:
    """Raise WrongCall unless all figures are amounts of the same kind and of like units."""
    first, *others = (_measured(view, figure.id) for figure in figures)
    for other in others:
        if first.kind is not other.kind or not alike(Units(view.book.brief.units), first, other):
            message = f"'{first.id}' ({view.amount(first)}) and '{other.id}' ({view.amount(other)})"
            raise WrongCall(
                "unlike-units", f"{message} share no scale", "draw figures of like units and times"
            )


def check_title(title: str) -> None:
    """Raise WrongCall for a title that is long, says nothing or holds a number."""
    words = title.rstrip(":").split()
    if not words or len(words) > MOST_WORDS:
        hint = "say in a few words what is shown"
        raise WrongCall("long-title", f"the title '{title}' has {len(words)} words", hint)
    if found := next(numerals(title), None):
        hint = "name the figures and say it without a number"
        raise WrongCall("typed-number", f"the number '{found.text}' is typed by hand", hint)


def _when(view: View, figure: Figure) -> tuple[datetime.date, Decimal]:
    """Return what rows are sorted by: the time they speak of or were said, then the value."""
    known = [time for time in (figure.period, figure.stated) if time is not None and time.dated]
    start = next((day for time in known for day in time.span() if day), LONG_AGO)
    return start, ends(view.quantity(figure.id))[0]


# --- what the picture says


def ends(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """Return the number twice, or the two ends of a range, in units of one."""
    values = [end for end in (quantity.value, quantity.high) if end is not None]
    low, high = (end.scaleb(quantity.scale.exponent) for end in (values[0], values[-1]))
    return low, high


def row(view: View, figure: Figure, item: Evidence | None) -> Row:
    """Return a figure as a row of a picture."""
    quantity = view.quantity(figure.id)
    low, high = ends(quantity)
    return Row(
        name=view.say(figure.label),
        detail=detail(view, figure),
        value=valued(view, quantity),
        sign=SIGNS[item.relation] if item else "",
        low=low,
        high=high if high != low else None,
        open=OPEN.get(quantity.qualifier, 0),
        hollow=quantity.status is not Status.REPORTED,
        own=view.book.brief.of_article(figure),
    )


def detail(view: View, figure: Figure) -> str:
    """Return who says it and for which time; nothing for what this brief computed, as its mark says so."""
    return "" if figure.derived else f"{who(view, figure)}, {when(view, figure)}"


def valued(view: View, quantity: Quantity) -> str:
    """Return the amount with the mark of its status."""
    mark = view.words.mark(quantity.status)
    return f"{view.amount(quantity)} ({mark})" if mark else view.amount(quantity)


def when(view: View, figure: Figure) -> str:
    """Return the period in short, else when it was said, else that neither is known; none of our own."""
    if figure.period is not None and (figure.period.dated or figure.stated is None):
        return formatting.short_period(figure.period, view.words)
    if figure.stated is not None:
        return view.words["as_said_on"].format(formatting.short_period(figure.stated, view.words))
    return ""


def axis(view: View, figures: Iterable[Figure]) -> tuple[str, Scale, tuple[tuple[Decimal, str], ...]]:
    """Return unit and scale of an axis from zero that holds all figures, and its ticks with their labels."""
    quantities = [view.quantity(figure.id) for figure in figures]
    scales = [quantity.scale for quantity in quantities]
    scale = max(Scale, key=lambda one: (scales.count(one), -one.exponent))
    top = max(ends(quantity)[1] for quantity in quantities)
    for most in (5, 4, 3, 2):
        steps = ticks(top, most)
        labels = [formatting.decimal(step.scaleb(-scale.exponent), view.words) for step in steps]
        if max(width(label, SIZE) for label in labels) + SIZE <= LEAST_WIDTH / (len(steps) - 1):
            break
    unit = formatting.unit(quantities[0], scale, view.book.brief.units, view.words)
    return unit, scale, tuple(zip(steps, labels, strict=True))


# --- what stands around it


def told(view: View, figure: Figure) -> str:
    """Return a sentence that says what a figure says."""
    value, by = valued(view, view.quantity(figure.id)), detail(view, figure)
    return view.words["chart_each"].format(name=view.say(figure.label), value=value, detail=by)


def _beside(view: View, figure: Figure, others: Sequence[Figure]) -> str:
    """Describe in words what the rows show: the article’s value, the span of the others, and their side."""
    say, own = view.words, view.quantity(figure.id)
    quantities = [view.quantity(other.id) for other in others]
    low, high = ends(own)
    above = sum(ends(quantity)[0] > high for quantity in quantities)
    below = sum(ends(quantity)[1] < low for quantity in quantities)
    numbers = {"above": above, "below": below, "same": len(others) - above - below}
    lowest = min(quantities, key=lambda quantity: ends(quantity)[0])
    highest = max(quantities, key=lambda quantity: ends(quantity)[1])
    span = {"low": valued(view, lowest), "high": valued(view, highest)}
    parts = (
        say["chart_article"].format(value=valued(view, own), period=when(view, figure)),
        say["chart_others"].format(count=view.count(len(others)), **span),
        say["chart_above"].format(**{name: view.count(size) for name, size in numbers.items()}),
    )
    return " ".join(parts)


def _rest(view: View, figure: Figure, size: int) -> tuple[Markup, ...]:
    """Return the note on what was found and is not drawn, with a link to all of it; nothing for nothing."""
    if not size:
        return ()
    say = view.words
    before, _, after = say["chart_all"].partition("{}")
    link = tag("a", say["evidence"], href=view.evidence_href(figure))
    return (Markup("{} {}{}{}").format(say["chart_left_out"].format(view.count(size)), before, link, after),)


def _key(view: View, pairs: Iterable[Pair], *, dots: bool) -> tuple[Sign, ...]:
    """Return the signs that occur in the picture, with their meaning; those of the article are marked."""
    pairs = list(pairs)
    rows = [row(view, figure, item) for figure, item in pairs]
    single = [one for one in rows if one.high is None]
    named = any(one.own for one in rows)
    signs = (
        ("◆" if dots else "▬", "article", named),
        ("┊", "line", dots and named),
        ("●" if dots else "▬", "dot", any(not one.own and not one.hollow for one in single)),
        ("▬", "range", dots and len(single) < len(rows)),
        ("○" if dots else "▭", "hollow", any(one.hollow for one in rows)),
        ("→", "more", any(one.open > 0 for one in rows)),
        ("←", "less", any(one.open < 0 for one in rows)),
    )
    shapes = [
        Sign(sign, view.words[f"chart_key_{name}"], "article" if name in ("article", "line") else "other")
        for sign, name, shown in signs
        if shown
    ]
    relations = {item.relation for _, item in pairs if item}
    return (
        *shapes,
        *(Sign(SIGNS[one], view.words.relations[one], "soft") for one in Relation if one in relations),
    )
