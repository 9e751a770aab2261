"""The website as Zensical builds it: no page complains, its search answers, our own scripts run."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.publishing.outputs.zensical import PLACE
from support.browser.looks import looks_like_a_page
from support.browser.outputs import Handler, Output
from support.browser.tab import tab
from support.site import copied

RESULT = "body > div:last-of-type a"
"""A result of the search, which stands in an element of its own at the end of the page."""


@pytest.fixture(scope="module")
def website(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Output]:
    """Yield the website that Zensical builds, served in a folder of a host."""
    work = tmp_path_factory.mktemp("zensical")
    copied(work / "project")
    (work / "served").mkdir()
    asked: list[str] = []
    handler = functools.partial(Handler, asked, directory=str(work / "served"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            base = f"http://127.0.0.1:{server.server_port}/brief/"
            done = subprocess.run(
                [sys.executable, "-m", "macros", "site", "--builder", "zensical"],
                cwd=work / "project",
                env={**os.environ, "SITE_URL": base, "PYTHONDONTWRITEBYTECODE": "1"},
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr
            (work / "project" / PLACE).rename(work / "served/brief")
            yield Output("zensical", work / "served/brief", base, asked)
        finally:
            server.shutdown()
            thread.join()


def sideways(page: Page) -> Iterator[str]:
    """Say by how much a page is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"scrolls {wide}px sideways"


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_complains(width: int, chromium: Browser, website: Output) -> None:
    with tab(chromium, website, width) as opened:
        pages = website.pages() if width > 400 else website.samples()
        assert opened.sweep(looks_like_a_page, sideways, pages=pages) == []
        assert len(opened.seen) >= (40 if width > 400 else 12)


def test_the_search_answers_under_the_policy(chromium: Browser, website: Output) -> None:
    with tab(chromium, website) as opened:
        page = opened.open("economics/index.html")
        page.locator(".md-search__button").click()
        page.keyboard.type("ambassador")
        found = page.locator(RESULT, has_text="Trade with Iraq in the year before")
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
