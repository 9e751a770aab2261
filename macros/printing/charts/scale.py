"""What charts have in common: which figures may share a scale, and how each is told on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from macros.figures.kinds import Qualifier, Scale, Status
from macros.figures.model import Evidence, Figure
from macros.figures.quantities import Quantity, Units, of_like_units
from macros.figures.units import UnitKind
from macros.languages import amounts, dates
from macros.languages.numerals import numerals_in
from macros.printing.charts.frame import who
from macros.printing.charts.row_picture import Row
from macros.printing.charts.svg import SIZE
from macros.printing.charts.text_width import ticks, width
from macros.printing.elements import sign
from macros.printing.view import View, WrongCall
from macros.problems import Fault, typed_number

MOST_WORDS = 12
"""Of a title."""
LEAST_WIDTH = 268
"""Of an axis from end to end, in the narrow picture."""
MEASURED = frozenset(
    (UnitKind.CURRENCY, UnitKind.SHARE, UnitKind.CHANGE, UnitKind.RATIO, UnitKind.COUNT, UnitKind.MEASURE)
)
OPEN = {Qualifier.MORE_THAN: 1, Qualifier.LESS_THAN: -1, Qualifier.UP_TO: -1}


def check_title(view: View, title: str) -> None:
    """Raise WrongCall for a title that is long, says nothing or holds a number."""
    words = title.rstrip(":").split()
    if not words or len(words) > MOST_WORDS:
        hint = "say in a few words what is shown"
        raise WrongCall(Fault("long-title", f"the title '{title}' has {len(words)} words", hint))
    if found := next(numerals_in(title, view.say), None):
        hint = "name the figures and say it without a number"
        raise WrongCall(typed_number(found.text, hint))


def grouped(view: View, names: Iterable[str]) -> list[tuple[str, list[Figure]]]:
    """Return the figures named, in groups under the names that end in a colon; WrongCall for others."""
    parts: list[tuple[str, list[Figure]]] = [("", [])]
    for name in names:
        if name.endswith(":"):
            check_title(view, name)
            parts.append((name.removesuffix(":"), []))
        else:
            view.quantity(name)
            parts[-1][1].append(view.book.brief.figures[name])
    parts = [part for part in parts if part != ("", [])]
    if not parts or not all(group for _, group in parts):
        empty = next((heading for heading, group in parts if not group), "")
        message = f"no figure follows '{empty}:'" if empty else "no figure is named"
        raise WrongCall(Fault("nothing-to-draw", message, "name figures by their ids"))
    return parts


def measured(view: View, id_: str) -> Quantity:
    """Return the quantity; WrongCall unless it is an amount that can be drawn on a scale from zero."""
    quantity = view.quantity(id_)
    if quantity.kind not in MEASURED or quantity.value is None or quantity.value < 0:
        hint = "name a figure with an amount above zero; dates go into timeline()"
        raise WrongCall(Fault("nothing-to-draw", f"'{id_}' is no amount that a scale could show", hint))
    return quantity


def refuse_unlike(view: View, figures: Sequence[Figure]) -> None:
    """Raise WrongCall unless all figures are amounts of the same kind and of like units."""
    first, *others = (measured(view, figure.id) for figure in figures)
    for other in others:
        if first.kind is not other.kind or not of_like_units(Units(view.book.brief.units), first, other):
            both = f"'{first.id}' ({view.amount(first)}) and '{other.id}' ({view.amount(other)})"
            hint = "draw figures of like units and times"
            raise WrongCall(Fault("unlike-units", f"{both} share no scale", hint))


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
        value=view.labelled(quantity),
        sign=sign(view, item.relation) if item else "",
        low=low,
        high=high if high != low else None,
        open=OPEN.get(quantity.qualifier, 0),
        hollow=quantity.status is not Status.REPORTED,
        own=view.book.brief.of_article(figure),
    )


def detail(view: View, figure: Figure) -> str:
    """Return who says it and for which time; nothing for what this brief computed, as its mark says so."""
    return "" if figure.derived else view.say["parted"].join((who(view, figure), when(view, figure)))


def when(view: View, figure: Figure) -> str:
    """Return the period in short, else when it was said, else that neither is known; none of our own."""
    if figure.period is not None and (figure.period.dated or figure.stated is None):
        return dates.short_period(figure.period, view.say)
    if figure.stated is not None:
        return view.say["as_said_on"].format(day=dates.short_period(figure.stated, view.say))
    return ""


def axis(view: View, figures: Iterable[Figure]) -> tuple[str, Scale, tuple[tuple[Decimal, str], ...]]:
    """Return unit and scale of an axis from zero that holds all figures, and its ticks with their labels."""
    quantities = [view.quantity(figure.id) for figure in figures]
    scales = [quantity.scale for quantity in quantities]
    scale = max(Scale, key=lambda one: (scales.count(one), -one.exponent))
    top = max(ends(quantity)[1] for quantity in quantities)
    for most in (5, 4, 3, 2):
        steps = ticks(top, most)
        labels = [amounts.decimal(step.scaleb(-scale.exponent), view.say) for step in steps]
        if max(width(label, SIZE) for label in labels) + SIZE <= LEAST_WIDTH / (len(steps) - 1):
            break
    unit = amounts.unit(quantities[0], scale, view.book.brief.units, view.say)
    return unit, scale, tuple(zip(steps, labels, strict=True))


def sentence(view: View, figure: Figure) -> str:
    """Return a sentence that says what a figure says."""
    value, by = view.labelled(view.quantity(figure.id)), detail(view, figure)
    return view.say["chart_each"].format(name=view.say(figure.label), value=value, detail=by)
