"""Readers get from each page to all others, and the colours they choose stay."""

from __future__ import annotations

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from support.browser.navigation import named_pages
from support.browser.outputs import Output, of_each_kind
from support.browser.tab import SETTLE, tab
from support.pages import find, resolved


def test_the_foot_of_each_page_leads_through_all_pages(chromium: Browser, output: Output) -> None:
    """The way is read from the files, page by page; a reader goes the first steps of it."""
    pages, name, way = named_pages(output), "index.html", []
    while name not in way:
        way.append(name)
        tree = html.document_fromstring((output.folder / name).read_bytes())
        onward = find(tree, "//a[contains(@class, 'md-footer__link--next')]/@href")
        if onward:
            name, _ = resolved(output.folder, name, onward[0])
    assert not onward, "the way goes round"
    assert way == pages
    with tab(chromium, output) as opened:
        page = opened.open(way[0])
        for name in way[1:4]:
            page.locator("a.md-footer__link--next").click()
            page.wait_for_url(output.address(name))
            expect(page.locator("h1")).to_be_visible()
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
    """The menu names every page; a click in it leads to a page of each kind.

    The click sets off the way to another page, so it is not waited for by the click itself: on a busy machine
    that took longer than the click may take.
    """
    wanted = {output.address(name) for name in named_pages(output)}
    with tab(chromium, output, 390, reduced_motion="reduce") as opened:
        page = opened.open(of_each_kind(output)[-1])
        menu = page.locator(".md-sidebar--primary")
        links = menu.locator("a.md-nav__link")
        for address in map(output.address, of_each_kind(output)):
            page.locator("button.brief-opener--drawer").click()
            expect(menu).to_be_visible()
            named = links.evaluate_all("(links) => links.map((link) => link.href)")
            assert wanted <= set(named), page.url
            links.nth(named.index(address)).click(no_wait_after=True)
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
    ("reader", "system"),
    [
        *(("chromium-website", system) for system in ("light", "dark")),
        ("chromium-bundle", "light"),
        ("firefox-website", "light"),
    ],
)
def test_the_colours_are_those_of_the_system_until_others_are_chosen(
    request: pytest.FixtureRequest, reader: str, system: str
) -> None:
    browser, output = map(request.getfixturevalue, reader.split("-"))
    with tab(browser, output, color_scheme=system) as opened:
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


def test_in_a_folder_firefox_keeps_the_colours_for_the_page_on_which_they_were_chosen(
    firefox: Browser, bundle: Output
) -> None:
    """The read-me file of the bundle says so; if it is so no more, that can go."""
    with tab(firefox, bundle, color_scheme="light") as opened:
        choose_other_colours(opened.open("index.html"))
        assert scheme(opened.open("economics.html")) == "default"
        assert scheme(opened.open("index.html")) == "slate"
        assert not opened.faults
