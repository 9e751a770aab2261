"""The language server as an editor meets it: over its own process, in each encoding of columns."""

from __future__ import annotations

import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities, make_test_lsp_client

ROOT = Path(__file__).parent.parent
BEFORE = "👩‍🏫 بازرگانی 🙂 "


class Author:
    """A project that an editor has opened, and the editor."""

    def __init__(self, client: LanguageClient, root: Path, units: str) -> None:
        self.client, self.root, self.units = client, root, units
        self.versions: dict[str, int] = {}

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def width(self, text: str) -> int:
        """Return how many columns the editor counts for a text."""
        return {"utf-8": len(text.encode()), "utf-16": len(text.encode("utf-16-le")) // 2}.get(
            self.units, len(text)
        )

    def type(self, path: str, text: str) -> None:
        """Open the file with that text, or replace its text; nothing is saved."""
        uri = self.uri(path)
        version = self.versions[path] = self.versions.get(path, 0) + 1
        if version == 1:
            language = "markdown" if path.endswith(".md") else "yaml"
            document = types.TextDocumentItem(uri=uri, language_id=language, version=version, text=text)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))
        else:
            named = types.VersionedTextDocumentIdentifier(uri=uri, version=version)
            change = types.TextDocumentContentChangeWholeDocument(text=text)
            self.client.text_document_did_change(
                types.DidChangeTextDocumentParams(text_document=named, content_changes=[change])
            )

    def close(self) -> None:
        """Close every file; what was typed is gone."""
        for path in self.versions:
            document = types.TextDocumentIdentifier(self.uri(path))
            self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    async def hints(self, path: str, last: int = 10_000) -> list[types.InlayHint]:
        """Return the hints of the lines up to that one."""
        span = types.Range(start=types.Position(0, 0), end=types.Position(last, 0))
        params = types.InlayHintParams(text_document=types.TextDocumentIdentifier(self.uri(path)), range=span)
        return list(await self.client.text_document_inlay_hint_async(params) or ())


def make_client() -> LanguageClient:
    """Return a client that can be asked to fetch hints again."""
    client: LanguageClient = make_test_lsp_client()

    @client.feature(types.WORKSPACE_INLAY_HINT_REFRESH)  # type: ignore[untyped-decorator]
    @client.feature(types.WORKSPACE_CODE_LENS_REFRESH)  # type: ignore[untyped-decorator]
    def refresh(_params: None) -> None:
        return None

    return client


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    scope="module",
    params=[("visual_studio_code", "utf-16"), ("neovim", "utf-8"), ("emacs", "utf-32")],
    ids=lambda given: given[1],
    config=ClientServerConfig([sys.executable, "-m", "macros", "lsp"], make_client),
)
async def client(
    request: pytest.FixtureRequest, lsp_client: LanguageClient, project: Path
) -> AsyncIterator[None]:
    """Open a copy of the project in an editor."""
    name, units = request.param
    capabilities = client_capabilities(name)
    assert capabilities.workspace
    capabilities.workspace.inlay_hint = types.InlayHintWorkspaceClientCapabilities(refresh_support=True)
    folder = types.WorkspaceFolder(uri=project.as_uri(), name="project")
    found = await lsp_client.initialize_session(
        types.InitializeParams(capabilities=capabilities, workspace_folders=[folder])
    )
    assert found.capabilities.position_encoding == units
    yield
    await lsp_client.shutdown_session()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project."""
    root = tmp_path_factory.mktemp("project")
    for part in ("data", "docs", "mkdocs.yml"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, root / part)
    return root


@pytest.fixture
def author(client: LanguageClient, project: Path) -> Iterator[Author]:
    """Return the editor without a file open in it."""
    general = client.capabilities.general if client.capabilities else None
    units = (general and general.position_encodings) or ["utf-16"]
    author = Author(client, project, str(units[0]))
    yield author
    author.close()


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_value_stands_beside_the_macro(author: Author) -> None:
    line = f'{BEFORE}{{{{ fig("trade_2023") }}}} and more'
    author.type("docs/economics.md", f"# Economics\n\n{line}\n")
    (hint,) = await author.hints("docs/economics.md")
    assert hint.label == "= about US$13\u00a0billion"
    assert hint.position == types.Position(2, author.width(line.removesuffix(" and more")))
