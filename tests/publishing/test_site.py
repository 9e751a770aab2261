"""The built website and bundle: every number equals the data, every link leads somewhere."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import feedparser  # type: ignore[import-untyped]  # it has no types
import pytest
import yaml
from lxml import html

from macros.editor import hints, hover
from macros.editor.index import page_of
from macros.editor.workbench import Workbench
from macros.languages.catalogue import tags
from macros.project.project import Project
from macros.reading.pages.page import read_page
from macros.reading.pages.routes import Page, built_file
from support import places
from support.named import ZIP
from support.pages import find, pages, published, resolved
from support.site import copied, edit, figures, mkdocs, wait_for

INVENTORY = yaml.safe_load(places.INVENTORY.read_text("utf-8"))


def test_editors_show_what_the_pages_say(built: Path) -> None:
    index = Workbench(built).look().index
    assert index
    seen = 0
    for src, text in index.texts.items():
        page = read_page(f"docs/{src}", text)
        path = built / "site" / built_file(src, directory_urls=True)
        tree = html.fromstring(path.read_text("utf-8"))
        words = " ".join("".join(map(str, tree.itertext())).split())
        figures = {(node.get("data-figure"), told_by(node)) for node in find(tree, "//data[@data-figure]")}
        calls = {hints.end_of(call): call for call in page.calls}
        for hint in hints.hints(index.book, page_of(f"docs/{src}"), page):
            call = calls[hint.line, hint.column]
            assert " ".join(hint.text.split()) in words, (src, hint)
            if call.name == "fig":
                assert (call.args[0], " ".join(hint.text.split())) in figures, (src, hint)
            if call.name == "fig" and not call.kwargs:
                told = hover.of_entry(index, f"docs/{src}", call.args[0], call)
                printed = hover.escaped(hint.text)  # a table has a sign where a sentence has words
                lines = re.findall(r"\*\*.*?\*\*|→ .*", told or "")
                assert {f"**{printed}**", f"→ {printed}"} & set(lines), hint
                seen += 1
    assert seen > 50


def told_by(node: html.HtmlElement) -> str:
    """Return the words of an element, a space between two of them."""
    return " ".join(node.text_content().split())


def test_every_figure_on_every_page_equals_the_data(output: Path, project: Project) -> None:
    seen = set()
    for name, tree in pages(output):
        for element in find(tree, "//data[@data-figure]"):
            quantity = project.book.quantities[element.get("data-figure")]
            assert element.get("value") == quantity.machine, name
            seen.add(quantity.id)
    assert seen == set(project.book.quantities)


def test_every_figure_links_to_its_entry(output: Path, project: Project) -> None:
    checked = 0
    for name, tree in pages(output):
        for element in find(tree, "//data[@data-figure]"):
            (link,) = find(element, "./a")
            target, fragment = resolved(output, name, link.get("href"))
            figure = project.book.brief.figures[element.get("data-figure")]
            assert fragment == figure.id
            assert f"register/{figure.theme}" in target
            checked += 1
    assert checked > 1000


def test_every_internal_link_and_fragment_exists(output: Path) -> None:
    ids = {name: set(find(tree, "//@id")) for name, tree in pages(output)}
    broken = []
    links = 0
    for name, tree in pages(output):
        for attribute in find(tree, "//@href | //@src"):
            if urlsplit(attribute).scheme or attribute.startswith("//"):
                continue
            links += 1
            target, fragment = resolved(output, name, attribute)
            if not (output / target).is_file():
                broken.append((name, attribute))
            elif fragment and target in ids and fragment not in ids[target]:
                # Material's own skip link names the first heading, which has no id of ours.
                broken.append((name, attribute))
    assert not broken
    assert links > 5000


def test_the_bundle_links_to_files_never_to_folders(offline: Path) -> None:
    for name, tree in pages(offline):
        for href in find(tree, "//a/@href"):
            if not urlsplit(href).scheme and urlsplit(href).path:
                assert not urlsplit(href).path.endswith("/"), (name, href)


def test_ids_are_unique(output: Path) -> None:
    for name, tree in pages(output):
        ids = find(tree, "//*[not(ancestor-or-self::svg)]/@id")
        twice = {id_ for id_ in ids if ids.count(id_) > 1}
        assert not twice, (name, twice)


def test_nothing_is_loaded_from_another_host(output: Path) -> None:
    for name, tree in pages(output):
        loaded = find(tree, "//script/@src | //img/@src | //iframe/@src | //source/@src")
        loaded += find(tree, "//link[not(@rel='canonical' or @rel='prev' or @rel='next' or @hreflang)]/@href")
        assert loaded
        for address in loaded:
            assert not urlsplit(address).netloc, (name, address)


def test_no_page_shows_a_trace_of_the_machinery(output: Path) -> None:
    for name, tree in pages(output):
        for element in find(tree, "//code | //pre | //script | //style"):
            element.drop_tree()
        shown = tree.text_content()
        for trace in ("{{", "{%", "Macro Rendering Error", "no such element"):
            assert trace not in shown, (name, trace)
        for words in find(tree, "//text()"):
            assert words.strip() not in ("None", "Undefined", "[]", "{}"), (name, words)


def test_repairs_of_the_theme_are_applied(output: Path) -> None:
    """A new version of the theme may word its markup otherwise; then the repairs must follow."""
    for name, tree in published(output):
        (dialog,) = find(tree, "//div[@data-md-component='search']")
        assert dialog.get("aria-label"), name
        assert find(tree, "//div[contains(@class, 'md-search-result__meta')][@role='status']"), name
        assert not find(tree, "//label[@tabindex='']"), name


def test_every_table_has_a_caption_and_headings(output: Path) -> None:
    tables = 0
    for name, tree in pages(output):
        for table in find(tree, "//table[contains(@class, 'brief-table')]"):
            tables += 1
            assert len(find(table, "./caption")) == 1, name
            assert find(table, "./thead//th[@scope='col']"), name
            for row in find(table, "./tbody/tr"):
                assert len(find(row, "./th[@scope='row']")) == 1, name
    assert tables > 30


def test_every_row_of_the_article_is_on_its_theme_page(built: Path, project: Project) -> None:
    shown = {
        theme: html.document_fromstring((built / "site" / address(entry.page)).read_bytes())
        for theme, entry in project.book.brief.themes.items()
    }
    for code, theme in INVENTORY["claims"].items():
        found = find(shown[theme], f"//main//span[@class='brief-code' and text()='{code}']")
        assert found, f"{code} is not on the page of {theme}"


def address(src: str) -> str:
    return "index.html" if src == "index.md" else f"{src.removesuffix('.md')}/index.html"


def test_every_record_of_evidence_is_on_the_page_of_a_theme_or_item(output: Path, project: Project) -> None:
    shown: set[str] = set()
    entries_by_record = {
        record: [entry for entry in project.book.entries if entry.record == record]
        for record in INVENTORY["records"]
    }
    web = output.name == "site"
    sources = [theme.page for theme in project.book.brief.themes.values()]
    # The bundle has no pages of items.
    sources += [src for src in project.scans if src.startswith("items/")] if web else []
    for src in sources:
        tree = html.document_fromstring(
            (output / (address(src) if web else src.replace(".md", ".html"))).read_bytes()
        )
        shown |= {
            row.get("data-figure") or row.get("id")
            for row in find(tree, "//main//tr | //main//data | //main//div[@id]")
        }
    for record, entries in entries_by_record.items():
        assert entries, record
        missing = {entry.id for entry in entries} - shown
        # The bound of the article's date is told in the first paragraph of the home page.
        assert not missing - {"mehr_original_latest_date"}, (record, missing)


def test_what_was_not_found_is_on_its_theme_page(built: Path, project: Project) -> None:
    for item in project.book.brief.not_found.values():
        page = project.book.brief.themes[item.theme].page
        tree = html.document_fromstring((built / "site" / address(page)).read_bytes())
        assert find(tree, f"//li[@id='not-found-{item.id}']"), item.id


def test_the_register_names_every_use(built: Path, project: Project) -> None:
    tree = html.document_fromstring((built / "site/register/economics/index.html").read_bytes())
    (entry,) = find(tree, "//details[@class='brief-entry'][div/@id='trade_2023']")
    links = find(entry, ".//dt[text()='Used in']/following-sibling::dd//a/@href")
    assert "../../economics/#evidence-trade" in links
    assert "../../#headlines" in links
    index = html.document_fromstring((built / "site/register/index.html").read_bytes())
    assert set(find(index, "//tr/@id")) == set(project.book.quantities)


# --- one change, right everywhere ----------------------------------------------------------------


def test_a_number_changed_once_is_right_everywhere(edited: Path) -> None:
    printed = set()
    growth = set()
    for language in tags():
        for path in (edited / language).rglob("*.html"):
            tree = html.document_fromstring(path.read_bytes())
            for element in find(tree, "//data[@data-figure='trade_2023']"):
                said = element.text_content().replace("\u00a0", " ")
                printed.add((*find(tree, "/html/@lang"), element.get("value"), said))
            for element in find(tree, "//data[@data-figure='trade_growth_to_potential']"):
                growth.add(element.get("value"))
    assert printed == {
        ("en", "17000000000", "about US$17 billion"),
        ("fa", "17000000000", "حدود ۱۷ میلیارد دلار"),
        ("ar", "17000000000", "نحو ١٧ مليار دولار"),
    }
    assert growth == {"18"}  # 20 / 17 - 1


def test_the_same_source_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    root = copied(tmp_path / "elsewhere")
    environment = {**os.environ, "TZ": "Asia/Baghdad", "SOURCE_DATE_EPOCH": "0", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "macros", "site"]
    subprocess.run(command, cwd=root, env=environment, umask=0o077, check=True, capture_output=True)
    assert (root / "dist" / ZIP).read_bytes() == (built / "dist" / ZIP).read_bytes()
    for path in (built / "site").rglob("*"):
        if path.is_file():
            other = root / "site" / path.relative_to(built / "site")
            assert other.read_bytes() == path.read_bytes(), path.name


# --- a failed build ------------------------------------------------------------------------------


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("site", "dist")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


def break_data(root: Path) -> str:
    edit(root / "data/figures.yml", "    unit: USD\n", "    unit: USB\n")
    return r"data/figures\.yml:\d+:11: error\[unknown-unit\]: there is no unit 'USB'; did you mean 'USD'"


def break_call(root: Path) -> str:
    page = root / "docs/economics.md"
    page.write_text(page.read_text("utf-8") + '\nIt is {{ fig("trade_2032") }}.\n', "utf-8")
    return (
        r"docs/economics\.md:\d+:7: error\[unknown-figure\]: there is no figure 'trade_2032'; "
        r"did you mean 'trade_2023'\?"
    )


def break_link(root: Path) -> str:
    page = root / "docs/economics.md"
    page.write_text(page.read_text("utf-8") + "\nSee [there](nowhere.md).\n", "utf-8")
    return r"nowhere\.md"


@pytest.mark.parametrize("fault", [break_data, break_call, break_link])
def test_a_failed_build_leaves_the_last_good_output(
    built: Path, tmp_path: Path, fault: Callable[[Path], str]
) -> None:
    root = copied(tmp_path / "project")
    for folder in ("site", "dist"):
        shutil.copytree(built / folder, root / folder)
    before = snapshot(root)
    said = fault(root)
    done = figures(root, "site")
    assert done.returncode == 1
    assert re.search(said, done.stderr), done.stderr
    assert snapshot(root) == before


@pytest.mark.parametrize("fault", [break_data, break_call])
def test_the_site_builder_alone_refuses_before_it_cleans(
    built: Path, tmp_path: Path, fault: Callable[[Path], str]
) -> None:
    root = copied(tmp_path / "project")
    shutil.copytree(built / "site", root / "site")
    before = snapshot(root)
    said = fault(root)
    done = mkdocs(root)
    assert done.returncode == 1
    assert re.search(said, done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    assert snapshot(root) == before


# --- the live preview ----------------------------------------------------------------------------


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, str]]:
    """Yield a small brief with macros of its own, and the address of its preview: nobody has published it."""
    monkeypatch.delenv("SITE_URL")
    root = Path(shutil.copytree(places.SECOND, tmp_path / "project"))
    copied(root, ("macros",))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "macros", "serve", "--address", f"127.0.0.1:{port}"]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=root, stdout=log, stderr=log, start_new_session=True)
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url, "/catch/", "30\u00a0thousand")
            yield root, url
        finally:
            os.killpg(process.pid, 15)
            process.wait(20)


def test_edits_of_page_data_and_style_reload(served: tuple[Path, str]) -> None:
    root, url = served
    wait_for(url, "/catch/", "livereload")
    edit(root / "docs/catch.md", "The article puts the catch", "The whole article puts the catch")
    wait_for(url, "/catch/", "The whole article puts")
    edit(root / "data/figures.yml", "    value: 30\n", "    value: 31\n")
    wait_for(url, "/catch/", "31\u00a0thousand")
    (root / "macros/overrides/assets/brief/brief.css").write_text("/* edited */", "utf-8")
    wait_for(url, "/assets/brief/brief.css", "/* edited */")
    # A mistake is told and waits; once mended, the preview goes on.
    edit(root / "data/figures.yml", "    value: 31\n", "    value: 31m\n")
    time.sleep(2)
    edit(root / "data/figures.yml", "    value: 31m\n", "    value: 32\n")
    wait_for(url, "/catch/", "32\u00a0thousand")


def test_links_follow_the_addresses_of_the_site_builder() -> None:
    assert Page("economics.md").href("register/economics.md", "x") == "../register/economics/#x"
    assert Page("economics.md", False).href("register/economics.md") == "register/economics.html"


def test_the_feed_is_on_the_website_and_not_in_the_bundle(built: Path, offline: Path) -> None:
    read = feedparser.parse((built / "site" / "feed.xml").read_bytes())
    assert not read.bozo
    base = read.feed.links[0].href
    assert base.endswith("/feed.xml")
    assert read.entries[-1].link == urljoin(base, "changes/#edition-1")
    assert (offline / "changes.html").is_file()
    assert not (offline / "feed.xml").exists()
    assert "feed.xml" not in (offline / "changes.html").read_text("utf-8")
