"""Axe, the checker of accessibility, run in a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from playwright.sync_api import Page

from support.browser.layout import everything_open
from support.programs import AXE

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN = """async ([tags, without]) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags},
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
    everything_open(page)
    page.evaluate(axe())
    found: dict[str, Any] = page.evaluate(RUN, [RULES, without])
    assert found["passed"] > 10, "axe saw nothing"
    for rule in found["violations"]:
        for place, why in rule["places"][:3]:
            yield f"{rule['id']} ({len(rule['places'])}): {place}: {why}"
