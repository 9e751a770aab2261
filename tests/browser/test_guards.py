"""Each look at a page finds what it is there to find: a look that sees nothing passes everything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from support.browser.axe import violations
from support.browser.focus import unseen
from support.browser.layout import misfits
from support.browser.lighthouse import FULL, faults
from support.browser.looks import is_dark, looks_like_a_page, moves
from support.browser.markup import complaints
from support.browser.outputs import ERROR_PAGE, Output, sizes
from support.browser.tab import Look, tab

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>A page of its own</title>
<meta name="viewport" content="width=device-width"></head>
<body data-md-color-scheme="default"><main class="md-content"><h1>Heading</h1>{}</main></body></html>"""
LINKS = "".join(f'<p><a href="#{n}">Link {n}</a></p>' for n in range(8))
BAR = '<div style="position: fixed; inset: 0; background: white">over all</div>'
LATE = "setTimeout(() => document.querySelector('h1').style.marginTop = '400px', 50)"

FAULTS: dict[str, tuple[Look | None, str, str]] = {
    "console error": (None, "<script>console.error('no')</script>", "console error: no"),
    "console warning": (None, "<script>console.warn('no')</script>", "console warn(ing)?: no"),
    "script error": (None, "<script>none()</script>", "script error: .*none"),
    "missing file": (None, '<img src="none.png" alt="">', "none.png"),
    "other host": (None, '<img src="https://example.invalid/a.png" alt="">', "asks another host"),
    "two headings": (looks_like_a_page, "<h1>Other</h1>", "2 main headings"),
    "rule of axe": (violations, '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "image-alt"),
    "contrast": (violations, '<p style="color: #ccc; background: #fff">pale</p>', "color-contrast"),
    "hidden in a disclosure": (
        violations,
        '<details><summary>More</summary><p style="color: #ccc">pale</p></details>',
        "color-contrast",
    ),
    "not dark": (is_dark, "", "is not dark"),
    "sideways": (misfits, '<p style="width: 3000px">wide</p>', "scrolls .*px sideways"),
    "cut off": (misfits, '<p style="width: 2em; overflow: hidden">Unbreakable</p>', "cut off"),
    "cut off below": (
        misfits,
        '<p style="height: 1em; overflow: hidden">a<br>b<br>c</p>',
        "cut off below",
    ),
    "spilt": (misfits, '<p style="width: 2em">Unbreakable</p>', "cut off or spilt"),
    "outside a drawing": (
        misfits,
        '<svg width="40" height="20"><text x="30" y="15">Too long</text></svg>',
        "outside its drawing",
    ),
    "covered focus": (unseen, LINKS + BAR, "is not to be seen"),
    "no mark of focus": (unseen, f"{LINKS}<style>a:focus {{ outline: none }}</style>", "does not show it"),
    "no stops": (unseen, "", "only 0 stops"),
    "shift": (moves, f"{'<p>text</p>' * 20}<script>{LATE}</script>", "moves by"),
}


def made(folder: Path, body: str, name: str = "broken.html") -> Output:
    """Return an output of one page with that body."""
    (folder / name).write_text(PAGE.format(body), "utf-8")
    return Output("broken", folder, f"{folder.as_uri()}/")


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found(chromium: Browser, tmp_path: Path, fault: str) -> None:
    look, body, words = FAULTS[fault]
    settings: dict[str, Any] = {"color_scheme": "light"}
    with tab(chromium, made(tmp_path, body), **settings) as opened:
        found = opened.sweep(*([look] if look else []))
    assert any(re.search(f"^broken.html: .*{words}", line) for line in found), found


def test_a_good_page_has_no_faults(chromium: Browser, tmp_path: Path) -> None:
    with tab(chromium, made(tmp_path, LINKS)) as opened:
        assert not opened.sweep(looks_like_a_page, violations, misfits, unseen, moves)
        assert opened.seen == ["broken.html"]


@pytest.mark.parametrize("fault", ["console error", "script error", "other host"])
def test_firefox_tells_of_faults_too(firefox: Browser, tmp_path: Path, fault: str) -> None:
    _look, body, words = FAULTS[fault]
    with tab(firefox, made(tmp_path, body)) as opened:
        found = opened.sweep()
    assert any(re.search(f"^broken.html: .*{words}", line) for line in found), found


def test_invalid_markup_is_found(tmp_path: Path) -> None:
    for number in range(19):
        made(tmp_path, "", f"{number}.html")
    assert not complaints(made(tmp_path, "", ERROR_PAGE))
    (line,) = complaints(made(tmp_path, '<p id="a b"></p>', ERROR_PAGE))
    assert line.startswith(f"{ERROR_PAGE}:")


def test_files_are_weighed_as_they_are_sent(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 100_000)
    (found,) = sizes(Output("website", tmp_path, "http://host/brief/"), ["/brief/a.txt?1"]).values()
    assert 100 < found < 1000


def test_a_lost_mark_of_lighthouse_is_told() -> None:
    audits = {
        "a": {"title": "Names", "score": 0, "details": "where"},
        "cumulative-layout-shift": {"numericValue": 0.2},
    }
    good = {"score": 1, "auditRefs": []}
    bad = {"score": 0.9, "auditRefs": [{"id": "a", "weight": 1}]}
    said = {"categories": {**dict.fromkeys(FULL, good), "seo": bad}, "audits": audits}
    assert faults(said) == ["seo 0.9: ['Names: where']", "moves by 0.200 while it loads"]
