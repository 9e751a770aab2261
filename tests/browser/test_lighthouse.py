"""Lighthouse gives full marks where a mark does not depend on how busy the machine is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.browser.lighthouse import audited, faults
from support.browser.outputs import Output

PAGES = ("index.html", "economics/index.html", "register/economics/index.html", "how-to-read/index.html")


@pytest.mark.parametrize("page", PAGES)
def test_full_marks(
    website: Output, page: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    assert page in website.pages()
    timed = page == PAGES[0]
    said = audited(website.address(page), tmp_path / "report.json", speed=timed)
    assert {"performance"} & set(said["categories"]) == ({"performance"} if timed else set())
    if timed:  # it decides nothing, and takes most of the time
        record_property("speed", f"{page}: {said['categories']['performance']['score'] * 100:.0f}")
    assert not faults(said), page
