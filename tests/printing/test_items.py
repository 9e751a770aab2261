"""Each item of the article has a page that answers first, and a row on the page of its theme."""

from __future__ import annotations

import pytest
from lxml import html

from macros.checks.authored import items as checked
from macros.figures.model import Figure
from macros.printing import items, macros
from macros.printing.view import View, WrongCall
from macros.project.project import Project, read_project
from macros.reading.pages.routes import Page, translated
from support.places import ROOT
from support.site import copied


def printed(
    project: Project, src: str, name: str, argument: str, *, bundled: bool = False
) -> html.HtmlElement:
    view = View(project.book, Page(src, directory_urls=not bundled))
    return html.fromstring(str(macros.call(view, name, [argument], {})))


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_the_page_of_an_item_says_what_was_found_before_anything_else(
    project: Project, language: str
) -> None:
    for group in project.book.items():
        code = group[0].code or ""
        page = printed(project, translated(f"items/{code.lower()}.md", language), "item", code)
        order = [one.get("class") or one.tag for one in page.iter("p", "h2", "details", "figure")]
        assert abs(order.index("brief-item__said") - order.index("brief-item__found")) == 1
        rest = [at for at, one in enumerate(order) if one in ("h2", "brief-context", "brief-more")]
        assert order.index("brief-item__found") < min(rest)
        for entry in group:
            if isinstance(entry, Figure):
                assert page.xpath(f".//data[@data-figure='{entry.id}']")


def test_all_evidence_of_an_item_stands_on_its_page_and_in_the_bundle_on_that_of_its_theme(
    project: Project,
) -> None:
    brief = project.book.brief
    for group in project.book.items():
        page = printed(project, f"items/{(group[0].code or '').lower()}.md", "item", group[0].code or "")
        shown = {one.get("data-figure") for one in page.iter("tr")}
        for entry in group:
            pieces = {piece.id for piece, _ in brief.evidence_by_target.get(entry.id, ())}
            assert pieces <= shown
            theme = brief.themes[entry.theme].page
            short = printed(project, theme, "evidence", entry.id)
            whole = printed(project, theme, "evidence", entry.id, bundled=True)
            assert not short.xpath(".//table")
            assert {one.get("data-figure") for one in whole.iter("tr")} >= pieces


def test_links_to_an_item_lead_to_its_page_and_in_the_bundle_to_its_row(project: Project) -> None:
    figure = project.book.brief.figures["trade_2023"]
    website, bundle = (View(project.book, Page("index.md", urls)) for urls in (True, False))
    assert website.item_href(figure) == "items/e1/"
    assert bundle.item_href(figure) == "economics.html#e1"
    rows = printed(project, "economics.md", "items", "economics", bundled=True)
    assert rows.xpath(".//li[@id='e1']//*[@id='trade_2023']")


def test_links_of_authors_lead_to_the_row_in_the_bundle(project: Project) -> None:
    written = "See [trade](../items/e1.md), [it](../items/e1.md#not-found) and [that](../items/none.md)."
    row = "../economics.md#e1"
    wanted = f"See [trade]({row}), [it]({row}) and [that](../items/none.md)."
    assert items.to_rows(project.book, "contributing/index.md", written) == wanted
    assert items.to_rows(project.book, "fa/index.md", "[x](items/m4.md)") == "[x](mediation.md#m4)"


def test_what_was_looked_for_in_vain_is_told_as_on_the_page_of_the_theme(project: Project) -> None:
    brief, told = project.book.brief, 0
    for group in project.book.items():
        ids, src = {entry.id for entry in group}, f"items/{(group[0].code or '').lower()}.md"
        page = printed(project, src, "item", group[0].code or "")
        own = {View(project.book, Page(src)).evidence_href(entry) for entry in group}
        found = {words(row.xpath("p")[0]): row for row in page.xpath(".//ul[@class='brief-notfound']/li")}
        for sought in (one for one in brief.not_found.values() if ids & set(one.about)):
            whole = printed(project, "how-to-read.md", "notfound", sought.theme)
            (row,) = whole.xpath(f"//li[@id='not-found-{sought.id}']")
            first, *others = row.xpath("p[not(@class='brief-source')]")
            here = found[words(first)]
            assert list(map(words, here.xpath("p[not(@class='brief-source')]")[1:])) == list(
                map(words, others)
            )
            assert not own & set(here.xpath(".//p[@class='brief-source']/a/@href")), "it is this page"
            told += 1
    assert told


def test_an_unknown_item_is_refused_with_those_that_there_are(project: Project) -> None:
    with pytest.raises(WrongCall, match="E99") as refused:
        printed(project, "index.md", "item", "E99")
    assert refused.value.hint.startswith("write one of O1, ")


def test_an_item_without_a_page_is_told_and_its_page_is_written(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = copied(tmp_path_factory.mktemp("items") / "project")
    for language in ("", "fa/", "ar/"):
        (root / f"docs/{language}items/e2.md").unlink()
    project = read_project(root)
    found = list(checked.items(project, None))  # type: ignore[arg-type]
    assert [(one.code, "items/e2.md" in one.message) for one in found] == [("item-without-page", True)]
    made = checked.missing(project)
    assert sorted(made) == ["docs/ar/items/e2.md", "docs/fa/items/e2.md", "docs/items/e2.md"]
    assert made["docs/items/e2.md"] == (ROOT / "docs/items/e2.md").read_text("utf-8")


def test_a_page_that_calls_its_item_otherwise_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = copied(tmp_path_factory.mktemp("items") / "project")
    page = root / "docs/items/e1.md"
    page.write_text(page.read_text("utf-8").replace("# Trade between Iran and Iraq", "# Trade"), "utf-8")
    (found,) = checked.items(read_project(root), None)  # type: ignore[arg-type]
    line = page.read_text("utf-8").splitlines().index("# Trade") + 1
    assert (found.code, found.place.line) == ("item-named-otherwise", line)
    assert found.hint == "write # Trade between Iran and Iraq"


def test_a_publisher_that_carries_the_report_of_another_says_so_where_it_is_nearest(project: Project) -> None:
    page = printed(project, "items/e4.md", "item", "E4")
    (line,) = page.find_class("brief-item__nearest")
    source = project.book.brief.sources["hathalyoum_2024_01_02"]
    assert source.carries
    assert f"carrying {source.carries['en']}" in words(line)


def test_a_number_of_something_else_is_not_the_nearest_to_a_claim(project: Project) -> None:
    page = printed(project, "items/d1.md", "item", "D1")
    _figure, claim = page.find_class("brief-item__nearest")
    assert not claim.xpath(".//data")
    assert "Kayhan" in words(claim)


def test_a_date_known_to_be_wrong_is_never_printed_bare(project: Project) -> None:
    page = printed(project, "items/m5.md", "item", "M5")
    (line,) = page.find_class("brief-item__nearest")
    assert "as the page shows it, though its content is older" in words(line)


def test_the_note_of_an_item_is_in_sight(project: Project) -> None:
    page = printed(project, "items/e2.md", "item", "E2")
    (note,) = page.xpath("./p[@class='brief-note']")
    assert "customs" in words(note)


def test_a_statement_without_a_name_is_called_by_its_first_words(project: Project) -> None:
    whole = html.fromstring(str(macros.call(View(project.book, Page("sources.md")), "sources", [], {})))
    named = [
        words(link)
        for line in whole.iter("p")
        for link in line.iter("a")
        if line.get("class") == "brief-uses"
    ]
    assert "Statement" not in named
    assert any(name.endswith("…") for name in named)


def test_a_plan_that_somebody_says_was_reached_names_them(project: Project) -> None:
    page = printed(project, "how-to-read.md", "plans", "security")
    (row,) = page.xpath("//tr[@data-figure='disarmament_deadline']")
    assert "reached, according to Fuad Hussein" in words(row)


def test_the_legend_of_relations_has_every_sign_that_is_used(project: Project) -> None:
    assert "± says both" in words(printed(project, "how-to-read.md", "legend", "relations"))
