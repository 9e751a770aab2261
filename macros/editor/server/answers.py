"""The handlers of the server: each takes what an editor asks to a plain answer, and the answer back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from macros.editor import completion, fixes, hints, hover
from macros.editor import references as standing
from macros.editor.fixes import TextChange
from macros.editor.index import Index, is_page, page_of, read_typed
from macros.editor.mentions import Mention
from macros.editor.references import NotRenamed
from macros.editor.server import protocol
from macros.editor.server.state import COMMANDS, Server, project_folder
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.data.history_file import HISTORY_FILE

USES = f"{COMMANDS}uses"
WATCHED = "**/*.{md,yml}"
QUICK_FIX = types.CodeActionKind.QuickFix


def add(server: Server) -> None:
    """Let the server answer about the figures of pages and data."""
    _events(server)
    _about(server)
    _places(server)
    _edits(server)


def _events(server: Server) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.open(project_folder(params))

    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        server.changed()
        told = server.client_capabilities.workspace
        watching = told and told.did_change_watched_files
        if watching and watching.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
            name = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = types.Registration("files", name, options)
            server.client_register_capability(types.RegistrationParams([registration]))
        else:
            server.watch()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def typed(params: types.DidChangeTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.changed(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files(_params: types.DidChangeWatchedFilesParams) -> None:
        server.changed()

    @server.feature(types.SHUTDOWN)
    def shutdown(_params: None) -> None:
        server.leave()


def _about(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def inlay_hint(params: types.InlayHintParams) -> list[types.InlayHint]:
        path, index = server.path_of(params.text_document.uri), await server.known()
        if index is None or not is_page(path):
            return []
        lines, page = server.lines(path), read_typed(path, server.text(path))
        first, last = params.range.start.line, params.range.end.line
        return [
            types.InlayHint(
                position=protocol.position(lines, hint.line, hint.column, server.units),
                label=f"= {hint.text}",
                tooltip=hint.tooltip or None,
                padding_left=True,
            )
            for hint in hints.hints(index.book, page_of(path), page, first, last)
        ]

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        index, path, spot = await _spot(server, params)
        if index is None:
            return None
        lines, found, mention = server.lines(path), None, spot.mention
        if mention is not None:
            found = hover.of_entry(index, path, mention.id, spot.call)
        elif spot.macro:
            found = hover.of_macro(spot.macro)
        if found is None:
            return None
        where = protocol.location("", mention, lines, server.units).range if mention else None
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, found), where)

    options = types.CompletionOptions(trigger_characters=list(completion.TRIGGERS))

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, options)
    async def complete(params: types.CompletionParams) -> types.CompletionList:
        path, index = server.path_of(params.text_document.uri), await server.known()
        found, lines = completion.Offers(), server.lines(path)
        line, column = protocol.column(lines, params.position, server.units)
        if index is not None and is_page(path):
            found = completion.on_page(index, path, lines[line], column)
        elif index is not None and path == DATA_FILE:
            found = completion.in_data(index, lines[line], column)
        return protocol.items(found, lines, line, server.units, snippets=server.snippets)


def _places(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> types.Location | None:
        index, _, spot = await _spot(server, params)
        if index is None or spot.mention is None:
            return None
        found = standing.definition(index, server.text(DATA_FILE), spot.mention)
        if found is None:
            return None
        section = index.section(spot.mention)
        entry = Mention(section, spot.mention.id, DATA_FILE, *found, defines=True)
        return _location(server, entry)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def references(params: types.ReferenceParams) -> list[types.Location]:
        await server.fresh()
        index, _, spot = await _spot(server, params)
        if index is None or spot.mention is None:
            return []
        declaration = params.context.include_declaration
        found = standing.references(index, spot.mention, declaration=declaration)
        return [_location(server, mention) for mention in found]

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=True))
    async def lens(params: types.CodeLensParams) -> list[types.CodeLens]:
        path = server.path_of(params.text_document.uri)
        if path != DATA_FILE:
            return []
        lines = server.lines(path)
        return [
            types.CodeLens(
                protocol.span(lines, line, column, column + len(id_), server.units), data=[section, id_, line]
            )
            for section, id_, line, column in standing.entries(server.text(path))
        ]

    @server.feature(types.CODE_LENS_RESOLVE)
    async def resolve(lens: types.CodeLens) -> types.CodeLens:
        # Values are known before the pages are; a count has to wait for these.
        index = await server.fresh()
        section, id_, line = lens.data or ("", "", 0)
        found = standing.uses(index, section, id_) if index else ()
        arguments = [server.uri_of(DATA_FILE), line, [_location(server, one) for one in found]]
        lens.command = types.Command(standing.title(found), USES, arguments=arguments)
        return lens

    @server.command(USES)
    def uses(*_given: object) -> None:
        """Show nothing: the settings of each editor list the places that the arguments hold."""


def _edits(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder:
        await server.fresh()
        index, path, spot = await _spot(server, params)
        try:
            mention = standing.check(_there(index), spot.mention)
        except NotRenamed as why:
            raise JsonRpcInvalidParams(str(why)) from None
        where = protocol.location("", mention, server.lines(path), server.units).range
        return types.PrepareRenamePlaceholder(where, mention.id)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    async def rename(params: types.RenameParams) -> types.WorkspaceEdit:
        await server.fresh()
        index, _, spot = await _spot(server, params)
        try:
            found = standing.rename(_there(index), spot.mention, params.new_name)
        except NotRenamed as why:
            raise JsonRpcInvalidParams(str(why)) from None
        changes = [TextChange(one.path, one.line, one.column, one.end, params.new_name) for one in found]
        return _workspace_edit(server, changes)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([QUICK_FIX]))
    async def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
        index = await server.fresh()
        path = server.path_of(params.text_document.uri)
        lines, data = server.lines(path), server.text(DATA_FILE)
        first, last = params.range.start.line, params.range.end.line
        found = []
        for problem in server.problems.get(path, ()):
            if not fixes.on_line(problem.place, first, last) or problem.place.line > len(lines):
                continue
            shown = protocol.diagnostic(problem, lines, server.units)
            if first == last and not _touching(shown.range, params.range):
                continue
            found += [
                types.CodeAction(
                    title=fix.title,
                    kind=QUICK_FIX,
                    diagnostics=[shown],
                    is_preferred=fix.preferred or None,
                    edit=_workspace_edit(server, fix.changes),
                )
                for fix in fixes.fixes(index, problem, lines[problem.place.line - 1], data)
            ]
        return found


Placed = (
    types.HoverParams
    | types.DefinitionParams
    | types.ReferenceParams
    | types.PrepareRenameParams
    | types.RenameParams
)


async def _spot(server: Server, params: Placed) -> tuple[Index | None, str, standing.UnderCursor]:
    """Return what is known, the path of the file, and what stands at the place in it."""
    path, index = server.path_of(params.text_document.uri), await server.known()
    if index is None or not (is_page(path) or path in (DATA_FILE, HISTORY_FILE)):
        return None, path, standing.UnderCursor()
    line, column = protocol.column(server.lines(path), params.position, server.units)
    return index, path, standing.at(index, path, server.text(path), line, column)


def _there(index: Index | None) -> Index:
    if index is None:
        raise NotRenamed("the data have errors: mend them first")
    return index


def _location(server: Server, mention: Mention) -> types.Location:
    return protocol.location(server.uri_of(mention.path), mention, server.lines(mention.path), server.units)


def _touching(one: types.Range, other: types.Range) -> bool:
    return one.start <= other.end and other.start <= one.end


def _workspace_edit(server: Server, changes: Iterable[TextChange]) -> types.WorkspaceEdit:
    """Return the changes, with the version of each file if the editor looks at it."""
    by_path: dict[str, list[types.TextEdit]] = defaultdict(list)
    for change in changes:
        lines = server.lines(change.path)
        where = protocol.span(lines, change.line, change.column, change.end, server.units)
        behind = change.line >= len(lines)
        by_path[change.path].append(types.TextEdit(where, f"\n{change.text}" if behind else change.text))
    told = server.client_capabilities.workspace
    if told and told.workspace_edit and told.workspace_edit.document_changes:
        listed = [
            protocol.edit(server.uri_of(path), server.version_of(path), by_path[path]) for path in by_path
        ]
        return types.WorkspaceEdit(document_changes=listed)
    return types.WorkspaceEdit(changes={server.uri_of(path): by_path[path] for path in by_path})
