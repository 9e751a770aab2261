"""Where focus stands in a page, and whether it is seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

STOPS = 40
FADE = 400
"""Milliseconds in which the theme's cover of the page disappears, where motion is not reduced."""
FOCUSED = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused === document.documentElement) return null;
  // A hidden field shows itself and its focus in its label.
  const label = [...(focused.labels ?? [])].find((one) => one.checkVisibility());
  const small = focused.getBoundingClientRect().width < 2 || getComputedStyle(focused).opacity === "0";
  const shown = small && label ? label : focused;
  const style = getComputedStyle(shown);
  const rects = [...shown.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
  const seen = rects.some((rect) => [.1, .5, .9].some((part) => [.2, .5, .8].some((down) => {
    const at = document.elementFromPoint(rect.left + rect.width * part, rect.top + rect.height * down);
    return at && (shown.contains(at) || at.contains(shown) && at.closest("a, button, label, summary, nav"));
  })));
  const outline = parseFloat(style.outlineWidth) > 0 && !["none", "hidden"].includes(style.outlineStyle);
  const text = (focused.getAttribute("aria-label") || focused.innerText || focused.title).trim();
  return {
    what: `${focused.tagName}.${focused.className} "${text.replace(/\\s+/g, " ").slice(0, 40)}"`,
    name: text, tag: focused.tagName, skip: focused.classList.contains("md-skip"),
    seen: seen && style.visibility === "visible", outline,
    top: shown.getBoundingClientRect().top, inside: Boolean(focused.closest(".md-content")),
  };
}"""


def focused(page: Page) -> dict[str, Any] | None:
    """Return what is known of the element with focus; nothing where none has it."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    known: dict[str, Any] | None = page.evaluate(FOCUSED)
    return known


def stops(page: Page, most: int = STOPS) -> Iterator[dict[str, Any]]:
    """Press Tab and yield what takes focus, up to the end of the page."""
    for _ in range(most):
        page.keyboard.press("Tab")
        at = focused(page)
        if at is None:
            return
        yield at


def unseen(page: Page) -> Iterator[str]:
    """Find what takes focus without being seen, or without a mark that it has it."""
    count = 0
    for nth, at in enumerate(stops(page), 1):
        count += 1
        seen = at["seen"]
        if not seen:
            # What covered it may be fading.
            page.wait_for_timeout(FADE)
            seen = (focused(page) or at)["seen"]
        if not seen:
            yield f"stop {nth} takes focus but is not to be seen: {at['what']}"
        elif not at["outline"]:
            yield f"stop {nth} takes focus but does not show it: {at['what']}"
    if count < 5:
        yield f"only {count} stops"
