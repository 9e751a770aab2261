"""The examples of the first page of the guide are those of the data and of its pages."""

from __future__ import annotations

import pytest

from macros.printing import macros
from macros.printing.view import View, WrongCall
from support.guide import GUIDE, fenced, part, texts_of
from support.places import ROOT


def test_the_entries_in_the_guide_are_those_of_the_data(
    written: dict[str, dict[str, dict[str, object]]],
) -> None:
    blocks = fenced(GUIDE, "yaml")
    assert len(blocks) >= 5
    for block in blocks:
        for section, entries in texts_of(block).items():
            for id_, entry in entries.items():
                assert written[section][id_] == entry, f"{section}: {id_}"


def test_the_sentence_in_the_guide_stands_on_its_page() -> None:
    page = (ROOT / "docs" / "economics.md").read_text("utf-8")
    blocks = fenced(GUIDE, "markdown")
    assert blocks
    assert all(block.strip() in page for block in blocks)


def test_the_problem_in_the_guide_is_printed_so(view: View) -> None:
    _form, shown = fenced(part(GUIDE, "problems"), "text")
    with pytest.raises(WrongCall) as wrong:
        macros.call(view, "fig", ("trade_2032",), {})
    assert shown.strip().endswith(f"error[{wrong.value.code}]: {wrong.value}")
