"""The first view is light, quiet and steady."""

from __future__ import annotations

import gzip

from playwright.sync_api import Browser, expect

from macros.languages.catalogue import tags
from macros.reading.pages.routes import ENGLISH, language_of
from support.browser.looks import moves
from support.browser.outputs import Output, of_each_kind, sizes
from support.browser.tab import SETTLE, tab

MOST_BYTES = 100_000
"""Gzipped at level 6, as servers send them; the theme's own style and scripts take most of it."""
MOST_TRANSLATED = 110_000
"""The same for pages in Persian and Arabic, whose letters take two bytes each."""
MOST_REQUESTS = 10
LONGEST = 3
"""Of how many pages of a language, the heaviest, a first visit is weighed: what else comes is alike."""


def test_a_first_visit_is_light(chromium: Browser, website: Output) -> None:
    heavy = []
    weights = {name: len(gzip.compress((website.folder / name).read_bytes(), 6)) for name in website.pages()}
    longest = [
        name
        for language in tags()
        for name in sorted((one for one in weights if language_of(one) == language), key=weights.__getitem__)[
            -LONGEST:
        ]
    ]
    assert len(longest) == LONGEST * len(tags())
    for name in sorted({*of_each_kind(website), *longest}):
        with tab(chromium, website) as opened:
            website.asked.clear()
            opened.open(name)
            opened.page.wait_for_timeout(SETTLE)
            found = sizes(website, website.asked)
            assert len(found) >= 5, "the server was not asked"
            most = MOST_BYTES if language_of(name) == ENGLISH else MOST_TRANSLATED
            if sum(found.values()) > most:
                heavy.append(f"{name}: {sum(found.values())} bytes: {found}")
            if len(website.asked) > MOST_REQUESTS:
                heavy.append(f"{name}: {len(website.asked)} requests: {website.asked}")
            if opened.page.context.cookies():
                heavy.append(f"{name}: sets cookies")
            heavy += opened.faults
    assert not heavy


def test_nothing_moves_while_a_page_loads(chromium: Browser, website: Output) -> None:
    for width in (390, 1280):
        with tab(chromium, website, width) as opened:
            assert not opened.sweep(moves, pages=website.samples(), folded=True)


def test_pictures_of_editors_come_when_they_are_asked_for(
    chromium: Browser, website: Output, bundle: Output
) -> None:
    with tab(chromium, website) as opened:
        website.asked.clear()
        page = opened.open("contributing/editors/index.html")
        closed = page.locator("details:has(img)")
        assert closed.count() == 3
        for details in closed.all():
            before = [path for path in website.asked if path.endswith(".webp")]
            details.locator("summary").click()
            for picture in details.locator("img").all():
                picture.scroll_into_view_if_needed()
                expect(picture).to_have_js_property("complete", True)
                assert picture.evaluate("(node) => node.naturalWidth") > 1000
            assert len([path for path in website.asked if path.endswith(".webp")]) > len(before)
        assert not opened.faults
    with tab(chromium, bundle) as opened:
        page = opened.open("contributing/editors.html")
        assert page.locator("h2#vscode").count() == 1
        assert page.locator("article img, details").count() == 0
    assert not list(bundle.folder.rglob("*.webp"))
