"""Pages that stand as templates: everything is escaped that is no HTML, and nothing is left out silently."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from selectolax.lexbor import LexborHTMLParser

from macros.languages.catalogue import catalogue
from macros.publishing.outputs.binding import Front, Leaf, bind
from macros.publishing.templating import FOLDER, filled

HOSTILE = "A & <b>\"B\" 'C'</b> {{ 1 }}"


def leaf(src: str, part: str = "", label: str = "") -> Leaf:
    html = f'<article><h1 id="top">{src}</h1><h2 id="one">First</h2><p>Text.</p></article>'
    return Leaf(src, src.replace(".md", ".html"), html, label, part)


def test_what_the_title_page_says_is_text_and_no_markup() -> None:
    facts = ((HOSTILE, HOSTILE), ("Address", 'https://example.org/?a=1&b="2"'))
    front = Front(HOSTILE, HOSTILE, "2026-11-23", facts, HOSTILE, HOSTILE)
    page = LexborHTMLParser(bind([leaf("a.md")], front, catalogue("en")))
    for place in ("title", ".title", ".subtitle", "dt", "dd", ".licence"):
        node = page.css_first(place)
        assert node is not None
        assert node.text() == HOSTILE
    (link,) = page.css(".title-page a")
    assert link.attributes["href"] == link.text() == facts[1][1]
    (said,) = page.css('meta[name="description"]')
    assert said.attributes["content"] == HOSTILE


def test_the_contents_name_each_part_once_and_each_chapter_with_its_sections() -> None:
    front = Front("T", "S", "", (), "L", "E")
    pages = [leaf("a.md"), leaf("b.md", "One"), leaf("c.md", "One"), leaf("d.md"), leaf("e.md", "Two")]
    page = LexborHTMLParser(bind(pages, front, catalogue("en")))
    told = [
        (node.attributes.get("class"), " ".join(node.text().split()))
        for node in page.css(".contents > ol > li")
    ]
    assert told == [
        (None, "a.mdFirst"),
        ("part", "One"),
        ("in-part", "b.mdFirst"),
        ("in-part", "c.mdFirst"),
        (None, "d.mdFirst"),
        ("part", "Two"),
        ("in-part", "e.mdFirst"),
    ]
    assert next(node.attributes["href"] for node in page.css(".contents ol ol a")) == "#a--one"
    assert len(page.css("section.chapter")) == 5


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_a_value_that_is_not_given_is_an_error(name: str) -> None:
    with pytest.raises(UndefinedError):
        filled(name)
