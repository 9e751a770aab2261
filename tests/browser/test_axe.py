"""Axe finds nothing against WCAG 2.0 to 2.2, A and AA, nor against its best practices."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from support.browser.outputs import Output
from support.browser.tab import tab
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


def everything_open(page: Page) -> None:
    """Open every disclosure, so that what it holds is looked at."""
    page.evaluate("() => document.querySelectorAll('details').forEach((part) => part.open = true)")


def violations(page: Page, *without: str) -> Iterator[str]:
    """Find what breaks a rule of axe, but for the rules named, with everything open."""
    everything_open(page)
    page.evaluate(axe())
    found: dict[str, Any] = page.evaluate(RUN, [RULES, without])
    assert found["passed"] > 10, "axe saw nothing"
    for rule in found["violations"]:
        for place, why in rule["places"][:3]:
            yield f"{rule['id']} ({len(rule['places'])}): {place}: {why}"


def is_dark(page: Page) -> Iterator[str]:
    if page.evaluate("() => document.body.dataset.mdColorScheme") != "slate":
        yield "is not dark"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_keeps_the_rules(chromium: Browser, website: Output, scheme: str, width: int) -> None:
    with tab(chromium, website, width, color_scheme=scheme, reduced_motion="reduce") as opened:
        looks = [violations] if scheme == "light" else [is_dark, violations]
        assert not opened.sweep(*looks)
