"""The language server as an editor meets it: over its own process, in each encoding of columns."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from macros.languages.catalogue import tags
from macros.reading.data import figures_file
from support.author import Author, make_client
from support.places import ROOT

BEFORE = "👩‍🏫 بازرگانی 🙂 "


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
    """Return a copy of the project with its English pages, which are enough and make each test shorter."""
    root = tmp_path_factory.mktemp("project")
    for part in ("data", "docs", "mkdocs.yml"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, root / part)
    data = root / DATA
    data.write_text(re.sub(r"^  languages: .*\n", "", data.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    for language in tags()[1:]:
        shutil.rmtree(root / "docs" / language)
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

PAGE = "docs/economics.md"
DATA = "data/figures.yml"
LINE = f'{BEFORE}{{{{ fig("trade_2023") }}}} and more'


def renamed(place: dict[str, Any], name: str) -> types.RenameParams:
    return types.RenameParams(**place, new_name=name)


def codes(found: list[types.Diagnostic]) -> list[object]:
    return [one.code for one in found]


async def test_the_value_stands_beside_the_macro(author: Author) -> None:
    author.type(PAGE, f"# Economics\n\n{LINE}\n")
    (hint,) = await author.hints(PAGE)
    assert hint.label == "= about US$13\u00a0billion"
    assert hint.position == types.Position(2, author.width(LINE.removesuffix(" and more")))
    assert hint.tooltip == "Trade between Iran and Iraq; 2023"
    assert await author.hints(PAGE, 3, 9) == []


async def test_open_braces_hide_no_other_hint(author: Author) -> None:
    author.type(PAGE, f'# Economics\n\nBegun: {{{{ fig("trade_\n\n{LINE}\n')
    (hint,) = await author.hints(PAGE)
    assert hint.position.line == 4


async def test_an_edit_of_the_data_shows_before_it_is_saved(author: Author) -> None:
    author.type(PAGE, f"# Economics\n\n{LINE}\n")
    text = author.text(DATA)
    author.type(DATA, text.replace("    value: 13\n", "    value: 14\n", 1))
    await author.problems(DATA, lambda found: "history-unrecorded" in codes(found))
    assert [hint.label for hint in await author.hints(PAGE)] == ["= about US$14\u00a0billion"]
    author.type(DATA, text.replace("    value: 13\n", "    value: [\n", 1))
    (problem,) = await author.problems(DATA, lambda found: "yaml-syntax" in codes(found))
    assert problem.severity is types.DiagnosticSeverity.Error
    assert [hint.label for hint in await author.hints(PAGE)] == ["= about US$14\u00a0billion"]
    assert "14" in await author.hover(PAGE, "trade_2023", "2023")
    author.type(DATA, text)
    await author.problems(DATA, lambda found: not {"history-unrecorded", "yaml-syntax"} & set(codes(found)))
    assert [hint.label for hint in await author.hints(PAGE)] == ["= about US$13\u00a0billion"]


async def test_a_figure_is_told_at_a_glance(author: Author) -> None:
    author.type(PAGE, f"# Economics\n\n{LINE}\n")
    for path, words in ((PAGE, '"trade_2023"'), (DATA, "  trade_2023:"), (DATA, "figure: trade_2023")):
        told = await author.hover(path, words, "2023")
        for expected in ("about US$13\u00a0billion", "Trade between Iran and Iraq", "2023", "Ashura News"):
            assert expected in told.replace("&nbsp;", "\u00a0") or expected.replace("\u00a0", " ") in told
    assert "{{ fig(" in await author.hover(PAGE, "{{ fig", "fig")
    assert await author.hover(PAGE, "and more", "more") == ""


@pytest.mark.parametrize(
    ("typed", "label", "line"),
    [
        ('{{ fig("trade_20', "trade_2023", '{{ fig("trade_2023") }}'),
        ('{{ fig("potential', "trade_potential", '{{ fig("trade_potential") }}'),
        ('{{ fig("trade between', "trade_2023", '{{ fig("trade_2023") }}'),
        ("{{ fig(", "trade_2023", '{{ fig("trade_2023") }}'),
        ("{{ fi", "fig", "{{ fig("),
        ('{{ cite("webangah_2', "webangah_2025_03_09", '{{ cite("webangah_2025_03_09") }}'),
        ('{{ figures("eco', "economics", '{{ figures("economics") }}'),
        ('{{ fig("trade_2023", form="num', "number", '{{ fig("trade_2023", form="number") }}'),
        ('{{ compare("dou', "double", '{{ compare("double"'),
        ('{{ chart("trade_2023", without="imp', "imports_from_iraq_1401_tpoi", None),
        ("13", "trade_2023", '{{ fig("trade_2023") }}'),
        ("۱۳", "trade_2023", '{{ fig("trade_2023") }}'),
    ],
)
async def test_what_can_be_typed(author: Author, typed: str, label: str, line: str | None) -> None:
    author.type(PAGE, f"# Economics\n\n{BEFORE}{typed}\n")
    offers = await author.offers(PAGE, f"{BEFORE}{typed}")
    assert label in offers
    if line is not None:
        assert author.taken(PAGE, offers[label]) == f"{BEFORE}{line}"
    if label == "trade_2023":
        assert "about US$13\u00a0billion" in (offers[label].detail or "")


async def test_braces_that_are_there_are_not_typed_again(author: Author) -> None:
    author.type(PAGE, f'# Economics\n\n{BEFORE}{{{{ fig("trade_20") }}}} more\n')
    offers = await author.offers(PAGE, '{{ fig("trade_20')
    assert author.taken(PAGE, offers["trade_2023"]) == f'{BEFORE}{{{{ fig("trade_2023") }}}} more'


@pytest.mark.parametrize(
    ("typed", "label", "line"),
    [
        ("      - {figure: trade_20", "trade_2023", "      - {figure: trade_2023"),
        (
            "    formula: trade_potential - trade_20",
            "trade_2023",
            "    formula: trade_potential - trade_2023",
        ),
        ("    note: Beside {trade_20", "trade_2023", "    note: Beside {trade_2023}"),
        ("    source: artic", "article", "    source: article"),
        ("    status: pot", "potential", "    status: potential"),
    ],
)
async def test_what_can_be_typed_in_the_data(author: Author, typed: str, label: str, line: str) -> None:
    author.type(DATA, author.text(DATA).replace("\nfigures:\n", f"\nfigures:\n{typed}\n", 1))
    offers = await author.offers(DATA, f"\nfigures:\n{typed}")
    assert author.taken(DATA, offers[label]) == line


async def test_the_definition_is_the_line_of_the_data(author: Author) -> None:
    author.type(PAGE, f'# Economics\n\n{LINE}, {{{{ cite("article") }}}}\n')
    author.type(DATA, "# A line more\n" + author.text(DATA))
    for words, wanted in (('"trade_2023"', "  trade_2023:"), ('"article"', "  article:")):
        params = types.DefinitionParams(**author.at(PAGE, words, words[2:]))
        found = await author.client.text_document_definition_async(params)
        assert isinstance(found, types.Location)
        assert author.path(found.uri) == DATA
        assert author.text(DATA).split("\n")[found.range.start.line] == wanted
        assert author.read(DATA, found.range) == wanted.strip(" :")


async def test_every_use_is_found_on_open_and_closed_pages(author: Author) -> None:
    author.type(PAGE, f"# Economics\n\n{LINE}\n")
    params = types.ReferenceParams(
        **author.at(PAGE, '"trade_2023"', "2023"), context=types.ReferenceContext(include_declaration=True)
    )
    found = await author.client.text_document_references_async(params) or ()
    places = {(author.path(one.uri), author.read(author.path(one.uri), one.range)) for one in found}
    assert {name for _, name in places} == {"trade_2023"}
    assert {PAGE, DATA, "data/history.yml", "docs/index.md"} <= {path for path, _ in places}
    assert sum(author.path(one.uri) == PAGE for one in found) == 1
    written = author.text(DATA)
    assert sum(author.path(one.uri) == DATA for one in found) == len(re.findall(r"\btrade_2023\b", written))


async def test_an_id_is_renamed_everywhere(author: Author) -> None:
    author.type(PAGE, f"# Economics\n\n{LINE}\n")
    for path, words in ((PAGE, '"trade_2023"'), (DATA, "  trade_2023:")):
        place = author.at(path, words, "2023")
        ready = await author.client.text_document_prepare_rename_async(types.PrepareRenameParams(**place))
        assert isinstance(ready, types.PrepareRenamePlaceholder)
        assert (ready.placeholder, author.read(path, ready.range)) == ("trade_2023", "trade_2023")
        edit = await author.client.text_document_rename_async(renamed(place, "trade_total"))
        assert edit
        after = author.applied(edit)
        assert len(after) >= 4
        for name, text in after.items():
            assert not re.search(r"\btrade_2023\b", text), name
            assert text == re.sub(r"\btrade_2023\b", "trade_total", author.text(name))


@pytest.mark.parametrize("name", ["Trade", "trade-total", "2023", "", "trade_potential", "ashura news"])
async def test_a_wrong_or_taken_id_is_refused(author: Author, name: str) -> None:
    place = author.at(DATA, "  trade_2023:", "2023")
    with pytest.raises(JsonRpcException, match=r"is no id|is taken"):
        await author.client.text_document_rename_async(renamed(place, name))


async def test_what_is_no_id_cannot_be_renamed(author: Author) -> None:
    for path, words in ((PAGE, "# Economics"), (DATA, "  economics:\n")):
        with pytest.raises(JsonRpcException, match=r"no id|id of a theme"):
            await author.client.text_document_prepare_rename_async(
                types.PrepareRenameParams(**author.at(path, words, "conomics"))
            )


def pages_of(root: Path) -> list[Path]:
    """Return the pages of all editions, without those of the guide."""
    return [*root.glob("docs/*.md"), *root.glob("docs/??/*.md")]


async def test_every_entry_says_how_often_it_is_used(author: Author) -> None:
    author.type(DATA, author.text(DATA))
    params = types.CodeLensParams(types.TextDocumentIdentifier(author.uri(DATA)))
    found = await author.client.text_document_code_lens_async(params) or ()
    assert len(found) > 400
    assert not any(lens.command for lens in found)
    lens = next(lens for lens in found if author.read(DATA, lens.range) == "trade_2023")
    told = (await author.client.code_lens_resolve_async(lens)).command
    pages = sum(page.read_text("utf-8").count('"trade_2023"') for page in pages_of(author.root))
    named = len(re.findall(r"\btrade_2023\b", author.text(DATA))) - 1
    assert told
    assert told.title == f"{pages + named} uses"
    assert told.command.startswith("figures.server.")


async def test_problems_are_told_while_typing_and_go_when_mended(author: Author) -> None:
    author.type(PAGE, f'# Economics\n\n{BEFORE}{{{{ fig("trade_2032") }}}}\n')
    (found,) = (
        one
        for one in await author.problems(PAGE, lambda found: "unknown-figure" in codes(found))
        if one.code == "unknown-figure"
    )
    assert found.message == "there is no figure 'trade_2032'; did you mean 'trade_2023'?"
    assert author.read(PAGE, found.range) == '{{ fig("trade_2032") }}'
    author.type(PAGE, f"# Economics\n\n{LINE}\n")
    await author.problems(PAGE, lambda found: "unknown-figure" not in codes(found))


async def test_an_edit_of_one_page_shows_what_it_breaks_on_another(author: Author) -> None:
    path = "docs/how-to-read.md"
    author.type(path, author.text(path).replace("{ #verdicts }", "{ #the-verdicts }"))
    other = "docs/economics.md"
    found = await author.problems(other, lambda found: "broken-anchor" in codes(found))
    assert set(codes(found)) == {"broken-anchor"}
    assert all("#verdicts" in one.message for one in found)
    author.type(path, (author.root / path).read_text("utf-8"))
    await author.problems(other, lambda found: not found)


@pytest.mark.parametrize(
    ("typed", "inside", "title", "line"),
    [
        ('{{ fig("trade_2032") }}', "2032", "Write trade_2023 (about", '{{ fig("trade_2023") }}'),
        ('{{ figg("trade_2023") }}', "figg", "Write fig", '{{ fig("trade_2023") }}'),
        (
            "It came to 13 billion.",
            "13",
            "Print trade_2023 here (about",
            'It came to {{ fig("trade_2023") }}.',
        ),
        (
            "It came to about US$13 billion.",
            "13",
            "Print trade_2023 here",
            'It came to {{ fig("trade_2023") }}.',
        ),
        ("Python 3.11 or newer.", "3.11", "Keep 3.11", 'Python {{ allow("3.11", because="") }} or newer.'),
        ("### A new part", "part", "Give the heading the id", "### A new part { #a-new-part }"),
    ],
)
async def test_a_problem_is_mended(author: Author, typed: str, inside: str, title: str, line: str) -> None:
    before = "" if typed.startswith("#") else BEFORE
    author.type(PAGE, f"# Economics\n\n{before}{typed}\n")
    found = await author.fixes(PAGE, f"{before}{typed}", inside)
    (fix,) = (fix for name, fix in found.items() if name.startswith(title))
    assert fix.edit
    after = author.applied(fix.edit)[PAGE].split("\n")[2]
    assert after == f"{before}{line}"


async def test_a_missing_figure_is_created(author: Author) -> None:
    author.type(PAGE, '# Economics\n\nIt was {{ fig("oil_exports") }}.\n')
    found = await author.fixes(PAGE, '"oil_exports"', "oil")
    edit = found["Create the figure oil_exports in data/figures.yml"].edit
    assert edit
    text = author.applied(edit)[DATA]
    assert "  oil_exports:\n    label:\n    theme: economics\n    value:\n" in text
    assert figures_file.attempt(text.encode()).problems
    assert {problem.code for problem in figures_file.attempt(text.encode()).problems} <= {
        "wrong-type",
        "missing-field",
        "unknown-unit",
    }


async def test_a_new_figure_takes_the_place_of_a_number(author: Author) -> None:
    author.type(PAGE, "# Economics\n\nIt was 987,654 tonnes.\n")
    found = await author.fixes(PAGE, "987,654", "654")
    edit = found["Create a figure of 987,654 in data/figures.yml and print it here"].edit
    assert edit
    after = author.applied(edit)
    assert after[PAGE].split("\n")[2] == 'It was {{ fig("new_figure") }} tonnes.'
    assert "  new_figure:\n    label:\n    theme: economics\n    value: 987654\n" in after[DATA]


async def test_files_of_another_project_are_left_alone(author: Author) -> None:
    document = types.TextDocumentIdentifier("file:///elsewhere/notes.md")
    span = types.Range(types.Position(0, 0), types.Position(9, 0))
    params = types.InlayHintParams(text_document=document, range=span)
    assert not await author.client.text_document_inlay_hint_async(params)
    hover = types.HoverParams(document, types.Position(0, 0))
    assert await author.client.text_document_hover_async(hover) is None
