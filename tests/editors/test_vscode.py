"""What an author sees in VS Code with the packed extension: values, mistakes, and both previews."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from support.editors.pictures import keep
from support.editors.vscode import SOON, Window, served
from support.places import ROOT
from support.site import copied

PACKED = ROOT / "editors/vscode/figures.vsix"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project, set to the Python of the tests."""
    root = copied(tmp_path_factory.mktemp("vscode") / "brief")
    (root / ".vscode").mkdir()
    (root / ".vscode/settings.json").write_text(json.dumps({"figures.python": sys.executable}), "utf-8")
    return root


@contextmanager
def opened(project: Path, work: Path, *, trusted: bool = True) -> Iterator[Page]:
    """Yield the window of VS Code with the project open."""
    assert PACKED.is_file(), "the extension is not packed; run: make editors"
    with served(project, work, PACKED, trusted=trusted) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 720})
        page.goto(address)
        page.locator(".monaco-workbench").wait_for(timeout=SOON * 1000)
        yield page
        browser.close()


def test_nothing_of_a_project_runs_before_it_is_trusted(project: Path, tmp_path: Path) -> None:
    with opened(project, tmp_path, trusted=False) as page:
        window = Window(page, project)
        page.get_by_role("button", name="No, I don't trust the authors").click()
        window.open("docs/economics.md")
        window.reads('fig("trade_2023")')
        window.command("Figures: Open Live Preview")
        expect(page.get_by_text("starts once you trust it").first).to_be_visible()
        expect(window.line("US$13")).to_have_count(0)
        window.command("Workspaces: Manage Workspace Trust")
        page.get_by_role("button", name="Trust", exact=True).first.click()
        window.open("docs/economics.md")
        window.reads("= about US$13 billion")


@pytest.fixture(scope="module")
def page(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Return the window of VS Code with the project open and its values known."""
    with opened(project, tmp_path_factory.mktemp("code")) as page:
        page.keyboard.press("Control+B")
        yield page


@pytest.fixture
def window(page: Page, project: Path) -> Iterator[Window]:
    """Return the window with the page on economics open; what is typed in it is given up."""
    window = Window(page, project)
    window.open("docs/economics.md")
    expect(window.line("= about US$13 billion").first).to_be_visible()
    yield window
    window.revert()


def test_values_stand_beside_the_macros(window: Window) -> None:
    # VS Code would cut short what stands on one line, and wraps long lines before a value.
    window.reads('fig("trade_2023") }} = about US$13 billion: the')
    window.reads('fig("trade_1402_chamber_unofficial") }} = up to US$14 billion (estimate) in unofficial')


def test_a_mistake_is_underlined_and_says_what_to_type(window: Window) -> None:
    window.end()
    window.type('Now {{ fig("trade_2032") }}.')
    expect(window.page.locator(".squiggly-error").first).to_be_visible()
    window.page.keyboard.press("Escape")
    for _ in range(8):
        window.page.keyboard.press("ArrowLeft")
    expect(window.hover("unknown-figure")).to_contain_text("did you mean 'trade_2023'?")


def test_a_figure_says_what_is_known_of_it(window: Window, project: Path) -> None:
    lines = (project / "docs/economics.md").read_text("utf-8").splitlines()
    number = next(place for place, line in enumerate(lines, 1) if 'fig("trade_2023")' in line)
    window.go(number, lines[number - 1].index("trade_2023") + 3)
    expect(window.hover("Trade between Iran and Iraq")).to_contain_text("US$13")
    keep(window.page, "vscode-hover", 30, 460)


def test_ids_are_offered_with_their_values(window: Window) -> None:
    window.end()
    window.type('The article puts it at {{ fig("')
    expect(window.page.locator(".suggest-widget .monaco-list-row").first).to_be_visible()
    window.type("trade_20")
    window.offered("trade_2023", "US$13")
    # Typed letters narrow the offers.
    others = window.page.locator(".suggest-widget .monaco-list-row", has_text="iraq_export_rank")
    expect(others).to_have_count(0)
    window.offered("trade_2023", "US$13")
    keep(window.page, "vscode-completion", 380, 610)
    window.take("trade_2023")
    taken = window.line("The article puts it at").last
    expect(taken).to_contain_text(re.compile(r'\{\{\sfig\("trade_2023"\)\s?\}\}\W*about\sUS\$13'))


def test_the_preview_of_vs_code_prints_the_values(window: Window) -> None:
    window.command("Markdown: Open Preview to the Side")
    said = "(words) => document.body.innerText.replaceAll('\\u00a0', ' ').includes(words)"
    window.frame(
        "h1[data-line]", said, "The article puts trade between both countries at about US$13 billion for 2023"
    )
    window.page.keyboard.press("Control+1")
    window.end()
    window.type('Typed: {{ fig("trade_potential") }} in all.')
    window.frame("h1[data-line]", said, "Typed: more than US$20 billion a year (potential) in all.")


def test_the_live_preview_shows_what_is_typed_and_leads_to_the_data(window: Window) -> None:
    state = "(start) => document.querySelector('#state').textContent.startsWith(start)"
    said = "(words) => document.querySelector('article').innerText.includes(words)"
    window.command("Figures: Open Live Preview")
    window.frame("#state", state, "Up to date")
    window.page.keyboard.press("Control+1")
    window.end()
    window.type("A sentence that nobody saved.")
    window.frame("article h1", said, "A sentence that nobody saved.")
    keep(window.page, "vscode-preview")
    window.type(' {{ fig("trade_2032") }}')
    shell = window.frame("#state", state, "Out of date")
    window.frame("#problems", "() => document.querySelector('#problems').innerText.includes('trade_2023')")
    page = window.frame("article h1", said, "A sentence that nobody saved.")
    page.evaluate("() => document.querySelector('data[data-figure=trade_2023] a').click()")
    expect(window.page.locator(".tab.active", has_text="figures.yml")).to_be_visible()
    expect(window.line("trade_2023:").first).to_be_visible()
    assert shell.evaluate("() => document.querySelector('#told').textContent") == ""


def test_the_uses_of_an_entry_stand_above_it_and_are_listed(window: Window, project: Path) -> None:
    lines = (project / "data/figures.yml").read_text("utf-8").splitlines()
    window.open("data/figures.yml")
    window.go(lines.index("  trade_2023:") + 1, 3)
    expect(window.page.locator(".codelens-decoration a", has_text="uses").first).to_be_visible()
    # One of them is a formula.
    listed = window.page.locator(".peekview-widget").get_by_text("trade_potential - ").first
    for _ in range(2):  # a busy editor drops the command while it asks for the lenses anew
        window.command("Show CodeLens Commands for Current Line", "uses")
        with suppress(AssertionError):
            expect(listed).to_be_visible(timeout=20_000)
            break
        window.page.keyboard.press("Escape")
    expect(listed).to_be_visible()
    window.page.keyboard.press("Escape")


def test_unsaved_data_change_the_values_beside_the_macros(window: Window, project: Path) -> None:
    lines = (project / "data/figures.yml").read_text("utf-8").splitlines()
    start = lines.index("  trade_2023:")
    number = next(place for place in range(start, len(lines)) if lines[place] == "    value: 13")
    window.open("data/figures.yml")
    window.go(number + 1, len("    value: 13") + 1)
    window.page.keyboard.press("Backspace")
    window.type("7")
    window.open("docs/economics.md")
    expect(window.line("= about US$17 billion").first).to_be_visible()
    window.open("data/figures.yml")
    window.command("File: Revert File")
