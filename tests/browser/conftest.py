"""Both outputs, as browsers find them, and both browsers, started once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from support.browser.outputs import Output, both
from support.programs import page_opener, program

AS_READERS_HAVE_IT: dict[str, str | float | bool] = {"security.fileuri.strict_origin_policy": True}
"""A setting of Firefox that the driver turns off: pages in a folder are strangers to one another."""


@pytest.fixture(scope="session")
def outputs(
    built: Path, offline: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Output]]:
    """Yield both outputs by name."""
    with both(built, offline, tmp_path_factory.mktemp("outputs")) as (website, bundle):
        yield {output.name: output for output in (website, bundle)}


@pytest.fixture(scope="session")
def website(outputs: dict[str, Output]) -> Output:
    return outputs["website"]


@pytest.fixture(scope="session")
def bundle(outputs: dict[str, Output]) -> Output:
    return outputs["bundle"]


@pytest.fixture(params=["website", "bundle"])
def output(request: pytest.FixtureRequest, outputs: dict[str, Output]) -> Output:
    return outputs[request.param]


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Yield what starts browsers, for these tests alone: no other may wait for events while it runs."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    # Chromium refuses its sandbox to root.
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    browser = playwright.chromium.launch(executable_path=page_opener(), args=arguments)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.firefox.launch(
        channel="moz-firefox", executable_path=program("firefox-esr"), firefox_user_prefs=AS_READERS_HAVE_IT
    )
    yield browser
    browser.close()
