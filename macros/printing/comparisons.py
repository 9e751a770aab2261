"""The macro that prints words of comparison only as long as the values bear them out.

| Words | Hold when |
|---|---|
| more than, higher, larger, greater, above, ahead of | all that a can be is above all that b can be |
| less than, fewer, lower, smaller, below, behind | all that a can be is below all that b can be |
| at least, at most | the same, and equal values will do |
| same as | the printed values and their qualifiers are equal |
| about as much as, about the same as | the printed values differ by at most 10 % of the greater |
| double, twice, triple, three times; | |
| half, a third, two thirds, a quarter, three quarters of | a / b, as printed, is within 5 % of it |
| nearly double, almost half, … | a / b, as printed, is below it by at most 10 % |
| more than double, less than half, … | whatever a and b can be, a / b is above or below it |
| rose, fell | from a to b: b is more, or less, than a |
| doubled, tripled, halved | from a to b: b / a, as printed, is within 5 % of it |
| largest, highest, greatest, biggest, most | a is more than each of the others |
| smallest, lowest, least | a is less than each of the others |

In other languages the table of the language names the words and which of these they mean.

What a figure can be: "about" reaches 5 % or half the last digit to either side, whichever is more; "nearly"
10 % below; "more than" has no end above; "less than" and "up to" have none below; a range has its two ends.
What has no end is neither about as much as another value nor a given part or multiple of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from markupsafe import Markup

from macros.figures.formulas import no_amount
from macros.figures.quantities import Interval, Units, interval, of_like_units
from macros.printing.markup import inline, tag
from macros.printing.view import View, WrongCall
from macros.problems import Fault, did_you_mean

Test = Callable[[Interval, Interval], bool]

NEAR, ALIKE = Fraction(1, 20), Fraction(1, 10)
PARTS = MappingProxyType(
    {
        "double": Fraction(2),
        "twice": Fraction(2),
        "triple": Fraction(3),
        "three times": Fraction(3),
        "half": Fraction(1, 2),
        "a third": Fraction(1, 3),
        "two thirds": Fraction(2, 3),
        "a quarter": Fraction(1, 4),
        "three quarters": Fraction(3, 4),
    }
)
VERBS = MappingProxyType(
    {"rose": "more", "fell": "less", "doubled": "double", "tripled": "triple", "halved": "half"}
)
"""Said of a way from the first figure to the second."""
MOST = ("largest", "highest", "greatest", "biggest", "most")
LEAST = ("smallest", "lowest", "least")
TYPED = MappingProxyType(
    {"more": "more than", "less": "less than", "same": "same as", "about as much": "about as much as"}
)
"""Words that are typed with their preposition, in hints."""


def _within(a: Interval, b: Interval, part: Fraction, below: Fraction, above: Fraction) -> bool:
    """Return whether the printed a / b lies that near to the part; printed ranges with all they span."""
    if b.printed[0] <= 0 or a.side or b.side:
        return False
    low, high = a.printed[0] / b.printed[-1], a.printed[-1] / b.printed[0]
    return part * (1 - below) <= low and high <= part * (1 + above)


def _tests() -> Iterator[tuple[str, Test]]:
    yield "more", Interval.above
    yield "less", lambda a, b: b.above(a)
    yield "at least", Interval.no_less
    yield "at most", lambda a, b: b.no_less(a)
    yield "same", lambda a, b: a == b
    yield "about as much", _alike
    for word, part in PARTS.items():
        yield from _part_tests(word, part)


def _part_tests(word: str, part: Fraction) -> Iterator[tuple[str, Test]]:
    def nearly(a: Interval, b: Interval) -> bool:
        return _within(a, b, part, ALIKE, Fraction(0)) and a.printed[1] < b.printed[0] * part

    yield word, lambda a, b: _within(a, b, part, NEAR, NEAR)
    yield f"nearly {word}", nearly
    yield f"almost {word}", nearly
    yield f"more than {word}", lambda a, b: a.above(b.times(part))
    yield f"less than {word}", lambda a, b: b.times(part).above(a)


def _alike(a: Interval, b: Interval) -> bool:
    low, high = min(*a.printed, *b.printed), max(*a.printed, *b.printed)
    return not (a.side or b.side) and high - low <= max(abs(low), abs(high)) * ALIKE


TESTS: Mapping[str, Test] = MappingProxyType(dict(_tests()))
SYNONYMS = MappingProxyType(
    {
        **dict.fromkeys(("higher", "larger", "greater", "above", "ahead"), "more"),
        **dict.fromkeys(("fewer", "lower", "smaller", "below", "behind"), "less"),
        **dict.fromkeys(("about the same", "as much"), "about as much"),
        "one third": "a third",
        "one quarter": "a quarter",
    }
)
KNOWN = (*TESTS, *SYNONYMS, *VERBS, *MOST, *LEAST)
ORDER = ("same", "more", "less", "about as much", "at least", "at most", *PARTS)


@dataclass(frozen=True)
class _Named:
    id: str
    printed: str
    interval: Interval


def compare(view: View, words: str, *ids: str) -> Markup:
    """Print words of comparison, after testing them against the values of the figures named.

    `compare("more than", "a", "b")` says it of a against b, `compare("rose", "a", "b")` of the way from
    a to b, `compare("largest", "a", "b", "c")` of a among all. The table above has all words.
    """
    word = _word(view, words)
    figures = [_named(view, id_) for id_ in ids]
    if len(figures) < 2 or (len(figures) > 2 and word not in (*MOST, *LEAST)):
        hint = 'write {{ compare("more than", "figure_a", "figure_b") }}'
        raise WrongCall(Fault("wrong-arguments", f"'{words}' does not compare {len(figures)} figures", hint))
    _refuse_unlike(view, figures)
    if not _holds(word, [figure.interval for figure in figures]):
        values = ", ".join(f"'{figure.id}' is {figure.printed}" for figure in figures)
        message = f"'{words}' does not hold: {values}"
        raise WrongCall(Fault("comparison-fails", message, _instead(view, word, figures)))
    named = " ".join(ids)
    return tag("span", inline(words), class_="comparison", data_compare=word, data_figures=named)


def _word(view: View, words: str) -> str:
    """Return the word of the table that is meant; WrongCall if there is none in the page's language."""
    word = " ".join(words.casefold().split()).removeprefix("the ")
    if table := view.say.comparisons:
        if word not in table:
            hint = did_you_mean(word, table) or f"known are {', '.join(table)}"
            raise WrongCall(_untested(words, hint))
        word = table[word]
    for end in (" as much as", " as many as", " as high as", " as large as", " than", " of", " as"):
        if (bare := word.removesuffix(end)) in KNOWN:
            word = bare
            break
    word = SYNONYMS.get(word, word)
    if word not in KNOWN:
        hint = did_you_mean(word, KNOWN) or "known are words such as more than, half, rose or largest"
        raise WrongCall(_untested(words, hint))
    return word


def _untested(words: str, hint: str) -> Fault:
    return Fault("unknown-comparison", f"there is no test for the words '{words}'", hint)


def _named(view: View, id_: str) -> _Named:
    quantity = view.quantity(id_)
    reached = interval(quantity)
    if reached is None:
        raise WrongCall(no_amount(id_, "name a figure with a value"))
    return _Named(id_, view.amount(quantity), reached)


def _refuse_unlike(view: View, figures: list[_Named]) -> None:
    units = Units(view.book.brief.units)
    first = view.quantity(figures[0].id)
    for figure in figures[1:]:
        other = view.quantity(figure.id)
        if not of_like_units(units, first, other):
            message = f"'{first.id}' ({figures[0].printed}) and '{other.id}' ({figure.printed}) are not alike"
            raise WrongCall(Fault("unlike-units", message, "compare figures of like units and times"))


def _holds(word: str, values: list[Interval]) -> bool:
    first, *others = values
    if word in VERBS:
        return TESTS[VERBS[word]](others[0], first)
    if word in (*MOST, *LEAST):
        test = TESTS["more" if word in MOST else "less"]
        return all(test(first, other) for other in others)
    return TESTS[word](first, others[0])


def _instead(view: View, word: str, figures: list[_Named]) -> str:
    """Return the words that would hold, or the figure of which they would."""
    values = [figure.interval for figure in figures]
    if word in (*MOST, *LEAST):
        for figure in figures[1:]:
            others = [other.interval for other in figures if other is not figure]
            if _holds(word, [figure.interval, *others]):
                return f"the {word} is '{figure.id}'"
        return "no value lies clearly apart from all others: say it without these words"
    part = next((part for part in PARTS if word.endswith(part)), "")
    nearer = [f"{before}{part}" for before in ("", "nearly ", "more than ", "less than ") if part]
    for other in list(VERBS) if word in VERBS else [*nearer, *ORDER]:
        if _holds(other, values):
            typed = TYPED.get(other, other)
            table = view.say.comparisons
            return f"write '{next((own for own, meant in table.items() if meant == typed), typed)}'"
    return "the values do not tell: say it without these words"
