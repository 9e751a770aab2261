"""Readers get from each page to all others, and the colours they choose stay."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser.navigation import named_pages
from support.browser.outputs import Output, of_each_kind
from support.browser.tab import SETTLE, tab


def test_the_foot_of_each_page_leads_through_all_pages(chromium: Browser, output: Output) -> None:
    with tab(chromium, output) as opened:
        page = opened.open("index.html")
        visited = [page.url]
        onward = page.locator("a.md-footer__link--next")
        while onward.count():
            address = onward.evaluate("link => link.href")
            onward.click()
            page.wait_for_url(address)
            expect(page.locator("h1")).to_be_visible()
            assert page.url not in visited, "the way goes round"
            visited.append(page.url)
        assert visited == [output.address(name) for name in named_pages(output)]
        assert not opened.faults


def test_tabs_lead_to_their_pages(chromium: Browser, output: Output) -> None:
    with tab(chromium, output) as opened:
        page = opened.open("how-to-read/index.html" if output.name == "website" else "how-to-read.html")
        tabs = page.locator(".md-tabs__link")
        count = tabs.count()
        assert count >= 4
        for nth in range(count):
            target = tabs.nth(nth).evaluate("(link) => link.href")
            tabs.nth(nth).click()
            page.wait_for_url(target)
            expect(page.locator("h1")).to_be_visible()
            expect(page.locator(".md-tabs__item--active")).to_have_count(1)
        assert not opened.faults


def test_the_menu_of_a_small_screen_leads_to_every_page(chromium: Browser, output: Output) -> None:
    wanted = [output.address(name) for name in named_pages(output)]
    with tab(chromium, output, 390, reduced_motion="reduce") as opened:
        page = opened.open("index.html")
        for address in [*wanted[1:], wanted[0]]:
            page.locator("button.brief-opener--drawer").click()
            menu = page.locator(".md-sidebar--primary")
            nth = menu.locator("a.md-nav__link").evaluate_all(
                "(links, wanted) => links.findIndex((link) => link.href === wanted)", address
            )
            assert nth >= 0, address
            menu.locator("a.md-nav__link").nth(nth).click()
            page.wait_for_url(address, wait_until="commit")
            expect(page.locator("h1")).to_be_visible()
            expect(menu).not_to_be_visible()
        assert not opened.faults


def test_a_section_chosen_in_the_menu_is_shown(chromium: Browser, output: Output) -> None:
    with tab(chromium, output, 390, reduced_motion="reduce") as opened:
        page = opened.open(of_each_kind(output)[1])
        page.locator("button.brief-opener--drawer").click()
        section = page.locator(".md-sidebar--primary a.md-nav__link[href^='#']").last
        id_ = str(section.get_attribute("href"))[1:]
        section.click()
        expect(page.locator(f"[id='{id_}']")).to_be_in_viewport()
        expect(page.locator(".md-sidebar--primary")).not_to_be_visible()
        page.wait_for_timeout(SETTLE)
        top = page.locator(f"[id='{id_}']").evaluate("(place) => place.getBoundingClientRect().top")
        assert top >= page.locator(".md-header").evaluate("(bar) => bar.getBoundingClientRect().bottom")


def scheme(page: Page) -> str:
    return str(page.evaluate("() => document.body.dataset.mdColorScheme"))


def choose_other_colours(page: Page) -> None:
    page.locator(".md-header :is(label, button)[title]:visible").first.click()


@pytest.mark.parametrize(
    ("browser", "system"), [("chromium", "light"), ("chromium", "dark"), ("firefox", "light")]
)
def test_the_colours_are_those_of_the_system_until_others_are_chosen(
    request: pytest.FixtureRequest, browser: str, bundle: Output, website: Output, system: str
) -> None:
    output = website if browser == "chromium" else bundle
    with tab(request.getfixturevalue(browser), output, color_scheme=system) as opened:
        page = opened.open("index.html")
        names = {"light": "default", "dark": "slate"}
        other = next(name for kind, name in names.items() if kind != system)
        assert scheme(page) == names[system]
        choose_other_colours(page)
        assert scheme(page) == other
        for name in of_each_kind(output):
            opened.open(name)
            assert scheme(page) == other, f"{name} forgot what was chosen"
        choose_other_colours(page)
        page.reload()
        assert scheme(page) == names[system]
        assert not opened.faults
