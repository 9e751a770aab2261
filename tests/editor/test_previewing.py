"""Previews as an editor meets them: it asks the language server, types, and is led to places."""

from __future__ import annotations

import asyncio
import json
import sys
import urllib.request
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from macros.editor.server.previewing import PREVIEW, PUSHED, VALUES
from support.author import Author, make_client
from support.site import copied

PAGE = "docs/economics.md"
DATA = "data/figures.yml"
PAUSE, TIMES = 0.05, 600


class Editor(Author):
    """An editor that keeps what the server tells it beside its answers."""

    values: dict[str, str]

    async def ask(self, **wanted: object) -> dict[str, Any]:
        """Return the answer of the command for previews."""
        params = types.ExecuteCommandParams(PREVIEW, [wanted])
        return dict(await self.client.workspace_execute_command_async(params) or {})

    async def until(self, done: Callable[[], bool]) -> None:
        """Wait for something; fail if it never happens."""
        for _ in range(TIMES):
            if await asyncio.to_thread(done):
                return
            await asyncio.sleep(PAUSE)
        raise AssertionError("it did not happen in time")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the project."""
    return copied(tmp_path / "project")


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    config=ClientServerConfig([sys.executable, "-m", "macros", "lsp"], make_client)
)
async def client(lsp_client: LanguageClient, root: Path) -> AsyncIterator[None]:
    """Open the project in an editor."""
    folder = types.WorkspaceFolder(uri=root.as_uri(), name="project")
    capabilities = client_capabilities("visual-studio-code")
    await lsp_client.initialize_session(
        types.InitializeParams(capabilities=capabilities, workspace_folders=[folder])
    )
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor(client: LanguageClient, root: Path) -> Editor:
    """Return the editor, which keeps the values that are pushed to it."""
    author = Editor(client, root, "utf-16")
    author.values = {}

    @client.feature(PUSHED)  # type: ignore[untyped-decorator]
    def values(params: Any) -> None:
        author.values = dict(params.values)

    return author


def get(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310  (an address of this computer)
        return str(answer.read().decode())


@pytest.mark.asyncio
async def test_the_live_preview_follows_the_editor_and_leads_back_into_it(editor: Editor) -> None:
    text = editor.text(PAGE)
    editor.type(PAGE, f"{text}\nTyped before the preview began.\n")
    answer = await editor.ask(path=PAGE, on="change")
    assert answer["page"] == "economics/"
    address = answer["address"]
    page = f"{address}site/economics/"
    await editor.until(lambda: "Typed before the preview began." in get(page))
    editor.type(PAGE, f"{text}\nTyped while it is seen.\n")
    await editor.until(lambda: "Typed while it is seen." in get(page))
    editor.type(DATA, editor.text(DATA).replace("    value: 13\n", "    value: 17\n", 1))
    await editor.until(lambda: 'value="17000000000" data-figure="trade_2023"' in get(page))
    assert (await editor.ask(path=PAGE))["address"] == address, "a second call starts no second preview"

    origin = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}"
    wanted = json.dumps({"id": "trade_2023"}).encode()
    click = urllib.request.Request(f"{address}open", wanted, {"Origin": origin})  # noqa: S310
    opened = await asyncio.to_thread(lambda: json.loads(urllib.request.urlopen(click).read()))  # noqa: S310
    assert opened["opened"] is True
    await editor.until(lambda: bool(editor.client.shown_documents))
    (place,) = editor.client.shown_documents
    assert place.uri == editor.uri(DATA)
    assert place.selection
    line = editor.text(DATA).splitlines()[place.selection.start.line]
    assert line[place.selection.start.character :] == "trade_2023:"

    editor.close()
    await editor.until(lambda: "Typed while it is seen." not in get(page))
    await editor.ask(external=True, path=PAGE)
    assert editor.client.shown_documents[-1].external
    assert editor.client.shown_documents[-1].uri == f"{address}#economics/"


@pytest.mark.asyncio
async def test_a_preview_of_saved_files_leaves_alone_what_is_typed(editor: Editor) -> None:
    text = editor.text(PAGE)
    editor.type(PAGE, f"{text}\nTyped only.\n")
    page = f"{(await editor.ask(path=PAGE, on='save'))['address']}site/economics/"
    assert "Typed only." not in await asyncio.to_thread(get, page)
    (editor.root / PAGE).write_text(f"{text}\nSaved.\n", "utf-8")
    await editor.until(lambda: "Saved." in get(page))


@pytest.mark.asyncio
async def test_values_are_pushed_to_an_editor_that_asks_for_them(editor: Editor) -> None:
    editor.type(PAGE, 'It is {{ fig("trade_2023") }}.\n\n{{ evidence("trade_2023") }}\n')
    await editor.client.workspace_execute_command_async(types.ExecuteCommandParams(VALUES))
    fig, evidence = '{{ fig("trade_2023") }}', '{{ evidence("trade_2023") }}'
    await editor.until(lambda: fig in editor.values)
    assert editor.values == {fig: "about US$13\u00a0billion", evidence: '`evidence("trade_2023")`'}
    editor.type(DATA, editor.text(DATA).replace("    value: 13\n", "    value: 17\n", 1))
    await editor.until(lambda: editor.values.get(fig) == "about US$17\u00a0billion")
