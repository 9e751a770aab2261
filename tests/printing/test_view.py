"""What a page sees of the data: amounts that are never bare, and texts with their figures printed."""

from __future__ import annotations

import re

import pytest

from macros.figures import book as registry
from macros.figures.model import SECTIONS, Text
from macros.printing.elements import prose
from macros.printing.macros import call
from macros.printing.markup import figures_in, words_of
from macros.printing.view import View
from macros.project.project import Project
from macros.reading.data import figures_file
from macros.reading.data.translations import texts
from macros.reading.pages.routes import Page
from support.places import SMALL


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


def changed(old: str, new: str) -> View:
    """Return the view of small.yml with something in it written otherwise."""
    written = SMALL.read_text("utf-8")
    assert old in written
    data = figures_file.read(written.replace(old, new).encode())
    return View(registry.of_data_alone(data), Page("trade.md"))


def test_a_figure_may_have_its_own_word_for_its_status() -> None:
    view = changed("unit: student, status: plan,", "unit: student, status: plan, status_word: pledged,")
    scheme, goal = view.quantity("scheme"), view.quantity("goal")
    assert (view.label(scheme), view.label(goal)) == ("(pledged)", "(target)")
    assert "(pledged)" in words_of(call(view, "fig", ("scheme",), {}))


def test_a_word_for_a_status_needs_a_status() -> None:
    read = figures_file.attempt(
        SMALL.read_bytes().replace(b"unit: rank, period:", b"unit: rank, status_word: held, period:", 1)
    )
    assert [(problem.code, problem.hint) for problem in read.problems] == [
        ("missing-field", "write status:, or leave status_word: out")
    ]


def test_a_citation_names_whose_report_is_carried() -> None:
    view = changed("publisher: The Daily,", "publisher: The Daily, carries: A *wire* agency,")
    printed = call(view, "cite", ("daily",), {})
    assert words_of(printed) == "The Daily, carrying A *wire* agency"


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


@pytest.mark.parametrize(
    "page", ["register/index.md", "fa/register/economics.md", "ar/register/education.md"]
)
def test_an_origin_is_offered_once_however_many_publications_bear_its_name(
    project: Project, page: str
) -> None:
    theme = page.removesuffix(".md").rpartition("/")[2]
    view = View(project.book, Page(page))
    form, *rest = call(view, "register", () if theme == "index" else (theme,), {}).partition("</form>")
    options = re.findall(r'<option value="([a-z0-9_]+)">([^<]+)</option>', form.partition('name="origin"')[2])
    chosen = [name for value, name in options if not value.isdigit()]
    assert len(chosen) > 10
    assert len(chosen) == len(set(chosen))
    offered = {value for value, _ in options}
    assert set(re.findall(r'data-origin="([^"]+)"', "".join(rest))) <= offered
