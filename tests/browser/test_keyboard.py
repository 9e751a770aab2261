"""Everything can be reached and used by keyboard, and focus is always seen (WCAG 2.1, 2.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser.focus import STOPS, focused, stops, unseen
from support.browser.outputs import Output, of_each_kind
from support.browser.search import found, type_query
from support.browser.tab import SETTLE, Tab, tab

MARKER = "() => { window.stays = true; return [location.href, scrollY]; }"


@pytest.mark.parametrize("width", [390, 1280])
def test_focus_is_always_seen(chromium: Browser, website: Output, width: int) -> None:
    with tab(chromium, website, width, reduced_motion="reduce") as opened:
        assert not opened.sweep(unseen, pages=of_each_kind(website))


def test_focus_is_always_seen_in_firefox(firefox: Browser, bundle: Output) -> None:
    for width in (390, 1280):
        with tab(firefox, bundle, width) as opened:
            assert not opened.sweep(unseen, pages=of_each_kind(bundle))


def test_focus_is_seen_on_the_way_back(chromium: Browser, website: Output) -> None:
    """Upwards, what takes focus comes to lie under the header that stays, if nothing keeps it away."""
    with tab(chromium, website, 390, reduced_motion="reduce") as opened:
        page = opened.open(of_each_kind(website)[1])
        page.locator(".md-content a:visible").last.focus()
        hidden = []
        for _ in range(STOPS):
            page.keyboard.press("Shift+Tab")
            at = focused(page)
            assert at
            if not at["seen"]:
                hidden.append(at["what"])
        assert not hidden


@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_stop_skips_to_the_content(chromium: Browser, output: Output, width: int) -> None:
    def skips(page: Page) -> Iterator[str]:
        first = next(stops(page))
        if not first["skip"]:
            yield f"the first stop is {first['what']}"
            return
        page.keyboard.press("Enter")
        after = next(stops(page), None)
        if after and not after["inside"]:
            yield f"the skip link leads to {after['what']}"

    with tab(chromium, output, width, reduced_motion="reduce") as opened:
        assert not opened.sweep(skips, pages=of_each_kind(output))


def by_tab(page: Page, selector: str) -> dict[str, Any]:
    """Press Tab until that element has focus."""
    for at in stops(page):
        if page.evaluate("(what) => document.activeElement.matches(what)", selector):
            return at
    raise AssertionError(f"no Tab leads to {selector}")


@pytest.fixture(params=["chromium-website", "chromium-bundle", "firefox-bundle"])
def narrow(request: pytest.FixtureRequest) -> Iterator[Tab]:
    """Yield a page on a small screen, in each browser and output."""
    browser, output = request.param.split("-")
    given = request.getfixturevalue(output)
    with tab(request.getfixturevalue(browser), given, 390, reduced_motion="reduce") as opened:
        opened.open(of_each_kind(given)[1])
        yield opened
        assert not opened.faults


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_opens_and_closes_by_keyboard(narrow: Tab, key: str) -> None:
    page = narrow.page
    menu = page.locator(".md-sidebar--primary")
    by_tab(page, "button.brief-opener--drawer")
    opener = page.locator("button.brief-opener--drawer")
    expect(opener).to_have_attribute("aria-expanded", "false")
    page.keyboard.press(key)
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(menu).to_be_visible()
    expect(menu.locator(":focus")).to_have_count(1)
    for at in stops(page, 15):
        assert at["seen"], at["what"]
        assert not at["inside"], f"focus is behind the open menu: {at['what']}"
    page.keyboard.press("Escape")
    expect(opener).to_have_attribute("aria-expanded", "false")
    expect(menu).not_to_be_visible()
    expect(opener).to_be_focused()


def test_the_menu_has_a_button_that_closes_it(narrow: Tab) -> None:
    page = narrow.page
    opener = page.locator("button.brief-opener--drawer")
    opener.focus()
    page.keyboard.press("Enter")
    menu = page.locator(".md-sidebar--primary")
    expect(menu.locator(":focus")).to_have_count(1)
    for _ in range(2):
        # Firefox stops at a list that scrolls, too.
        if not menu.locator("button:focus").count():
            page.keyboard.press("Shift+Tab")
    expect(menu.locator("button:focus")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(menu).not_to_be_visible()
    expect(opener).to_be_focused()


def test_the_page_is_usable_after_the_screen_is_turned_with_the_menu_open(
    chromium: Browser, website: Output
) -> None:
    with tab(chromium, website, 800, reduced_motion="reduce") as opened:
        page = opened.open(of_each_kind(website)[1])
        page.locator("button.brief-opener--drawer").click()
        expect(page.locator(".md-sidebar--primary")).to_be_visible()
        page.set_viewport_size({"width": 1280, "height": 800})
        page.wait_for_timeout(SETTLE)
        page.locator(".md-content a:visible").first.focus()
        at = focused(page)
        assert at
        assert at["inside"]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_search_opens_and_closes_by_keyboard(chromium: Browser, output: Output, width: int) -> None:
    with tab(chromium, output, width, reduced_motion="reduce") as opened:
        page = opened.open("index.html")
        page.keyboard.press("Control+k")
        expect(page.locator(".md-search__input")).to_be_focused()
        expect(page.locator(".md-search__output")).to_be_visible()
        type_query(page, "students")
        found(page)
        page.keyboard.press("ArrowDown")
        expect(page.locator(".md-search-result a:focus")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator(".md-search__output")).not_to_be_visible()
        page.wait_for_timeout(SETTLE)
        at = focused(page)
        assert at, "focus is lost"
        assert at["seen"], at["what"]
        assert not opened.faults


@pytest.mark.parametrize("width", [390, 1280])
def test_tab_leaves_the_search_to_what_is_seen(chromium: Browser, website: Output, width: int) -> None:
    with tab(chromium, website, width, reduced_motion="reduce") as opened:
        page = opened.open("index.html")
        page.keyboard.press("Control+k")
        type_query(page, "students")
        found(page)
        for at in stops(page, 10):
            assert at["seen"], at["what"]


def test_the_button_of_the_search_opens_it(narrow: Tab) -> None:
    page = narrow.page
    by_tab(page, "button.brief-opener--search")
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("button.brief-opener--search")).to_be_focused()
    expect(page.locator("button.brief-opener--search")).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("key", list("fsnp.,/"))
def test_single_keys_do_nothing(chromium: Browser, website: Output, key: str) -> None:
    with tab(chromium, website) as opened:
        page = opened.open(of_each_kind(website)[1])
        before = page.evaluate(MARKER)
        page.keyboard.press(key)
        page.wait_for_timeout(SETTLE)
        assert page.evaluate("() => [location.href, scrollY]") == before
        assert page.evaluate("() => window.stays === true"), "another page was opened"
        assert focused(page) is None
        expect(page.locator(".md-search__output")).not_to_be_visible()


def test_single_keys_can_be_typed_into_the_search(chromium: Browser, website: Output) -> None:
    with tab(chromium, website) as opened:
        page = opened.open("index.html")
        page.keyboard.press("Control+k")
        page.keyboard.type("fsnp.,/")
        expect(page.locator(".md-search__input")).to_have_value("fsnp.,/")


def test_disclosures_open_by_keyboard(narrow: Tab) -> None:
    page = narrow.page
    part = page.locator(".md-content details").first
    part.locator(":scope > summary").focus()
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect(part).to_have_attribute("open", "")
        expect(part.locator(":scope > :nth-child(2)")).to_be_visible()
        page.keyboard.press(key)
        expect(part).not_to_have_attribute("open", "")


def test_the_colours_are_chosen_by_keyboard(chromium: Browser, output: Output) -> None:
    with tab(chromium, output, color_scheme="light") as opened:
        page = opened.open("index.html")
        for key, name in (("Space", "slate"), ("Enter", "default")):
            before = by_tab(page, ".md-header :is(button, input)[aria-label]:not([data-md-component])")
            page.keyboard.press(key)
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", name)
            at = focused(page)
            assert at, "focus is lost"
            assert at["name"] != before["name"], "the button still offers what was chosen"
            page.keyboard.press("Shift+Tab")


WIDE = """() => {
  const boxes = [...document.querySelectorAll(
    ".md-content :is(.md-typeset__scrollwrap, [role=group], [role=region])")];
  document.querySelectorAll("[data-scrolls]").forEach((box) => box.removeAttribute("data-scrolls"));
  return boxes.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box, nth) => {
    box.focus();
    box.dataset.scrolls = nth;
    const named = document.getElementById(box.getAttribute("aria-labelledby"))?.textContent;
    return {
      what: `${box.tagName}.${box.className} "${box.innerText.trim().slice(0, 40)}"`,
      reached: document.activeElement === box, name: (box.getAttribute("aria-label") ?? named ?? "").trim(),
    };
  });
}"""
"""Gives focus to each box that is wider than the screen, and tells which took it and how it is called."""


def test_tables_wider_than_the_screen_scroll_by_keyboard(chromium: Browser, output: Output) -> None:
    """Every box that scrolls sideways takes focus and has a name; the first of a page follows the arrows."""
    seen = 0

    def scrolls(page: Page) -> Iterator[str]:
        nonlocal seen
        page.wait_for_timeout(SETTLE)
        found = page.evaluate(WIDE)
        seen += len(found)
        for box in found:
            if not (box["reached"] and box["name"]):
                yield f"a box that scrolls takes no focus or has no name: {box}"
        if found:
            first = page.locator("[data-scrolls='0']")
            first.focus()
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(SETTLE)
            if not first.evaluate("(box) => box.scrollLeft"):
                yield f"{found[0]['what']} does not scroll"

    # Tables that have to scroll are in the guide; those of readers fit, in each output alike.
    pages = {*output.guide(), *(output.samples() if output.name == "website" else ())}
    with tab(chromium, output, 320, reduced_motion="reduce") as opened:
        assert not opened.sweep(scrolls, pages=sorted(pages))
    assert seen
