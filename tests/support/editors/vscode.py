"""Drives VS Code in a browser: starts it on a project, types into it, and reads what it draws."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error, Frame, Locator, Page, expect

from support.editors import codeserver

SOON = 60.0
"""Seconds within which everything happens, also on a busy machine."""
_IN_ORDER = """(lines) => lines
  .map((line) => [line.getBoundingClientRect().top, line.textContent])
  .sort(([one], [other]) => one - other)
  .map(([, text]) => text)"""
SETTINGS = {
    "workbench.startupEditor": "none",
    "workbench.colorTheme": "Default Light Modern",
    "workbench.tips.enabled": False,
    "chat.disableAIFeatures": True,
    "chat.commandCenter.enabled": False,
    "editor.minimap.enabled": False,
    "editor.wordWrap": "off",
    "files.autoSave": "off",
    "files.simpleDialog.enable": True,
    "telemetry.telemetryLevel": "off",
    "window.commandCenter": False,
}


@contextmanager
def served(folder: Path, work: Path, extension: Path, *, trusted: bool = True) -> Iterator[str]:
    """Serve VS Code with the extension installed, for a project; yield the address of its window.

    A folder that is not trusted asks its reader first.
    """
    data, extensions = work / "data", work / "extensions"
    (data / "User").mkdir(parents=True)
    settings = {**SETTINGS, "security.workspace.trust.enabled": not trusted}
    (data / "User/settings.json").write_text(json.dumps(settings), "utf-8")
    places = ("--user-data-dir", str(data), "--extensions-dir", str(extensions))
    installed = subprocess.run(
        [*codeserver.command(), *places, "--install-extension", str(extension)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert installed.returncode == 0, installed.stdout + installed.stderr
    port = free_port()
    words = (
        *("--auth", "none", "--bind-addr", f"127.0.0.1:{port}", "--disable-telemetry"),
        *("--disable-update-check", "--disable-getting-started-override"),
        *(("--disable-workspace-trust",) if trusted else ()),
    )
    with (work / "log").open("wb") as log:
        process = subprocess.Popen(
            [*codeserver.command(), *places, *words, str(folder)],
            env={**os.environ, "VSCODE_PROXY_URI": ""},
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://127.0.0.1:{port}/"
            _wait_for(lambda: _answers(address), f"VS Code did not start: see {work / 'log'}")
            yield f"{address}?folder={folder}"
        finally:
            process.terminate()
            process.wait(timeout=SOON)


class Window:
    """The window of VS Code."""

    def __init__(self, page: Page, root: Path) -> None:
        """Take the page in which it is drawn, and the folder of the project that is open in it."""
        self.page = page
        self.root = root
        page.set_default_timeout(SOON * 1000)
        expect.set_options(timeout=SOON * 1000)

    def open(self, name: str) -> None:
        """Open a file by its path."""
        path = self.root / name
        # A whole path finds one file: in a longer list, a click may meet a row that has just moved.
        self._choose("Control+P", str(path), f'[aria-label^="{path.name}"]')
        self.page.locator(f'.tab.active .tab-label[aria-label="{path}"]').first.wait_for()
        self.page.locator(".view-line").first.wait_for()
        # It stands where it was left the last time.
        self.page.keyboard.press("Control+Home")

    def _choose(self, key: str, typed: str, *rows: str) -> None:
        """Open the list of that key, type, and click the rows, one after the other.

        The list is filled piece by piece: a row may move below the pointer, or come late. Then it is
        opened again.
        """
        box = self.page.locator(".quick-input-widget")

        def chosen() -> bool:
            self.page.keyboard.press(key)
            try:
                box.locator("input").first.fill(typed, timeout=5000)
                for row in rows:
                    self.page.locator(f".quick-input-list .monaco-list-row{row}").first.click(timeout=5000)
                box.wait_for(state="hidden", timeout=5000)
            except Error:
                self.page.keyboard.press("Escape")
                return False
            return True

        _wait_for(chosen, f"nothing to choose: {typed} {rows}")

    def command(self, title: str, then: str = "") -> None:
        """Run a command by its title, and choose what holds those words where it asks."""
        asked = (f'[aria-label*="{then}"]',) if then else ()
        self._choose("F1", f">{title}", f'[aria-label^="{title}"]', *asked)

    def go(self, line: int, column: int) -> None:
        """Put the cursor at a place."""
        self.page.keyboard.press("Control+G")
        box = self.page.locator(".quick-input-widget input").first
        box.fill(f":{line}:{column}")
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".quick-input-widget")).to_be_hidden()

    def line(self, words: str) -> Locator:
        """Return the line of a text that holds these words; no-break spaces are as good as others."""
        return self.page.locator(".view-line").filter(has_text=words)

    def reads(self, words: str) -> None:
        """Wait until the text in sight, its wrapped lines joined, holds these words.

        No-break spaces are as good as others, and none at all where a line was wrapped.
        """

        def look() -> bool:
            lines = self.page.locator(".view-line").evaluate_all(_IN_ORDER)
            return "".join(words.split()) in "".join("".join(lines).split())

        _wait_for(look, f"no text in sight reads {words!r}")

    def type(self, text: str) -> None:
        """Type at the cursor as an author does, a key after the other."""
        self.page.keyboard.type(text, delay=20)

    def end(self) -> None:
        """Put the cursor on a new line at the end of the text."""
        self.page.keyboard.press("Control+End")
        self.page.keyboard.press("Enter")

    def hover(self, words: str) -> Locator:
        """Ask what is known of the place of the cursor, until it is told in these words."""
        known = self.page.locator(".monaco-hover", has_text=words).first

        def told() -> bool:
            # What is shown is as old as the question.
            self.page.keyboard.press("Control+K")
            self.page.keyboard.press("Control+I")
            try:
                known.wait_for(timeout=2000)
            except Error:
                return False
            return True

        _wait_for(told, f"nothing is told of: {words}")
        return known

    def take(self, id_: str) -> None:
        """Take the offer of an id."""
        self._offer(id_, lambda row: row.click(timeout=2000))

    def offered(self, id_: str, words: str) -> None:
        """Wait until an id is offered with these words."""
        self._offer(id_, lambda row: expect(row).to_contain_text(words, timeout=2000))

    def _offer(self, id_: str, then: Callable[[Locator], None]) -> None:
        """Do something with the offer of an id; offers that fast typing closed are asked for again."""
        row = self.page.locator(".suggest-widget .monaco-list-row", has_text=id_).first

        def done() -> bool:
            try:
                then(row)
            except (AssertionError, Error):
                self.page.keyboard.press("Control+Space")
                return False
            return True

        _wait_for(done, f"{id_} is not offered so")

    def revert(self) -> None:
        """Give up what was typed, and close every text and preview."""
        self.page.keyboard.press("Escape")
        tabs = self.page.locator(".tab")
        while left := tabs.count():
            self.command("View: Revert and Close Editor")
            expect(tabs).to_have_count(left - 1)

    def frame(self, has: str, question: str = "() => true", given: object = None) -> Frame:
        """Return the innermost frame with something of that selector, once it answers with yes.

        Webviews refuse the usual ways of waiting, and put a new frame into the place of an old one.
        """
        found: list[Frame] = []

        def look() -> bool:
            found.clear()
            for frame in self.page.frames:
                try:
                    there = frame.evaluate("(what) => Boolean(document.querySelector(what))", has)
                    if there and frame.evaluate(question, given):
                        found.append(frame)
                except Error:
                    continue  # it was just left; the next look sees the new one
            return bool(found)

        _wait_for(look, f"no frame has {has} and: {question} {given!r}")
        return found[-1]


def free_port() -> int:
    """Return a port of this computer that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}healthz", timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _wait_for(done: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + SOON
    while not done():
        assert time.monotonic() < end, otherwise
        time.sleep(0.1)
