"""Pages are short to read: their answer comes first, and what only some need stands behind disclosures."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from macros.reading.pages.routes import ENGLISH, language_of, untranslated
from support.browser.outputs import Output
from support.browser.tab import tab

HEIGHT = 844
MORE = 1.1
"""How much longer a page may be in Persian or Arabic."""
THEMES = ("economics", "society", "education", "mediation", "security")

SEEN = """() => {
  const article = document.querySelector("article"), words = [];
  const walk = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  let before = null;
  while (walk.nextNode()) {
    const beside = walk.currentNode.parentElement;
    if (!beside.checkVisibility() || beside.closest("svg, script, style")) continue;
    if (before === null && beside.closest(".brief-item__found")) before = words.length;
    words.push(...walk.currentNode.textContent.split(/\\s+/).filter(Boolean));
  }
  return {height: document.documentElement.scrollHeight, words: words.length, before};
}"""


@dataclass(frozen=True)
class Limit:
    """How long a page may be at 390 px: in screens, in words in sight, and in words before its answer."""

    screens: float
    words: int | None = None
    before: int | None = None


HOME, THEME, ITEM, REGISTER = Limit(6), Limit(8, 900), Limit(5, before=60), Limit(25)


def limit(page: str) -> Limit | None:
    """Return how long the page may be; nothing for pages that are read from top to end."""
    name = untranslated(page).removesuffix("/index.html").removesuffix(".html")
    if name == "index":
        return HOME
    if name in THEMES:
        return THEME
    if name.startswith("items/"):
        return ITEM
    return REGISTER if name.startswith("register") or name == "sources" else None


def measured(page: Page, name: str, most: Limit) -> list[str]:
    """Return what is longer than it may be, and print the row of the table."""
    more = 1.0 if language_of(name) == ENGLISH else MORE
    found = page.evaluate(SEEN)
    screens = found["height"] / HEIGHT
    print(f"{name}: {screens:.1f} of {most.screens * more:.1f} screens, {found['words']} words")
    wrong = [f"{screens:.1f} screens"] if screens > most.screens * more else []
    if most.words and found["words"] > most.words * more:
        wrong.append(f"{found['words']} words in sight")
    if most.before and (found["before"] is None or found["before"] > most.before * more):
        wrong.append(f"{found['before']} words before the answer")
    return [f"{name}: {one}" for one in wrong]


def test_every_page_is_as_short_as_its_kind_should_be(chromium: Browser, website: Output) -> None:
    every = sorted(path.relative_to(website.folder).as_posix() for path in website.folder.rglob("*.html"))
    wrong, seen = [], []
    with tab(chromium, website, 390) as opened:
        for name in every:
            if most := limit(name):
                wrong += measured(opened.open(name), name, most)
                seen.append(name)
    assert len(seen) > 120, "pages of three editions were not found"
    assert not wrong


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_a_link_opens_the_disclosure_in_which_its_place_is(
    browser: str, output: Output, request: pytest.FixtureRequest
) -> None:
    start: Browser = request.getfixturevalue(browser)
    with tab(start, output, java_script_enabled=False) as opened:
        for page, place in (("economics", "evidence-trade"), ("register/education", "iraqi_students")):
            opened.page.goto(f"{output.address(output.file(page))}#{place}")
            inside = opened.page.locator(f"details[open] > #{place}")
            inside.wait_for()
            assert inside.locator("data.figure").first.is_visible()
            others = opened.page.locator("details.brief-fold:not([open]), details.brief-entry:not([open])")
            assert others.count() > 1


def test_from_the_start_page_one_tap_leads_to_who_published_the_nearest_evidence(
    chromium: Browser, website: Output
) -> None:
    with tab(chromium, website, 390) as opened:
        page = opened.open("index.html")
        page.locator(".brief-cards .brief-verdict").first.click()
        nearest = page.locator(".brief-item__nearest").first
        nearest.wait_for()
        assert nearest.bounding_box()["y"] < HEIGHT  # type: ignore[index]
        assert nearest.locator("a[href*='sources']").count() == 1
        assert nearest.inner_text().count(";") >= 1, "value, publisher and date"
