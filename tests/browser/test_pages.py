"""Every page of both outputs opens without a complaint of the browser."""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from playwright.sync_api import Browser, Page

from macros.reading.pages.routes import built_file
from support.browser.outputs import ERROR_PAGE, Output
from support.browser.tab import tab
from support.places import ROOT


def looks_like_a_page(page: Page) -> Iterator[str]:
    """Find a page without a title of its own, or without a visible main heading."""
    if len(page.title()) < 5:
        yield f"title {page.title()!r}"
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} main headings"
    elif not page.locator("h1").is_visible():
        yield "the main heading is not visible"


def test_every_page_opens_without_complaint_in_chromium(chromium: Browser, output: Output) -> None:
    with tab(chromium, output) as opened:
        assert not opened.sweep(looks_like_a_page)


def test_every_page_of_the_bundle_opens_without_complaint_in_firefox(
    firefox: Browser, bundle: Output
) -> None:
    with tab(firefox, bundle) as opened:
        assert not opened.sweep(looks_like_a_page)


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


class Settings(yaml.SafeLoader):
    """Reads the settings, and of their tags nothing."""


Settings.add_multi_constructor("!", lambda *_: None)


def named_pages(output: Output) -> list[str]:
    """Return the files of the pages that the navigation names, in its order."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Settings)  # noqa: S506  (a safe one)
    return [built_file(src, output.name == "website") for src in sources(settings["nav"])]


def test_the_sweeps_see_every_page_of_the_navigation(output: Output) -> None:
    """A sweep over nothing finds nothing wrong."""
    named = named_pages(output)
    assert len(named) >= 20
    assert set(named) <= set(output.pages())


def sources(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for below in nav.values():
            yield from sources(below)
    elif isinstance(nav, list):
        for below in nav:
            yield from sources(below)
