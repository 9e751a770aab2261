"""The panel beside a figure, the bar of a page, copying with sources, and ages by the reader's clock."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from macros.figures.ages import age, as_of, dated
from macros.languages.amounts import age as printed
from macros.languages.catalogue import catalogue
from macros.project.project import open_project
from support.browser.axe import violations
from support.browser.looks import SHIFT
from support.browser.outputs import Output
from support.browser.tab import Tab, tab
from support.places import ROOT

ENGLISH = catalogue("en")

FIGURES = ".md-content article data.figure > a"
TRADE = 'data[data-figure="trade_2023"] > a'
WINDOWS = [(390, 844), (1440, 900)]
RECT = """(node) => { const at = node.getBoundingClientRect();
  return {left: at.left, right: at.right, top: at.top, bottom: at.bottom,
          wide: document.documentElement.clientWidth, high: innerHeight,
          scrolls: document.documentElement.scrollWidth - document.documentElement.clientWidth}; }"""


def panel(page: Page) -> Locator:
    return page.locator("#brief-panel")


def shown(page: Page, link: Locator) -> Locator:
    """Point at a figure and return its panel, once it is there."""
    link.scroll_into_view_if_needed()
    link.hover()
    expect(panel(page)).to_be_visible()
    return panel(page)


@pytest.fixture
def opened(chromium: Browser, output: Output) -> Iterator[Tab]:
    """Yield a tab with the economics page; nothing may have been complained of at the end."""
    with tab(chromium, output, 1440) as economics:
        economics.open(output.file("economics"))
        yield economics
        assert not economics.faults


def test_blanks_are_filled_in_whatever_order_a_language_has_them(opened: Tab) -> None:
    said = (
        """[brief.fill("{} of {}: {}", 1, 2, "x"), brief.fill("{1}: {0}", "a", "b"), brief.fill("{}", "a")]"""
    )
    assert opened.page.evaluate(said) == ["1 of 2: x", "b: a", "a"]


# --- the panel --------------------------------------------------------------------------------------


def test_details_are_fetched_when_somebody_turns_to_a_figure(chromium: Browser, website: Output) -> None:
    with tab(chromium, website, 1440) as opened:
        website.asked.clear()
        page = opened.open("economics/index.html")
        page.wait_for_load_state("networkidle")
        assert not [path for path in website.asked if "figures.js" in path or "figure-" in path]
        shown(page, page.locator(FIGURES).first)
        assert len([path for path in website.asked if path.endswith("/figures.js")]) == 1
        assert not opened.faults


def test_pointing_at_a_figure_shows_what_is_behind_it(opened: Tab) -> None:
    page = opened.page
    told = shown(page, page.locator(TRADE).first)
    for words in (
        "Trade between Iran and Iraq",
        "US$13\u00a0billion",
        "2023",
        "Ashura News",
        "sources differ",
        "2 comparable values",
    ):
        expect(told).to_contain_text(words)
    expect(told).to_contain_text("for background")
    link = told.get_by_role("link", name="All about this figure")
    assert link.evaluate("(node) => node.href") == page.locator(TRADE).first.evaluate("(node) => node.href")
    link.click()
    expect(page.locator("#trade_2023")).to_be_in_viewport()


def test_it_stays_while_the_pointer_is_on_it_and_goes_with_the_pointer(opened: Tab) -> None:
    page = opened.page
    told = shown(page, page.locator(TRADE).first)
    told.hover()
    page.wait_for_timeout(500)
    expect(told).to_be_visible()
    page.mouse.move(5, 5)
    expect(told).to_be_hidden()


def test_in_a_low_window_the_panel_takes_all_of_it(chromium: Browser, website: Output) -> None:
    with tab(chromium, website, 320) as opened:
        page = opened.page
        page.set_viewport_size({"width": 320, "height": 256})
        opened.open("economics/index.html")
        page.locator(FIGURES).first.focus()
        expect(panel(page)).to_be_visible()
        box, roof = panel(page).bounding_box(), page.locator(".md-header").bounding_box()
        assert box
        assert roof
        assert roof["y"] + roof["height"] <= box["y"] <= roof["y"] + roof["height"] + 12
        assert 256 - 12 <= box["y"] + box["height"] <= 256
        page.keyboard.press("Escape")
        expect(panel(page)).to_be_hidden()
        assert not opened.faults


def test_passing_over_a_figure_shows_nothing(opened: Tab) -> None:
    page = opened.page
    shown(page, page.locator(TRADE).first)
    page.keyboard.press("Escape")
    page.locator(FIGURES).nth(1).hover()
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    expect(panel(page)).to_be_hidden()


def test_focus_shows_it_escape_closes_it_and_enter_follows_the_link(opened: Tab) -> None:
    page = opened.page
    link = page.locator(FIGURES).first
    page.locator(".brief-inspect").focus()
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.matches('data.figure > a')"):
        page.keyboard.press("Tab")
    expect(panel(page)).to_be_visible()
    expect(link).to_have_accessible_description(re.compile("Trade between Iran and Iraq.*Ashura News"))
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(link).to_be_focused()
    page.wait_for_timeout(300)
    expect(panel(page)).to_be_hidden()
    page.keyboard.press("Tab")
    expect(panel(page)).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(panel(page)).to_contain_text("US$13")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#trade_2023$"))


def test_the_first_tap_shows_it_and_the_second_follows_the_link(chromium: Browser, output: Output) -> None:
    with tab(chromium, output, 390, has_touch=True, is_mobile=True) as opened:
        page = opened.open(output.file("economics"))
        link = page.locator(TRADE).first
        link.tap()
        expect(panel(page)).to_be_visible()
        expect(panel(page)).to_be_focused()
        expect(panel(page)).to_have_accessible_name("Trade between Iran and Iraq")
        page.touchscreen.tap(200, 20)
        expect(panel(page)).to_be_hidden()
        link.tap()
        panel(page).get_by_role("button", name="Close").tap()
        expect(panel(page)).to_be_hidden()
        expect(link).to_be_focused()
        link.tap()
        expect(panel(page)).to_be_visible()
        link.tap()
        expect(page).to_have_url(re.compile("#trade_2023$"))
        assert not opened.faults


def inside(told: Locator) -> None:
    at = told.evaluate(RECT)
    assert at["left"] >= 0, at
    assert at["right"] <= at["wide"], at
    assert at["top"] >= 0, at
    assert at["bottom"] <= at["high"] + 0.5, at
    assert at["scrolls"] <= 0, at


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_it_is_never_cut_off_and_moves_nothing(
    chromium: Browser, website: Output, width: int, height: int, direction: str
) -> None:
    with tab(chromium, website, width) as opened:
        page = opened.open("economics/index.html")
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("(way) => { document.documentElement.dir = way; document.body.dir = way }", direction)
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => part.open = true)")
        links = page.locator(FIGURES)
        size = page.evaluate("document.documentElement.scrollHeight")
        for nth in range(0, links.count(), 23):
            told = shown(page, links.nth(nth))
            inside(told)
            page.keyboard.press("Escape")
            page.mouse.move(1, 1)
        assert page.evaluate("document.documentElement.scrollHeight") == size
        assert not opened.faults


# --- the bar ----------------------------------------------------------------------------------------


def bar(page: Page) -> Locator:
    page.locator(".brief-inspect").click()
    found = page.get_by_role("region", name="Figures on this page")
    expect(found).to_be_visible()
    return found


def status(page: Page) -> Locator:
    return page.locator(".brief-bar [role=status]")


def test_the_bar_leads_from_figure_to_figure(opened: Tab) -> None:
    page = opened.page
    count = int(re.findall(r"\d+", page.locator(".brief-inspect").inner_text())[0])
    found = bar(page)
    expect(status(page)).to_have_text(f"{count} figures")
    following = found.get_by_role("button", name="Next figure")
    expect(following).to_be_focused()
    seen = set()
    for nth in range(1, count + 1):
        page.keyboard.press("Enter")
        expect(status(page)).to_have_text(re.compile(f"^{nth} of {count}: "))
        here = page.locator(".figure--here").first
        expect(here).to_be_in_viewport()
        seen.add(here.get_attribute("data-figure"))
    assert len(seen) == count
    inside(panel(page))
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text(re.compile(f"^1 of {count}: "))
    found.get_by_role("button", name="Previous figure").click()
    expect(status(page)).to_have_text(re.compile(f"^{count} of {count}: "))
    page.keyboard.press("Escape")
    expect(found).to_be_hidden()
    expect(panel(page)).to_be_hidden()
    expect(page.locator(".brief-inspect")).to_be_focused()
    assert page.locator(".figure--here").count() == 0


def test_the_bar_keeps_to_what_was_asked_for(opened: Tab) -> None:
    page = opened.page
    found = bar(page)
    for option in found.locator("option").all():
        words, size = re.fullmatch(r"(.+) \((\d+)\)", option.inner_text()).groups()  # type: ignore[union-attr]
        found.locator("select").select_option(label=option.inner_text())
        expect(status(page)).to_have_text("1 figure" if size == "1" else f"{size} figures")
        found.get_by_role("button", name="Next figure").click()
        if words in ENGLISH.statuses.values():
            # A figure may have a word of its own for its status.
            expect(panel(page)).to_contain_text(re.compile(f"{re.escape(words)}|pledged"))
        if words == "contested":
            expect(panel(page)).to_contain_text(re.compile("sources differ|some conflict|≠ conflicts"))
    assert found.locator("option").count() >= 5


def test_all_figures_can_be_marked(opened: Tab) -> None:
    page = opened.page
    found = bar(page)
    found.get_by_label("Mark all").check()
    assert page.locator(".figure--marked").count() == page.locator(FIGURES).count()
    found.get_by_label("Mark all").uncheck()
    assert page.locator(".figure--marked").count() == 0


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_the_bar_fits(chromium: Browser, bundle: Output, width: int, height: int) -> None:
    with tab(chromium, bundle, width) as opened:
        page = opened.open("economics.html")
        page.set_viewport_size({"width": width, "height": height})
        inside(bar(page))
        for _ in range(12):
            page.keyboard.press("Enter")
        inside(panel(page))
        edge = page.locator(".brief-bar").evaluate(RECT)["top"]
        assert panel(page).evaluate(RECT)["bottom"] <= edge
        assert page.locator(".figure--here").first.evaluate(RECT)["bottom"] <= edge
        assert not opened.faults


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_panel_and_bar_keep_the_rules(chromium: Browser, website: Output, scheme: str, width: int) -> None:
    settings = {"color_scheme": scheme, "reduced_motion": "reduce"}
    with tab(chromium, website, width, **settings) as opened:
        page = opened.open("mediation/index.html")
        shown(page, page.locator(FIGURES).first)
        assert not list(violations(page))
        page.keyboard.press("Escape")
        bar(page).get_by_label("Mark all").check()
        page.get_by_role("button", name="Next figure").click()
        expect(panel(page)).to_be_visible()
        assert not list(violations(page))


# --- copying ----------------------------------------------------------------------------------------

COPY = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector("#main-points ~ ul li"));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const data = new DataTransfer();
  const event = new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true});
  document.querySelector("#main-points ~ ul li").dispatchEvent(event);
  return {changed: event.defaultPrevented, text: data.getData("text/plain"), html: data.getData("text/html")};
}"""


def test_copied_text_stays_as_it_is_unless_asked_otherwise(opened: Tab) -> None:
    page = opened.page
    assert page.evaluate(COPY) == {"changed": False, "text": "", "html": ""}
    bar(page)
    assert page.evaluate(COPY)["changed"] is False


def test_copied_text_takes_the_sources_along_once_asked(opened: Tab, output: Output) -> None:
    page = opened.page
    switch = bar(page).get_by_label("Add sources when I copy")
    assert not switch.is_checked()
    switch.check()
    expect(page.locator(".brief-announcement")).to_have_text(ENGLISH["inspect_copy_on"])
    first = page.evaluate(COPY)
    assert first["changed"]
    lines = first["text"].splitlines()
    assert lines[0].startswith(
        "No source found gives the article’s total for 2023, about US$13\u00a0billion: "
    )
    about = "about US$13\u00a0billion – Trade between Iran and Iraq. Ashura News, date not shown. "
    (line,) = [line for line in lines if line.startswith(about)]
    register = "register/economics.html" if output.name == "bundle" else f"{output.base}register/economics/"
    assert line == f"{about}{register}#trade_2023"
    assert "Data of " in lines[-1]
    assert lines[-1].startswith("Figures from: ")
    assert "file:" not in first["text"] + first["html"]
    if output.name == "website":
        assert f"{output.base}economics/#main-points" in lines[-1]
    assert first["html"].count("<li>") == len(lines) - 3
    assert "data-figure" in first["html"]
    expect(page.locator(".brief-announcement")).to_have_text(re.compile("^Sources of 3 figures added"))

    page.reload()
    page.wait_for_function("() => window.brief?.copying")
    assert page.evaluate(COPY)["changed"], "the choice was not remembered"
    bar(page).get_by_label("Add sources when I copy").uncheck()
    assert page.evaluate(COPY)["changed"] is False


# --- ages -------------------------------------------------------------------------------------------


AGES = """() => [...document.querySelectorAll(".brief-entry")].map((entry) => [
  entry.querySelector(".brief-entry__body").id, entry.querySelector(".brief-age")?.textContent ?? "",
  entry.querySelectorAll(".brief-overdue").length])"""


def test_ages_are_those_of_the_day_of_reading(chromium: Browser, bundle: Output) -> None:
    """A copy that is opened years later says how old its figures have become."""
    book = open_project(ROOT).book
    for years in (0, 1, 3, 5):
        day = as_of(book.brief) + datetime.timedelta(days=365 * years + 17)
        named = f"old on {day.day} {day:%B} {day.year}"
        with tab(chromium, bundle, 1280, timezone_id="Asia/Baghdad") as opened:
            opened.page.clock.install(time=datetime.datetime.combine(day, datetime.time(1)))
            page = opened.open("register/economics.html")
            entries = page.evaluate(AGES)
            assert len(entries) > 20
            for id_, told, overdue in entries:
                if first := dated(book, book.brief.figures[id_]).day:
                    assert told == f"{printed(age(first, day), ENGLISH)} {named}", id_
                assert overdue == (1 if years else 0), id_
            if years:
                expect(page.locator(".brief-overdue").first).to_have_text(
                    re.compile("^due for review since .* 20[0-9]{2}$")
                )
            page = opened.open("economics.html")
            line = page.locator("p.brief-edition").inner_text()
            assert f"({printed(age(as_of(book.brief), day), ENGLISH)} {named})" in line
            assert ("due for review since" in line) == bool(years)
            told = shown(page, page.locator(TRADE).first).inner_text()
            assert named in told
            assert ("due for review since" in told) == bool(years)
            assert not opened.faults


def test_ages_move_nothing_that_was_shown(chromium: Browser, website: Output) -> None:
    """A page is shown before all scripts have come; words that come later would push it down."""
    day = as_of(open_project(ROOT).book.brief) + datetime.timedelta(days=900)
    with tab(chromium, website, 390) as opened:
        opened.page.clock.install(time=datetime.datetime.combine(day, datetime.time(12)))
        opened.page.route("**/assets/brief/*.js", late)
        for name in ("economics", "register/economics"):
            page = opened.open(website.file(name))
            expect(page.get_by_text("due for review since").first).to_be_attached()
            assert page.evaluate(SHIFT) <= 0.005, name
        assert not opened.faults


def late(route: Route) -> None:
    """Let a file come after the browser has had time to show what it has."""
    time.sleep(0.3)
    route.continue_()


def test_a_clock_that_is_behind_the_data_is_not_believed(chromium: Browser, website: Output) -> None:
    with tab(chromium, website, 1280) as opened:
        opened.page.clock.install(time=datetime.datetime(2020, 1, 1))
        page = opened.open("register/economics/index.html")
        assert page.locator(".brief-age", has_text="old on").count() > 50
        assert page.locator(".brief-age", has_text="2020").count() == 0
        assert page.locator(".brief-overdue").count() == 0
        assert not opened.faults


# --- what else --------------------------------------------------------------------------------------


def test_without_scripts_nothing_is_offered_and_figures_are_links(chromium: Browser, output: Output) -> None:
    with tab(chromium, output, 390, java_script_enabled=False) as opened:
        page = opened.open(output.file("economics"))
        assert page.locator(".brief-inspect").count() == 1
        assert not page.locator(".brief-inspect").is_visible()
        page.locator(TRADE).first.click()
        assert page.url.endswith("#trade_2023")


def test_neither_panel_nor_bar_is_printed(opened: Tab, tmp_path: Path) -> None:
    page = opened.page
    bar(page)
    page.keyboard.press("Enter")
    page.emulate_media(media="print")
    for part in ("#brief-panel", ".brief-bar", ".brief-inspect"):
        expect(page.locator(part)).to_be_hidden()
    page.pdf(path=str(tmp_path / "page.pdf"))


def test_the_panel_and_the_bar_work_in_firefox(firefox: Browser, bundle: Output) -> None:
    with tab(firefox, bundle, 1280) as opened:
        page = opened.open("economics.html")
        inside(shown(page, page.locator(TRADE).first))
        page.keyboard.press("Escape")
        bar(page).get_by_role("button", name="Next figure").click()
        expect(panel(page)).to_be_visible()
        assert not opened.faults
