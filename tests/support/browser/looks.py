"""Looks at an opened page: whether it is whole, dark, and stays where it is."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

MOST_SHIFT = 0.1
"""What the search engines' own measure calls good."""
SHIFT = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => sum += entry.value))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => told(sum), 300);
})"""


def looks_like_a_page(page: Page) -> Iterator[str]:
    """Find a page without a title of its own, or without a visible main heading."""
    if len(page.title()) < 5:
        yield f"title {page.title()!r}"
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} main headings"
    elif not page.locator("h1").is_visible():
        yield "the main heading is not visible"


def is_dark(page: Page) -> Iterator[str]:
    if page.evaluate("() => document.body.dataset.mdColorScheme") != "slate":
        yield "is not dark"


def moves(page: Page) -> Iterator[str]:
    """Find a page whose parts move while it loads."""
    shift = page.evaluate(SHIFT)
    if shift > MOST_SHIFT:
        yield f"moves by {shift:.3f}"
