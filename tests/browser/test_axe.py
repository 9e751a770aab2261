"""Axe finds nothing against WCAG 2.0 to 2.2, A and AA, nor against its best practices."""

from __future__ import annotations

from playwright.sync_api import Browser

from support.browser.axe import colours, violations
from support.browser.looks import is_dark
from support.browser.outputs import Output
from support.browser.tab import tab


def test_every_page_keeps_the_rules(chromium: Browser, website: Output) -> None:
    with tab(chromium, website, 1280, color_scheme="light", reduced_motion="reduce") as opened:
        assert not opened.sweep(violations)


def test_pages_keep_the_rules_on_a_phone(chromium: Browser, website: Output) -> None:
    with tab(chromium, website, 390, color_scheme="light", reduced_motion="reduce") as opened:
        assert not opened.sweep(violations, pages=website.samples())


def test_pages_keep_the_rules_about_colours_in_the_dark(chromium: Browser, website: Output) -> None:
    with tab(chromium, website, 1280, color_scheme="dark", reduced_motion="reduce") as opened:
        assert not opened.sweep(is_dark, colours, pages=website.samples())
