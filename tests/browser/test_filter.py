"""Long lists are narrowed to what a reader asks for, and the address keeps the question."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser.outputs import Output
from support.browser.tab import tab

ROWS = "[data-filtered]"
READY = ".brief-filter--ready"
"""The form once its script has come, which is fetched when somebody turns to it."""


def shown(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        ROWS, "rows => rows.filter((row) => row.checkVisibility()).map((row) => row.dataset.relation || '')"
    )
    return found


@pytest.mark.parametrize("browser", ["chromium", "firefox"])
def test_what_is_chosen_is_shown_and_stays_in_the_address(
    browser: str, output: Output, request: pytest.FixtureRequest
) -> None:
    start: Browser = request.getfixturevalue(browser)
    with tab(start, output) as opened:
        page = opened.open(output.file("register/economics"))
        form = page.locator(".brief-filter")
        expect(form).to_be_visible()
        whole = len(shown(page))
        form.locator("[name=relation]").select_option("conflicts")
        expect(page.locator(READY)).to_be_visible()
        some = shown(page)
        assert 0 < len(some) < whole
        assert all("conflicts" in relation.split() for relation in some)
        expect(form.locator("output")).to_contain_text(str(len(some)))
        assert "relation=conflicts" in page.url
        page.reload()
        expect(page.locator(READY)).to_be_visible()
        expect(form.locator("[name=relation]")).to_have_value("conflicts")
        assert shown(page) == some
        form.locator("[name=q]").fill("no such words anywhere")
        assert not shown(page)
        form.locator("[name=q]").fill("")
        form.locator("[name=relation]").select_option("")
        assert len(shown(page)) == whole
        assert "#" not in page.url
        assert not opened.faults


@pytest.mark.parametrize(
    ("src", "words"),
    [
        ("fa/sources/index.html", ("ایران", "ايران", "أيران")),
        ("fa/register/economics/index.html", ("۱۴۰۲", "1402", "١٤٠٢")),
        ("ar/register/economics/index.html", ("إيران", "ایران")),
    ],
)
def test_words_are_found_however_they_are_written(
    chromium: Browser, website: Output, src: str, words: tuple[str, ...]
) -> None:
    with tab(chromium, website) as opened:
        page = opened.open(src)
        field = page.locator(".brief-filter [name=q]")
        counts = []
        for word in words:
            field.fill(word)
            expect(page.locator(READY)).to_be_visible()
            counts.append(len(shown(page)))
        assert len(set(counts)) == 1
        assert counts[0] > 0
        assert not opened.faults


@pytest.mark.parametrize(("language", "digits"), [("fa", "۰۱۲۳۴۵۶۷۸۹"), ("ar", "٠١٢٣٤٥٦٧٨٩")])
def test_how_many_are_shown_is_said_in_the_digits_of_the_page(
    language: str, digits: str, chromium: Browser, output: Output
) -> None:
    with tab(chromium, output) as opened:
        page = opened.open(output.file(f"{language}/sources"))
        page.locator(".brief-filter [name=q]").fill("1")
        expect(page.locator(READY)).to_be_visible()
        found = re.findall(r"\d", page.locator(".brief-filter output").inner_text())
        assert found
        assert set(found) <= set(digits)


def test_without_scripts_there_is_no_filter_and_everything_is_listed(
    chromium: Browser, output: Output
) -> None:
    with tab(chromium, output, java_script_enabled=False) as opened:
        page = opened.open(output.file("sources"))
        expect(page.locator(".brief-filter")).to_be_hidden()
        assert page.locator(ROWS).first.is_visible()
