"""Citations: read back by other readers than their writers, and printed as reference managers print them."""

from __future__ import annotations

import datetime
import json
import re
import warnings
from typing import Any

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string
from pylatexenc.latex2text import LatexNodes2Text

from macros.figures.book import Book
from macros.figures.model import Source
from macros.figures.periods import parse_period
from macros.languages.catalogue import catalogue
from macros.languages.dates import period
from macros.printing.downloads import citations, files
from macros.printing.downloads.citations import Item
from macros.printing.downloads.forms import CITATIONS
from macros.printing.view import View
from macros.project.project import Project
from macros.reading.pages.routes import Page

SITE = "https://example.org/brief/"
NASTY = "A & B_{c} 100% #1 $5 ~ ^ \\x \"q\" 'r' <b> رشد صادرات é – and Sons"
LINE = re.compile(r"([A-Z][A-Z0-9])  - (.*)")
CSL_KEYS = {"id", "type", "author", "title", "version", "issued", "note", "URL", "language"}


@pytest.fixture(scope="module")
def real(project: Project) -> View:
    return View(project.book, Page("index.md", site=SITE))


@pytest.fixture(scope="module")
def items(real: View) -> list[Item]:
    """Return every citation of the real brief."""
    brief = real.book.brief
    return [
        *(citations.of_figure(real, figure) for figure in brief.figures.values()),
        *(citations.of_page(real, src) for src in real.book.titles),
        *(citations.of_source(real, source) for source in brief.sources.values()),
    ]


def nasty(text: str) -> Item:
    return {
        "id": "a-b_c",
        "type": "webpage",
        "author": [{"literal": text}],
        "title": text,
        "issued": {"date-parts": [[2024, 5, 1]]},
        "note": text,
        "URL": "https://example.org/a_b?c=%20&d=e#f",
    }


# --- BibTeX, written by one library and read by another ---------------------------------------------


def spoken(latex: str) -> str:
    """Return what a LaTeX text prints, by a reader that does not know how it was escaped."""
    # Two commands of LaTeX that the reader does not know; and its circumflex is one that stands alone.
    known = latex.replace("\\textbraceleft{}", "\\{").replace("\\textbraceright{}", "\\}")
    return " ".join(LatexNodes2Text(keep_comments=True).latex_to_text(known).split()).replace("ˆ", "^")


def fields(entry: Entry) -> dict[str, str]:
    (author,) = entry.persons["author"]
    return {"author": str(author), **dict(entry.fields)}


def test_every_citation_is_read_back_from_bibtex(items: list[Item]) -> None:
    read = parse_string(citations.bibtex(items), "bibtex").entries
    assert list(read) == [item["id"] for item in items]
    for item in items:
        found = fields(read[item["id"]])
        assert spoken(found["author"]) == item["author"][0]["literal"]
        assert spoken(found["title"]) == item["title"]
        assert spoken(found.get("note", "")) == item.get("note", "")
        assert found.get("url") == item.get("URL")
        parts = item.get("issued", {}).get("date-parts", [[None]])
        assert found.get("year") == (str(parts[0][0]) if parts[0][0] else None)


def test_bibtex_says_month_and_language_in_words_that_styles_know(items: list[Item]) -> None:
    """A month in digits is printed as digits, and `language` as it is written, before anything else."""
    dated = [item for item in items if len(item.get("issued", {}).get("date-parts", ((),))[0]) > 1]
    assert len(dated) > 100
    for item in dated:
        written = citations.bibtex([item])
        parts = item["issued"]["date-parts"]
        if len(parts) == 1:
            word = datetime.date(parts[0][0], parts[0][1], 1).strftime("%b").lower()
            assert re.search(rf"^\s*month = {word}\b", written, re.MULTILINE), written
    said = {item.get("language"): citations.bibtex([item]) for item in items}
    for tag, name in (("en", "english"), ("fa", "persian"), ("ar", "arabic")):
        assert f"langid = {{{name}}}" in said[tag]
        assert "\tlanguage" not in said[tag]


def test_a_version_is_one_version_in_csl(items: list[Item]) -> None:
    """Processors pluralise what looks like a range: a hyphen in a version makes "Versions" of it."""
    versions = {item["version"] for item in json.loads(citations.csl(items)) if "version" in item}
    assert versions
    assert all(re.fullmatch(r"[\d.]+", version) for version in versions)


def test_nothing_breaks_bibtex() -> None:
    found = fields(parse_string(citations.bibtex([nasty(NASTY)]), "bibtex").entries["a-b_c"])
    assert spoken(found["title"]) == NASTY
    assert spoken(found["author"]) == NASTY, "the name of a body is one name, whatever words are in it"


@settings(deadline=None)  # what is tested is not the time
@given(st.text("ab &%$#_{}~^\\\"'@,=رé", min_size=1, max_size=20).map(lambda text: f"x{text}x"))
def test_any_title_survives_bibtex(text: str) -> None:
    text = " ".join(text.split())
    found = fields(parse_string(citations.bibtex([nasty(text)]), "bibtex").entries["a-b_c"])
    # Two apostrophes print as one quotation mark in LaTeX, which is no loss.
    assert spoken(found["title"]).replace("”", "''") == text.replace("”", "''")


# --- RIS, read line by line as its specification says -------------------------------------------------


def read_ris(text: str) -> list[dict[str, list[str]]]:
    """Return the references of an RIS file: lines of two signs, two spaces, a hyphen and a space."""
    found: list[dict[str, list[str]]] = []
    current: dict[str, list[str]] | None = None
    for line in text.splitlines():
        if not line:
            continue
        read = LINE.fullmatch(line if line != "ER  -" else "ER  - ")
        assert read, line
        if read[1] == "TY":
            assert current is None, "a reference begins inside another"
            current = {}
        assert current is not None
        if read[1] == "ER":
            found.append(current)
            current = None
        else:
            current.setdefault(read[1], []).append(read[2])
    assert current is None
    return found


def test_every_citation_is_read_back_from_ris(items: list[Item]) -> None:
    read = read_ris(citations.ris(items))
    assert len(read) == len(items)
    for item, found in zip(items, read, strict=True):
        assert found["ID"] == [item["id"]]
        assert found["TI"] == [item["title"]]
        name = item["author"][0]["literal"]
        assert found.get("AU", found.get("PB")) == [name if "," in name else f"{name},"]
        assert found.get("UR", [None]) == [item.get("URL")]
        assert found.get("N1", [None]) == [item.get("note")]
        assert found["TY"][0] in ("DATA", "ELEC", "GEN")
        for date in found.get("DA", ()):
            assert re.fullmatch(r"\d{4}/(\d\d)?/(\d\d)?/", date)


def test_nothing_breaks_ris() -> None:
    (found,) = read_ris(citations.ris([nasty(NASTY)]))
    assert found["TI"] == [NASTY]


# --- CSL-JSON ----------------------------------------------------------------------------------------


def test_csl_items_hold_what_the_format_knows(items: list[Item]) -> None:
    read = json.loads(citations.csl(items))
    for item, found in zip(items, read, strict=True):
        assert found["title"] == f'<span class="nocase">{item["title"]}</span>'
        assert {key: said for key, said in found.items() if key not in ("title", "version")} == {
            key: said for key, said in item.items() if key not in ("title", "version")
        }
    assert len({item["id"] for item in read}) == len(read)
    for item in read:
        assert item.keys() <= CSL_KEYS
        assert {"id", "type", "author", "title"} <= item.keys()
        assert item["type"] in ("dataset", "webpage", "document")
        assert [list(name) for name in item["author"]] == [["literal"]]
        for part in item.get("issued", {}).get("date-parts", ()):
            assert 1 <= len(part) <= 3
            assert all(isinstance(number, int) for number in part)


def printed(items: list[dict[str, Any]]) -> list[str]:
    """Return the items as a bibliography in the Harvard style."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library names fields that the style does not use
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        made = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            made.register(Citation([CitationItem(item["id"])]))
        return [str(line) for line in made.bibliography()]


def test_a_style_prints_author_year_title_and_address(real: View) -> None:
    figure = real.book.brief.figures["trade_2023"]
    source = real.book.brief.sources["menafn_2024_05_01"]
    items = [citations.of_figure(real, figure), citations.of_source(real, source)]
    first, second = printed(json.loads(citations.csl(items)))
    for words in (
        "Iran–Iraq in Figures",
        "2026",
        "Trade between Iran and Iraq: about US$13 billion (as stated by Ashura News)",
        SITE,
    ):
        assert words in first
    assert "<" not in first + second
    for words in ("MENAFN", "2024", "Title not shown", "https://menafn.com/1108160331"):
        assert words in second


# --- what is said ------------------------------------------------------------------------------------


def test_a_citation_says_whose_the_figure_is_and_what_sort(real: View) -> None:
    stated = citations.of_figure(real, real.book.brief.figures["trade_potential"])
    assert "more than US$20 billion a year (potential)" in stated["title"]
    assert stated["title"].endswith("(as stated by Ashura News)")
    assert "as stated by Ashura News" in stated["note"]
    ours = citations.of_figure(real, real.book.brief.figures["trade_growth_to_potential"])
    assert "(our arithmetic)" in ours["title"]
    assert "Our arithmetic" in ours["note"]
    assert stated["version"] == real.book.brief.about.version
    assert stated["URL"] == f"{SITE}register/#trade_potential"
    assert "accessed" not in stated


def test_a_page_is_cited_by_its_title_and_address(real: View) -> None:
    page = citations.of_page(real, "register/economics.md")
    assert page["title"] == "Iran–Iraq in Figures: Register: Economics"
    assert page["URL"] == f"{SITE}register/economics/"
    home = citations.of_page(real, "index.md")
    assert (home["title"], home["URL"]) == ("Iran–Iraq in Figures", SITE)


def test_without_a_published_address_a_citation_has_none(project: Project) -> None:
    view = View(project.book, Page("index.md"))
    item = citations.of_figure(view, project.book.brief.figures["trade_2023"])
    assert "URL" not in item
    assert "trade_2023" in item["note"]
    for text in (citations.bibtex([item]), citations.ris([item]), citations.short(view, item)):
        assert "http" not in text


@pytest.mark.parametrize(
    ("published", "parts"),
    [
        ("2019", [[2019]]),
        ("2023-08", [[2023, 8]]),
        ("2024-05-01", [[2024, 5, 1]]),
        ("1402-01-05 SH", [[2023, 3, 25]]),
        ("1402 SH", [[2023], [2024]]),
        ("1402-07 SH", [[2023, 9, 23], [2023, 10, 22]]),
    ],
)
def test_the_date_of_a_source_is_as_precise_as_known(
    view: View, published: str, parts: list[list[int]]
) -> None:
    source = Source(id="a", publisher="A", url="https://a.example/", published=published)
    assert source.published == parse_period(published)
    item = citations.of_source(view, source)
    assert item["issued"]["date-parts"] == parts
    (found,) = read_ris(citations.ris([item]))
    assert ("PY" in found) == (len({part[0] for part in parts}) == 1)
    assert citations.bibtex([item])


def test_what_a_source_did_not_show_is_said(view: View, book: Book) -> None:
    item = citations.of_source(view, book.brief.sources["daily"])
    assert "issued" not in item
    assert "date not shown" in item["note"]
    bureau = citations.of_source(view, book.brief.sources["bureau"])
    assert (bureau["title"], bureau["language"]) == ("تجارت", "fa")
    own = citations.of_source(view, book.brief.sources["paper"])
    assert (own["type"], "note" in own) == ("document", False)


def test_hostile_words_break_no_form(view: View, book: Book) -> None:
    item = citations.of_figure(view, book.brief.figures["hostile"])
    assert parse_string(citations.bibtex([item]), "bibtex").entries
    assert read_ris(citations.ris([item]))
    assert json.loads(citations.csl([item]))


def test_the_sentences_for_people(real: View) -> None:
    item = citations.of_figure(real, real.book.brief.figures["trade_2023"])
    short, full = citations.short(real, item), citations.full(real, item)
    assert short == (
        "Iran–Iraq in Figures: Trade between Iran and Iraq: about US$13 billion (as stated by Ashura News), "
        f"version {real.book.brief.about.version}, {SITE}register/#trade_2023"
    )
    for words in (
        "as stated by Ashura News",
        period(real.book.brief.about.updated, catalogue("en")).replace("\u00a0", " "),
        f"{SITE}register/#trade_2023",
    ):
        assert words in full
    page = str(files.reuse(View(real.book, Page("register/economics.md", site=SITE))))
    assert "Iran–Iraq in Figures: Register: Economics, version" in page
    assert 'href="../../cite/register/economics.ris"' in page
    assert 'href="../../data/"' in page


def test_the_readers_tell_what_is_no_citation() -> None:
    assert not citations.wrong_bibtex("@misc{a, title = {x}}")
    assert not citations.wrong_ris("TY  - ELEC\nTI  - x\nER  - \n")
    assert not citations.wrong_csl('[{"id": "a", "type": "webpage"}]')
    assert citations.wrong_csl('[{"id": "a"}]')
    for read in (form.fault for form in CITATIONS):
        for text in ("", "hello", "@misc{a, title = {x}", "TY  - ELEC\nTI  - x\n", "{}"):
            assert read(text), text
