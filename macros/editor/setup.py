"""Says how an editor finds the language server: a function for each editor, by its name."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

PROGRAM = "figures"
EXTENSION = "editors/vscode/figures.vsix"
"""Packed by `make vsix`."""


def server_command() -> tuple[str, ...]:
    """Return the command that starts the language server of this installation."""
    beside = Path(sys.executable).with_name(PROGRAM)
    return (str(beside), "lsp") if beside.is_file() else (sys.executable, "-m", "macros", "lsp")


def nvim(_options: argparse.Namespace) -> str:
    """Return the lines that Neovim needs, from version 0.11."""
    command = ", ".join(json.dumps(word, ensure_ascii=False) for word in server_command())
    return f"""\
-- In ~/.config/nvim/init.lua, or in .nvim.lua of the project; Neovim 0.11 or newer.
vim.lsp.config("figures", {{
  cmd = {{ {command} }},
  filetypes = {{ "markdown", "yaml" }},
  root_markers = {{ "data/figures.yml" }},
  workspace_required = true,
}})
vim.lsp.enable("figures")
vim.lsp.inlay_hint.enable(true)
vim.diagnostic.config({{ virtual_text = true }})
vim.api.nvim_create_autocmd("LspAttach", {{
  callback = function(event)
    vim.lsp.completion.enable(true, event.data.client_id, event.buf, {{ autotrigger = true }})
  end,
}})
-- Neovim marks underscores within words as mistakes, and ids have them.
vim.api.nvim_set_hl(0, "markdownError", {{ link = "Normal" }})
vim.lsp.commands["figures.server.uses"] = function(command, context)
  local encoding = vim.lsp.get_client_by_id(context.client_id).offset_encoding
  local uses = vim.lsp.util.locations_to_items(command.arguments[3], encoding)
  vim.fn.setqflist({{}}, " ", {{ title = command.title, items = uses }})
  vim.cmd.copen()
end"""


def vscode(options: argparse.Namespace) -> str:
    """Install the extension into VS Code, or return what to do by hand."""
    packed, code = options.root / EXTENSION, shutil.which("code")
    if not packed.is_file():
        return f"pack the extension first: make vsix\nthen: {PROGRAM} editor vscode"
    install = ("--install-extension", str(packed), "--force")
    if code is None:
        return (
            "VS Code is not on the PATH. In VS Code: Extensions, …, Install from VSIX…, and choose\n"
            f"{packed}\nor where it is on the PATH: code {' '.join(install[:2])}"
        )
    done = subprocess.run([code, *install], capture_output=True, text=True, check=False)  # noqa: S603
    said = f"{done.stdout}{done.stderr}".strip()
    return (
        said if done.returncode else f"{said}\nopen the project's folder: the values stand beside the macros"
    )


EDITORS: Mapping[str, tuple[str, Callable[[argparse.Namespace], str]]] = MappingProxyType(
    {
        "nvim": ("print the lines that Neovim needs", nvim),
        "vscode": ("install the extension of VS Code, or say how", vscode),
    }
)
"""What is said of each editor, and what is printed for it, by the word that follows `figures editor`."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Let the command take the name of an editor."""
    command.add_argument("editor", nargs="?", choices=EDITORS, help="which editor; all if none is given")


def run(options: argparse.Namespace) -> int:
    """Print how the editor finds the server, or which editors are known; return the exit status."""
    if options.editor:
        _, lines = EDITORS[options.editor]
        print(lines(options))
        return 0
    print(f"the language server: {' '.join(server_command())}")
    for name, (words, _) in EDITORS.items():
        print(f"{PROGRAM} editor {name:8}{words}")
    return 0
