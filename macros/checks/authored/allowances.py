"""Finds allowances of numbers that are not needed, and says what became of every numeral of the pages.

A number that is typed by hand is found where the pages are read, so that a build refuses it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from macros.languages.catalogue import catalogue
from macros.languages.numerals import numerals, numerals_in
from macros.problems import Problem, place_in, typed_number
from macros.project.project import DOCS, Project, catalogues_in
from macros.project.settings import Settings
from macros.reading.pages.calls import Call

COUNTED = re.compile(r'<data class="count"|<span class="period"|\A<time ')


FIGURE = '<data class="figure'


PRINTED_SETTING = re.compile(r"^(?:site_name|site_description):.*(?:\n[ \t]+.*)*", re.MULTILINE)


@dataclass(frozen=True)
class Numerals:
    """How many numerals the pages hold, by where they come from."""

    figures: int
    counts: int
    allowed: int
    loose: int

    def __str__(self) -> str:
        size = self.figures + self.counts + self.allowed + self.loose
        return (
            f"{size} numerals: {self.figures} printed from figures, {self.counts} counted or dated by a "
            f"macro, {self.allowed} allowed with a reason, {self.loose} loose"
        )


def coverage(project: Project) -> Numerals:
    """Return what became of every numeral of the pages."""
    figures = counts = allowed = 0
    for printed in chain.from_iterable(project.printed_on.values()):
        if printed.call.name == "allow":
            allowed += sum(1 for _ in numerals(_text(printed.call)))
        else:
            figures += printed.html.count(FIGURE)
            counts += len(COUNTED.findall(printed.html))
    typed = (problem for problem in project.problems if problem.code == "typed-number")
    loose = sum(problem.place.path.startswith(f"{DOCS}/") for problem in typed)
    return Numerals(figures, counts, allowed, loose)


def needless_allowance(project: Project, _settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each allowance whose text holds no number."""
    for page in project.scans.values():
        for call in page.calls:
            text = _text(call)
            if call.name == "allow" and text and not any(numerals(text)):
                message, hint = f"'{text}' holds no number", f"write {text} without the macro"
                yield Problem(call.place, "needless-allowance", message, hint)


def _text(call: Call) -> str:
    return str(call.args[0] if call.args else call.kwargs.get("text", ""))


def typed_in_settings(project: Project, settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each number in the site's name and description, which every page prints."""
    brought = project.book.catalogues if project.readable else catalogues_in(project.files)
    for edition in (settings, *settings.editions):
        say = catalogue(edition.language, brought)
        try:
            text = project.files.text(edition.name)
        except (OSError, UnicodeDecodeError):
            continue  # reading the settings has told it
        for found in PRINTED_SETTING.finditer(text):
            for numeral in numerals_in(found[0], say):
                place = place_in(edition.name, text, found.start() + numeral.start)
                yield typed_number(numeral.text, "no macro is read here: say it without a number").at(place)
