"""Every page of the bundle opens without a complaint of the browser; those of the website, in test_axe.py."""

from __future__ import annotations

from playwright.sync_api import Browser

from support.browser.looks import looks_like_a_page
from support.browser.navigation import named_pages
from support.browser.outputs import ERROR_PAGE, Output
from support.browser.tab import tab


def test_every_page_of_the_bundle_opens_without_complaint_in_chromium(
    chromium: Browser, bundle: Output
) -> None:
    with tab(chromium, bundle) as opened:
        assert not opened.sweep(looks_like_a_page)


def test_pages_of_the_bundle_open_without_complaint_in_firefox(firefox: Browser, bundle: Output) -> None:
    with tab(firefox, bundle) as opened:
        assert not opened.sweep(looks_like_a_page, pages=bundle.samples())


def test_the_page_for_missing_addresses_is_a_page_of_the_site(chromium: Browser, website: Output) -> None:
    with tab(chromium, website) as opened:
        answer = opened.page.goto(f"{website.base}no/such/page/")
        assert answer
        assert answer.status == 404
        assert opened.page.locator("h1").is_visible()
        opened.faults.clear()
        opened.page.locator(".md-header a.md-logo").click()
        opened.page.wait_for_url(website.base)
        assert not opened.sweep(looks_like_a_page, pages=[ERROR_PAGE])


def test_the_sweeps_see_every_page_of_the_navigation(output: Output) -> None:
    """A sweep over nothing finds nothing wrong."""
    named = named_pages(output)
    assert len(named) >= 20
    assert set(named) <= set(output.pages())
