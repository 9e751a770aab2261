"""The README: its figure goes from the data to the page, and its first screen is short."""

from __future__ import annotations

import re

from macros.printing import macros
from macros.printing.view import View
from macros.reading.pages.page import read_page
from support.guide import FENCED, README, plain, spoken, texts_of
from support.places import ROOT


def test_the_figure_in_the_readme_goes_from_data_to_page(
    view: View, written: dict[str, dict[str, dict[str, object]]]
) -> None:
    entry, line, shown = (block["text"] for block in FENCED.finditer(README))
    for id_, fields in texts_of(entry).items():
        assert fields.items() <= written["figures"][id_].items()
    page = (ROOT / "docs" / "economics.md").read_text("utf-8")
    assert line in page
    printed = line
    for call in re.findall(r"\{\{.*?\}\}", line):
        (found,) = read_page("economics.md", call).calls
        printed = printed.replace(call, str(macros.call(view, found.name, found.args, found.kwargs)))
    assert plain(printed) == spoken(shown)


def test_the_first_screen_of_the_readme_is_short() -> None:
    first = README.partition("\n## ")[0]
    assert "make site" in first
    assert "make test" in first
    assert first.count("\n") < 42
