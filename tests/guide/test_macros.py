"""The page about macros: each macro with its arguments, and examples that print what is shown."""

from __future__ import annotations

import inspect
import re

import pytest

from macros.languages.catalogue import catalogue
from macros.printing import macros
from macros.printing.comparisons import KNOWN
from macros.printing.view import View
from macros.reading.pages.calls import Call
from macros.reading.pages.page import read_page
from support.guide import FENCED, MACROS, SPAN, headings, part, plain, rows, spans, spoken

ENGLISH = catalogue("en")


def macro_headings() -> list[str]:
    ids = (mark["id"] for mark in headings(MACROS))
    return [id_.removeprefix("macro-") for id_ in ids if id_.startswith("macro-")]


def test_every_macro_has_its_heading_and_every_heading_a_macro() -> None:
    assert len(macros.MACROS) > 10
    assert sorted(macro_headings()) == sorted(macros.MACROS)


@pytest.mark.parametrize("name", macros.MACROS)
def test_the_arguments_of_a_macro_are_named(name: str) -> None:
    listed = re.findall(r"^- `(\w+)`: ", part(MACROS, f"macro-{name}"), re.MULTILINE)
    assert listed == list(inspect.signature(macros.MACROS[name]).parameters)[1:]


def examples(name: str) -> list[tuple[Call, str, str]]:
    """Return each example call of a macro with the kind and text of the block that shows its result."""
    blocks = list(FENCED.finditer(part(MACROS, f"macro-{name}")))
    pairs = []
    for block, result in zip(blocks[::2], blocks[1::2], strict=True):
        assert block["kind"] == "markdown"
        found = read_page("example.md", block["text"])
        assert not found.problems
        assert len(found.calls) == 1
        pairs.append((found.calls[0], result["kind"], result["text"]))
    return pairs


@pytest.mark.parametrize("name", macros.MACROS)
def test_the_example_of_a_macro_prints_what_is_shown(view: View, name: str) -> None:
    assert examples(name)
    for call, kind, shown in examples(name):
        assert call.name == name
        printed = macros.call(view, call.name, call.args, call.kwargs)
        if kind == "html":
            wanted = ".*".join(map(re.escape, spoken(shown).split("…")))
            assert re.fullmatch(wanted, spoken(printed)), f"{name} prints: {printed}"
        else:
            assert_in_order(said(shown), plain(printed))


def said(shown: str) -> list[str]:
    """Return the pieces of text that an example promises, in order."""
    pieces = re.split(r"[|…\n]", spoken_lines(shown))
    return [piece for piece in map(str.strip, pieces) if piece]


def spoken_lines(text: str) -> str:
    return "\n".join(map(spoken, text.split("\n")))


def assert_in_order(pieces: list[str], text: str) -> None:
    assert pieces
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        assert found >= 0, f"{piece!r} does not follow in: {text[at : at + 300]}"
        at = found + len(piece)


def test_the_counts_legends_and_forms_are_named(view: View) -> None:
    from macros.printing.sentences import FORMS

    for name, known in (
        ("howmany", view.book.counts()),
        ("legend", ENGLISH.legends),
        ("fig", FORMS),
    ):
        assert set(known) <= set(spans(part(MACROS, f"macro-{name}"))), name


def test_the_words_of_comparison_are_named() -> None:
    said = {word for row in rows(part(MACROS, "macro-compare")) for word in SPAN.findall(row[0])}
    for word in (word for word in KNOWN if not re.match("nearly |almost |(more|less) than .", word)):
        assert any(re.match(rf"(one )?{word}\b", f"{one} ") for one in said) or word in ALSO, word


ALSO = {"ahead", "same", "more", "less", "about as much", "as much", "one third", "one quarter"}
"""Words of comparison that are other forms of those in the table."""
