"""Finds numbers in the charts of built pages that their tables do not have, and axes that are uneven."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from selectolax.lexbor import LexborNode

from macros.checks.output.origin import Spot, Unplaced, at_their_sources
from macros.checks.output.output import Output
from macros.languages.numerals import numerals
from macros.problems import Fault, Problem
from macros.project.project import Project
from macros.project.settings import Settings

NUMBER = re.compile(r"\d+(?:[.,٫٬]\d+)*")
AGAIN = "build again: picture and table are printed from the same figures"


def built_charts(output: Output, project: Project, settings: Settings) -> Iterator[Problem]:
    """Every number in a chart stands in its table, whose values are those of the data, or on an even axis."""
    yield from at_their_sources(output, project, settings, _charts(output))


def _charts(output: Output) -> Iterator[Unplaced]:
    for page in output.pages.values():
        for figure in page.tree.css("figure.brief-chart"):
            name = figure.attributes.get("id") or ""
            for wrong in _wrong(figure):
                spot = Spot(page, name, "figure", 0)
                message = f"in the chart '{name}' {wrong}"
                yield Unplaced(spot, Fault("wrong-chart", message, AGAIN), (f'id="{name}"', name))


def _wrong(figure: LexborNode) -> Iterator[str]:
    """Yield what is wrong with a chart, as the end of a sentence."""
    known = {number for cell in figure.css("td, th") for number in NUMBER.findall(cell.text())}
    rows = len(figure.css("tbody > tr"))
    for picture in figure.css("svg"):
        counted = {str(number) for number in range(rows + 1)}
        for text in picture.css("text"):
            axis = _axis(text)
            for number in NUMBER.findall(text.text()):
                if axis is None and number not in known:
                    yield f"'{text.text()}' is drawn, which its table does not say"
        for text in picture.css("title, desc"):
            for number in NUMBER.findall(text.text()):
                if number not in known and _folded(number) not in counted:
                    yield f"'{number}' is told, which its table does not say"
        for axis in picture.css("g.axis"):
            labels = [text.text() for text in axis.css("text")]
            if not _even(labels):
                yield f"the axis is uneven: {', '.join(labels)}"


def _folded(number: str) -> str:
    """Return the number in Latin digits, for those that are counted and stand in no table."""
    return "".join(str(unicodedata.digit(sign, sign)) for sign in number)


def _axis(text: LexborNode) -> LexborNode | None:
    above = text.parent
    while above is not None and above.tag != "svg":
        if (above.attributes.get("class") or "") == "axis":
            return above
        above = above.parent
    return None


def _even(labels: list[str]) -> bool:
    """Return whether the numbers go up or down in equal steps."""
    values = [found.values[0] for label in labels for found in numerals(label) if found.values]
    if len(values) != len(labels):
        return False
    steps = {after - before for before, after in pairwise(values)}
    return len(steps) <= 1
