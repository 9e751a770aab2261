"""What the bundle makes for its readers: each table and document of figures, as the website has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Playwright, expect

from support.browser.outputs import Output
from support.browser.tab import Tab, tab
from support.pages import find
from support.programs import program

PARTS = ("figures/trade_2023.csv", "figures/trade_2023.json")


@pytest.fixture(params=["chromium", "firefox"])
def opened(request: pytest.FixtureRequest, bundle: Output) -> Iterator[Tab]:
    """Yield a page of the bundle's register in each browser."""
    with tab(request.getfixturevalue(request.param), bundle) as made:
        made.open("register/economics.html")
        made.unfold()
        yield made


def of_website(website: Output) -> dict[str, bytes]:
    """Return the tables and documents of figures of the website, by their path below its folder of data."""
    folder = website.folder / "data"
    every = (*folder.glob("figures.*"), *folder.glob("themes/*"), *folder.glob("figures/*"))
    wanted = (path for path in every if path.suffix in (".csv", ".json"))
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in wanted
        if not path.name.endswith((".csl.json", ".schema.json"))
    }


def test_every_file_is_made_as_the_website_has_it(opened: Tab, website: Output) -> None:
    files = of_website(website)
    assert len(files) > 600
    links = opened.page.locator("article a[data-part]")
    assert links.count() > 200
    links.first.click()
    opened.page.wait_for_function("typeof window.brief.part === 'function'")
    made = opened.page.evaluate("parts => parts.map((part) => brief.part(part))", list(files))
    differing = [part for part, text in zip(files, made, strict=True) if text.encode() != files[part]]
    assert not differing
    assert not opened.faults


def test_every_link_names_a_file_of_the_website(bundle: Output, website: Output) -> None:
    files = of_website(website)
    named: list[str] = []
    for page in bundle.pages():  # they are links before any script runs, as is shown below
        named += find(html.document_fromstring((bundle.folder / page).read_bytes()), "//a/@data-part")
    assert set(named) <= files.keys()
    assert {part for part in files if part.startswith("figures/")} <= set(named)


def test_a_click_downloads_it_in_chromium(chromium: Browser, bundle: Output, website: Output) -> None:
    files = of_website(website)
    with tab(chromium, bundle) as made:
        page = made.open("register/economics.html")
        made.unfold()
        for part in PARTS:
            with page.expect_download() as download:
                page.locator(f"a[data-part='{part}']").click()
            assert download.value.suggested_filename == part.rpartition("/")[2]
            assert Path(download.value.path()).read_bytes() == files[part]
        assert not made.faults


def test_a_click_downloads_it_in_firefox(
    playwright: Playwright, bundle: Output, website: Output, tmp_path: Path
) -> None:
    files = of_website(website)
    preferences: dict[str, str | float | bool] = {
        "browser.download.dir": str(tmp_path),
        "browser.download.folderList": 2,
    }
    firefox = playwright.firefox.launch(
        channel="moz-firefox", executable_path=program("firefox-esr"), firefox_user_prefs=preferences
    )
    try:
        with tab(firefox, bundle) as made:
            page = made.open("register/economics.html")
            made.unfold()
            for part in PARTS:
                target = tmp_path / part.rpartition("/")[2]
                page.locator(f"a[data-part='{part}']").click()
                for _ in range(100):  # the driver is not told of downloads by this browser
                    if target.exists() and target.read_bytes() == files[part]:
                        break
                    page.wait_for_timeout(100)
                assert target.read_bytes() == files[part]
            assert not made.faults
    finally:
        firefox.close()


def test_without_scripts_the_links_lead_to_all_figures_and_say_so(chromium: Browser, bundle: Output) -> None:
    with tab(chromium, bundle, java_script_enabled=False) as made:
        page = made.open("register/economics.html")
        made.unfold()
        entry = page.locator(".brief-entry", has=page.locator("#trade_2023")).first
        expect(entry.get_by_text("without scripts")).to_be_visible()
        for link in entry.locator("a[data-part]").all():
            address = str(link.get_attribute("href")).removeprefix("../")
            assert (bundle.folder / address).is_file()
            assert "trade_2023" in (bundle.folder / address).read_text("utf-8")
        expect(made.open("data.html").get_by_text("Without scripts")).to_be_visible()
