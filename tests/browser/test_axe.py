"""Axe finds nothing against WCAG 2.0 to 2.2, A and AA, nor against its best practices."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from support.browser.axe import violations
from support.browser.looks import is_dark
from support.browser.outputs import Output
from support.browser.tab import tab


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_keeps_the_rules(chromium: Browser, website: Output, scheme: str, width: int) -> None:
    with tab(chromium, website, width, color_scheme=scheme, reduced_motion="reduce") as opened:
        looks = [violations] if scheme == "light" else [is_dark, violations]
        assert not opened.sweep(*looks)
