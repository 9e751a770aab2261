"""Says in one sentence why a figure of the article is no surer than it is: computed from its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from macros.figures.evidence.distances import compare_one
from macros.figures.evidence.verdicts import (
    Origin,
    Piece,
    Summary,
    Verdict,
    Vote,
    summary,
)
from macros.figures.kinds import DateBasis, Qualifier, Relation
from macros.figures.model import Claim, Figure
from macros.figures.periods import Period
from macros.figures.units import UnitKind
from macros.languages.dates import period
from macros.printing.elements import data, figure_data
from macros.printing.markup import join, text
from macros.printing.view import View

NEAREST = 4
"""How many origins the sentence names."""
FAR = Fraction(10**9)
"""Behind all values whose distance is known."""


def short(view: View, figure: Figure) -> Markup:
    """Return the first of it: whether any origin gives the value, else the nearest, and what others say."""
    found = summary(view.book.brief, figure.id)
    if found.verdict is Verdict.NOT_SOUGHT:
        return Markup("")
    parts = [_whether(view, figure, found)]
    if found.votes[Vote.PARTLY] and not found.votes[Vote.AGREES]:
        parts.append(_nearest(view, figure, found.origins, most=1))
    # The nearest tells already of those that agree in part where none agrees.
    others = (Vote.PARTLY,) * bool(found.votes[Vote.AGREES]) + (Vote.MIXED, Vote.CONFLICTS)
    against = (_saying(view, figure, found.origins, vote) for vote in others)
    return join((part for part in (*parts, *against) if part), view.say["clauses"]) + view.say["full_stop"]


def nearest(view: View, entry: Figure | Claim) -> Figure | Claim | None:
    """Return the piece nearest to an item among what counts; nothing where there is none.

    What stands in the background measures another thing or another time, so none of it is near. Of what is
    equally near, what has a day of its own that can be trusted is told first.
    """
    found = summary(view.book.brief, entry.id)
    if not found.origins:
        return None
    if isinstance(entry, Claim):
        # What is said in words is nearer to a claim than a number, which may count something beside it.
        said = found.origins[0].pieces
        return min(said, key=lambda piece: (isinstance(piece[0], Figure), _undated(view, piece)))[0]
    every = (piece for origin in found.origins for piece in origin.pieces)
    return min(every, key=lambda piece: (_away(view, entry, piece), _undated(view, piece)))[0]


def why(view: View, figure: Figure) -> Markup:
    """Return what was found beside the figure, by whom, how near, how recent, and what is missing.

    Nothing for what nobody looked for.
    """
    found = summary(view.book.brief, figure.id)
    if found.verdict is Verdict.NOT_SOUGHT:
        return Markup("")
    parts = [_whether(view, figure, found)]
    if found.origins:
        parts += [_nearest(view, figure, found.origins), text(_latest(view, found.origins))]
    if found.context:
        parts.append(text(view.plural("context", found.context)))
    return join((part for part in parts if part), view.say["clauses"]) + view.say["full_stop"]


def _whether(view: View, figure: Figure, found: Summary) -> Markup:
    """Return whether any origin gives the value itself."""
    quantity = view.quantity(figure.id)
    if agree := found.votes[Vote.AGREES]:
        value = data(view, quantity, view.in_sentence(quantity))
        return join((view.plural("origins_agree", agree) + ":", value), " ")
    words = "gives"
    if quantity.kind is UnitKind.RANK:
        words = "ranks"
    elif any(_given_in_part(view, figure, piece) for origin in found.origins for piece in origin.pieces):
        words = "confirms"
    when = view.period(figure) if figure.period and figure.period.dated else ""
    when = view.say["own_time"] if figure.current else when
    name = f"no_source_{words}_for" if when else f"no_source_{words}"
    value = data(view, quantity, view.in_sentence(quantity, "oblique"))
    return text(view.say[name]).format(value=value, period=when)


def _given_in_part(view: View, figure: Figure, piece: Piece) -> bool:
    """Return whether a piece that agrees in part gives the value itself, or one that its bound allows."""
    entry, item = piece
    if item.relation is Relation.CONFLICTS or not isinstance(entry, Figure):
        return False
    away = compare_one(view.book, figure, entry, item).distance
    return figure.qualifier is Qualifier.MORE_THAN or bool(away and away.low == away.high == 0)


def _nearest(view: View, figure: Figure, origins: tuple[Origin, ...], most: int = NEAREST) -> Markup:
    """Return the origins that lie nearest, each with its values."""
    named = by_nearness(view, figure, origins)[:most]
    said = [_with_values(view, [origin]) for origin in named]
    return join((view.say["nearest"] + ":", join(said, view.say["separated"])), " ")


def _saying(view: View, figure: Figure, origins: tuple[Origin, ...], vote: Vote) -> Markup:
    """Return how many origins cast that vote, and what they say, nearest first; nothing for none.

    Those that say the same stand together.
    """
    saying: dict[tuple[str, ...], list[Origin]] = {}
    for origin in by_nearness(view, figure, tuple(one for one in origins if one.vote is vote)):
        saying.setdefault(tuple(_printed(view, origin)), []).append(origin)
    said = [_with_values(view, alike) for alike in saying.values()]
    size = sum(map(len, saying.values()))
    written = join(said, view.say["separated"])
    return join((view.plural(vote.value, size) + ":", written), " ") if said else Markup("")


def _with_values(view: View, alike: Sequence[Origin]) -> Markup:
    """Return the names of origins that say the same, with what they say."""
    names = join((text(view.origin(one.id)) for one in alike), view.say["listed"])
    values = values_of(view, alike[0])
    return join((names + ":", join(values, view.say["listed"])), " ") if values else names


def values_of(view: View, origin: Origin) -> list[Markup]:
    """Return the values of an origin; what it said more than once in the same words stands once."""
    return [figure_data(view, figure) for figure in _printed(view, origin).values()]


def _printed(view: View, origin: Origin) -> dict[str, Figure]:
    """Return the first figure of an origin for each value as it is printed."""
    figures = [entry for entry, _ in origin.pieces if isinstance(entry, Figure)]
    printed: dict[str, Figure] = {}
    for figure in figures:
        printed.setdefault(view.labelled(view.quantity(figure.id)), figure)
    return printed


def by_nearness(view: View, figure: Figure, origins: tuple[Origin, ...]) -> list[Origin]:
    """Return the origins, those first whose values lie nearest to the figure's."""
    return sorted(origins, key=lambda origin: _distance(view, figure, origin))


def _distance(view: View, figure: Figure, origin: Origin) -> Fraction:
    return min(_away(view, figure, piece) for piece in origin.pieces)


def _away(view: View, figure: Figure, piece: Piece) -> Fraction:
    """Return how far one value lies away; none where it cannot be told."""
    away = compare_one(view.book, figure, *piece).distance
    return min(abs(away.low), abs(away.high)) if away else FAR


def _undated(view: View, piece: Piece) -> bool:
    """Return whether readers would learn of no day, or of one that is known to be another."""
    source = view.book.brief.sources.get(piece[0].source or "")
    return source is None or source.published is None or source.published_basis is DateBasis.DOUBTFUL


def _latest(view: View, origins: tuple[Origin, ...]) -> str:
    """Return the day on which the latest of them was said or published; nothing if no day is known."""
    days: list[Period] = []
    for origin in origins:
        for entry, _ in origin.pieces:
            source = view.book.brief.sources.get(entry.source or "")
            day = entry.stated or (source.published if source else None)
            if day and day.span()[1]:
                days.append(day)
    if not days:
        return ""
    last = max(days, key=lambda day: str(day.span()[1]))
    return f"{view.say['latest_word']}: {period(last, view.say)}"
