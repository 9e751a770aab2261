"""Nothing is lost or cut off, and no page scrolls sideways, on small screens and with large text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from support.browser.axe import colours, violations
from support.browser.layout import misfits
from support.browser.outputs import Output, of_each_kind
from support.browser.tab import Tab, tab

WIDTHS = (320, 390, 640, 1000, 1280)
"""From 400 % zoom of a usual screen to none; 640 is 200 %."""


def test_every_page_fits_every_width(chromium: Browser, output: Output) -> None:
    def at_every_width(page: Page) -> Iterator[str]:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for words in misfits(page):
                yield f"at {width}px: {words}"

    # The bundle has the pages and the style of the website.
    with tab(chromium, output, reduced_motion="reduce") as opened:
        assert not opened.sweep(at_every_width, pages=of_each_kind(output) if output.name == "bundle" else ())


def double_text(opened: Tab) -> None:
    """Set the size of text that the reader asks of the browser to twice the usual."""
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


@pytest.mark.parametrize("width", [1280, 640])
def test_pages_fit_with_text_of_double_size(chromium: Browser, website: Output, width: int) -> None:
    def is_double(page: Page) -> Iterator[str]:
        size = page.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize)")
        if size < 38:
            yield f"its text is not of double size: {size}"

    with tab(chromium, website, width, reduced_motion="reduce") as opened:
        double_text(opened)
        assert not opened.sweep(is_double, misfits, pages=website.samples())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_keep_the_rules_in_forced_colours(chromium: Browser, website: Output, scheme: str) -> None:
    settings: dict[str, Any] = {"forced_colors": "active", "color_scheme": scheme}

    def in_forced_colours(page: Page) -> Iterator[str]:
        if not page.evaluate("() => matchMedia('(forced-colors: active)').matches"):
            yield "colours are not forced"
        # The colours are the reader's own; axe reads those of the page, which are not shown.
        if scheme == "light":
            yield from violations(page, "color-contrast")
        yield from misfits(page)

    with tab(chromium, website, reduced_motion="reduce", **settings) as opened:
        assert not opened.sweep(in_forced_colours, pages=of_each_kind(website))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_keep_the_rules_on_paper(chromium: Browser, website: Output, scheme: str) -> None:
    """On A4 paper in both schemes: nothing is dark, nothing is cut off, and the frame of the site is gone."""

    def on_paper(page: Page) -> Iterator[str]:
        if scheme == "light":
            yield from violations(page, "target-size")  # nobody taps on paper
            yield from misfits(page)
        else:
            yield from colours(page)
        ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        if ground not in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"):
            yield f"paper is {ground}"
        for frame in (".md-header", ".md-tabs", ".md-sidebar", ".md-search"):
            if any(part.is_visible() for part in page.locator(frame).all()):
                yield f"{frame} is printed"

    # 210 mm less the margins, in CSS pixels.
    with tab(chromium, website, 688, color_scheme=scheme, reduced_motion="reduce") as opened:
        opened.page.emulate_media(media="print")
        assert not opened.sweep(on_paper, pages=of_each_kind(website))


SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
BEYOND = """(style) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  const all = [...document.querySelectorAll(".md-content figure svg text")];
  const texts = all.filter((text) => text.checkVisibility());
  const outside = ({ left, right }) => left < 0 || right > document.documentElement.clientWidth;
  const out = texts.filter((text) => outside(text.getBoundingClientRect()));
  return [texts.length, out.map((text) => text.textContent)];
}"""


def test_texts_of_charts_stay_in_sight_when_readers_set_them_further_apart(
    chromium: Browser, website: Output
) -> None:
    """By the distances of WCAG 1.4.12, on the smallest screen of 1.4.10."""
    seen = 0
    with tab(chromium, website, 320) as opened:
        for language in ("", "fa/", "ar/"):
            for theme in ("economics", "education", "society", "mediation"):
                count, out = opened.open(f"{language}{theme}/index.html").evaluate(BEYOND, SPACED)
                assert not out, f"{language}{theme}"
                seen += count
    assert seen > 300


def test_the_name_in_the_bar_is_whole_on_the_smallest_screen(chromium: Browser, website: Output) -> None:
    cut = """() => [...document.querySelectorAll(".md-header__topic > .md-ellipsis")].filter(
      (name) => name.scrollWidth > name.clientWidth || name.scrollHeight > name.clientHeight + 1
        || name.getBoundingClientRect().height > document.querySelector(".md-header").offsetHeight
    ).map((name) => name.textContent.trim())"""
    with tab(chromium, website, 320) as opened:
        for page in (
            "index.html",
            "register/economics/index.html",
            "fa/index.html",
            "ar/register/index.html",
        ):
            names = opened.open(page).evaluate(cut)
            assert not names, page
