"""Prints the period of a figure into its label, where the label asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from macros.figures.model import About, Figure, Text
from macros.figures.periods import Period
from macros.languages.catalogue import spoken
from macros.languages.dates import short_period

PERIOD = "{period}"
"""What an author writes in a label, so that figures that differ in time alone can be told apart."""


def told_apart(figures: Mapping[str, Figure], about: About) -> dict[str, Figure]:
    """Return the figures with their periods in the labels that ask for them, in the words of each language.

    A language that only the project has words for reads the English ones here.
    """
    return {id_: _labelled(figure, about) for id_, figure in figures.items()}


def _labelled(figure: Figure, about: About) -> Figure:
    period = figure.period
    if period is None or not any(PERIOD in words for words in figure.label.root.values()):
        return figure
    said = {tag: _filled(words, tag, period, about) for tag, words in figure.label.root.items()}
    return figure.model_copy(update={"label": Text(said)})


def _filled(words: str, tag: str, period: Period, about: About) -> str:
    return words.replace(PERIOD, short_period(period, spoken(about, tag)))
