"""The live preview: the bytes of a build from unsaved texts, and nobody but the author gets them."""

from __future__ import annotations

import http.client
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from macros.editor.preview.server import PreviewServer
from macros.editor.preview.session import Session
from macros.editor.preview.watch import watch
from macros.editor.preview.worker import Worker
from macros.project import overlay
from macros.reading.pages.routes import language_of
from support.site import changed, copied

PAGE = "docs/economics.md"
SRC = "economics.md"
DATA = "data/figures.yml"
SOON = 30.0
"""Seconds within which everything happens, also on a busy machine."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project in a folder whose name needs escaping."""
    return copied(tmp_path_factory.mktemp("preview") / "a b ایران")


@pytest.fixture(scope="module")
def worker(root: Path) -> Iterator[Worker]:
    worker = Worker(root)
    worker.start()
    yield worker
    worker.stop()


def rendered(worker: Worker, src: str) -> str:
    answer = worker.ask("render", src=src)
    assert answer["html"] is not None, answer["problems"]
    return str(answer["html"])


# --- the same bytes ------------------------------------------------------------------------------


def test_every_page_of_unsaved_texts_has_the_bytes_of_a_build(
    root: Path, worker: Worker, edited: Path
) -> None:
    before = {
        src: rendered(worker, src) for src in (SRC, "index.md", "register/economics.md", "fa/economics.md")
    }
    for path, text in changed(root).items():
        worker.ask("change", path=path, text=text)
    compared = 0
    for address, src in worker.pages.items():
        built = (edited / language_of(src) / address / "index.html").read_bytes()
        assert rendered(worker, src).encode() == built, src
        assert rendered(worker, src).encode() == built, f"{src}, from what was kept"
        compared += 1
    assert compared == len(list(edited.rglob("index.html"))) >= 50
    for path in changed(root):
        worker.ask("change", path=path)
    others = {src for src, html in before.items() if rendered(worker, src) != html}
    assert not others, "texts that were given up are still shown"


def test_files_beside_the_pages_are_those_of_a_build(worker: Worker) -> None:
    style = worker.static["assets/brief/brief.css"]
    assert Path(style).read_bytes() == overlay.assets()["assets/brief/brief.css"].read_bytes()
    assert any(name.startswith("assets/stylesheets/main.") for name in worker.static)
    assert worker.ask("made", name="assets/brief/figures.js")["content"]
    assert worker.ask("made", name="no/such.file")["content"] is None


# --- edits, versions and mistakes ------------------------------------------------------------------


@pytest.fixture(scope="module")
def session(root: Path) -> Iterator[Session]:
    session = Session(root)
    session.start()
    yield session
    session.close()


def settled(events: queue.Queue[dict[str, Any]], version: int) -> dict[str, Any]:
    """Return the first event that tells of a page in the state of that edit or a later one."""
    until = time.monotonic() + SOON
    while True:
        event = events.get(timeout=max(0.01, until - time.monotonic()))
        if event.get("version", 0) >= version and event.get("state") != "working":
            return event


def test_a_page_that_is_typed_is_pushed_with_the_number_of_the_edit(session: Session, root: Path) -> None:
    first = session.page("economics/")
    assert first is not None
    events = session.listen("economics/")
    session.change(PAGE, (root / PAGE).read_text("utf-8") + "\nA sentence that nobody saved.\n")
    version = session.version
    event = settled(events, version)
    assert (event["state"], event["seen"]) == ("shown", version)
    shown = session.page("economics/")
    assert shown is not None
    assert b"A sentence that nobody saved." in (shown.html or b"")
    assert event["digest"] == shown.digest != first.digest
    session.change(PAGE, None)
    assert settled(events, session.version)["digest"] == first.digest
    session.leave(events)


def test_unsaved_data_change_the_page(session: Session, root: Path) -> None:
    events = session.listen("economics/")
    session.change(DATA, changed(root)[DATA])
    settled(events, session.version)
    shown = session.page("economics/")
    assert shown is not None
    assert b'value="17000000000" data-figure="trade_2023"' in (shown.html or b"")
    session.change(DATA, None)
    settled(events, session.version)
    session.leave(events)


@pytest.mark.parametrize(
    ("path", "typed", "words"),
    [
        (PAGE, '\nNow {{ fig("trade_2032") }}.\n', "did you mean 'trade_2023'?"),
        (PAGE, "\nNow {{ fig( }}.\n", "{{ fig"),
        (DATA, "\nfigures: twice\n", "given twice"),
    ],
)
def test_a_mistake_is_told_and_the_last_good_page_stays(
    session: Session, root: Path, path: str, typed: str, words: str
) -> None:
    good = session.page("economics/")
    assert good is not None
    events = session.listen("economics/")
    seen = session.version
    session.change(path, (root / path).read_text("utf-8") + typed)
    event = settled(events, session.version)
    assert event["state"] == "broken"
    assert (event["version"], event["seen"]) == (session.version, seen)
    (problem, *_) = event["problems"]
    assert problem["path"] == path
    assert problem["line"] > 1
    assert words in " ".join(problem["text"] for problem in event["problems"])
    shown = session.page("economics/")
    assert shown is not None
    assert shown.html == good.html
    session.change(path, None)
    assert settled(events, session.version)["state"] == "shown"
    session.leave(events)


def test_what_a_build_would_refuse_is_told_though_it_can_be_shown(session: Session, root: Path) -> None:
    events = session.listen("economics/")
    session.change(PAGE, (root / PAGE).read_text("utf-8") + "\nIt was 4321 once.\n")
    event = settled(events, session.version)
    assert event["state"] == "shown"
    assert ["typed-number" in problem["text"] for problem in event["problems"]] == [True]
    session.change(PAGE, None)
    settled(events, session.version)
    session.leave(events)


def test_saved_files_are_followed_but_unsaved_texts_win(root: Path, tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    session = Session(project)
    observer = watch(session.root, session.touched)
    session.start()
    try:
        assert session.page("economics/") is not None
        events = session.listen("economics/")
        page = project / PAGE
        page.write_text(page.read_text("utf-8") + "\nThis was saved.\n", "utf-8")
        assert settled(events, 2)["state"] == "shown"
        shown = session.page("economics/")
        assert shown is not None
        assert b"This was saved." in (shown.html or b"")
        # A macro that cannot be read stops everything; mended, everything goes on.
        adapter = project / "macros/printing/macros.py"
        text = adapter.read_text("utf-8")
        adapter.write_text(text + "\nthis is no Python\n", "utf-8")
        event = next(iter(lambda: settled(events, 0), None))
        while event["state"] != "broken":
            event = settled(events, 0)
        assert "SyntaxError" in event["problems"][0]["text"]
        adapter.write_text(text, "utf-8")
        while event["state"] != "shown":
            event = settled(events, 0)
        session.change(PAGE, (root / PAGE).read_text("utf-8") + "\nThis is typed.\n")
        page.write_text((root / PAGE).read_text("utf-8"), "utf-8")
        shown = session.page("economics/")
        assert shown is not None
        assert b"This is typed." in (shown.html or b"")
    finally:
        observer.stop()
        session.close()


def test_a_macro_that_prints_does_not_disturb_the_preview(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    adapter = project / "macros/printing/macros.py"
    adapter.write_text(adapter.read_text("utf-8") + '\nprint("loud")\n', "utf-8")
    worker = Worker(project)
    worker.start()
    try:
        assert "<h1" in rendered(worker, "index.md")
    finally:
        worker.stop()


# --- who may look -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def opened() -> list[tuple[str, int, int]]:
    return []


@pytest.fixture(scope="module")
def server(session: Session, opened: list[tuple[str, int, int]]) -> Iterator[PreviewServer]:
    def opener(path: str, line: int, column: int) -> bool:
        opened.append((path, line, column))
        return True

    server = PreviewServer(session, opener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def ask(
    server: PreviewServer, path: str, method: str = "GET", body: object = None, **headers: str
) -> tuple[int, bytes]:
    """Return status and content of an answer; the path is sent as it is."""
    port = server.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SOON)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    content = b"" if body is None else json.dumps(body).encode()
    for name, value in ({"Host": f"127.0.0.1:{port}"} | headers).items():
        connection.putheader(name, value)
    if content:
        connection.putheader("Content-Length", str(len(content)))
    connection.endheaders(content or None)
    answer = connection.getresponse()
    try:
        return answer.status, answer.read()
    finally:
        connection.close()


def test_the_preview_listens_on_this_computer_alone_and_never_twice_alike(
    server: PreviewServer, session: Session
) -> None:
    parts = urlsplit(server.address)
    assert server.server_address[0] == parts.hostname == "127.0.0.1"
    assert len(server.word) >= 32
    other = PreviewServer(session, lambda _path, _line, _column: False)
    other.server_close()
    assert other.word != server.word


def test_the_page_is_served_byte_for_byte_with_the_assets_that_it_loads(
    server: PreviewServer, session: Session
) -> None:
    shown = session.page("economics/")
    assert shown is not None
    assert ask(server, f"/{server.word}/site/economics/") == (200, shown.html)
    for name in ("assets/brief/brief.css", "assets/brief/figures.js", "assets/brief/theme.js"):
        status, content = ask(server, f"/{server.word}/site/{name}")
        assert (status, bool(content)) == (200, True), name
    status, shell = ask(server, f"/{server.word}/")
    assert status == 200
    assert b"<iframe" in shell
    assert b"<script>" not in shell


def test_a_wrong_word_or_none_gets_nothing(server: PreviewServer) -> None:
    for path in ("/", "/site/economics/", f"/{server.word[:-1]}/", f"/{server.word}x/site/economics/", "//"):
        status, content = ask(server, path)
        assert status == 404, path
        assert b"<" not in content


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "localhost.example.org:1", ""])
def test_another_host_gets_nothing(server: PreviewServer, host: str) -> None:
    assert ask(server, f"/{server.word}/", Host=host)[0] == 403


@pytest.mark.parametrize("origin", ["https://example.org", "null", "http://127.0.0.1:1"])
def test_a_page_of_another_origin_gets_nothing(server: PreviewServer, origin: str) -> None:
    assert ask(server, f"/{server.word}/site/economics/", Origin=origin)[0] == 403
    assert ask(server, f"/{server.word}/open", "POST", {"id": "trade_2023"}, Origin=origin)[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        *(
            "site/../mkdocs.yml",
            "site/..%2f..%2fmkdocs.yml",
            "site//etc/passwd",
            "site/%2e%2e/data/figures.yml",
        ),
        *("../pyproject.toml", "session.py", "shell.html%00.js", "site/assets/../../mkdocs.yml"),
    ],
)
def test_no_path_leads_out_of_the_site(server: PreviewServer, path: str) -> None:
    status, content = ask(server, f"/{server.word}/{path}")
    assert status == 404
    assert b"site_name" not in content


def test_a_click_opens_the_line_of_the_figure(
    server: PreviewServer, root: Path, opened: list[tuple[str, int, int]]
) -> None:
    own = {"Origin": server.address.removesuffix(f"/{server.word}/")}
    status, content = ask(server, f"/{server.word}/open", "POST", {"id": "trade_2023"}, **own)
    assert status == 200
    path, line, column = opened[-1]
    assert json.loads(content) == {"place": f"{path}:{line}:{column}", "opened": True}
    assert (root / path).read_text("utf-8").splitlines()[line - 1][column - 1 :] == "trade_2023:"
    count = len(opened)
    nothing: dict[str, str] = {}
    wrong: list[object] = [{"id": "none"}, {"path": "../x", "line": 1, "column": 1}, {"path": DATA}, nothing]
    for body in wrong:
        assert ask(server, f"/{server.word}/open", "POST", body, **own)[0] in (400, 404), body
    assert ask(server, f"/{server.word}/open", "POST", {"id": "trade_2023"})[0] == 404, "no origin"
    assert len(opened) == count


def test_a_reader_is_told_at_once_that_an_edit_is_on_its_way(server: PreviewServer, session: Session) -> None:
    port = server.server_address[1]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SOON)
    connection.request("GET", f"/{server.word}/events?page=economics/")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"
    assert json.loads(answer.fp.readline().removeprefix(b"data: "))["version"] == session.version
    answer.fp.readline()
    session.change(PAGE, (session.root / PAGE).read_text("utf-8") + "\nOne more sentence.\n")
    told = json.loads(answer.fp.readline().removeprefix(b"data: "))
    assert told == {"version": session.version, "state": "working"}
    answer.fp.readline()
    told = json.loads(answer.fp.readline().removeprefix(b"data: "))
    assert (told["state"], told["seen"]) == ("shown", session.version)
    connection.close()
    session.change(PAGE, None)


# --- the command -------------------------------------------------------------------------------------


def test_an_editor_feeds_the_preview_and_is_told_of_clicks(root: Path) -> None:
    command = [sys.executable, "-m", "macros", "preview", "--stdio"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        parts = urlsplit(json.loads(process.stdout.readline())["address"])
        text = (root / PAGE).read_text("utf-8") + "\nFrom the editor.\n"
        process.stdin.write(json.dumps({"do": "change", "path": PAGE, "text": text}) + "\n")
        process.stdin.flush()
        connection = http.client.HTTPConnection("127.0.0.1", parts.port or 0, timeout=SOON)
        until = time.monotonic() + SOON
        html = ""
        while "From the editor." not in html and time.monotonic() < until:
            connection.request("GET", f"{parts.path}site/economics/")
            html = connection.getresponse().read().decode()
        assert "From the editor." in html
        origin = f"http://{parts.netloc}"
        connection.request(
            "POST", f"{parts.path}open", json.dumps({"id": "trade_2023"}), headers={"Origin": origin}
        )
        assert json.loads(connection.getresponse().read())["opened"] is True
        assert json.loads(process.stdout.readline())["open"]["path"] == DATA
        process.stdin.close()
        assert process.wait(timeout=SOON) == 0
        connection.close()
