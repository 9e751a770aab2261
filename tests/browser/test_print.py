"""What a browser prints: nothing is cut off, tables have their heads, and each sheet says what it is from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from lxml import html
from playwright.sync_api import Browser

from support.browser.outputs import Output
from support.browser.tab import tab

PAGES = (
    "index.html",
    "economics/index.html",
    "society/index.html",
    "register/index.html",
    "register/education/index.html",
    "sources/index.html",
    "how-to-read/index.html",
    "contributing/checks/index.html",
)
LISTED = "//ul[contains(@class, 'brief-sources')]"
ADDRESS = "contains(@class, 'source-address')"
EDGE = 18
"""Points at the edges of a sheet on which browsers and printers put nothing."""


def printed(browser: Browser, output: Output, page: str, into: Path, sheet: str, scheme: str) -> list[str]:
    """Print a page, see that all text is inside the sheets, and return the text of each."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    tab = context.new_page()
    tab.goto(output.address(page))
    tab.pdf(path=into, format=sheet)
    context.close()
    document = pypdfium2.PdfDocument(into)
    texts = []
    for number, side in enumerate(document, start=1):
        width, height = side.get_size()
        text = side.get_textpage()
        for run in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(run)
            words = text.get_text_bounded(left, bottom, right, top)
            inside = EDGE <= left <= right <= width - EDGE and EDGE <= bottom <= top <= height - EDGE
            assert inside, (page, number, words)
        texts.append(plain(text.get_text_range()))
    return texts


def find(output: Output, page: str, path: str) -> list[Any]:
    """Return what the XPath finds on a page."""
    tree: Any = html.document_fromstring((output.folder / page).read_text("utf-8"))
    return list(tree.xpath(path))


def plain(text: str) -> str:
    return " ".join(text.replace("\ufffe", "-").split())


def squeezed(text: str) -> str:
    """Return the text without spaces, which breaks of lines may add or take."""
    return "".join(plain(text).split())


@pytest.mark.parametrize(
    ("page", "sheet", "scheme"),
    [
        *((page, "A4", "light") for page in PAGES),
        # What another sheet and dark pages can spoil is in tables, charts and evidence.
        *((page, "Letter", "dark") for page in PAGES[1:4]),
    ],
)
def test_everything_is_on_paper(
    chromium: Browser, website: Output, page: str, sheet: str, scheme: str, tmp_path: Path
) -> None:
    texts = printed(chromium, website, page, tmp_path / "page.pdf", sheet, scheme)
    (title,) = find(website, page, "//article//h1/text()[1]")
    whole = squeezed(" ".join(texts))
    for number, text in enumerate(texts, start=1):
        assert re.search(r"data version \d{4}-\d\d-\d\d", text), (page, number)
        assert text.endswith(f"{number}/{len(texts)}") or f" {number}/{len(texts)} " in text
        assert "Iran–Iraq in Figures" in text
    assert squeezed(title) in whole
    # Evidence behind a disclosure and the last cell of each row are read off the sheet.
    cells = find(
        website,
        page,
        "//article//details[contains(@class, 'brief-context')]//td[last()]/div/span[last()]"
        " | //article//table[contains(@class, 'brief-table')]//tr/*[last()]/div[not(*)]",
    )
    for cell in cells:
        assert squeezed(cell.text_content()) in whole, cell.text_content()


def test_the_head_of_a_table_is_on_each_of_its_sheets(
    chromium: Browser, website: Output, tmp_path: Path
) -> None:
    texts = printed(chromium, website, "register/index.html", tmp_path / "page.pdf", "A4", "light")
    assert len(texts) > 5
    for text in texts:
        assert re.search(r"Figure Value Period", text)


def test_dark_pages_are_printed_on_white(chromium: Browser, website: Output, tmp_path: Path) -> None:
    for scheme in ("light", "dark"):
        printed(chromium, website, "society/index.html", tmp_path / f"{scheme}.pdf", "A4", scheme)
    light, dark = (
        pypdfium2.PdfDocument(tmp_path / f"{scheme}.pdf")[0].render(scale=1) for scheme in ("light", "dark")
    )
    assert bytes(light.buffer) == bytes(dark.buffer)
    assert set(bytes(dark.buffer)[: 20 * dark.stride]) == {255}


def test_addresses_are_printed_once_and_only_where_they_help(
    chromium: Browser, website: Output, tmp_path: Path
) -> None:
    text = " ".join(printed(chromium, website, "mediation/index.html", tmp_path / "m.pdf", "A4", "light"))
    addresses = find(website, "mediation/index.html", f"{LISTED}//span[{ADDRESS}]/text()")
    assert len(addresses) > 10
    for address in addresses:
        assert address in squeezed(text)
    assert "register/mediation" not in text
    listed = " ".join(printed(chromium, website, "sources/index.html", tmp_path / "s.pdf", "A4", "light"))
    shown = find(website, "sources/index.html", f"{LISTED}//a[{ADDRESS}]/text()")
    assert len(shown) > 100
    assert squeezed(listed).count("https://") + squeezed(listed).count("http://") == len(shown) + len(
        {line for line in listed.split() if line.startswith(website.base)}
    )


def test_charts_on_paper_do_not_wait_for_the_width_of_a_box(chromium: Browser, output: Output) -> None:
    """Firefox prints white space for what a container's width has shown (seen in 153.8)."""
    (name,) = [name for name in output.samples() if re.fullmatch(r"economics(/index)?\.html", name)]
    with tab(chromium, output, 390) as opened:
        page = opened.open(name)
        page.emulate_media(media="print")
        charts = page.locator(".brief:has(> .brief-chart)")
        assert charts.count() >= 3
        kinds = charts.evaluate_all("(boxes) => boxes.map((box) => getComputedStyle(box).containerType)")
        assert set(kinds) == {"normal"}
        assert page.locator(".brief-chart__narrow:visible").count() == 0
        assert page.locator(".brief-chart__wide:visible").count() == charts.count()
