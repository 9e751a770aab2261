"""Axe finds nothing against WCAG 2.0 to 2.2, A and AA, nor against its best practices.

The sweep over the whole website is here, so that each of its pages is opened once for all looks at it.
"""

from __future__ import annotations

from playwright.sync_api import Browser

from support.browser.axe import colours, violations
from support.browser.looks import is_dark, looks_like_a_page
from support.browser.outputs import Output
from support.browser.tab import tab


def test_every_page_keeps_the_rules_and_opens_without_complaint(chromium: Browser, website: Output) -> None:
    with tab(chromium, website, 1280, color_scheme="light", reduced_motion="reduce") as opened:
        assert not opened.sweep(looks_like_a_page, violations)


def test_pages_keep_the_rules_on_a_phone(chromium: Browser, website: Output) -> None:
    with tab(chromium, website, 390, color_scheme="light", reduced_motion="reduce") as opened:
        assert not opened.sweep(violations, pages=website.samples())


def test_pages_keep_the_rules_about_colours_in_the_dark(chromium: Browser, website: Output) -> None:
    with tab(chromium, website, 1280, color_scheme="dark", reduced_motion="reduce") as opened:
        assert not opened.sweep(is_dark, colours, pages=website.samples())
