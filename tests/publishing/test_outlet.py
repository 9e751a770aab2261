"""What a language of an output is finished with, and where a run of the site builder holds it."""

from __future__ import annotations

import base64
import re
import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as BuilderPage

from macros import hooks
from macros.editor.preview.answering import Answering
from macros.figures.book import Book
from macros.project import overlay
from macros.project.held import held
from macros.project.project import open_project
from macros.publishing.outlet import Outlet, home, named
from support.places import ROOT, SMALL

DATA = SMALL.read_text("utf-8")
FRONT = "---\ndescription: Trade of both.\nrender_macros: true\nkept_for: {whom: [the, author]}\n---\n"
WRITTEN = {"description": "Trade of both.", "render_macros": True, "kept_for": {"whom": ["the", "author"]}}
SETTINGS = """\
site_name: A brief
site_url: {url}
theme: {{name: material, font: false, favicon: assets/brief/favicon.svg}}
plugins: {{search: {{}}, macros: {{module_name: macros, on_undefined: strict, on_error_fail: true}}}}
hooks: [macros/hooks.py]
markdown_extensions: {{attr_list: {{}}, tables: {{}}}}
"""
NAV = "nav: [index.md, trade.md, {In the menu: schools.md}]\n"
HISTORY = """\
editions:
- version: "1"
  date: 2024-01-01
  kind: first
  reason: {en: First.}
  figures:
    exports: {value: 6, scale: billion, unit: USD, period: 2022, source: paper}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small brief of three pages, one of which an author gave settings of his own."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/figures.yml").write_text(DATA, "utf-8")
    (tmp_path / "docs").mkdir()
    for name in ("index", "schools"):
        (tmp_path / f"docs/{name}.md").write_text(f"# Of {name}\n", "utf-8")
    page = '{{ fig("exports") }} of {{ period("exports") }}'
    (tmp_path / "docs/trade.md").write_text(f"{FRONT}# Trade\n\nIt is {page}.\n", "utf-8")
    (tmp_path / "macros").symlink_to(ROOT / "macros")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS.format(url="https://example.org/"), "utf-8")
    return tmp_path


class Seen:
    """A plugin that looks at the front matter of a page whenever the site builder hands the page on."""

    def __init__(self) -> None:
        self.metas: list[object] = []

    def on_page_markdown(self, markdown: str, page: BuilderPage, **_given: object) -> str:
        self._look(page)
        return markdown

    def on_page_content(self, html: str, page: BuilderPage, **_given: object) -> str:
        self._look(page)
        return html

    def on_env(self, env: Environment, files: Files, **_given: object) -> Environment:
        for file in files.documentation_pages():
            assert file.page
            self._look(file.page)
        return env

    def on_post_page(self, output: str, page: BuilderPage, **_given: object) -> str:
        self._look(page)
        return output

    def _look(self, page: BuilderPage) -> None:
        if page.file.src_uri == "trade.md":
            self.metas.append(dict(page.meta))


def test_the_front_matter_stays_as_the_author_wrote_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    config, seen = load_config(str(root / "mkdocs.yml")), Seen()
    for event in ("page_markdown", "page_content", "env", "post_page"):
        # The last to be asked: whatever the macros and hooks do has been done.
        config.plugins.events[event].append(getattr(seen, f"on_{event}"))
    build(config)
    assert seen.metas == [WRITTEN] * 4
    page = (root / "site/trade/index.html").read_text("utf-8")
    assert "about US$7" in page.replace("\u00a0", " ")
    assert '<meta property="og:image"' in page, "it was finished all the same"


def test_the_book_of_a_build_is_that_of_the_project(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    (root / "data/history.yml").write_text(HISTORY, "utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS.format(url="https://example.org/") + NAV, "utf-8")
    config = load_config(str(root / "mkdocs.yml"))
    build(config)
    outlet, book = held(config).outlet, open_project(root).book
    assert outlet
    assert dict(outlet.book.uses) == dict(book.uses)
    assert [use.src for use in outlet.book.uses["exports"]] == ["trade.md"]
    assert [edition.version for edition in outlet.book.history.editions] == ["1"]
    assert book.titles == {"index.md": "Of index", "schools.md": "Of schools", "trade.md": "Trade"}
    assert outlet.book.titles == {**book.titles, "schools.md": "In the menu"}
    assert "First." in (root / "site/feed.xml").read_text("utf-8")


@pytest.mark.parametrize("missing", [field.name for field in fields(Book)])
def test_no_book_is_made_without_a_part_of_it(missing: str, book: Book) -> None:
    parts = {field.name: getattr(book, field.name) for field in fields(Book)}
    assert Book(**parts) == book
    del parts[missing]
    with pytest.raises(TypeError, match=missing):
        Book(**parts)


def test_hooks_without_macros_say_what_is_missing(root: Path) -> None:
    settings = SETTINGS.format(url="https://example.org/")
    without = re.sub(r", macros: \{.*?\}", "", settings)
    assert "module_name" not in without
    (root / "mkdocs.yml").write_text(without, "utf-8")
    config = load_config(str(root / "mkdocs.yml"))
    with pytest.raises(PluginError, match="plugins: macros:"):
        hooks.on_env(Environment(), config, Files([]))  # noqa: S701  (no page is printed)


def test_without_address_no_file_is_made_that_only_a_website_needs(book: Book, tmp_path: Path) -> None:
    drawing = tmp_path / "icon.svg"
    shutil.copy(overlay.assets()["assets/brief/favicon.svg"], drawing)
    titled = named(book, {"trade.md": "Trade"})
    bundle = Outlet(titled, "en", "A brief", drawing, directory_urls=False)
    website = Outlet(titled, "en", "A brief", drawing, "https://example.org/brief/")
    assert [name for name, _ in bundle.beside()] == ["assets/brief/figures.js"]
    beside = dict(website.beside())
    assert {"feed.xml", "robots.txt", ".nojekyll", "assets/brief/touch-icon.png"} < beside.keys()
    assert "https://example.org/brief/sitemap.xml" in str(beside["robots.txt"])
    assert "<loc>" not in bundle.sitemap(["trade.md"])
    assert "<loc>https://example.org/brief/trade/</loc>" in website.sitemap(["trade.md"])


@pytest.mark.parametrize(
    ("language", "folders", "address"),
    [("en", True, ""), ("fa", True, "fa/"), ("ar", False, "ar/index.html")],
)
def test_the_logo_leads_to_the_start_page_of_the_language(language: str, folders: bool, address: str) -> None:
    assert home(language, folders) == address


# --- as it is typed ---------------------------------------------------------------------------------


def test_the_preview_answers_from_what_is_typed_and_keeps_the_last_good_data(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    answering = Answering(root, {"docs/trade.md": '# Trade\n\n{{ fig("exports") }}\n'})
    shown = str(answering.render("trade.md")["html"])
    assert 'value="7000000000"' in shown
    answering.change("data/figures.yml", DATA.replace("    value: 7\n", "    value: 8\n"))
    assert 'value="8000000000"' in str(answering.render("trade.md")["html"])
    answering.change("data/figures.yml", DATA + "figures: twice\n")
    (problem, *_) = answering.render("trade.md")["problems"]
    assert problem["path"] == "data/figures.yml"
    assert "given twice" in problem["text"]
    script = base64.b64decode(answering.made("assets/brief/figures.js")["content"]).decode()
    assert "US$8\u00a0billion" in script.replace("\\u00a0", "\u00a0")
    line = DATA.splitlines().index("  exports:") + 1
    assert answering.place("exports")["place"] == ["data/figures.yml", line, 3]
    answering.change("data/figures.yml")
    assert 'value="7000000000"' in str(answering.render("trade.md")["html"])


def test_a_page_that_is_no_text_is_told_at_its_place(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    answering = Answering(root, {})
    (root / "docs/trade.md").write_bytes("# Trade\n\né\n".encode("latin-1"))
    answering.change("docs/trade.md")
    answer = answering.render("trade.md")
    assert answer["html"] is None
    assert [(one["path"], one["line"]) for one in answer["problems"]] == [("docs/trade.md", 3)]
    assert "error[encoding]" in answer["problems"][0]["text"]
    (answer,) = answering.render("nowhere.md")["problems"]
    assert "is no page of this site" in answer["text"]
