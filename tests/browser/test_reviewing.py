"""The pages on which translations are reviewed can be read by everybody, at every width, without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser.axe import colours, violations
from support.browser.outputs import Output
from support.browser.tab import tab

COLUMNS = """() => [...document.querySelectorAll(".review-row:not(.review-introduction)")].slice(0, 40).map(
  (row) => new Set([...row.querySelectorAll(".review-cell")].map(
    (cell) => Math.round(cell.getBoundingClientRect().left))).size)"""


def fits(page: Page) -> Iterator[str]:
    if page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
        yield "scrolls sideways"


def test_every_review_page_fits(chromium: Browser, website: Output) -> None:
    for width in (1440, 390):
        with tab(chromium, website, width) as opened:
            assert not opened.sweep(fits, pages=website.reviews())
            assert len(opened.seen) > 15


@pytest.mark.parametrize(
    ("width", "scheme", "rules"),
    [(1440, "light", violations), (390, "light", violations), (1440, "dark", colours)],
)
def test_review_pages_keep_the_rules(
    chromium: Browser, website: Output, width: int, scheme: str, rules: Callable[[Page], Iterator[str]]
) -> None:
    """All are written alike: the list, the longest page and the shortest stand for them."""
    index, *sources = sorted(website.reviews(), key=lambda name: (name != "review/index.html", name))
    pages = [index, max(sources, key=website.length), min(sources, key=website.length)]
    with tab(chromium, website, width, color_scheme=scheme, reduced_motion="reduce") as opened:
        assert not opened.sweep(rules, pages=pages)


def test_the_editions_stand_side_by_side_where_there_is_room(chromium: Browser, website: Output) -> None:
    for width, columns in ((1440, 3), (390, 1)):
        with tab(chromium, website, width, java_script_enabled=False) as opened:
            found = opened.open("review/economics.html").evaluate(COLUMNS)
            assert set(found) == {columns}


def test_a_reader_comes_from_the_list_to_a_row_and_to_the_page(chromium: Browser, website: Output) -> None:
    with tab(chromium, website, java_script_enabled=False) as opened:
        page = opened.open("review/index.html")
        page.get_by_role("link", name="economics.md", exact=True).click()
        page.get_by_role("link", name="economics 7", exact=True).click()
        expect(page.locator("#r7")).to_be_in_viewport()
        page.locator(".review-places [lang=fa] a").nth(1).click()
        page.wait_for_url("**/fa/economics/#*")
        expect(page.locator("html")).to_have_attribute("lang", "fa")
        assert not opened.faults


def test_nobody_else_is_led_there(website: Output, bundle: Output) -> None:
    assert not bundle.reviews()
    for name in website.pages():
        html = (website.folder / name).read_text("utf-8")
        assert not re.search(r'(?:href|src)="(?:\.\./)*review/', html), name
    assert "review/" not in (website.folder / "sitemap.xml").read_text("utf-8")
    index = json.loads((website.folder / "search/search_index.json").read_text("utf-8"))
    assert not [entry for entry in index["docs"] if entry["location"].startswith("review/")]
    for name in website.reviews():
        assert '<meta name="robots" content="noindex">' in (website.folder / name).read_text("utf-8")
