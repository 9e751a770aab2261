"""Without scripts everything but search and palette is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser

from support.browser.layout import misfits
from support.browser.outputs import Output, of_each_kind
from support.browser.tab import tab

SHOWN = """() => {
  const main = document.querySelector(".md-content");
  document.querySelectorAll("details").forEach((part) => part.open = true);
  const count = (what) => [...main.querySelectorAll(what)].filter((part) => part.checkVisibility()).length;
  return {
    figures: count("data[data-figure]"), tables: count("table"), links: count("a[href]:not(.headerlink)"),
    details: count("details"),
  };
}"""


def test_everything_to_read_is_there_without_scripts(chromium: Browser, output: Output) -> None:
    """Playwright's own looks still work, as they do not belong to the page."""
    seen: list[dict[str, Any]] = []

    def is_complete(page: Page) -> Iterator[str]:
        shown = page.evaluate(SHOWN)
        seen.append(shown)
        file = output.folder / opened.seen[-1]
        main = LexborHTMLParser(file.read_text("utf-8")).css_first(".md-content")
        assert main
        written = {
            "figures": len(main.css("data[data-figure]")),
            "tables": len(main.css("table")),
            "links": len(main.css("a[href]:not(.headerlink)")),
            "details": len(main.css("details")),
        }
        for what, count in written.items():
            if shown[what] != count:
                yield f"shows {shown[what]} of {count} {what}"
        for control in (".md-search__input", "[data-md-component=palette] label, .brief-opener"):
            if any(part.is_visible() for part in page.locator(control).all()):
                yield f"{control} is offered, but does nothing without scripts"
        yield from misfits(page)

    with tab(chromium, output, 390, java_script_enabled=False) as opened:
        # Both outputs have the same pages; every one is opened where most is read without a server.
        assert not opened.sweep(is_complete, pages=output.samples() if output.name == "website" else ())
    assert sum(shown["figures"] for shown in seen) > 1000
    assert sum(shown["tables"] for shown in seen) > 30


def test_links_and_disclosures_work_without_scripts(chromium: Browser, output: Output) -> None:
    with tab(chromium, output, 390, java_script_enabled=False) as opened:
        page = opened.open(of_each_kind(output)[1])
        part = page.locator(".md-content details").first
        assert not part.locator(":scope > :nth-child(2)").is_visible()
        part.locator(":scope > summary").click()
        assert part.locator(":scope > :nth-child(2)").is_visible()
        figure = page.locator(".md-content data[data-figure] > a").first
        id_ = page.locator(".md-content data[data-figure]").first.get_attribute("data-figure")
        figure.click()
        assert page.url.endswith(f"#{id_}")
        expect(page.locator(f"#{id_}")).to_be_visible()
        assert not opened.faults
