"""What an author sees in Neovim, with the lines that `figures editor nvim` prints and no others."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.editor.setup import nvim as settings
from support.editors.neovim import Neovim
from support.editors.pictures import keep_markup

PAGE = "docs/economics.md"
DATA = "data/figures.yml"
BEFORE = "🙂 بازرگانی "
VALUE = "= about US$13 billion"


@pytest.fixture
def author(project: Path, tmp_path: Path) -> Iterator[Neovim]:
    """Return a Neovim that has the project open and shows its values."""
    found = Neovim(project, tmp_path, settings(argparse.Namespace()))
    try:
        found.edit(PAGE)
        found.until(lambda screen: VALUE in screen)
        yield found
    finally:
        found.close()


def test_values_stand_beside_the_macros(author: Neovim) -> None:
    author.go("## Main points")
    author.keys("zt")
    screen = author.until(lambda screen: '{{ fig("trade_2023") }}' in screen)
    assert re.search(r'\{\{ fig\("trade_2023"\) \}\}\s+= about US\$13 billion', screen), screen


def test_what_is_known_of_a_figure_opens_beside_it(author: Neovim) -> None:
    author.go("## Main points")
    author.keys("zt")
    author.go("trade_2023")
    author.keys("K")
    screen = author.until(lambda screen: "Ashura News" in screen)
    keep_markup(lambda: author.drawn(24), "neovim-hover")
    for words in ("Trade between Iran and Iraq", "about US$13 billion", "2023"):
        assert words in screen, screen


def test_ids_are_offered_with_their_values(author: Neovim) -> None:
    author.put(7, BEFORE)
    author.keys('A{{ fig("trade_p')
    screen = author.until(lambda screen: re.search(r"trade_potential\s+", screen) is not None)
    assert "trade_potential" in screen
    author.keys("<C-y><Esc>")
    author.until(lambda _: author.lines()[6] == f'{BEFORE}{{{{ fig("trade_potential") }}}}')
    author.until(lambda screen: "= more than US$20 billion" in screen)


def test_a_number_offers_the_figure(author: Neovim) -> None:
    author.put(7, f"{BEFORE}It is ")
    author.keys("A13")
    author.until(lambda screen: re.search(r"trade_2023\s", screen.split("\n")[7]) is not None)
    author.keys("<C-y><Esc>")
    author.until(lambda _: author.lines()[6] == f'{BEFORE}It is {{{{ fig("trade_2023") }}}}')


def test_a_problem_is_shown_and_mended(author: Neovim) -> None:
    author.put(7, f'{BEFORE}{{{{ fig("trade_2032") }}}}')
    author.until(lambda screen: "there is no figure 'trade_2032'" in screen)
    author.go("trade_2032")
    author.lua("vim.lsp.buf.code_action({apply = true, filter = function(a) return a.isPreferred end})")
    author.until(lambda _: author.lines()[6] == f'{BEFORE}{{{{ fig("trade_2023") }}}}')
    author.until(lambda screen: "there is no figure" not in screen)


def test_the_definition_opens_at_its_line(author: Neovim) -> None:
    author.go("trade_2023")
    author.keys("<C-]>")
    author.until(lambda _: author.nvim.current.line == "  trade_2023:")
    assert author.nvim.current.buffer.name.endswith(DATA)


def test_an_id_is_renamed_on_every_page_and_in_the_data(author: Neovim, project: Path) -> None:
    author.go("trade_2023")
    author.lua("vim.lsp.buf.rename('trade_total')")
    author.until(lambda _: not any("trade_2023" in line for line in author.lines()))
    author.nvim.command("wall")
    left = [
        str(path.relative_to(project))
        for folder, name in (("docs", "*.md"), ("data", "*.yml"))
        for path in (project / folder).glob(name)
        if re.search(r"\btrade_2023\b", path.read_text("utf-8"))
    ]
    assert left == []
    author.until(lambda screen: VALUE in screen)


def test_every_use_is_listed(author: Neovim) -> None:
    author.go("trade_2023")
    author.lua("vim.lsp.buf.references()")
    author.until(lambda _: author.nvim.eval("getqflist({'size': 1}).size") > 10)
    listed = {Path(item["bufname"]).name for item in quickfix(author)}
    assert {"economics.md", "index.md", "figures.yml", "history.yml"} <= listed


def quickfix(author: Neovim) -> list[dict[str, str]]:
    found = author.lua(
        "return vim.tbl_map(function(i) return {bufname = vim.fn.bufname(i.bufnr)} end, vim.fn.getqflist())"
    )
    assert isinstance(found, list)
    return found


def test_an_unsaved_edit_of_the_data_shows_on_the_page(author: Neovim) -> None:
    author.nvim.command(f"vsplit {DATA}")
    author.go("  trade_2023:")
    author.go("value: 13")
    author.keys("$xx")
    author.keys("a14<Esc>")
    author.until(lambda screen: "= about US$14 billion" in screen)
    author.keys("A: [<Esc>")
    author.until(lambda screen: "this is no YAML" in screen)
    assert "= about US$14 billion" in author.screen()


def test_uses_stand_above_the_entries(author: Neovim) -> None:
    author.edit(DATA)
    author.go("  trade_2023:")
    author.keys("zt")
    author.lua("vim.lsp.codelens.refresh({bufnr = 0})")
    author.until(lambda screen: re.search(r"\b\d+ uses", screen) is not None)
    author.lua("vim.lsp.codelens.run()")
    author.until(lambda _: author.nvim.eval("getqflist({'size': 1}).size") > 10)
    assert "economics.md" in {Path(item["bufname"]).name for item in quickfix(author)}
