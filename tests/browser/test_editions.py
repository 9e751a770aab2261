"""Readers find their way between the editions, and find Persian and Arabic words however they write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser.outputs import Output
from support.browser.search import found, type_query
from support.browser.tab import Tab, tab

SWITCH = ".brief-languages"
QUERIES = {
    "fa": {
        "تجارت": "economics",
        "صادرات": "economics",
        "بازسازي": "economics",  # with the Arabic letter
        "دانشجويان": "education",
        "دانشگاه‌های": "education",  # with a half-space
        "میانجیگری": "mediation",
        "اربعين": "society",
        "گردشگران": "society",
        "۲۰۲۳": "economics",
        "2023": "economics",
        "Mehr": "sources",
    },
    "ar": {
        "التجارة": "economics",
        "تجارة": "economics",  # without the article
        "اعادة الاعمار": "economics",  # without hamzas
        "إعادة الإعمار": "economics",
        "زوّار": "society",  # with a mark
        "الاربعين": "society",
        "الجامعات": "education",
        "وساطة": "mediation",
        "٢٠٢٣": "economics",
        "2023": "economics",
        "Shafaq": "sources",
    },
}
"""What is typed in each language, and a page that must be among those found."""
FIRST = 6
HALF_SPACE = "\u200c"


@pytest.fixture(params=["website", "bundle"])
def opened(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Tab]:
    """Yield a tab of Chromium for each output."""
    with tab(chromium, request.getfixturevalue(request.param)) as made:
        yield made


@pytest.mark.parametrize(
    ("words", "place"),
    [("می‌شود", "fa/"), ("دانشگاه‌های", "education"), ("پیش‌بینی", "how-to-read")],
)
def test_a_half_space_is_found_however_it_is_typed(opened: Tab, words: str, place: str) -> None:
    opened.open("fa/index.html")
    kept: list[str] = []
    left_out: list[str] = []
    spaced: list[str] = []
    for pages, written in ((kept, HALF_SPACE), (left_out, ""), (spaced, " ")):
        type_query(opened.page, words.replace(HALF_SPACE, written))
        pages += [address.partition("?")[0] for address in found(opened.page)]
    assert kept == left_out
    assert len(set(kept)) == len(kept) > 1
    assert all(any(f"/{place}" in address for address in pages) for pages in (kept, spaced))
    assert not opened.faults


def test_the_parts_of_a_word_are_found(opened: Tab) -> None:
    opened.open("fa/index.html")
    type_query(opened.page, "المللی")  # of بین‌المللی
    assert any("/society" in address for address in found(opened.page))
    marked = opened.page.locator(".md-search-result mark").all_inner_texts()
    assert "بین‌المللی" in marked
    assert not [words for words in marked if re.search("[<>a-z]", words)]


@pytest.mark.parametrize(
    ("language", "words"), [("ar", ("مارس", "آذار")), ("ar", ("الطلاب", "طلبة")), ("fa", ("طلاب", "طلبه"))]
)
def test_words_that_readers_use_for_one_another_find_the_same(
    opened: Tab, language: str, words: tuple[str, str]
) -> None:
    opened.open(f"{language}/index.html")
    pages = []
    for word in words:
        type_query(opened.page, word)
        pages.append({address.partition("?")[0] for address in found(opened.page)})
    assert pages[0] == pages[1]


@pytest.mark.parametrize(("language", "words"), [("fa", "دانشگاه‌های"), ("ar", "جامعات")])
def test_results_are_counted_in_the_digits_of_the_language(opened: Tab, language: str, words: str) -> None:
    opened.open(f"{language}/index.html")
    type_query(opened.page, words)
    count = len(found(opened.page))
    said = opened.page.locator(".md-search [role=status], .md-search-result__more summary").all_inner_texts()
    assert len(said) > 1
    assert all(re.search("[٠-٩۰-۹]", line) and not re.search("[0-9]", line) for line in said)
    assert int("".join(sign for sign in said[0] if sign.isdigit())) == count


@pytest.mark.parametrize("language", QUERIES)
def test_words_are_found_however_they_are_written(opened: Tab, language: str) -> None:
    opened.open(f"{language}/index.html")
    lost = []
    for words, theme in QUERIES[language].items():
        type_query(opened.page, words)
        pages = found(opened.page)
        if not all(f"/{language}/" in address for address in pages):
            lost.append(f"{words}: found in another language: {pages}")
        if not any(re.search(rf"/{theme}(/|\.html)", address) for address in pages[:FIRST]):
            lost.append(f"{words}: {pages[:FIRST]}")
    assert not lost
    assert not opened.faults


def test_the_english_search_finds_english_pages(opened: Tab) -> None:
    opened.open("index.html")
    type_query(opened.page, "trade")
    assert not [address for address in found(opened.page) if re.search("/(fa|ar)/", address)]


def chosen(page: Page, language: str) -> None:
    """Choose a language, as somebody who uses the keyboard."""
    page.locator(f"{SWITCH} button").focus()
    link = page.locator(f"{SWITCH} a[hreflang={language}]")
    expect(link).to_be_visible()
    link.press("Enter")


def test_the_switch_leads_to_the_same_heading_and_back(opened: Tab) -> None:
    output: Output = opened.output
    name = "society/index.html" if output.name == "website" else "society.html"
    page = opened.open(name)
    page.locator("summary", has=page.locator("h3")).nth(1).click()
    page.locator("#evidence-iraqi-visitors").scroll_into_view_if_needed()
    for language, direction in (("fa", "rtl"), ("ar", "rtl"), ("en", "ltr")):
        chosen(page, language)
        arrived = "language => document.body && document.documentElement.lang === language"
        page.wait_for_function(arrived, arg=language)
        assert page.evaluate("getComputedStyle(document.body).direction") == direction
        expect(page.locator("#evidence-iraqi-visitors")).to_be_in_viewport()
    assert page.url.partition("#")[0] == output.address(name)
    assert not opened.faults


def test_the_switch_works_without_scripts(chromium: Browser, output: Output) -> None:
    with tab(chromium, output, 390, java_script_enabled=False) as opened:
        page = opened.open("contributing/index.html")
        chosen(page, "ar")
        expect(page.locator("h1")).to_contain_text("العراق")
        chosen(page, "en")
        expect(page.locator("h1")).to_contain_text("Iraq")
        assert not opened.faults


@pytest.mark.parametrize("language", ["fa", "ar"])
def test_ages_are_recounted_in_the_same_words(opened: Tab, language: str) -> None:
    folder = f"{language}/register"
    name = f"{folder}/overview/index.html" if opened.output.name == "website" else f"{folder}/overview.html"
    page = opened.open(name)
    before = page.locator("time.brief-age").all_text_contents()
    assert before
    opened.page.clock.install(time="2099-01-01")
    opened.open(name)
    after = page.locator("time.brief-age").all_text_contents()
    assert not set(before) & set(after)
    assert not [words for words in (*before, *after) if re.search("[0-9A-Za-z]", words)]
