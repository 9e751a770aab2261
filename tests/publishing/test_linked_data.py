"""JSON-LD: what each page says of itself to programs is true, whole, and safe in a script element."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from lxml import html

from macros.figures.book import Book
from macros.printing.downloads import files
from macros.printing.view import View
from macros.project.project import Project
from macros.publishing.linked_data import jsonld
from macros.reading.pages.routes import Page

SITE = "https://example.org/brief/"


def said(project: Project, src: str, site: str = SITE, *, bundled: bool = False) -> dict[str, Any]:
    """Return what the page says, by type."""
    text = jsonld(View(project.book, Page(src, not bundled, site=site)), "What it is about")
    graph = json.loads(text)["@graph"]
    return {item["@type"]: item for item in graph}


def test_the_register_and_the_data_page_are_the_data_set(project: Project) -> None:
    for src in ("register/index.md", "data.md"):
        dataset = said(project, src)["Dataset"]
        assert dataset["name"] == "Iran–Iraq in Figures"
        assert dataset["version"] == project.book.brief.about.version
        assert dataset["dateModified"] == project.book.brief.about.updated.text
        assert dataset["license"].startswith("https://")
        assert "figures belong to the sources" in dataset["creditText"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", dataset["temporalCoverage"])
        assert "Trade between Iran and Iraq" in dataset["variableMeasured"]
        assert dataset["isBasedOn"]["publisher"]["name"] == "Ashura News"


def test_what_can_be_downloaded_is_there(project: Project) -> None:
    known = files.paths(project.book)
    for site, above in ((SITE, SITE), ("", "../")):
        for item in said(project, "register/index.md", site)["Dataset"]["distribution"]:
            assert item["@type"] == "DataDownload"
            assert item["encodingFormat"] in ("text/csv", "application/json")
            assert item["contentUrl"].removeprefix(above) in known


def test_a_theme_is_an_article_based_on_another(project: Project) -> None:
    found = said(project, "economics.md")
    assert found.keys() == {"Article", "BreadcrumbList"}
    assert found["Article"]["headline"] == "Economics"
    assert found["Article"]["description"] == "What it is about"
    assert found["Article"]["url"] == f"{SITE}economics/"
    assert found["Article"]["isBasedOn"]["url"] == "http://ashooranews.ir/en/tiny/news-7968"


def test_an_item_says_what_the_article_states_and_cites_what_stands_beside_it(project: Project) -> None:
    found = said(project, "items/d1.md")
    page = found["Article"]
    assert page["url"] == f"{SITE}items/d1/"
    assert page["isBasedOn"]["publisher"]["name"] == "Ashura News"
    assert [one["@type"] for one in page["about"]] == ["Claim", "Claim"]
    assert page["about"][0]["appearance"] == page["isBasedOn"]
    assert page["about"][0]["text"] == "The article says: more than 90,000 students, period not stated."
    brief = project.book.brief
    pieces = [piece for entry in project.book.items("education") for piece in entry if piece.code == "D1"]
    beside = {
        piece.source
        for one in pieces
        for piece, _ in brief.evidence_by_target.get(one.id, ())
        if piece.source
    }
    assert {one.get("url") for one in page["citation"]} == {brief.sources[id_].url for id_ in beside}
    crumbs = [crumb["name"] for crumb in found["BreadcrumbList"]["itemListElement"]]
    assert crumbs == ["Iran–Iraq in Figures", "Education", "Iraqi students in Iran"]


def test_a_known_error_stands_with_the_source_that_has_it(project: Project) -> None:
    cited = said(project, "items/d1.md")["Article"]["citation"]
    wrong = {one["url"]: one["correction"] for one in cited if "correction" in one}
    assert len(wrong) == 3
    notes = wrong["https://en.webangah.ir/2025-03-09/news=276473"]
    assert notes == [
        {
            "@type": "CorrectionComment",
            "text": "Known error of the source: open: Its digits look damaged and should not be used.",
        }
    ]


def test_a_position_of_the_article_is_no_claim(project: Project) -> None:
    assert "about" not in said(project, "items/x2.md")["Article"]
    assert "about" in said(project, "items/x7.md")["Article"]


def test_no_page_is_a_review_of_claims(project: Project) -> None:
    for src in project.book.titles:
        text = jsonld(View(project.book, Page(src)))
        assert "ClaimReview" not in text
        assert "Rating" not in text


def test_breadcrumbs_lead_from_the_home_page(project: Project) -> None:
    crumbs = said(project, "register/economics.md")["BreadcrumbList"]["itemListElement"]
    assert [(crumb["position"], crumb["name"]) for crumb in crumbs] == [
        (1, "Iran–Iraq in Figures"),
        (2, "Register of figures"),
        (3, "Register: Economics"),
    ]
    assert [crumb["item"] for crumb in crumbs] == [
        SITE,
        f"{SITE}register/",
        f"{SITE}register/economics/",
    ]
    assert "BreadcrumbList" not in said(project, "index.md")


def test_without_a_published_address_all_addresses_are_relative(project: Project) -> None:
    crumbs = said(project, "register/economics.md", "", bundled=True)["BreadcrumbList"]["itemListElement"]
    assert [crumb["item"] for crumb in crumbs] == ["../index.html", "index.html", "economics.html"]


def test_nothing_in_it_ends_the_script_element(book: Book) -> None:
    titles = {"trade.md": "</script><script>alert(1)</script> & <!-- \u2028"}
    view = View(replace(book, titles=titles), Page("trade.md"))
    text = jsonld(view, "</SCRIPT>")
    assert not set(text) & set("<>&\u2028")
    page = html.document_fromstring(f'<script type="application/ld+json">{text}</script><p id="p">end</p>')
    assert page.xpath("count(//script)") == 1
    assert page.xpath("//p/text()") == ["end"]
    assert json.loads(text)["@graph"][0]["name"] == titles["trade.md"]
