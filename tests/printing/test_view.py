"""What a page sees of the data: amounts that are never bare, and texts with their figures printed."""

from __future__ import annotations

import pytest

from macros.figures.model import SECTIONS, Text
from macros.printing.elements import prose
from macros.printing.markup import figures_in, words_of
from macros.printing.view import View
from macros.reading.data.translations import texts


@pytest.mark.parametrize(
    ("id_", "printed"),
    [
        ("exports", "about US$7 billion"),
        ("goal", "US$20 billion (target)"),
        ("chance", "US$30 billion (potential)"),
        ("growth", "about 186% (our arithmetic)"),
    ],
)
def test_an_amount_bears_the_word_of_its_status(view: View, id_: str, printed: str) -> None:
    assert view.labelled(view.quantity(id_)).replace("\u00a0", " ") == printed


def test_what_is_printed_of_an_amount_bears_the_word_as_well(view: View) -> None:
    quantity = view.quantity("goal")
    assert view.labelled(quantity, view.number(quantity)).replace("\u00a0", " ") == "20 billion (target)"


def test_a_text_prints_the_figures_that_it_names(view: View) -> None:
    shows = Text.model_validate("From {exports} in {exports.period} to {goal.number}.")
    assert view.text(shows).replace("\u00a0", " ") == (
        "From about US$7 billion in 2023 to 20 billion (target)."
    )
    assert figures_in(prose(view, shows)) == ["exports", "goal"]
    assert view.text(None) == ""


def test_a_text_says_the_same_with_markup_and_without(view: View) -> None:
    seen = 0
    for section in SECTIONS:
        for id_, entry in getattr(view.book.brief, section).items():
            for _, text in texts(entry, (section, id_)):
                seen += 1
                assert words_of(prose(view, text)) == view.text(text)
    assert seen > 20
