"""A second brief of another subject, in English and Arabic, with another calendar: nothing is made for one.

Its figures are made up; it stands in tests/second/.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from macros.commands.command import OK
from macros.editor.preview.worker import Worker
from macros.project.project import read_project
from macros.publishing import feed
from macros.reading.data.schema import SCHEMA_FILE, schema
from support.author import Author, make_client
from support.named import ABOUT
from support.places import ROOT, SECOND
from support.site import figures

NAME = "amber-coast"


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the brief in a folder with an Arabic name."""
    root = tmp_path_factory.mktemp("second") / "ساحل العنبر"
    shutil.copytree(SECOND, root)
    (root / SCHEMA_FILE).write_text(schema(), "utf-8")
    return root


@pytest.fixture(scope="module")
def built(brief: Path) -> Path:
    """Return the brief with its website and bundle."""
    done = figures(brief, "site")
    assert (done.returncode, done.stderr) == (OK, ""), done.stdout
    return brief


@pytest.fixture(scope="module")
def bundle(built: Path) -> dict[str, str]:
    """Return the texts of the bundle by their path."""
    with zipfile.ZipFile(built / "dist" / f"{NAME}-offline.zip") as packed:
        inside = {name.removeprefix(f"{NAME}/"): packed.read(name) for name in packed.namelist()}
    return {name: content.decode() for name, content in inside.items()}


def plain(html: str) -> str:
    """Return the words of a page, with plain spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_it_is_another_brief_and_says_that_it_is_made_up() -> None:
    brief, first = (read_project(root).book.brief for root in (SECOND, ROOT))
    assert (len(brief.themes), len(brief.figures), brief.about.languages) == (2, 8, ("en", "ar"))
    assert not brief.themes.keys() & first.themes.keys()
    assert not brief.figures.keys() & first.figures.keys()
    assert (brief.about.name, brief.about.licence) != (ABOUT.name, ABOUT.licence)
    assert brief.about.calendar != ABOUT.calendar
    for name in ("README.md", "docs/index.md", "data/figures.yml"):
        assert "made up" in (SECOND / name).read_text("utf-8")


def test_nothing_is_wrong_with_its_sources_and_outputs(built: Path) -> None:
    done = figures(built, "check", "--strict")
    assert (done.returncode, done.stderr) == (OK, "")
    assert done.stdout.startswith("no problems\n")
    assert "8 figures" in done.stdout


def test_what_is_wrong_is_found(brief: Path, tmp_path: Path) -> None:
    root = tmp_path / "broken"
    shutil.copytree(brief, root, ignore=shutil.ignore_patterns("site", "dist", ".build"))
    page = root / "docs" / "ar" / "catch.md"
    page.write_text(page.read_text("utf-8") + "\nثلاثة قوارب و[رابط](nowhere.md).\n", "utf-8")
    done = figures(root, "check", "--sources")
    assert done.returncode != OK
    assert {"typed-number", "broken-link"} <= set(re.findall(r"error\[([a-z-]+)\]", done.stdout))


def test_the_website_is_in_both_languages(built: Path) -> None:
    pages = {path.relative_to(built / "site").as_posix() for path in (built / "site").rglob("*.html")}
    assert {"catch/index.html", "ar/places/harbour/index.html", "review/catch.html"} <= pages
    english = plain((built / "site" / "catch" / "index.html").read_text("utf-8"))
    assert "about 30 thousand tonnes" in english.replace("\u00a0", " ")
    assert "Hijri year 1445 (19 July 2023 – 6 July 2024)" in english.replace("\u00a0", " ")
    assert "Years: Gregorian above, Hijri below" in english
    arabic = plain((built / "site" / "ar" / "places" / "harbour" / "index.html").read_text("utf-8"))
    assert "١١ آذار ٢٠٢٤ (١ رمضان ١٤٤٥)" in arabic.replace("\u00a0", " ")


def test_review_pages_take_their_example_from_the_brief(built: Path) -> None:
    said = plain((built / "site" / "review" / "index.html").read_text("utf-8"))
    assert "“catch, row …, Arabic: …”" in said
    assert "«catch، الصف …، العربية: …»" in said


def test_no_output_says_a_word_of_the_first_brief(built: Path, bundle: dict[str, str]) -> None:
    website = {
        path.relative_to(built / "site").as_posix(): path.read_text("utf-8")
        for path in (built / "site").rglob("*")
        if path.suffix in (".html", ".json", ".csv", ".bib", ".ris", ".xml", ".js", ".css", ".txt")
    }
    titles = " ".join(ABOUT.title.root.values())
    words = {
        word
        for word in re.findall(r"\w{4,}", titles)
        if word.lower() not in ("figures", "بالأرقام", "آینه", "آمار")
    }
    assert len(words) >= 6
    first = re.compile(rf"\b(?:{'|'.join(sorted(words))}|{ABOUT.name}|{ABOUT.identity})\b")
    for texts in (website, bundle):
        kept = {name: text for name, text in texts.items() if "/licences/" not in name}
        assert len(kept) > 40
        assert {name: first.findall(text) for name, text in kept.items() if first.search(text)} == {}
        own = [
            name for name, text in kept.items() if re.search(r"\bMIT\b", text) and "/javascripts/" not in name
        ]
        assert own == []


def test_files_bear_the_name_of_the_brief(built: Path, bundle: dict[str, str]) -> None:
    assert sorted(path.name for path in (built / "dist").iterdir()) == [
        f"{NAME}-offline.zip",
        f"{NAME}-offline.zip.sha256",
    ]
    assert "under the CC-BY-4.0 licence in LICENSE" in bundle["README.txt"]
    assert bundle["README.ar.txt"].startswith("ساحل العنبر بالأرقام\n")
    assert "١ شباط ٢٠٢٦ (١٣ شعبان ١٤٤٧)" in bundle["README.ar.txt"].replace("\u00a0", " ")
    assert "يشيد مقال مختلق" in bundle["README.ar.txt"]


def test_its_feed_is_known_by_its_name(built: Path) -> None:
    about = read_project(SECOND).book.brief.about
    said = (built / "site" / "feed.xml").read_text("utf-8")
    assert f"<id>{feed.identity(about).urn}</id>" in said
    assert feed.identity(about) != feed.identity(ABOUT)
    assert feed.identity(about) == feed.identity(about.model_copy(update={"version": "2"}))


def test_its_figures_are_handed_out(built: Path, bundle: dict[str, str]) -> None:
    document = json.loads((built / "site" / "data" / "figures.json").read_text("utf-8"))
    assert document["title"] == "The Amber Coast in Figures"
    assert document["licence"] == "CC-BY-4.0"
    assert document["rights"].startswith("Text and data CC-BY-4.0-licensed; ")
    rows = {row["id"]: row for row in document["figures"]}
    assert (rows["catch_1445"]["period"], rows["catch_1445"]["calendar"]) == ("1445 AH", "umm_al_qura")
    assert rows["catch_1445"]["period_start"] == "2023-07-19"
    described = json.loads((built / "site" / "data" / "figures.schema.json").read_text("utf-8"))
    assert described["title"] == "Figures of The Amber Coast in Figures to download"
    columns = described["$defs"]["figure"]["properties"]
    assert columns["calendar"]["enum"] == ["gregorian", "umm_al_qura"]
    assert columns["period"]["description"].endswith(", with AH behind it for the Umm al-Qura calendar")
    table = list(csv.DictReader(io.StringIO(bundle["data/figures.csv"].removeprefix("\ufeff"))))
    assert {row["id"] for row in table} == set(rows)
    assert "https://spdx.org/licenses/CC-BY-4.0.html" in (built / "site" / "catch" / "index.html").read_text(
        "utf-8"
    )
    done = figures(built, "export", "--format", "bibtex", "boats")
    assert done.stdout.startswith(f"@misc{{{NAME}-boats,")
    done = figures(built, "extract", f"dist/{NAME}-offline.zip", "--compare")
    assert (done.returncode, done.stderr) == (OK, "")


def test_a_page_of_it_is_previewed(brief: Path) -> None:
    worker = Worker(brief)
    text = (brief / "docs" / "catch.md").read_text("utf-8")
    worker.start({"docs/catch.md": f'{text}\nOnce more {{{{ fig("boats") }}}}.\n'})
    try:
        answer = worker.ask("render", src="catch.md")
    finally:
        worker.stop()
    assert answer["problems"] == []
    assert "Once more" in answer["html"]


# --- in an editor ----------------------------------------------------------------------------------


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    scope="module", config=ClientServerConfig([sys.executable, "-m", "macros", "lsp"], make_client)
)
async def client(lsp_client: LanguageClient, brief: Path) -> AsyncIterator[None]:
    """Open the brief in an editor."""
    folder = types.WorkspaceFolder(uri=brief.as_uri(), name="second")
    capabilities = client_capabilities("visual_studio_code")
    await lsp_client.initialize_session(
        types.InitializeParams(capabilities=capabilities, workspace_folders=[folder])
    )
    yield
    await lsp_client.shutdown_session()


@pytest.mark.asyncio(loop_scope="module")
async def test_the_language_server_answers(client: LanguageClient, brief: Path) -> None:
    author = Author(client, brief, "utf-16")
    page = "docs/ar/places/harbour.md"
    text = author.text(page)
    author.type(page, f'{text}\n{{{{ fig("boats_2032") }}}}\n')
    found = await author.problems(page, bool)
    assert "unknown-figure" in {one.code for one in found}
    hints = [str(hint.label) for hint in await author.hints(page)]
    assert any("١٬٢٠٠" in hint for hint in hints)
    said = await author.hover(page, 'fig("boats")', "boats")
    assert "القوارب في الميناء" in said
    offers = await author.offers(page, 'fig("boats_20')
    assert "boats_2024_registry" in offers
    author.close()
