"""Words that compare: each is printed as long as the values bear it out, and refused when they do not."""

from __future__ import annotations

import pytest

from macros.printing import macros
from macros.printing.view import View, WrongCall
from macros.reading.pages.routes import Page
from support.books import read_book

NUMBERS = {
    "ten": "value: 10",
    "eleven": "value: 11",
    "five": "value: 5",
    "twenty": "value: 20",
    "about_ten": "value: 10, qualifier: about",
    "over_ten": "value: 10, qualifier: more_than",
    "nearly_nine": "value: 9, qualifier: nearly",
    "nearly_ten": "value: 10, qualifier: nearly",
    "up_to_ten": "value: 10, qualifier: up_to",
    "under_ten": "value: 10, qualifier: less_than",
    "nine_to_twelve": "value: [9, 12], qualifier: range",
    "some": "qualifier: several",
}
OTHERS = {
    "small": "value: 9999, unit: USD, scale: million",
    "yearly": "value: 9, unit: USD, scale: billion, per: year",
    "daily": "value: 9, unit: USD, scale: billion, per: day",
    "share": "value: 40, unit: percent",
    "tenth": "value: 0.1, unit: ratio",
    "rank": "value: 2, unit: rank",
    "heads": "value: 2, unit: student",
}
GIVEN = {**{id_: f"unit: USD, scale: billion, {said}" for id_, said in NUMBERS.items()}, **OTHERS}
FIGURES = "".join(
    f"  {id_}: {{label: L, theme: trade, period: 2023, source: paper, measures: M, {said}}}\n"
    for id_, said in GIVEN.items()
)


@pytest.fixture(scope="module")
def numbers() -> View:
    return View(read_book(f"figures:\n{FIGURES}"), Page("trade.md"))


def compared(view: View, said: str) -> str:
    """Return what `words: ids` prints, or the code of what is wrong with it."""
    word, _, ids = said.partition(": ")
    try:
        return str(macros.call(view, "compare", [word, *ids.split()], {}))
    except WrongCall as wrong:
        return wrong.code


@pytest.mark.parametrize(
    "said",
    [
        "more than: eleven ten",
        "More than: ten small",
        "more than: eleven about_ten",
        "higher: over_ten ten",
        "above: ten nearly_ten",
        "ahead of: twenty nine_to_twelve",
        "less than: ten eleven",
        "below: five about_ten",
        "lower than: under_ten ten",
        "less: tenth share",
        "at least: ten ten",
        "at least: ten up_to_ten",
        "at most: ten over_ten",
        "same as: ten ten",
        "about as much as: ten eleven",
        "about the same as: about_ten eleven",
        "double: twenty ten",
        "twice as much as: twenty about_ten",
        "nearly double: nearly_nine five",
        "half: five ten",
        "half of: ten twenty",
        "more than half: ten nearly_ten",
        "more than half of: eleven twenty",
        "less than half of: five eleven",
        "nearly half: five eleven",
        "a quarter of: five twenty",
        "rose: ten eleven",
        "fell: eleven ten",
        "doubled: ten twenty",
        "halved: twenty ten",
        "the largest: twenty ten about_ten five",
        "smallest of: five ten",
        "more than: ten yearly",
    ],
)
def test_words_that_hold(numbers: View, said: str) -> None:
    word, _, _ = said.partition(": ")
    printed = compared(numbers, said)
    assert printed.startswith('<span class="comparison" data-compare="'), printed
    assert printed.endswith(f">{word}</span>")


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("more than: ten eleven", "write 'less than'"),
        ("more than: ten ten", "write 'same as'"),
        ("more than: ten over_ten", "write 'less than'"),
        ("above: twenty over_ten", "the values do not tell: say it without these words"),
        ("at least: five ten", "write 'less than'"),
        ("same as: ten about_ten", "write 'about as much as'"),
        ("about as much as: ten five", "write 'more than'"),
        ("double: eleven five", "write 'more than double'"),
        ("half: five over_ten", "write 'less than half'"),
        ("nearly half: five ten", "write 'half'"),
        ("rose: eleven ten", "write 'fell'"),
        ("doubled: five eleven", "write 'rose'"),
        ("largest: ten twenty five", "the largest is 'twenty'"),
        (
            "smallest: ten about_ten",
            "no value lies clearly apart from all others: say it without these words",
        ),
    ],
)
def test_words_that_fail_name_what_would_hold(numbers: View, said: str, hint: str) -> None:
    word, _, ids = said.partition(": ")
    with pytest.raises(WrongCall) as caught:
        macros.call(numbers, "compare", [word, *ids.split()], {})
    assert (caught.value.code, caught.value.hint) == ("comparison-fails", hint)
    for id_ in ids.split():
        assert f"'{id_}' is {numbers.amount(numbers.quantity(id_))}" in caught.value.message


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("mroe than: ten five", "unknown-comparison"),
        ("rather: ten five", "unknown-comparison"),
        ("more than: ten", "wrong-arguments"),
        ("more than: ten five eleven", "wrong-arguments"),
        ("more than: ten fvie", "unknown-figure"),
        ("more than: ten share", "unlike-units"),
        ("more than: ten heads", "unlike-units"),
        ("more than: yearly daily", "unlike-units"),
        ("more than: rank rank", "unlike-units"),
        ("more than: ten some", "unlike-units"),
    ],
)
def test_what_cannot_be_compared(numbers: View, said: str, code: str) -> None:
    assert compared(numbers, said) == code


def test_the_nearest_words_are_named(numbers: View) -> None:
    with pytest.raises(WrongCall) as caught:
        macros.call(numbers, "compare", ["larjest of", "ten", "five"], {})
    assert caught.value.hint == "did you mean 'largest'?"


def test_the_words_are_escaped_and_the_figures_named(numbers: View) -> None:
    printed = str(macros.call(numbers, "compare", ["more than", "ten", "five"], {}))
    assert printed == (
        '<span class="comparison" data-compare="more" data-figures="ten five">more than</span>'
    )
