"""Prints how far other values lie from the article's figure: our arithmetic, in words with a number."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import MappingProxyType

from markupsafe import Markup

from macros.figures.evidence.comparing import Comparability
from macros.figures.evidence.distances import Compared, Distance, Spread
from macros.figures.kinds import Qualifier
from macros.figures.model import Figure
from macros.figures.quantities import DOWN, UP, Quantity
from macros.figures.units import UnitKind
from macros.printing.elements import figure_data, minor
from macros.printing.markup import join, tag, text
from macros.printing.view import View

End = tuple[Fraction, frozenset[int], bool]
NEITHER = frozenset[int]()
SAME = MappingProxyType(
    {
        (NEITHER, False): "same_value",
        (NEITHER, True): "about_same",
        (UP, False): "same_or_above",
        (UP, True): "about_same_or_above",
        (DOWN, False): "same_or_below",
        (DOWN, True): "about_same_or_below",
    }
)
"""What to say of a distance that rounds to nothing, by the side on which more may lie and by exactness."""


def distance(view: View, kind: UnitKind, found: Distance) -> str:
    """Return how far one value lies from the article's, such as "about 23% below"."""
    return _ends(view, kind, *_both(found))


def overall(view: View, figure: Figure, found: Spread) -> Markup:
    """Return how far the others lie from the article's figure, and how much more is told beside it.

    The number of others leads to the evidence, where each piece says why it is not compared.
    """
    parts: list[Markup] = []
    if _unclear(view, figure, found):
        values = (figure_data(view, one) for one in _by_distance(found))
        parts += [tag("span", join(values, view.say["separated"]), class_="brief-distance")]
        parts.append(minor(_comparable(view, found)))
    elif said := _outermost(view, figure, found):
        parts += [tag("span", said, class_="brief-distance"), minor(_comparable(view, found))]
    if found.others:
        said = view.plural("context", found.others)
        parts.append(minor(tag("a", said, href=view.evidence_href(figure))))
    dated = view.quantity(figure.id).kind is UnitKind.DATE
    return join(parts, " ") or text(view.say["no_distance" if dated else "no_evidence"])


def briefly(view: View, figure: Figure, found: Spread) -> str:
    """Return the same in plain words; nothing where nothing was found."""
    near = _outermost(view, figure, found)
    if _unclear(view, figure, found):
        values = (view.labelled(view.quantity(one.id)) for one in _by_distance(found))
        near = view.say["separated"].join(values)
    parts = (
        f"{near} ({_comparable(view, found)})" if near else "",
        view.plural("context", found.others) if found.others else "",
    )
    return view.say["separated"].join(part for part in parts if part)


def _unclear(view: View, figure: Figure, found: Spread) -> bool:
    """Return whether one end is the article's value with a side left open, and the other is not.

    "From the same or below to at most 100% above" is not understood: the values themselves are.
    """
    if not (found.lowest and found.highest):
        return False
    kind = view.quantity(figure.id).kind
    ends = (_both(found.lowest)[0], _both(found.highest)[1])
    same = [bool(side) and _size(view, kind, abs(share)) is None for share, side, _ in ends]
    return any(same) and not all(same)


def _by_distance(found: Spread) -> list[Figure]:
    """Return the figures whose values lie outermost, or all where no more than two are compared."""
    figures = [
        (one.distance, one.entry)
        for one in found.comparable
        if one.distance and isinstance(one.entry, Figure)
    ]
    first = min(figures, key=lambda pair: pair[0].low)[1]
    last = max(figures, key=lambda pair: pair[0].high)[1]
    return [first] if first is last else [first, last]


def _outermost(view: View, figure: Figure, found: Spread) -> str:
    if not (found.lowest and found.highest):
        return ""
    return _ends(view, view.quantity(figure.id).kind, _both(found.lowest)[0], _both(found.highest)[1])


def _both(found: Distance) -> tuple[End, End]:
    return (found.low, found.side, found.about), (found.high, found.side, found.about)


def _comparable(view: View, found: Spread) -> str:
    return view.plural("comparable", len(found.comparable))


def of_one(view: View, figure: Figure, one: Compared) -> str:
    """Return how one piece of evidence lies to the article's figure, or why it is not compared."""
    if one.distance is None:
        if one.comparability in (Comparability.NO_LIKE_VALUE, Comparability.COMPARABLE):
            return ""
        return f"{view.say['not_comparable']}: {view.say.comparability[one.comparability]}"
    return view.say["from_article"].format(
        distance=distance(view, view.quantity(figure.id).kind, one.distance)
    )


def _ends(view: View, kind: UnitKind, low: End, high: End) -> str:
    ends = [_end(view, kind, *end) for end in (low, high)]
    if ends[0] == ends[1]:
        return ends[0]
    return view.say["from_to"].format(low=ends[0], high=ends[1])


def _end(view: View, kind: UnitKind, share: Fraction, side: frozenset[int], about: bool) -> str:
    size = _size(view, kind, abs(share))
    if size is None:
        return view.say[SAME[side, about]]
    # Beyond the end means further away from the article's value, or nearer to it.
    away = UP if share > 0 else DOWN
    limit = "at_least" if side == away else "at_most"
    if about:
        size = view.say.qualifiers[Qualifier.ABOUT].format(amount=size)
    if side:
        size = view.say[limit].format(amount=size)
    way = (
        ("further_down" if share > 0 else "further_up")
        if kind is UnitKind.RANK
        else ("above" if share > 0 else "below")
    )
    return view.say[way].format(distance=size)


def _size(view: View, kind: UnitKind, share: Fraction) -> str | None:
    """Return the distance without its direction; None if it rounds to nothing."""
    if kind is UnitKind.RANK:
        return view.plural("place", int(share)) if share else None
    number = _rounded(share * 100)
    if not number:
        return None
    if kind in (UnitKind.SHARE, UnitKind.CHANGE):
        return view.plural("percentage_point", number)
    return view.amount(Quantity("", "percent", UnitKind.SHARE, number))


def _rounded(number: Fraction) -> Decimal:
    """Round to whole numbers, and below one to one decimal."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal("1") if exact >= 1 else Decimal("0.1"), ROUND_HALF_UP)
