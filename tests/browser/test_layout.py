"""Nothing is lost or cut off, and no page scrolls sideways, on small screens and with large text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.test_axe import everything_open, violations
from support.browser.outputs import Output
from support.browser.tab import Tab, tab

SIDEWAYS = """() => {
  const root = document.scrollingElement, over = root.scrollWidth - root.clientWidth;
  if (over <= 0) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((part) => {
    const box = part.getBoundingClientRect();
    return box.width && (box.right > root.clientWidth + 1 || box.left < -1)
      && !part.closest(".md-sidebar, .md-search");
  });
  const named = wide.slice(-2).map((part) => `${part.tagName.toLowerCase()}.${part.className}`);
  return [`scrolls ${over}px sideways: ${named.join(", ")}`];
}"""
CUT_OFF = """() => {
  const found = [];
  const tell = (part, what) => found.length < 5 && found.push(
    `${what}: <${part.tagName.toLowerCase()} class="${part.getAttribute("class") ?? ""}"> `
    + part.textContent.trim().replace(/\\s+/g, " ").slice(0, 50));
  const main = document.querySelector(".md-content");
  const parts = [...main.querySelectorAll("*:not(svg *)")];
  // What is there for listeners only is clipped away as a whole.
  const unseen = new Set(parts.filter((part) => getComputedStyle(part).clipPath === "inset(50%)"));
  for (const part of parts) {
    if (unseen.has(part.parentElement)) unseen.add(part);
    if (unseen.has(part) || !part.clientWidth || !part.checkVisibility()) continue;
    const style = getComputedStyle(part);
    if (style.display === "inline") continue;
    const over = [part.scrollWidth - part.clientWidth, part.scrollHeight - part.clientHeight];
    const scrolls = [style.overflowX, style.overflowY].map((value) => /auto|scroll/.test(value));
    const clips = [style.overflowX, style.overflowY].map((value) => /hidden|clip/.test(value));
    const lost = over[0] > 1 && !scrolls[0] && (clips[0] || spills(part));
    if (lost) tell(part, `cut off or spilt by ${over[0]}px`);
    if (over[1] > 2 && clips[1] && !scrolls[1]) tell(part, `cut off below by ${over[1]}px`);
  }
  // An inline box, an image or a scroll box inside may reach out; text must not.
  function spills(part) {
    const edge = part.getBoundingClientRect();
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let box = node.parentElement, own = true;
      if (!node.data.trim() || !box.checkVisibility() || unseen.has(box)) continue;
      for (; box !== part; box = box.parentElement) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(box).overflowX)) own = false;
      }
      if (!own) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width > 1 && (rect.right > edge.right + 1 || rect.left < edge.left - 1)) return true;
      }
    }
    return false;
  }
  for (const drawing of main.querySelectorAll("svg:not(svg svg)")) {
    const frame = drawing.getBoundingClientRect();
    for (const text of drawing.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      if (box.width && (box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)) tell(text, "outside its drawing");
    }
  }
  return found;
}"""


def misfits(page: Page) -> Iterator[str]:
    """Find sideways scrolling, and text that is cut off or leaves its box, with everything open."""
    everything_open(page)
    yield from page.evaluate(SIDEWAYS)
    yield from page.evaluate(CUT_OFF)


WIDTHS = (320, 390, 640, 1000, 1280)
"""From 400 % zoom of a usual screen to none; 640 is 200 %."""


def test_every_page_fits_every_width(chromium: Browser, output: Output) -> None:
    def at_every_width(page: Page) -> Iterator[str]:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for words in misfits(page):
                yield f"at {width}px: {words}"

    with tab(chromium, output, reduced_motion="reduce") as opened:
        assert not opened.sweep(at_every_width)


def double_text(opened: Tab) -> None:
    """Set the size of text that the reader asks of the browser to twice the usual."""
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


@pytest.mark.parametrize("width", [1280, 640])
def test_every_page_fits_with_text_of_double_size(chromium: Browser, website: Output, width: int) -> None:
    def is_double(page: Page) -> Iterator[str]:
        size = page.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize)")
        if size < 38:
            yield f"its text is not of double size: {size}"

    with tab(chromium, website, width, reduced_motion="reduce") as opened:
        double_text(opened)
        assert not opened.sweep(is_double, misfits)


KINDS = ("index.html", "economics", "register/index.html", "register/economics", "how-to-read")
"""A page of each kind, without the ending that differs between both outputs."""


def of_each_kind(output: Output) -> list[str]:
    """Return the pages of KINDS as the output names them."""
    ends = ("", "/index.html", ".html")
    found = [name for kind in KINDS for name in output.pages() if name in {kind + end for end in ends}]
    assert len(found) == len(KINDS)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_keep_the_rules_in_forced_colours(chromium: Browser, website: Output, scheme: str) -> None:
    settings: dict[str, Any] = {"forced_colors": "active", "color_scheme": scheme}

    def in_forced_colours(page: Page) -> Iterator[str]:
        if not page.evaluate("() => matchMedia('(forced-colors: active)').matches"):
            yield "colours are not forced"
        # The colours are the reader's own; axe reads those of the page, which are not shown.
        yield from violations(page, "color-contrast")
        yield from misfits(page)

    with tab(chromium, website, reduced_motion="reduce", **settings) as opened:
        assert not opened.sweep(in_forced_colours, pages=of_each_kind(website))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_keep_the_rules_on_paper(chromium: Browser, website: Output, scheme: str) -> None:
    """On A4 paper in both schemes: nothing is dark, nothing is cut off, and the frame of the site is gone."""

    def on_paper(page: Page) -> Iterator[str]:
        yield from violations(page, "target-size")  # nobody taps on paper
        yield from misfits(page)
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
