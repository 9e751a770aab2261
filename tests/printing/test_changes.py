"""What readers see of the history: the page of changes, earlier values in the register, and the feed."""

from __future__ import annotations

from dataclasses import replace

import feedparser  # type: ignore[import-untyped]  # it has no types
import lxml.etree
import lxml.html
import pytest
from lxml.html import HtmlElement

from macros.figures.book import Book
from macros.figures.editions import History
from macros.printing import macros
from macros.printing.view import View
from macros.publishing.feed import feed
from macros.reading.data import history_file
from macros.reading.pages.routes import Page

EDITIONS = """\
editions:
  - version: 1
    date: 2023-11-02
    kind: first
    reason: First.
    figures:
      exports: {value: 6, scale: billion, unit: USD, qualifier: about, period: 2022, source: paper}
      goal: {value: 20, scale: billion, unit: USD, status: target, period: undated, source: paper}
      growth: {formula: goal / exports - 1, value: 233, unit: percent_change, qualifier: about}
      gone: {value: 3, unit: student, status: estimate, period: 1402 SH, source: paper}
  - version: 1
    date: 2023-12-09
    kind: correction
    reason: "<b>Wrong</b> & *typed*."
    figures:
      exports: {value: 7.5, scale: billion, unit: USD, qualifier: about, per: year, period: 2023, source: x}
    removed: [gone]
  - version: 1
    date: 2024-04-30
    kind: revision
    reason: {en: New count., fa: تازه}
    figures:
      exports: {value: 7, scale: billion, unit: USD, qualifier: about, period: 2023, source: paper}
      growth: {formula: goal / exports, value: 186, unit: percent_change, qualifier: about}
      hostile: {value: 5, unit: pupil, status: estimate, period: 2023, source: hostile}
"""


@pytest.fixture
def told(book: Book) -> Book:
    return replace(book, history=history_file.read(EDITIONS.encode(), book.brief))


def page(book: Book, *, directory_urls: bool = True) -> HtmlElement:
    view = View(book, Page("changes.md", directory_urls))
    return lxml.html.fragment_fromstring(macros.call(view, "changes", (), {}), create_parent="main")


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().replace("\u00a0", " ").split())


def cells(edition: HtmlElement, caption: str) -> list[list[str]]:
    (table,) = (one for one in edition.iter("table") if text(one.find("caption")) == caption)
    return [[text(cell) for cell in row] for row in table.find("tbody")]


def test_what_is_gone_is_called_by_its_name_where_the_history_tells_it(book: Book) -> None:
    named = EDITIONS.replace("removed: [gone]", 'removed: [gone]\n    names: {gone: "Pupils <of> old"}')
    history = history_file.read(named.encode(), book.brief)
    [removed] = [
        cells(one, "Removed")
        for one in page(replace(book, history=history)).find_class("brief-release--correction")
    ]
    assert removed[0][0] == "Pupils <of> old"


def test_editions_stand_newest_first_with_date_kind_version_and_reason(told: Book) -> None:
    headings = [(one.get("id"), text(one)) for one in page(told).iter("h2")]
    assert headings == [
        ("edition-3", "30 April 2024: revision#"),
        ("edition-2", "9 December 2023: correction of an error#"),
        ("edition-1", "2 November 2023: first edition#"),
    ]
    newest, correction, _ = page(told).find_class("brief-release")
    assert [text(one) for one in newest.iter("p")] == ["Version 1", "New count."]
    assert [text(one) for one in correction.iter("p")] == ["Version 1", "<b>Wrong</b> & *typed*."]
    assert "brief-release--correction" in correction.get("class", "")
    assert not list(correction.iter("b", "em"))


def test_a_change_shows_before_and_after_as_they_were_printed(told: Book) -> None:
    newest, correction, first = page(told).find_class("brief-release")
    assert cells(correction, "Changed") == [
        [
            "Exports",
            "about US$6 billion 2022 Source: The Paper",
            "about US$7.5 billion a year 2023 Source: x",
        ]
    ]
    assert cells(correction, "Removed") == [
        ["gone", "3 students (estimate) Iranian year 1402 (21 March 2023 – 19 March 2024)"]
    ]
    assert cells(newest, "Changed") == [
        [
            "Exports",
            "about US$7.5 billion a year 2023 Source: x",
            "about US$7 billion 2023 Source: The Paper",
        ],
        [
            "Growth",
            "about 233% (our arithmetic) Formula: goal / exports - 1",
            "about 186% (our arithmetic) Formula: goal / exports",
        ],
    ]
    (added,) = cells(newest, "Added")
    assert added[0].startswith("<script>alert(x)</script>")
    assert not list(first.iter("table"))
    assert "Figures: 4. Of the article: 3. Computed by this brief: 1." in text(first)


def test_changed_figures_lead_to_their_entries_and_past_values_are_no_data(told: Book) -> None:
    tree = page(told)
    hrefs = [link.get("href") for link in tree.iter("a") if text(link) == "Exports"]
    assert hrefs == ["../register/trade/#exports"] * 2
    # What is <data> must equal the data of today, and a past value does not.
    assert not list(tree.iter("data"))
    assert not tree.xpath("//*[@data-figure]")


def test_without_a_change_or_an_edition_the_page_says_so(book: Book, told: Book) -> None:
    assert text(page(book)) == "No edition is recorded yet."
    first = History(told.history.editions[:1], told.history.places[:1])
    said = text(page(replace(book, history=first)))
    assert "No figure has changed since the first edition." in said
    assert "No figure has changed" not in text(page(told))


def test_only_the_website_links_to_the_feed(told: Book) -> None:
    links = [link.get("href") for link in page(told).iter("a") if link.get("type")]
    assert links == ["../feed.xml"]
    assert "feed" not in str(lxml.html.tostring(page(told, directory_urls=False)))


def test_the_register_tells_the_earlier_values_of_a_figure(told: Book) -> None:
    view = View(told, Page("register/trade.md"))
    tree = lxml.html.fragment_fromstring(macros.call(view, "register", ("trade",), {}), create_parent="main")
    entries = {one.get("id"): one.getparent().getparent() for one in tree.iter("h2")}
    rows = {
        id_: [row for row in entry.iter("dd") if text(row.getparent()[0]) == "Earlier values"]
        for id_, entry in entries.items()
        if entry is not None
    }
    (exports,) = rows["exports"]
    assert [text(line) for line in exports] == [
        "about US$7.5 billion a year 2023 until 30 April 2024: revision",
        "about US$6 billion 2022 until 9 December 2023: correction of an error",
    ]
    assert [link.get("href") for link in exports.iter("a")] == [
        "../../changes/#edition-3",
        "../../changes/#edition-2",
    ]
    assert [len(rows[id_]) for id_ in ("goal", "growth", "rank")] == [0, 1, 0]


# --- the feed

URL = "https://example.org/brief/"
ATOM = "{http://www.w3.org/2005/Atom}"
RIGHTS = "Text & data: MIT <licence>."


def test_a_feed_reader_reads_all_editions(told: Book) -> None:
    read = feedparser.parse(feed(told, URL, RIGHTS).encode())
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert read.feed.title == "Small: changes"
    assert (read.feed.author, read.feed.rights) == ("Small", RIGHTS)
    assert read.feed.updated_parsed[:3] == (2024, 4, 30)
    assert [entry.title.replace("\u00a0", " ") for entry in read.entries] == [
        "30 April 2024: revision",
        "9 December 2023: correction of an error",
        "2 November 2023: first edition",
    ]
    assert [entry.link for entry in read.entries] == [f"{URL}changes/#edition-{n}" for n in (3, 2, 1)]
    assert [entry.tags[0].term for entry in read.entries] == ["revision", "correction", "first"]
    assert [entry.updated_parsed[:3] for entry in read.entries] == [
        (2024, 4, 30),
        (2023, 12, 9),
        (2023, 11, 2),
    ]
    (content,) = read.entries[1].content
    assert content.type == "text/html"
    shown = lxml.html.fragment_fromstring(content.value, create_parent="div")
    assert "about US$6 billion 2022" in text(shown)
    assert "<b>Wrong</b> & *typed*." in text(shown)
    assert not list(shown.iter("script", "b"))


def test_the_feed_has_what_the_standard_asks_for(told: Book) -> None:
    """RFC 4287: one id, title and updated each, an author, a self link; ids are unique."""
    root = lxml.etree.fromstring(feed(told, URL, RIGHTS).encode())
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        times = [one.text or "" for one in element.findall(f"{ATOM}updated")]
        assert all(len(time) == 20 and time.endswith("T12:00:00Z") for time in times)
    ids = [one.text for one in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 4
    assert all(str(id_).startswith("urn:uuid:") for id_ in ids)
    links = {(one.get("rel"), one.get("href")) for one in root.findall(f"{ATOM}link")}
    assert links == {("self", f"{URL}feed.xml"), ("alternate", f"{URL}changes/")}
    assert [one.text for one in root.findall(f"{ATOM}author/{ATOM}name")] == ["Small"]


def test_every_link_of_the_feed_is_absolute(told: Book) -> None:
    root = lxml.etree.fromstring(feed(told, URL.rstrip("/"), RIGHTS).encode())
    found = [str(one.get("href")) for one in root.iter(f"{ATOM}link")]
    for content in root.iter(f"{ATOM}content"):
        shown = lxml.html.fragment_fromstring(str(content.text), create_parent="div")
        found += [str(link.get("href")) for link in shown.iter("a")]
    assert len(found) >= 8
    assert [href for href in found if not href.startswith(URL)] == []
    assert f"{URL}register/trade/#exports" in found


def test_ids_survive_a_move_of_the_site_and_new_editions(told: Book) -> None:
    def ids(book: Book, url: str) -> list[str | None]:
        return [one.text for one in lxml.etree.fromstring(feed(book, url, "").encode()).iter(f"{ATOM}id")]

    here = ids(told, URL)
    assert ids(told, "https://other.example/") == here
    editions, places = told.history.editions, told.history.places
    before = replace(told, history=History(editions[:2], places[:2]))
    assert ids(before, URL) == [here[0], *here[2:]]


def test_the_feed_is_the_same_each_time_and_of_any_history(book: Book, told: Book) -> None:
    assert feed(told, URL, RIGHTS) == feed(told, URL, RIGHTS)
    empty = feedparser.parse(feed(book, URL, "").encode())
    assert not empty.bozo
    assert (empty.entries, empty.feed.updated_parsed[:3]) == ([], (2024, 5, 1))
    odd = EDITIONS.replace("reason: First.", r'reason: "First\0\x0b\uffff."')
    strange = replace(book, history=history_file.read(odd.encode(), book.brief))
    assert not feedparser.parse(feed(strange, URL, "").encode("utf-8")).bozo
