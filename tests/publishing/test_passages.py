"""Passages of several editions side by side: none is lost, none moves, and equal ones meet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.languages.catalogue import catalogues
from macros.publishing.outputs import reviews
from macros.publishing.passages import Passage, align, passages

SAYS = catalogues(("en", "fa", "ar"))
PASSAGE = st.builds(
    Passage,
    kind=st.sampled_from(["p", "li", "tr"]),
    section=st.just(""),
    key=st.sampled_from(["", "", "a", "b"]),
    parts=st.text("xyz", max_size=2).map(lambda text: ((text, ""),)),
)


@st.composite
def edition(draw: st.DrawFn) -> list[Passage]:
    """Return passages under some headings, each heading once, as on a page."""
    sections = draw(st.lists(st.sampled_from(["", "one", "two", "three"]), unique=True, max_size=4))
    return [
        Passage(one.kind, section, one.key, one.parts)
        for section in sections
        for one in draw(st.lists(PASSAGE, max_size=5))
    ]


EDITIONS = st.lists(edition(), min_size=1, max_size=3)


@given(EDITIONS)
def test_nothing_is_lost_and_nothing_moves(editions: list[list[Passage]]) -> None:
    rows = align(editions)
    for nth, one in enumerate(editions):
        assert sorted(map(repr, filter(None, (row[nth] for row in rows)))) == sorted(map(repr, one))
        for section in {passage.section for passage in one}:
            column = [row[nth] for row in rows if (here := row[nth]) and here.section == section]
            assert column == [passage for passage in one if passage.section == section]
    assert all(len(row) == len(editions) and any(row) for row in rows)


@given(EDITIONS)
def test_only_like_passages_meet(editions: list[list[Passage]]) -> None:
    for row in align(editions):
        assert len({(one.section, one.kind, one.key) for one in row if one}) == 1


@given(edition())
def test_a_page_meets_itself_whole(one: list[Passage]) -> None:
    assert align([one, one, one]) == [(passage, passage, passage) for passage in one]


def page(*lines: str) -> str:
    return f"<html><body><nav><p>menu</p></nav><article>{''.join(lines)}</article></body></html>"


ENGLISH = page(
    '<h1 id="trade">Trade<a class="headerlink" href="#">#</a></h1><p>One.</p>',
    '<h2 id="more">More</h2><p>About <data class="figure" data-figure="exports" value="3"><a href="x">3',
    "</a></data> &amp; more.</p><ul><li>First<ul><li>Inner</li></ul></li></ul>",
    '<table><caption>All</caption><tr data-figure="exports"><th>Exports</th><td><div>3</div></td></tr>',
    "</table>",
    '<p data-search-exclude="">told elsewhere</p><script>no()</script><svg><text>drawn</text></svg>',
)
PERSIAN = page(
    '<h1 id="_1">تجارت</h1><p>یک.</p><h2 id="more">بیشتر</h2>',
    "<ul><li>نخست<ul><li>درونی</li></ul></li></ul>",
    '<table><caption>همه</caption><tr data-figure="exports"><th>صادرات</th><td><div>۳</div></td></tr>',
    "</table>",
)


def words(passage: Passage | None) -> str:
    return "".join(markup for markup, _ in passage.parts) if passage else "-"


def test_a_page_is_cut_where_a_reader_sees_ends() -> None:
    found = passages(ENGLISH)
    assert [(one.kind, one.section, one.key) for one in found] == [
        ("h1", "", "top"),
        ("p", "", ""),
        ("h2", "more", "more"),
        ("p", "more", ""),
        ("li", "more", ""),
        ("li", "more", ""),
        ("caption", "more", ""),
        ("tr", "more", "exports"),
    ]
    assert [words(one) for one in found[:6]] == [
        "Trade",
        "One.",
        "More",
        "About 3 &amp; more.",
        "First",
        "Inner",
    ]
    assert found[3].figures == ("exports",)
    assert not any(hidden in "".join(map(words, found)) for hidden in ("menu", "elsewhere", "no()", "drawn"))


def test_a_passage_that_an_edition_lacks_is_shown_as_missing() -> None:
    rows = align([passages(ENGLISH), passages(PERSIAN)])
    assert [(words(one), words(two)) for one, two in rows if not (one and two)] == [
        ("About 3 &amp; more.", "-")
    ]
    assert [(words(one), words(two)) for one, two in rows if one and two][-3:-1] == [
        ("Inner", "درونی"),
        ("All", "همه"),
    ]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a website with a page in two languages, and another in one."""
    for name, html in (("trade", ENGLISH), ("fa/trade", PERSIAN), ("alone", ENGLISH)):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "index.html").write_text(html, "utf-8")
    return tmp_path


SOURCES = ("trade.md", "alone.md", "fa/trade.md", "contributing/index.md")


def test_only_pages_in_several_languages_are_reviewed(site: Path) -> None:
    reviews.write(site, SOURCES, SAYS, "Small", "trade.md")
    assert sorted(path.name for path in (site / "review").iterdir()) == ["index.html", "trade.html"]


def test_nothing_is_written_for_a_single_language(site: Path) -> None:
    reviews.write(site, SOURCES, SAYS[:1], "Small", "trade.md")
    assert not (site / "review").exists()


def test_a_review_page_names_places_languages_and_differences(site: Path) -> None:
    found = reviews.review(site, "trade.md", SAYS)
    assert found
    assert (found.missing, found.unlike) == (1, 0)
    html = reviews.page(found, "Small", "trade")
    for said in (
        "docs/trade.md #more",
        "docs/fa/trade.md #more",
        'href="../fa/trade/#more"',
        'lang="fa" dir="rtl"',
        'id="r4"',
        'href="#r4"',
        "<code>exports</code>",
        "“trade, row …, Persian: …”",
        "«trade، ردیف …، فارسی: …»",
        'class="review-missing">این بند در اینجا نیست.',
        'name="robots" content="noindex"',
    ):
        assert said in html, said
    assert "<script" not in html
    assert " style=" not in html


def test_figures_that_an_edition_lacks_are_marked(site: Path) -> None:
    file = site / "fa/trade/index.html"
    text = file.read_text("utf-8").replace("</h2>", '</h2><p><data data-figure="imports">۴</data></p>')
    file.write_text(text, "utf-8")
    found = reviews.review(site, "trade.md", SAYS[:2])
    assert found
    assert (found.missing, found.unlike) == (0, 1)
    html = reviews.page(found, "Small", "trade")
    assert html.count("review-figure--alone") == 2
    assert html.count("review-row--differs") == 1


@given(st.text(alphabet="<>&\"'ab ", max_size=12))
def test_hostile_words_stay_words(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    for passage in passages(page(f"<p>{escaped}</p>")):
        assert "<" not in words(passage)
