"""The macros on a small brief: semantic, escaped, marked, summed up by rule, clear when called wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.html
import markdown  # type: ignore[import-untyped]  # its stubs would be one more package for one call
import pytest
from lxml.html import HtmlElement
from mkdocs.utils.yaml import yaml_load

from macros.figures.book import Book
from macros.figures.evidence.verdicts import Verdict, Vote, summary
from macros.figures.kinds import Status
from macros.languages.catalogue import catalogue
from macros.printing import macros
from macros.printing.view import View, WrongCall
from macros.problems import ProblemsFound
from macros.project.project import open_project
from macros.reading.pages.routes import Page
from support.books import Print, read_book
from support.places import ROOT, SMALL

ENGLISH = catalogue("en")

CALLS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "fig": (("exports",), ("goal",), ("rounds",), ("meeting",), ("hostile",), ("growth",), ("scheme",)),
    "plain": (("exports",), ("goal",), ("hostile",)),
    "period": (("exports",), ("students",), ("rounds",)),
    "cite": (("exports",), ("hostile",), ("closer",), ("agency",)),
    "howmany": (("figures",), ("sources",)),
    "updated": ((),),
    "compare": (("more than", "goal", "exports"), ("largest", "chance", "goal", "exports")),
    "cards": (("exports", "goal", "chance", "guess", "outlook", "scheme", "growth", "hostile"),),
    "says": (("schools",),),
    "claim": (("closer",), ("seen",)),
    "item": (("E1",), ("P1",)),
    "items": (("trade",), ("schools",)),
    "figures": (("trade",), ("schools",)),
    "evidence": (("exports",), ("guess",), ("goal",), ("closer",), ("chance",)),
    "arithmetic": (("trade",),),
    "notfound": (("trade",), ()),
    "coverage": ((),),
    "plans": ((), ("trade",)),
    "edition": ((),),
    "glance": ((), ("trade",)),
    "legend": (("qualifiers",), ("statuses",), ("relations",), ("verdicts",)),
    "chart": (("exports",), ("guess",)),
    "versus": (("Aims and exports", "exports", "Aims:", "goal", "chance"), ("Heads", "hostile")),
    "series": (("Exports over the years", "guess", "exports", "by_agency", "Others:", "outlook"),),
    "timeline": (("Meetings", "meeting", "iranian_day"),),
    "register": (("trade",), ("schools",), ()),
    "sources": (("trade",), ()),
    "changes": ((),),
    "errata": ((),),
    "downloads": ((),),
    "columns": ((),),
    "reuse": ((),),
}
EVERY = [(name, args) for name, calls in CALLS.items() for args in calls]
every_call = pytest.mark.parametrize(
    ("name", "args"), EVERY, ids=[f"{name}({', '.join(args)})" for name, args in EVERY]
)


def html(written: str) -> HtmlElement:
    return lxml.html.fragment_fromstring(written, create_parent="main")


def words_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().replace("\u00a0", " ").split())


def rendered(source: str) -> HtmlElement:
    """Return the source as Python-Markdown renders it with the extensions of mkdocs.yml."""
    with (ROOT / "mkdocs.yml").open("rb") as file:
        extensions = yaml_load(file)["markdown_extensions"]
    assert "attr_list" in extensions
    return html(markdown.markdown(source, extensions=list(extensions), extension_configs=extensions))


def test_every_macro_is_tried_here() -> None:
    # An allowance cannot go without its keyword; test_numbers tries it.
    assert set(CALLS) == set(macros.MACROS) - {"allow"}


@every_call
def test_every_macro_prints_something(show: Print, name: str, args: tuple[str, ...]) -> None:
    assert words_of(html(show(name, *args)))


# --- meaning


def test_a_figure_is_data_with_its_value_and_a_link_to_the_register(show: Print) -> None:
    (data,) = html(show("fig", "exports"))
    assert (data.tag, data.get("value"), data.get("data-figure")) == ("data", "7000000000", "exports")
    (link,) = data
    assert (link.tag, link.get("href")) == ("a", "../register/trade/#exports")
    assert words_of(data) == "about US$7 billion"


def test_a_figure_without_unit_keeps_qualifier_and_mark(show: Print) -> None:
    assert words_of(html(show("fig", "exports", form="number"))) == "about 7 billion"
    assert words_of(html(show("fig", "goal", form="number"))) == "20 billion (target)"
    assert words_of(html(show("fig", "rounds", form="number"))) == "several"


def test_a_small_count_is_a_word_in_a_sentence(show: Print) -> None:
    (data,) = html(show("fig", "students", form="number"))
    assert (words_of(data), data.get("value")) == ("one", "1")
    # What is no small count keeps its digits.
    assert words_of(html(show("fig", "exports", form="number"))) == "about 7 billion"
    assert words_of(html(show("plain", "goal"))) == "US$20 billion (target)"
    assert "From about US$7 billion in 2023 to 20 billion (target)." in words_of(
        html(show("arithmetic", "trade"))
    )
    assert "the paper wants" in words_of(html(show("claim", "closer")))
    assert "and about 7 billion the paper" in words_of(html(show("claim", "closer")))


def test_a_date_is_a_time_that_machines_read(show: Print) -> None:
    (time,) = html(show("fig", "meeting")).iter("time")
    assert (time.get("datetime"), words_of(time)) == ("2017-12-09", "9 December 2017")
    assert not list(html(show("fig", "iranian_day")).iter("time"))
    (updated,) = html(show("updated"))
    assert (updated.tag, updated.get("datetime"), words_of(updated)) == ("time", "2024-05-01", "1 May 2024")


def test_a_period_is_printed_in_words(show: Print) -> None:
    assert words_of(html(show("period", "students"))) == "Iranian year 1402 (21 March 2023 – 19 March 2024)"
    assert words_of(html(show("period", "rounds"))) == "said 2 January 2024"
    assert words_of(html(show("period", "rank"))) == "period not stated"


def test_a_citation_names_source_and_place(show: Print) -> None:
    (cited,) = html(show("cite", "exports"))
    assert words_of(cited) == "The Paper, Section A"
    assert cited[0].get("href") == "../sources/#paper"
    assert words_of(html(show("cite", "agency"))) == "The Agency"


def test_counts_are_those_of_the_data(show: Print, book: Book) -> None:
    (data,) = html(show("howmany", "sources"))
    assert (data.tag, data.get("value"), data.text) == ("data", "6", "6")
    assert book.counts() == {
        "figures": 17,
        "article_figures": 11,
        "article_claims": 1,
        "derived": 1,
        "sources": 6,
        "other_sources": 4,
        "other_figures": 4,
        "publishers": 4,
        "producers": 2,
        "records": 1,
        "not_found": 1,
    }


@every_call
def test_tables_have_captions_scopes_and_labels(show: Print, name: str, args: tuple[str, ...]) -> None:
    page = html(show(name, *args))
    tables = list(page.iter("table"))
    assert tables or name not in ("figures", "arithmetic", "glance", "legend")
    for table in tables:
        captions = table.findall("caption")
        assert [words_of(caption) != "" for caption in captions] == [True]
        columns = [words_of(cell) for cell in table.findall("thead/tr/th")]
        assert all(columns)
        assert {cell.get("scope") for cell in table.findall("thead/tr/th")} == {"col"}
        for row in table.findall("tbody/tr"):
            heading, *cells = list(row)
            assert (heading.tag, heading.get("scope")) == ("th", "row")
            assert [cell.get("data-label") for cell in cells] == columns[1:]


@every_call
def test_ids_are_unique_and_links_stay_on_the_site_or_are_of_the_web(
    show: Print, name: str, args: tuple[str, ...]
) -> None:
    page = html(show(name, *args))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for link in page.iter("a"):
        href = link.get("href")
        assert href
        assert words_of(link)
        assert urlsplit(href).scheme in ("", "http", "https")
        assert not href.startswith("/")


def test_links_lead_to_anchors_that_are_there(show: Print, book: Book) -> None:
    pages = {
        "register/trade/": {e.get("id") for e in html(show("register", "trade")).iter() if e.get("id")},
        "register/schools/": {e.get("id") for e in html(show("register", "schools")).iter() if e.get("id")},
        "sources/": {e.get("id") for e in html(show("sources")).iter() if e.get("id")},
    }
    assert pages["sources/"] == set(book.brief.sources)
    assert pages["register/trade/"] | pages["register/schools/"] == set(book.brief.figures)
    seen = 0
    for name, args in EVERY:
        for link in html(show(name, *args)).iter("a"):
            address, _, fragment = urljoin("http://x/trade/", link.get("href", "")).partition("#")
            if (
                fragment
                and (at := address.removeprefix("http://x/")) in pages
                and "headerlink" not in link.classes
            ):
                assert fragment in pages[at], f"{name}{args}: {link.get('href')}"
                seen += 1
    assert seen > 50


def test_a_source_is_told_as_in_a_bibliography(show: Print) -> None:
    (item,) = html(show("sources")).xpath('//li[@id="bureau"]')
    (cite,) = item.iter("cite")
    assert (cite.get("lang"), cite.get("dir"), cite.text) == ("fa", "auto", "تجارت")
    assert "25 March 2023 (5 Farvardin 1402)" in words_of(item)
    (agency,) = html(show("sources")).xpath('//li[@id="agency"]')
    (address,) = agency.xpath('.//a[@rel="noreferrer"]')
    assert address.get("href") == address.text == "https://agency.example/a?b=1&c=2"
    assert "Title not shown" in words_of(agency)
    (daily,) = html(show("sources")).xpath('//li[@id="daily"]')
    assert "Date not shown" in words_of(daily)


def test_context_is_behind_a_disclosure_and_the_rest_in_order(show: Print) -> None:
    page = html(show("evidence", "exports"))
    speaking, context = (
        [row.get("data-figure") for row in details.iter("tr") if row.get("data-figure")]
        for details in page.iter("details")
    )
    assert context == ["by_bureau"]
    assert speaking == ["by_agency", "by_daily", "by_bureau", "growth", "by_copy"]
    uncounted = [row.get("data-figure") for row in page.iter("tr") if "Not counted" in row.text_content()]
    assert uncounted == ["growth", "by_copy"]


# --- marks: what is not simply reported never stands bare


@every_call
def test_what_is_not_reported_carries_its_mark(
    show: Print, book: Book, name: str, args: tuple[str, ...]
) -> None:
    page = html(show(name, *args))
    for data in page.xpath("//data[@data-figure]"):
        status = book.quantities[data.get("data-figure")].status
        marks = [words_of(mark) for mark in data.iter("small")]
        assert marks == ([] if status is Status.REPORTED else [f"({ENGLISH.status_label(status)})"])
        data.drop_tree()
    for line in page.find_class("brief-entry__line"):
        named = line.getparent().find("h2").get("id")
        assert ENGLISH.status_label(book.quantities[named].status) in words_of(line)
    for apart in page.xpath("//svg | //pre | //*[@class='brief-entry__line']"):
        apart.drop_tree()  # test_charts looks at pictures, and texts to copy have marks without elements
    if name != "plain":
        left = words_of(page)
        for bare in ("20 billion", "30 billion", "US$6 billion", "US$8 billion", "3–4 students", "186%"):
            assert bare not in left


def test_every_status_but_reported_has_a_mark() -> None:
    assert {status for status in Status if not ENGLISH.status_label(status)} == {Status.REPORTED}


@pytest.mark.parametrize(
    ("id_", "mark"),
    [
        ("goal", "target"),
        ("chance", "potential"),
        ("guess", "estimate"),
        ("outlook", "forecast"),
        ("scheme", "planned"),
        ("growth", "our arithmetic"),
    ],
)
def test_marks_in_a_sentence(show: Print, id_: str, mark: str) -> None:
    for printed in (
        show("fig", id_),
        show("fig", id_, form="number"),
        show("plain", id_),
        show("cards", id_),
    ):
        assert f"({mark})" in words_of(html(printed))


# --- escaping: what is in the data comes out as text

HOSTILE = ("script", "img", "i", "b", "u", "em", "strong", "section", "del", "sub", "sup", "mark")


@every_call
def test_nothing_in_the_data_becomes_markup(show: Print, name: str, args: tuple[str, ...]) -> None:
    for page in (html(show(name, *args)), rendered(f"A {show(name, *args)} b")):
        assert [element.tag for element in page.iter(*HOSTILE)] == []
        for element in page.iter():
            assert not [key for key in element.attrib if str(key).startswith("on")]
            assert element.tag != "code" or element.text in page.xpath("//h2/@id")
            assert element.tag != "a" or not element.get("href", "").startswith("l")


@every_call
def test_markdown_leaves_the_words_as_they_are(show: Print, name: str, args: tuple[str, ...]) -> None:
    written = show(name, *args)
    page = rendered(f"Before {written} after *that*.")
    assert len(list(page.iter("em"))) == 1
    assert words_of(page) == f"Before {words_of(html(written))} after that."


def test_the_years_to_choose_from_have_no_thousands_mark(show: Print) -> None:
    years = html(show("register")).xpath('//select[@name="years"]/option[@value!=""]')
    assert "2023" in [words_of(year) for year in years]
    assert [words_of(year) for year in years] == [year.get("value") for year in years]


def test_hostile_words_are_printed_as_they_are(show: Print, book: Book) -> None:
    figure, source = book.brief.figures["hostile"], book.brief.sources["hostile"]
    assert figure.locator
    cited = rendered(f"So {show('cite', 'hostile')} says").xpath('//span[@class="citation"]')
    assert [words_of(each) for each in cited] == [f"{source.publisher['en']}, {figure.locator['en']}"]
    unit = book.brief.units["pupil"].forms["en"]["other"]
    assert words_of(rendered(f"So {show('fig', 'hostile')} now")) == f"So five {unit} (estimate) now"
    assert words_of(rendered(f"So {show('plain', 'hostile')} now")) == f"So five {unit} (estimate) now"
    (entry,) = html(show("register", "schools")).xpath('//details[.//h2[@id="hostile"]]')
    told = words_of(entry)
    assert figure.measures
    assert figure.note
    quoted = figure.attributed_to
    assert quoted
    for words_ in (figure.label["en"], figure.measures["en"], figure.note["en"], quoted["en"]):
        assert words_ in told
    claim = words_of(html(show("says", "schools")))
    assert "wants *more* <b>trade</b>" in claim
    assert "“<i>brothers</i>”" in claim


def test_a_line_break_in_the_data_does_not_end_the_paragraph() -> None:
    book = read_book('sources: {paper: {publisher: "The\\n\\n# Paper"}, bureau: {publisher: B}}')
    view = View(book, Page("trade.md"))
    page = rendered(f"A {macros.call(view, 'cite', ('paper',), {})} b")
    assert words_of(page) == "A The # Paper b"
    assert [element.tag for element in page] == ["p"]


# --- verdicts


@pytest.mark.parametrize(
    ("id_", "verdict", "origins"),
    [
        # The agency and the daily repeat the customs; the copy is no evidence.
        ("exports", Verdict.PARTLY, 2),
        ("guess", Verdict.CONTRADICTED, 1),
        ("rank", Verdict.CONTESTED, 1),  # the customs say both
        ("outlook", Verdict.SUPPORTED, 1),
        ("goal", Verdict.CONTEXT_ONLY, 0),
        ("chance", Verdict.NOT_FOUND, 0),
        ("meeting", Verdict.NOT_SOUGHT, 0),
        ("closer", Verdict.NOT_JUDGED, 2),
    ],
)
def test_verdict(book: Book, show: Print, id_: str, verdict: Verdict, origins: int) -> None:
    result = summary(book.brief, id_)
    assert (result.verdict, len(result.origins)) == (verdict, origins)
    assert ENGLISH.verdicts[verdict] in words_of(html(show("evidence", id_)))


def test_what_confirms_nothing_is_not_counted(book: Book) -> None:
    result = summary(book.brief, "exports")
    assert result.votes == {Vote.AGREES: 1, Vote.PARTLY: 1}
    assert result.context == 1
    pieces = [entry.id for origin in result.origins for entry, _ in origin.pieces]
    assert pieces == ["by_agency", "by_daily", "by_bureau"]


def test_an_origin_that_says_both_has_one_vote(book: Book, show: Print) -> None:
    assert summary(book.brief, "rank").votes == {Vote.MIXED: 1}
    (said,) = html(show("evidence", "rank")).xpath("//ul[@class='brief-origins']/li")
    assert words_of(said).startswith("± says both")


def test_the_glance_leaves_out_what_nobody_looked_for(show: Print) -> None:
    rows = [row.get("data-figure") for row in html(show("glance")).iter("tr") if row.get("data-figure")]
    assert rows == ["exports", "rank", "goal", "chance", "guess", "outlook"]
    assert [row.get("data-figure") for row in html(show("glance", "schools")).findall(".//tbody/tr")] == []


# --- wrong calls


@pytest.mark.parametrize(
    ("name", "args", "kwargs", "code", "hint"),
    [
        ("figg", (), {}, "unknown-macro", "did you mean 'fig'?"),
        ("fig", ("exprots",), {}, "unknown-figure", "did you mean 'exports'?"),
        ("fig", ("closer",), {}, "unknown-figure", ""),
        ("fig", (), {}, "wrong-arguments", 'write {{ fig("id", form="…") }}'),
        ("fig", ("exports", "number"), {}, "wrong-arguments", 'write {{ fig("id", form="…") }}'),
        ("fig", ("exports",), {"from": "number"}, "wrong-arguments", 'form="…"'),
        ("fig", (7,), {}, "wrong-arguments", 'write {{ fig("id"'),
        ("fig", (None,), {}, "wrong-arguments", 'write {{ fig("id"'),
        ("fig", (["exports"],), {}, "wrong-arguments", 'write {{ fig("id"'),
        ("fig", ("exports",), {"form": "numbr"}, "bad-form", "did you mean 'number'?"),
        ("plain", ("exprots",), {}, "unknown-figure", "did you mean 'exports'?"),
        ("period", ("closr",), {}, "unknown-figure", "did you mean 'closer'?"),
        ("period", ("closer",), {}, "no-period", "write period: in its entry"),
        ("period", ("growth",), {}, "no-period", "name one of the figures it is computed from"),
        ("cite", ("exprots",), {}, "unknown-source", "did you mean 'exports'?"),
        ("cite", ("agancy",), {}, "unknown-source", "did you mean 'agency'?"),
        ("cite", ("growth",), {}, "no-source", "cite the figures it is computed from"),
        ("howmany", ("figurs",), {}, "unknown-count", "did you mean 'figures'?"),
        ("updated", ("now",), {}, "wrong-arguments", "write {{ updated() }}"),
        ("cards", ("exports", "exprots"), {}, "unknown-figure", "did you mean 'exports'?"),
        ("says", ("trad",), {}, "unknown-theme", "did you mean 'trade'?"),
        ("claim", ("exports",), {}, "unknown-claim", 'write {{ fig("exports") }}'),
        ("claim", ("closr",), {}, "unknown-figure", "did you mean 'closer'?"),
        ("figures", ("trad",), {}, "unknown-theme", "did you mean 'trade'?"),
        ("evidence", ("exprots",), {}, "unknown-figure", "did you mean 'exports'?"),
        ("arithmetic", ("trad",), {}, "unknown-theme", "did you mean 'trade'?"),
        ("notfound", ("trad",), {}, "unknown-theme", "did you mean 'trade'?"),
        ("glance", ("trad",), {}, "unknown-theme", "did you mean 'trade'?"),
        ("legend", ("statusses",), {}, "unknown-legend", "did you mean 'statuses'?"),
        ("register", ("trad",), {}, "unknown-theme", "did you mean 'trade'?"),
        ("register", (), {"theme": "trad"}, "unknown-theme", "did you mean 'trade'?"),
        ("sources", ("trad",), {}, "unknown-theme", "did you mean 'trade'?"),
        ("chart", ("exprots",), {}, "unknown-figure", "did you mean 'exports'?"),
        ("chart", ("meeting",), {}, "nothing-to-draw", "dates go into timeline()"),
        ("chart", ("outlook",), {"without": "by_bureau"}, "nothing-to-draw", "name evidence in context="),
        ("chart", ("exports",), {"context": "by_buro"}, "not-evidence", "did you mean 'by_bureau'?"),
        ("chart", ("exports",), {"without": "goal"}, "not-evidence", ""),
        ("versus", ("Aims",), {}, "nothing-to-draw", "name figures by their ids"),
        ("versus", ("Aims", "Goals:"), {}, "nothing-to-draw", "name figures by their ids"),
        ("versus", ("Aims", "exports", "students"), {}, "unlike-units", "draw figures of like units"),
        ("versus", ("Aims", "exports", "growth"), {}, "unlike-units", "draw figures of like units"),
        ("versus", ("Aims", "rank"), {}, "nothing-to-draw", "name a figure with an amount"),
        ("versus", ("", "exports"), {}, "long-title", "say in a few words"),
        ("versus", ("The 2 aims", "exports"), {}, "typed-number", "say it without a number"),
        ("versus", ("Aims", "In 2023:", "exports"), {}, "typed-number", "say it without a number"),
        ("series", ("Exports", "exports", "goal"), {}, "undated-value", "draw it by chart()"),
        ("series", ("Exports", "exprots"), {}, "unknown-figure", "did you mean 'exports'?"),
        ("timeline", ("Meetings",), {}, "nothing-to-draw", "name figures whose unit is a date"),
        ("timeline", ("Meetings", "exports"), {}, "unlike-units", "values over time go into series()"),
    ],
)
def test_wrong_call(
    view: View, name: str, args: tuple[object, ...], kwargs: dict[str, object], code: str, hint: str
) -> None:
    with pytest.raises(WrongCall) as caught:
        macros.call(view, name, args, kwargs)
    assert caught.value.code == code
    assert hint in caught.value.hint
    assert str(caught.value).startswith(caught.value.message)


# --- a project: data and pages together


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the folder of a project with the small brief and two pages."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/figures.yml").write_bytes(SMALL.read_bytes())
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/trade.md").write_text(
        '# Trade\n\n{{ fig("exports") }} {{ plain("rank") }}\n\n## More { #more }\n\n'
        '{{ claim("closer") }} {{ evidence("exports") }}\n'
    )
    (tmp_path / "docs/schools.md").write_text('# Schools\n\n{{ register("trade") }}\n')
    return tmp_path


def test_uses_are_found_and_listed_in_the_register(root: Path) -> None:
    book = open_project(root).book
    places = {
        id_: [(use.src, use.page, use.section, use.fragment) for use in book.uses.get(id_, ())]
        for id_ in ("exports", "rank", "goal", "by_agency", "chance")
    }
    more = ("trade.md", "Trade", "More", "more")
    assert places == {
        "exports": [("trade.md", "Trade", "", ""), more],
        "rank": [("trade.md", "Trade", "", "")],
        "goal": [more],  # inside the claim
        "by_agency": [more],  # inside the evidence
        "chance": [],  # the register lists everything; that is no use
    }
    view = View(book, Page("register/trade.md"))
    (entry,) = html(str(macros.call(view, "register", ("trade",), {}))).xpath('//details[.//h2[@id="goal"]]')
    assert entry.xpath('.//a[@href="../../trade/#more"]/text()') == ["Trade: More"]


def test_problems_of_pages_and_data_come_together_in_order(root: Path) -> None:
    (root / "docs/trade.md").write_text(
        '---\nt: T\n---\n# Trade\n\né 😀 {{ fig("exprots") }} 7\n{{ fig(x) }}\n'
    )
    (root / "docs/latin.md").write_bytes(b"# T\n\ncaf\xe9")
    (root / "docs/schools.md").unlink()
    with pytest.raises(ProblemsFound) as caught:
        open_project(root)
    assert [(str(problem.place), problem.code) for problem in caught.value.problems] == [
        ("data/figures.yml:6:3", "unknown-page"),
        ("docs/latin.md:3:4", "encoding"),
        ("docs/trade.md:6:5", "unknown-figure"),
        ("docs/trade.md:6:26", "typed-number"),
        ("docs/trade.md:7:1", "wrong-call"),
    ]
    data = (root / "data/figures.yml").read_text("utf-8")
    (root / "data/figures.yml").write_text(data.replace("theme: trade", "theme: tarde", 1), "utf-8")
    with pytest.raises(ProblemsFound) as caught:
        open_project(root)
    assert [problem.code for problem in caught.value.problems] == [
        "unknown-theme",
        "encoding",
        "typed-number",
        "wrong-call",
    ]
