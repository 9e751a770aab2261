"""What a browser shows of the charts: texts that cover one another, are cut off, or are too small to read."""

from __future__ import annotations

from typing import Any, Protocol

LEAST = 11
"""Pixels of the smallest letters."""
FIND = """least => {
  const wrong = [];
  for (const svg of document.querySelectorAll(".brief-chart svg")) {
    const all = svg.getBoundingClientRect();
    if (!all.width) continue;
    const texts = [...svg.querySelectorAll("text")].map(text => [text, text.getBoundingClientRect()]);
    const size = parseFloat(getComputedStyle(svg).fontSize) * all.width / svg.viewBox.baseVal.width;
    const name = svg.closest("figure").id;
    if (texts.length && size < least) wrong.push(`${name}: letters of ${size.toFixed(1)}px`);
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > size / 2;
    texts.forEach(([text, box], at) => {
      const said = text.textContent;
      const across = box.left < all.left - 2 || box.right > all.right + 2;
      if (across || box.top < all.top - 2 || box.bottom > all.bottom + 2)
        wrong.push(`'${said}' is cut off`);
      for (const [other, there] of texts.slice(at + 1))
        if (meet(box, there)) wrong.push(`'${said}' covers '${other.textContent}'`);
    });
    const pictures = [...svg.parentElement.querySelectorAll("svg")];
    const shown = pictures.filter(one => one.getBoundingClientRect().width);
    if (shown.length !== 1) wrong.push(`${name}: ${shown.length} pictures are shown`);
  }
  return wrong;
}"""


class Shown(Protocol):
    """A page in a browser, as Playwright has it."""

    def evaluate(self, expression: str, arg: Any = None) -> Any:
        """Return what the function gives in the page."""


def illegible(page: Shown) -> list[str]:
    """Return what is wrong with the texts of the charts that the page shows, a line each."""
    return [str(line) for line in page.evaluate(FIND, LEAST)]
