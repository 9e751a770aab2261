"""Asks the web whether the addresses of sources still answer; only on request, and politely.

One request at a time for each host, few at once, each bounded in time; no page is read. What answered well
is kept on disk for some days, so that a second run asks only for the rest.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from macros.problems import Place, Problem, place_in
from macros.project.project import Project
from macros.reading.data.figures_file import DATA_FILE

CACHE = ".build/external.json"
AGENT = "figures-check (checks the links of a sourced brief)"
MOST_REDIRECTS = 5
LONGEST_PAUSE = 30
"""Seconds; a server that asks for more gets no more."""
DAY = 86_400.0
PERMANENT = frozenset((301, 308))
GONE = frozenset((404, 410))
AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))


@dataclass(frozen=True)
class Answer:
    """What came of asking for an address."""

    status: int
    moved: str = ""
    """The address on another host to which it has moved for good."""


Ask = Callable[[str, float], Answer]
"""Asks for an address, so many seconds for each request; raises OSError or ValueError if nothing comes."""


@dataclass(frozen=True)
class Ending:
    """What is known of one address: how it ended, and where it went."""

    end: str
    """well, gone, or failed."""
    reason: str = ""
    moved: str = ""
    """The address on another host to which it has moved for good."""


@dataclass
class _Run:
    """What the workers of one run share."""

    ask: Ask
    timeout: float
    deadline: float
    results: dict[str, Ending] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def left(self) -> float:
        """Return how many seconds remain."""
        return self.deadline - time.monotonic()


def external(project: Project) -> list[Problem]:
    """Return what is wrong with the addresses of the project's sources, as the web has it now."""
    return check_addresses(source_addresses(project), cache=project.root / CACHE)


def source_addresses(project: Project) -> dict[str, Place]:
    """Return the address of every source with its place in the data file."""
    if not project.readable:
        return {}
    text = project.files.text(DATA_FILE)
    urls = [source.url for source in project.book.brief.sources.values() if source.url]
    places = {}
    for url in urls:
        found = re.search(re.escape(url) + r"(?=[\s\"',}\]]|$)", text)
        places[url] = place_in(DATA_FILE, text, found.start()) if found else Place(DATA_FILE)
    return places


def check_addresses(
    addresses: Mapping[str, Place],
    *,
    cache: Path,
    ask: Ask | None = None,
    limit: float = 300.0,
    retries: int = 2,
    timeout: float = 15.0,
    workers: int = 8,
    pause: float = 1.0,
    days: float = 7.0,
) -> list[Problem]:
    """Return a problem for every address that is gone, has moved for good, or does not answer.

    All of it takes at most `limit` seconds; `pause` is the unit of the waits, which double, before a busy
    server is asked again for more than the second time.
    """
    kept = _load(cache, days)
    known = {url: Ending("well", moved=kept[url][1]) for url in addresses if url in kept}
    run = _Run(ask or partial(the_web, _again(retries, pause), {}), timeout, time.monotonic() + limit)
    _ask_all(run, [url for url in addresses if url not in known], workers)
    with run.lock:
        results = {**known, **run.results}
        new = {url: (time.time(), done.moved) for url, done in run.results.items() if done.end == "well"}
    if new:
        _save(cache, {**kept, **new})
    return sorted(_problems(addresses, results, limit))


def _problems(
    addresses: Mapping[str, Place], results: Mapping[str, Ending], limit: float
) -> Iterator[Problem]:
    missing = [place for url, place in addresses.items() if url not in results]
    if missing:
        message = f"{len(missing)} addresses got no answer within {limit:g} seconds in all"
        hint = "run it again: what answered is remembered"
        yield Problem(min(missing), "unreachable-address", message, hint)
    for url, place in addresses.items():
        match results.get(url):
            case Ending("gone", reason):
                hint = "write the new address, or one of an archive"
                yield Problem(place, "dead-address", f"'{url}' is gone: {reason}", hint)
            case Ending("failed", reason):
                message = f"'{url}' could not be asked: {reason}"
                hint = "open it in a browser; if it is gone there too, write another"
                yield Problem(place, "unreachable-address", message, hint)
            case Ending("well", _, moved) if moved:
                message = f"'{url}' has moved to another host for good"
                yield Problem(place, "moved-address", message, f"write '{moved}'")


# --- asking --------------------------------------------------------------------------------------


def _ask_all(run: _Run, urls: list[str], workers: int) -> None:
    """Give each worker one host after the other; those who are not back in time are left behind."""
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[_host(url)].append(url)
    waiting: SimpleQueue[list[str]] = SimpleQueue()
    for same in by_host.values():
        waiting.put(same)

    def work() -> None:
        while run.left() > 0:
            try:
                same = waiting.get_nowait()
            except Empty:
                return
            for url in same:
                if run.left() <= 0:
                    return
                ending = _ending(run, url)
                with run.lock:
                    run.results[url] = ending

    # Daemons, because a server that sends one byte a second must not keep the program from ending.
    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(workers, len(by_host)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, run.left()))


def _ending(run: _Run, url: str) -> Ending:
    """Return what is known of an address after following where it leads."""
    try:
        answer = run.ask(url, min(run.timeout, max(0.1, run.left())))
    except (OSError, ValueError) as error:
        return Ending("failed", _why(error))
    if answer.status >= 400:
        return Ending("gone" if answer.status in GONE else "failed", f"the server answers {answer.status}")
    return Ending("well", moved=answer.moved)


def the_web(again: Retry, turns: dict[str, threading.Lock], url: str, timeout: float) -> Answer:
    """Ask the web, following where it leads; no page is read. Raises requests.RequestException."""
    with _Session(again, turns) as session:
        ask = partial(session.request, url=url, timeout=timeout, stream=True, allow_redirects=True)
        answer = ask("HEAD")
        if answer.status_code >= 400 and answer.status_code not in AGAIN:
            answer = ask("GET")  # many servers refuse to send the head alone, or lie about it
    moved = ""
    for step, after in pairwise((*answer.history, answer)):
        if step.status_code in PERMANENT and _host(after.url) != _host(url):
            moved = after.url
    return Answer(answer.status_code, moved)


class _Session(requests.Session):
    """Asks politely: nothing is read but the head, and nothing told of this computer."""

    def __init__(self, again: Retry, turns: dict[str, threading.Lock]) -> None:
        super().__init__()
        self.max_redirects = MOST_REDIRECTS
        self.headers["User-Agent"] = AGENT
        self.auth = lambda request: request  # or names and passwords in .netrc would be taken
        self.hooks["response"].append(lambda answer, *_, **__: answer.close())
        for scheme in ("http://", "https://"):
            self.mount(scheme, _InTurn(again, turns))

    def rebuild_auth(self, _request: requests.PreparedRequest, _response: requests.Response) -> None:
        """Take none from there after a redirect either."""


class _InTurn(HTTPAdapter):
    """Lets one request at a time through to a host, wherever it was led there from."""

    def __init__(self, again: Retry, turns: dict[str, threading.Lock]) -> None:
        super().__init__(max_retries=again)
        self._turns = turns

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Send the request when no other one to its host is under way."""
        with self._turns.setdefault(_host(request.url or ""), threading.Lock()):
            return super().send(request, *args, **kwargs)


def _again(times: int, pause: float) -> Retry:
    """Return the rule by which an address of a busy server is asked for again so many times."""
    return Retry(
        times,
        status_forcelist=AGAIN,
        raise_on_status=False,
        backoff_factor=pause,
        backoff_max=LONGEST_PAUSE,
        retry_after_max=LONGEST_PAUSE,
    )


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _why(error: BaseException) -> str:
    """Return what went wrong in the words of its first cause, which libraries wrap in others of their own."""
    if isinstance(error, requests.TooManyRedirects):
        return f"it leads on more than {MOST_REDIRECTS} times"
    causes = (getattr(error, "reason", None), *error.args, error.__cause__)
    if inner := next((one for one in causes if isinstance(one, BaseException)), None):
        return _why(inner)
    if isinstance(error, TimeoutError):
        return "it took too long"
    return " ".join(str(error).split()) or type(error).__name__


# --- what is remembered --------------------------------------------------------------------------


def _load(cache: Path, days: float) -> dict[str, tuple[float, str]]:
    """Return time and new address of every address that answered well not long ago."""
    try:
        raw: Any = json.loads(cache.read_text("utf-8"))
        now = time.time()
        return {
            str(url): (float(entry["time"]), str(entry["moved"]))
            for url, entry in raw.items()
            if 0 <= now - float(entry["time"]) < days * DAY
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}  # asking once more is all that a lost memory costs


def _save(cache: Path, kept: Mapping[str, tuple[float, str]]) -> None:
    cache.parent.mkdir(parents=True, exist_ok=True)
    rows = {url: {"time": when, "moved": moved} for url, (when, moved) in sorted(kept.items())}
    with NamedTemporaryFile("w", encoding="utf-8", dir=cache.parent, delete=False) as new:
        json.dump(rows, new, indent=1, ensure_ascii=False)
    Path(new.name).replace(cache)
