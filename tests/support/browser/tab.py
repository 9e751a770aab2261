"""A tab that opens page after page and writes down what the browser complains of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Response

from support.browser.outputs import Output

Look = Callable[[Page], Iterable[str]]
"""Looks at the opened page and gives what is wrong with it, in words."""

SETTLE = 150
"""Milliseconds after loading in which the scripts of a page still ask for files or complain."""

LEFT = ("net::ERR_ABORTED", "NS_BINDING_ABORTED")
"""What Chromium and Firefox call a request that they gave up because the reader went on."""


class Tab:
    """One tab of a browser with one output; `faults` holds `page: what is wrong`."""

    def __init__(self, page: Page, output: Output) -> None:
        """Listen to everything that the tab is told from now on."""
        self.page = page
        self.output = output
        self.faults: list[str] = []
        self.seen: list[str] = []
        self._at = "blank"
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.fault(f"script error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def fault(self, words: str) -> None:
        """Write down what is wrong with the page that is open."""
        self.faults.append(f"{self._at}: {words}")

    def open(self, page: str) -> Page:
        """Open a page of the output by the name of its file."""
        self._at = page
        self.page.goto(self.output.address(page), wait_until="load")
        return self.page

    def unfold(self) -> None:
        """Open everything that stands behind a disclosure."""
        self.page.evaluate(
            "document.querySelectorAll('article details').forEach((part) => { part.open = true; })"
        )

    def sweep(self, *looks: Look, pages: Iterable[str] = (), folded: bool = False) -> list[str]:
        """Open every page, or those given, look at each, and return all faults.

        Disclosures are opened, so that what stands behind them is looked at too, unless they stay folded.
        """
        for name in pages or self.output.pages():
            self.seen.append(name)
            try:
                page = self.open(name)
                if not folded:
                    self.unfold()
                for look in looks:
                    for words in look(page):
                        self.fault(words)
                page.wait_for_timeout(SETTLE)
            except Error as error:
                self.fault(f"could not be looked at: {error.message}")
        return self.faults

    def _console(self, message: ConsoleMessage) -> None:
        # Firefox says "warn" where Chromium says "warning".
        if message.type in ("error", "warning", "warn", "assert"):
            self.fault(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        asked, own = urlsplit(request.url), urlsplit(self.output.base)
        if asked.scheme not in ("data", "blob") and (asked.scheme, asked.netloc) != (own.scheme, own.netloc):
            self.fault(f"asks another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left before all has come, its icon for one, lost nothing.
        if request.failure not in LEFT:
            self.fault(f"failed: {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.fault(f"answered {response.status}: {response.url}")


@contextmanager
def tab(browser: Browser, output: Output, width: int = 1280, **settings: Any) -> Iterator[Tab]:
    """Yield a tab with nothing stored from before; settings are those of Playwright's `new_context`."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **settings)
    try:
        yield Tab(context.new_page(), output)
    finally:
        context.close()
