"""Finds the numbers that are typed by hand on the pages, and names the figures they look like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from macros.figures.book import Book
from macros.figures.calendars import unmarked
from macros.figures.quantities import Quantity
from macros.figures.units import UnitKind
from macros.languages.catalogue import Catalogue
from macros.languages.numerals import Numeral, numerals_in
from macros.problems import Problem, typed_number
from macros.reading.pages.page import PageText

GENERIC = 'put it into the data and write {{ fig("id") }}, or say it without a number'
IN_FRONT = "no macro is read in the front matter: say it without a number"
MOST_NAMED = 2
PER_CENT = (UnitKind.SHARE, UnitKind.CHANGE)


def typed(
    pages: Mapping[str, PageText],
    say: Catalogue,
    book: Book | None,
    lookalikes: Callable[[Book], Lookalikes] | None = None,
) -> Iterator[Problem]:
    """Yield a problem for each numeral of the prose; without a book the hint names no figure.

    The pages are in the language of the catalogue.
    `lookalikes` hands out those of the book, for who has them already.
    """
    alike: Lookalikes | None = None
    for src, page in pages.items():
        for numeral in numerals_in(page.prose, say):
            hint = GENERIC
            if numeral.start < len(page.front):
                hint = IN_FRONT
            elif book:
                alike = alike or (lookalikes or Lookalikes)(book)
                hint = alike.hint(numeral, src) or GENERIC
            yield typed_number(numeral.text, hint).at(page.place(numeral.start))


class Lookalikes:
    """The figures of a book by their values, as an author may have typed them."""

    def __init__(self, book: Book) -> None:
        """Sort the figures by value and by date."""
        self.book = book
        self.themes = {theme.page: id_ for id_, theme in book.brief.themes.items()}
        self.values: dict[tuple[Fraction, ...], list[Quantity]] = defaultdict(list)
        self.dates: dict[str, list[str]] = defaultdict(list)
        self.periods: dict[str, list[str]] = defaultdict(list)
        for quantity in book.quantities.values():
            for key in _keys(quantity):
                self.values[key].append(quantity)
            if quantity.when:
                self.dates[unmarked(quantity.when.text)].append(quantity.id)
        for entry in book.entries:
            if entry.period and entry.period.dated:
                self.periods[unmarked(entry.period.text.removesuffix("?"))].append(entry.id)

    def hint(self, numeral: Numeral, src: str) -> str:
        """Return which figures the numeral looks like and what to write instead, or nothing."""
        if numeral.kind == "factor" and numeral.text.isalpha() and max(numeral.values) > 1:
            return f'tie the word to figures: {{{{ compare("{numeral.text}", "figure_a", "figure_b") }}}}'
        macro, ids = self.looks_like(numeral, src)
        if macro == "fig":
            return _hint(numeral, "value", ids[:MOST_NAMED], macro)
        return _hint(numeral, "period", ids[:1], macro) if ids else ""

    def looks_like(self, numeral: Numeral, src: str) -> tuple[str, list[str]]:
        """Return the macro that would print the numeral on that page, and the ids that fit, nearest first."""
        fitting = [
            quantity.id for quantity in self.values.get(numeral.values, ()) if _fits(numeral, quantity)
        ]
        if named := self._nearest([*self.dates.get(numeral.date, ()), *fitting], src):
            return "fig", named
        return "period", self._nearest(self.periods.get(numeral.date, []), src)

    def _nearest(self, ids: list[str], src: str) -> list[str]:
        """Return the figures of the page's theme first, then those of the article, then the others."""
        theme = self.themes.get(src)

        def far(id_: str) -> tuple[bool, bool]:
            entry = self.book.entry(id_)
            return entry is None or entry.theme != theme, entry is None or not self.book.brief.of_article(
                entry
            )

        return sorted(dict.fromkeys(ids), key=far)


def _hint(numeral: Numeral, what: str, named: list[str], macro: str) -> str:
    ids = " and ".join(f"'{id_}'" for id_ in named)
    calls = " or ".join(f'{{{{ {macro}("{id_}") }}}}' for id_ in named)
    return f"{numeral.text} is the {what} of {ids}: write {calls}"


def _keys(quantity: Quantity) -> Iterator[tuple[Fraction, ...]]:
    """Yield the values under which a numeral may mean this figure: as written, in full, as a part of one."""
    if quantity.when and quantity.when.start and quantity.when.end:
        yield (Fraction(quantity.when.start.year), Fraction(quantity.when.end.year))
    if quantity.value is None:
        return
    ends = tuple(Fraction(end) for end in (quantity.value, quantity.high) if end is not None)
    size = 10**quantity.scale.exponent
    yield from {ends, tuple(end * size for end in ends), tuple(abs(end) for end in ends)}
    if quantity.kind in PER_CENT:
        yield tuple(end / 100 for end in ends)


def _fits(numeral: Numeral, quantity: Quantity) -> bool:
    """Return whether a figure of that value is of the sort that the numeral says."""
    if quantity.when:
        return len(numeral.values) == 2
    if (numeral.kind == "ordinal") != (quantity.kind is UnitKind.RANK):
        return False
    match numeral.kind:
        case "percent":
            return quantity.kind in PER_CENT
        case "amount":
            return quantity.kind is UnitKind.CURRENCY
        case "factor":
            return quantity.kind in (*PER_CENT, UnitKind.RATIO)
        case _:
            whole = all(value.denominator == 1 for value in numeral.values)
            return whole or quantity.kind is not UnitKind.COUNT or bool(quantity.scale.exponent)
