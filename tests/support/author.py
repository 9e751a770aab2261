"""An author at work: an editor that speaks with the language server, without a window."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client

PATIENCE = 3_000
"""Looks, each after a moment, before something counts as never told; a busy machine is no fault."""


class Author:
    """A project that an editor has opened, and the editor."""

    def __init__(self, client: LanguageClient, root: Path, units: str) -> None:
        self.client, self.root, self.units = client, root, units
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def path(self, uri: str) -> str:
        return uri.removeprefix(f"{self.root.as_uri()}/")

    def text(self, path: str) -> str:
        return self.texts.get(path) or (self.root / path).read_text("utf-8")

    def width(self, text: str) -> int:
        """Return how many columns the editor counts for a text."""
        return {"utf-8": len(text.encode()), "utf-16": len(text.encode("utf-16-le")) // 2}.get(
            self.units, len(text)
        )

    def type(self, path: str, text: str) -> None:
        """Open the file with that text, or replace its text; nothing is saved."""
        uri, self.texts[path] = self.uri(path), text
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

    def at(self, path: str, words: str, inside: str = "") -> dict[str, Any]:
        """Return the place behind words in a file, or before what is inside them, as a request names it."""
        text = self.text(path)
        start = text.index(words) + (words.index(inside) if inside else len(words))
        line = text.count("\n", 0, start)
        before = text[text.rfind("\n", 0, start) + 1 : start]
        place = types.Position(line, self.width(before))
        return {"text_document": types.TextDocumentIdentifier(self.uri(path)), "position": place}

    def read(self, path: str, span: types.Range) -> str:
        """Return the text that stands in a range."""
        assert span.start.line == span.end.line
        line = self.text(path).split("\n")[span.start.line]
        cut = [
            next(n for n in range(len(line) + 1) if self.width(line[:n]) == at.character)
            for at in (span.start, span.end)
        ]
        return line[cut[0] : cut[1]]

    def applied(self, edit: types.WorkspaceEdit) -> dict[str, str]:
        """Return the text of each file after an edit."""
        listed = {self.path(uri): edits for uri, edits in (edit.changes or {}).items()}
        for one in edit.document_changes or ():
            assert isinstance(one, types.TextDocumentEdit)
            path = self.path(one.text_document.uri)
            assert one.text_document.version == self.versions.get(path)
            listed[path] = [each for each in one.edits if isinstance(each, types.TextEdit)]
        return {path: self._edited(path, edits) for path, edits in listed.items()}

    def _edited(self, path: str, edits: Sequence[types.TextEdit]) -> str:
        lines = self.text(path).split("\n")
        for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character))[::-1]:
            line, kept = edit.range.start.line, self.read(path, edit.range)
            start = next(
                n
                for n in range(len(lines[line]) + 1)
                if self.width(lines[line][:n]) == edit.range.start.character
            )
            lines[line] = lines[line][:start] + edit.new_text + lines[line][start + len(kept) :]
        return "\n".join(lines)

    def close(self) -> None:
        """Close every file; what was typed is gone."""
        for path in self.versions:
            document = types.TextDocumentIdentifier(self.uri(path))
            self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    async def hints(self, path: str, first: int = 0, last: int = 10_000) -> list[types.InlayHint]:
        """Return the hints of these lines."""
        span = types.Range(start=types.Position(first, 0), end=types.Position(last, 0))
        params = types.InlayHintParams(text_document=types.TextDocumentIdentifier(self.uri(path)), range=span)
        return list(await self.client.text_document_inlay_hint_async(params) or ())

    async def hover(self, path: str, words: str, inside: str) -> str:
        """Return what is told of a place, or nothing."""
        params = types.HoverParams(**self.at(path, words, inside))
        found = await self.client.text_document_hover_async(params)
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def offers(self, path: str, words: str) -> dict[str, types.CompletionItem]:
        """Return what can be typed behind these words, by its label."""
        params = types.CompletionParams(**self.at(path, words))
        found = await self.client.text_document_completion_async(params)
        assert isinstance(found, types.CompletionList)
        return {item.label: item for item in found.items}

    def taken(self, path: str, item: types.CompletionItem) -> str:
        """Return the line after an offer is taken."""
        assert isinstance(item.text_edit, types.TextEdit)
        edit = item.text_edit
        if item.insert_text_format == types.InsertTextFormat.Snippet:
            assert not re.search(r"(?<!\\)\$", edit.new_text), "nothing is to be filled in"
            edit = types.TextEdit(edit.range, re.sub(r"\\(.)", r"\1", edit.new_text))
        return self._edited(path, [edit]).split("\n")[item.text_edit.range.start.line]

    async def problems(
        self, path: str, until: Callable[[list[types.Diagnostic]], bool]
    ) -> list[types.Diagnostic]:
        """Return the problems shown in a file as soon as they are so; fail if they never are."""
        for _ in range(PATIENCE):
            found = list(self.client.diagnostics.get(self.uri(path), ()))
            if until(found):
                return found
            await asyncio.sleep(0.02)
        raise AssertionError([(one.code, one.message) for one in found])

    async def fixes(self, path: str, words: str, inside: str) -> dict[str, types.CodeAction]:
        """Return the quick fixes of a place by their titles."""
        place = self.at(path, words, inside)
        params = types.CodeActionParams(
            place["text_document"],
            types.Range(place["position"], place["position"]),
            types.CodeActionContext(diagnostics=[]),
        )
        found = await self.client.text_document_code_action_async(params)
        return {one.title: one for one in found or () if isinstance(one, types.CodeAction)}


def make_client() -> LanguageClient:
    """Return a client that can be asked to fetch hints again."""
    client: LanguageClient = make_test_lsp_client()

    @client.feature(types.WORKSPACE_INLAY_HINT_REFRESH)  # type: ignore[untyped-decorator]
    @client.feature(types.WORKSPACE_CODE_LENS_REFRESH)  # type: ignore[untyped-decorator]
    def refresh(_params: None) -> None:
        return None

    @client.feature(types.CLIENT_REGISTER_CAPABILITY)  # type: ignore[untyped-decorator]
    def register(_params: types.RegistrationParams) -> None:
        return None

    return client
