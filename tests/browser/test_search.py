"""The search finds what a reader would type, says how much it found, and opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from support.browser.outputs import Output
from support.browser.search import found, type_query
from support.browser.tab import Tab, tab

QUERIES = {
    "trade": "economics",
    "13 billion": "economics",
    "exports": "economics",
    "gas": "economics",
    "electricity": "economics",
    "chamber": "economics",
    "pilgrims": "society",
    "Arbaeen": "society",
    "tourists": "society",
    "students": "education",
    "universities": "education",
    "Baghdad": "mediation",
    "Saudi": "mediation",
    "mediation": "mediation",
    "ISIS": "security",
    "border": "security",
    "security framework": "security",
    "potential": "economics",
    "estimate": "economics",
    "Mehr": "sources",
}
"""What is typed, and a page that must be among those found."""
FIRST = 6
"""So many pages a reader looks through."""

Reader = tuple[Browser, Output]


@pytest.fixture(params=["chromium-website", "chromium-bundle", "firefox-bundle"])
def opened(request: pytest.FixtureRequest) -> Iterator[Tab]:
    """Yield the home page in each browser and output in which readers search."""
    browser, output = request.param.split("-")
    with tab(request.getfixturevalue(browser), request.getfixturevalue(output)) as made:
        made.open("index.html")
        yield made


def test_readers_find_what_they_type(opened: Tab) -> None:
    lost = []
    for words, theme in QUERIES.items():
        type_query(opened.page, words)
        pages = found(opened.page)
        if not any(re.search(rf"/{theme}(/|\.html)", address) for address in pages[:FIRST]):
            lost.append(f"{words}: {pages[:FIRST]}")
    assert not lost
    assert not opened.faults


@pytest.mark.parametrize("language", ["", "fa/"])
def test_an_id_or_a_code_finds_its_entry_first(opened: Tab, language: str) -> None:
    opened.open(f"{language}index.html")
    for words, website, bundle in (
        ("trade_2023", "register/economics/#trade_2023", "register/economics.html#trade_2023"),
        ("TRADE_2023", "register/economics/#trade_2023", "register/economics.html#trade_2023"),
        ("E1", "items/e1/", "register/economics.html#trade_2023"),
        ("x1", "items/x1/", "register/security.html#invasion_year"),
    ):
        type_query(opened.page, words)
        first = found(opened.page)[0].partition("?")
        wanted = website if opened.page.url.startswith("http") else bundle
        assert first[0].partition("#")[0].endswith(wanted.partition("#")[0]), words
        assert first[2].partition("#")[2] == wanted.partition("#")[2], words
    assert not opened.faults


def test_the_number_of_results_is_announced(opened: Tab) -> None:
    status = opened.page.locator(".md-search [role=status]")
    # So rare that the theme shows all results at once.
    type_query(opened.page, "Knoxville")
    count = len(found(opened.page))
    assert count > 1
    expect(status).to_contain_text(str(count))
    type_query(opened.page, "zzzxqq")
    expect(status).to_have_text(re.compile(r"\w"))
    expect(status).not_to_contain_text(re.compile(r"\d"))


@pytest.mark.parametrize("words", ["students", "Arbaeen"])
def test_a_result_opens_its_place(opened: Tab, words: str) -> None:
    type_query(opened.page, words)
    found(opened.page)
    result = opened.page.locator(".md-search-result__item > a[href*='#']").first
    if not result.count() or not result.is_visible():
        result = opened.page.locator(".md-search-result__link[href*='#']").first
    heading = result.locator("h1, h2").first.inner_text()
    address = str(result.get_attribute("href"))
    result.click()
    opened.page.wait_for_url(lambda url: url.partition("#")[2] == address.partition("#")[2] != "")
    place = opened.page.locator(f"[id='{address.partition('#')[2]}']")
    expect(place).to_be_in_viewport()
    expect(place.or_(opened.page.locator("article", has=place)).first).to_contain_text(heading.split("\n")[0])
    expect(opened.page.locator("article mark").first).to_be_attached()
    assert not opened.faults


def test_enter_opens_the_best_result(opened: Tab) -> None:
    type_query(opened.page, "Saudi")
    best = found(opened.page)[0]
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url(lambda url: url.partition("?")[0] == best.partition("?")[0])
    expect(opened.page.locator("h1")).to_be_visible()
    assert not opened.faults
