"""What is lost of a page where there is little room: text cut off or spilt, a page that scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

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


def everything_open(page: Page) -> None:
    """Open every disclosure, so that what it holds is looked at."""
    page.evaluate("() => document.querySelectorAll('details').forEach((part) => part.open = true)")


def misfits(page: Page) -> Iterator[str]:
    """Find sideways scrolling, and text that is cut off or leaves its box, with everything open."""
    everything_open(page)
    yield from page.evaluate(SIDEWAYS)
    yield from page.evaluate(CUT_OFF)
