"""Pictures of editors for the guide, taken where a test has just found what they show."""

from __future__ import annotations

import io
import os
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from support.places import ROOT
from support.programs import program

FOLDER = ROOT / "docs/assets/brief/editors"
WANTED = "FIGURES_SCREENSHOTS"
"""Set this in the environment to renew the pictures; otherwise none is taken."""
COLOURS = 16
"""A window has few colours; more of them are the edges of letters, and double the size."""
LARGEST = 60_000


def wanted() -> bool:
    """Return whether pictures are to be renewed."""
    return bool(os.environ.get(WANTED))


def keep_markup(drawn: Callable[[], str], name: str) -> None:
    """Keep what a browser shows of the HTML page, which is drawn only if that is wished."""
    if wanted():
        markup = drawn()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program("chromium"), args=["--no-sandbox"])
            page = browser.new_page()
            page.set_content(markup)
            box = page.locator("pre").bounding_box()
            assert box
            page.set_viewport_size({"width": int(box["width"]), "height": int(box["height"])})
            keep(page, name)
            browser.close()


def keep(page: Page, name: str, top: int = 0, bottom: int | None = None) -> None:
    """Keep what the page shows between two of its rows of pixels, if that is wished."""
    if not wanted():
        return
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
    shot = shot.crop((0, top, shot.width, bottom or shot.height))
    flat = shot.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
    FOLDER.mkdir(parents=True, exist_ok=True)
    flat.save(FOLDER / f"{name}.webp", lossless=True, quality=100, method=6)
    assert (FOLDER / f"{name}.webp").stat().st_size < LARGEST
