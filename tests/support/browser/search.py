"""The search of a page, used as a reader does."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def type_query(page: Page, words: str) -> None:
    """Put the words into the search in place of others, as somebody who types."""
    field = page.locator(".md-search__input")
    field.click()
    field.fill("")
    field.press("Backspace")
    expect(page.locator(".md-search-result__item")).to_have_count(0)
    field.fill(words)
    field.press("End")


def found(page: Page) -> list[str]:
    """Return the addresses of the pages found, best first."""
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    links = page.locator(".md-search-result__item > a:first-child").all()
    return [str(link.get_attribute("href")) for link in links]
