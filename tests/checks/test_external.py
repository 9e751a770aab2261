"""The addresses of sources, asked of a server on loopback: what is dead, moved, busy, slow or endless."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from macros.checks.authored.external import Answer, check_addresses, source_addresses
from macros.problems import Place, Problem
from macros.project.project import read_project
from support.places import ROOT

PLACE = Place("data/figures.yml", 7, 10)


@dataclass
class Server:
    """A running server and what it was asked."""

    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)
    """The headers of each request."""
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}/{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    """Yield a server whose answers follow from the path that is asked."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer()

        def do_GET(self) -> None:
            self.answer()

        def answer(self) -> None:
            with state.lock:
                state.asked.append((self.command, self.path))
                state.told.append(dict(self.headers))
                times = Counter(state.asked)[self.command, self.path]
                state.at_once += 1
                state.most_at_once = max(state.most_at_once, state.at_once)
            try:
                self.told(self.path.partition("?")[0].strip("/"), times)
            except OSError:  # the client did not wait
                pass
            finally:
                with state.lock:
                    state.at_once -= 1

        def told(self, path: str, times: int) -> None:
            headers: dict[str, str] = {}
            status = int(path) if path.isdigit() else 200
            if path == "no-head":
                status = 405 if self.command == "HEAD" else 200
            elif path == "lying-head":
                status = 404 if self.command == "HEAD" else 200
            elif path == "busy-once":
                status, headers = (429, {"Retry-After": "0"}) if times == 1 else (200, {})
            elif path == "busy-for-long":
                status, headers = (503, {"Retry-After": "86400"})
            elif path == "slow":
                time.sleep(1.5)
            elif path == "brief":
                time.sleep(0.05)
            elif path == "loop":
                status, headers = 302, {"Location": "/loop"}
            elif path == "here":
                status, headers = 301, {"Location": "/200"}
            elif path == "elsewhere":
                status, headers = 308, {"Location": state.url("200", "localhost")}
            elif path == "file":
                status, headers = 302, {"Location": "file:///etc/hostname"}
            elif path == "huge":
                headers = {"Content-Length": str(10**12)}
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if path == "huge":
                self.wfile.write(b"x" * 100_000)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    state.port = running.server_address[1]
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield state
    running.shutdown()
    running.server_close()


def check(server: Server, tmp_path: Path, *paths: str, **options: Any) -> list[Problem]:
    """Ask for those paths of the server, with little patience."""
    given = {"cache": tmp_path / "cache" / "external.json", "timeout": 0.4, "pause": 0.01, **options}
    return check_addresses({server.url(path): PLACE for path in paths}, **given)


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in problems]


@pytest.mark.parametrize("path", ["200", "204", "no-head", "lying-head", "busy-once", "here", "huge"])
def test_an_address_that_answers_is_no_problem(server: Server, tmp_path: Path, path: str) -> None:
    assert check(server, tmp_path, path) == []


@pytest.mark.parametrize("path", ["404", "410"])
def test_a_page_that_is_gone_is_an_error_at_its_source(server: Server, tmp_path: Path, path: str) -> None:
    (problem,) = check(server, tmp_path, path)
    assert (problem.code, problem.severity, problem.place) == ("dead-address", "error", PLACE)
    assert path in problem.message
    assert [method for method, _ in server.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize("path", ["403", "500", "503", "slow", "loop", "file"])
def test_what_cannot_be_asked_is_a_warning(server: Server, tmp_path: Path, path: str) -> None:
    assert codes(check(server, tmp_path, path)) == [("unreachable-address", "warning")]


def test_a_busy_server_is_asked_again_so_often_and_no_more(server: Server, tmp_path: Path) -> None:
    check(server, tmp_path, "503", retries=2)
    assert server.asked == [("HEAD", "/503")] * 3


def test_a_server_that_wants_a_long_rest_does_not_hold_up_the_run(server: Server, tmp_path: Path) -> None:
    start = time.monotonic()
    (problem,) = check(server, tmp_path, "busy-for-long", limit=0.5)
    assert problem.code == "unreachable-address"
    assert time.monotonic() - start < 2
    assert server.asked == [("HEAD", "/busy-for-long")]


def test_no_password_of_this_computer_is_sent(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = tmp_path / "netrc"
    secrets.write_text("machine 127.0.0.1\nlogin a\npassword b\n", "utf-8")
    monkeypatch.setenv("NETRC", str(secrets))
    assert check(server, tmp_path, "here", "no-head") == []
    assert len(server.told) == 4
    assert not [headers for headers in server.told if {"Authorization", "Cookie", "Referer"} & headers.keys()]


def test_letters_of_any_script_are_asked_for_as_browsers_do(server: Server, tmp_path: Path) -> None:
    assert check(server, tmp_path, "ایران?q=é#part", "a%20b") == []
    assert [path for _, path in server.asked] == ["/%D8%A7%DB%8C%D8%B1%D8%A7%D9%86?q=%C3%A9", "/a%20b"]


@pytest.mark.parametrize(
    ("path", "words"),
    [("slow", "it took too long"), ("503", "the server answers 503"), ("file", "file:///etc/hostname")],
)
def test_the_reason_is_told_in_a_few_words(server: Server, tmp_path: Path, path: str, words: str) -> None:
    (problem,) = check(server, tmp_path, path)
    assert words in problem.message
    assert "Pool" not in problem.message
    assert "0x" not in problem.message


def test_a_chain_of_redirects_has_an_end(server: Server, tmp_path: Path) -> None:
    (problem,) = check(server, tmp_path, "loop")
    assert "more than 5 times" in problem.message
    assert len(server.asked) == 6


def test_a_move_to_another_host_for_good_names_the_new_address(server: Server, tmp_path: Path) -> None:
    (problem,) = check(server, tmp_path, "elsewhere")
    assert codes([problem]) == [("moved-address", "warning")]
    assert problem.hint == f"write '{server.url('200', 'localhost')}'"


def test_what_answered_is_not_asked_again(server: Server, tmp_path: Path) -> None:
    first = check(server, tmp_path, "200", "elsewhere", "404")
    server.asked.clear()
    assert check(server, tmp_path, "200", "elsewhere", "404") == first
    assert {path for _, path in server.asked} == {"/404"}


def test_a_memory_that_is_old_or_from_the_future_is_not_believed(server: Server, tmp_path: Path) -> None:
    cache = tmp_path / "external.json"
    for when in (time.time() - 8 * 86_400, time.time() + 86_400):
        cache.write_text(json.dumps({server.url("404"): {"time": when, "moved": ""}}), "utf-8")
        assert codes(check(server, tmp_path, "404", cache=cache)) == [("dead-address", "error")]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"a": 1}', '{"a": {"time": "x", "moved": ""}}', "\x00"]
)
def test_a_broken_memory_is_ignored(server: Server, tmp_path: Path, text: str) -> None:
    cache = tmp_path / "external.json"
    cache.write_text(text, "utf-8")
    assert check(server, tmp_path, "200", cache=cache) == []
    assert list(json.loads(cache.read_text("utf-8"))) == [server.url("200")]
    assert [path.name for path in tmp_path.iterdir()] == ["external.json"]


def test_one_request_at_a_time_reaches_a_host(server: Server, tmp_path: Path) -> None:
    check(server, tmp_path, *(f"brief?{number}" for number in range(6)), workers=6)
    assert len(server.asked) == 6
    assert server.most_at_once == 1


def test_no_more_than_so_many_requests_at_once(tmp_path: Path) -> None:
    lock, now, most = threading.Lock(), 0, 0

    def ask(_url: str, _timeout: float) -> Answer:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.01)
        with lock:
            now -= 1
        return Answer(200)

    addresses = {f"http://h{number}.example/": PLACE for number in range(20)}
    assert check_addresses(addresses, cache=tmp_path / "c.json", ask=ask, workers=3) == []
    assert 1 < most <= 3


def test_the_whole_run_has_an_end(server: Server, tmp_path: Path) -> None:
    start = time.monotonic()
    problems = check(server, tmp_path, "slow", "slow?2", "slow?3", limit=0.5, timeout=30)
    assert time.monotonic() - start < 2
    assert "unreachable-address" in [problem.code for problem in problems]
    assert all(problem.severity == "warning" for problem in problems)


def test_a_host_that_nobody_has_is_a_warning(tmp_path: Path) -> None:
    address = {"http://127.0.0.1:9/": PLACE}
    problems = check_addresses(address, cache=tmp_path / "c.json", pause=0.01, timeout=0.4)
    assert codes(problems) == [("unreachable-address", "warning")]
    assert "Pool" not in problems[0].message


def test_every_source_has_its_line_in_the_data_file() -> None:
    project = read_project(ROOT)
    found = source_addresses(project)
    lines = (ROOT / "data/figures.yml").read_text("utf-8").split("\n")
    assert len(found) > 100
    for url, place in found.items():
        assert lines[place.line - 1][place.column - 1 :].startswith(url)
        assert "url:" in lines[place.line - 1]
