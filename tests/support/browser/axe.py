"""Axe, the checker of accessibility, run in a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from playwright.sync_api import Page

from support.browser.layout import everything_open
from support.programs import AXE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that another colour scheme can break where the page keeps the others."""
RUN = """async ([kind, values, without]) => {
  const found = await axe.run(document, {
    runOnly: {type: kind, values},
    rules: Object.fromEntries(without.map((id) => [id, {enabled: false}])),
    resultTypes: ["violations"],
  });
  return {
    passed: found.passes.length,
    violations: found.violations.map((rule) => ({id: rule.id, places: rule.nodes.map((node) => [
      node.target.join(" "), (node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ""])})),
  };
}"""


@cache
def axe() -> str:
    return AXE.read_text("utf-8")


def violations(page: Page, *without: str) -> Iterator[str]:
    """Find what breaks a rule of axe, but for the rules named, with everything open."""
    yield from _broken(page, "tag", TAGS, without, least=11)


def colours(page: Page) -> Iterator[str]:
    """Find what breaks a rule of axe about colours, with everything open."""
    yield from _broken(page, "rule", COLOURS, (), least=1)


def _broken(
    page: Page, kind: str, values: list[str], without: tuple[str, ...], *, least: int
) -> Iterator[str]:
    everything_open(page)
    page.evaluate(axe())
    found: dict[str, Any] = page.evaluate(RUN, [kind, values, without])
    assert found["passed"] >= least, "axe saw nothing"
    for rule in found["violations"]:
        for place, why in rule["places"][:3]:
            yield f"{rule['id']} ({len(rule['places'])}): {place}: {why}"
