"""Links between pages: the same addresses as MkDocs gives, in both of its forms."""

from __future__ import annotations

from urllib.parse import quote, urljoin

import pytest
from mkdocs.structure.files import File

from macros.reading.pages.routes import Page, Written

SOURCES = [
    "index.md",
    "trade.md",
    "how-to-read.md",
    "register/index.md",
    "register/trade.md",
    "a/b/README.md",
    "a/b/c.md",
    "a/b/c.d.md",
    "a page.md",
    "تجارت.md",
]
ROOT = "https://example.org/brief/"


def address(src: str, directory_urls: bool) -> str:
    """Return the page's address under the root, as MkDocs gives it."""
    url = File(src, "docs", "site", use_directory_urls=directory_urls).url
    return urljoin(ROOT, url)


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("fragment", ["", "at"])
@pytest.mark.parametrize("target", SOURCES)
@pytest.mark.parametrize("src", SOURCES)
def test_href_leads_where_mkdocs_puts_the_page(
    src: str, target: str, fragment: str, directory_urls: bool
) -> None:
    href = Page(src, directory_urls).href(target, fragment)
    assert href
    assert not href.startswith(("/", "http"))
    expected = address(target, directory_urls) + (f"#{fragment}" if fragment else "")
    assert urljoin(address(src, directory_urls), href) == expected


def test_links_are_short() -> None:
    page = Page("trade.md")
    assert page.href("register/trade.md", "exports") == "../register/trade/#exports"
    assert page.href("trade.md", "exports") == "#exports"
    assert page.href("index.md") == "../"
    assert Page("register/index.md", directory_urls=False).href("trade.md") == "../trade.html"


@pytest.mark.parametrize("target", [*SOURCES, "data/figures.csv"])
@pytest.mark.parametrize("src", SOURCES)
def test_a_written_link_leads_from_source_to_source(src: str, target: str) -> None:
    page = Written(src)
    if target.endswith(".md"):
        assert urljoin(ROOT + quote(src), page.href(target)) == ROOT + quote(target)
        assert urljoin(ROOT + quote(src), page.href(target, "at")) == f"{ROOT}{quote(target)}#at"
    else:
        assert urljoin(ROOT + src, page.file(target)) == ROOT + target


def test_a_written_link_on_the_same_page_names_no_file() -> None:
    assert Written("register/trade.md").href("register/trade.md", "exports") == "#exports"
    assert Written("register/trade.md").href("register/trade.md") == "trade.md"
