"""The website as Zensical builds it: no page complains, its search answers, our own scripts run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser.looks import looks_like_a_page
from support.browser.outputs import Output, served
from support.browser.tab import tab

RESULT = "body > div:last-of-type a"
"""A result of the search, which stands in an element of its own at the end of the page."""


@pytest.fixture(scope="module")
def website(by_zensical: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Output]:
    """Yield the website that Zensical builds, served in a folder of a host."""
    with served(by_zensical, tmp_path_factory.mktemp("zensical"), "zensical") as output:
        yield output


def sideways(page: Page) -> Iterator[str]:
    """Say by how much a page is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"scrolls {wide}px sideways"


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_complains(width: int, chromium: Browser, website: Output) -> None:
    """Pages of each kind: every page has the content of the one that MkDocs builds, as is shown elsewhere."""
    with tab(chromium, website, width) as opened:
        assert opened.sweep(looks_like_a_page, sideways, pages=website.samples()) == []
        assert len(opened.seen) >= 12


def test_the_search_answers_under_the_policy(chromium: Browser, website: Output) -> None:
    with tab(chromium, website) as opened:
        page = opened.open("economics/index.html")
        page.locator(".md-search__button").click()
        page.keyboard.type("ambassador")
        found = page.locator(RESULT, has_text="Trade with Iraq, Iran’s ambassador")
        expect(found.first).to_be_visible(timeout=20_000)
        # Without its style the field would keep the size of the browser's own.
        field = page.locator("input:focus")
        assert (field.bounding_box() or {"width": 0})["width"] > 400
        page.keyboard.press("Enter")
        page.wait_for_url("**/register/**")
        assert opened.faults == []


def test_the_search_finds_words_however_they_are_spelt(chromium: Browser, website: Output) -> None:
    with tab(chromium, website) as opened:
        page = opened.open("fa/economics/index.html")
        page.locator(".md-search__button").click()
        page.keyboard.type("سفير")  # with the Arabic letter; the pages have the Persian one
        expect(page.locator(RESULT, has_text="سفیر").first).to_be_visible(timeout=20_000)
        page.keyboard.press("Enter")
        page.wait_for_url("**/fa/**")
        assert "/fa/fa/" not in page.url
        assert opened.faults == []


def test_our_own_scripts_run(chromium: Browser, website: Output) -> None:
    with tab(chromium, website) as opened:
        page = opened.open("economics/index.html")
        page.locator(".brief-inspect").click()
        expect(page.get_by_role("button", name="Next figure")).to_be_visible()
        assert opened.faults == []
