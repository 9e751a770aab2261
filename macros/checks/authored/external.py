"""Asks the web whether the addresses of sources still answer; only on request, and politely.

One request at a time for each host, few at once, each bounded in time; no body is read. What answered well
is kept on disk for some days, so that a second run asks only for the rest.
"""

from __future__ import annotations

import json
import re
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import NamedTemporaryFile
from typing import IO, Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from macros.checks.output.origin import place_at
from macros.problems import Place, Problem
from macros.project.project import Sources
from macros.reading.data.figures_file import DATA_FILE

CACHE = ".build/external.json"
AGENT = "figures-check (checks the links of a sourced brief)"
MOST_REDIRECTS = 5
LONGEST_PAUSE = 30.0
DAY = 86_400.0
PERMANENT = frozenset((301, 308))
REDIRECT = frozenset((301, 302, 303, 307, 308))
GONE = frozenset((404, 410))
AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))


@dataclass(frozen=True)
class Answer:
    """What a server said to one request."""

    status: int
    location: str = ""
    retry_after: str = ""


Fetch = Callable[[str, str, float], Answer]
"""Asks with a method for an address, within so many seconds; raises OSError if nothing comes back."""


@dataclass(frozen=True)
class Verdict:
    """What is known of one address: how it ended, and where it went."""

    end: str
    """well, gone, or failed."""
    reason: str = ""
    moved: str = ""
    """The address on another host to which it has moved for good."""


@dataclass
class _Run:
    """What the workers of one run share."""

    fetch: Fetch
    timeout: float
    retries: int
    pause: float
    deadline: float
    results: dict[str, Verdict] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    hosts: defaultdict[str, threading.Lock] = field(default_factory=lambda: defaultdict(threading.Lock))

    def left(self) -> float:
        """Return how many seconds remain."""
        return self.deadline - time.monotonic()

    def turn(self, host: str) -> threading.Lock:
        """Return the lock that lets one request at a time through to a host."""
        with self.lock:
            return self.hosts[host]


def external(sources: Sources) -> list[Problem]:
    """Return what is wrong with the addresses of the project's sources, as the web has it now."""
    return check_addresses(source_addresses(sources), cache=sources.root / CACHE)


def source_addresses(sources: Sources) -> dict[str, Place]:
    """Return the address of every source with its place in the data file."""
    if sources.book is None:
        return {}
    text = sources.files.text(DATA_FILE)
    urls = [source.url for source in sources.book.brief.sources.values() if source.url]
    places = {}
    for url in urls:
        found = re.search(re.escape(url) + r"(?=[\s\"',}\]]|$)", text)
        places[url] = place_at(DATA_FILE, text, found.start()) if found else Place(DATA_FILE)
    return places


def check_addresses(
    addresses: Mapping[str, Place],
    *,
    cache: Path,
    fetch: Fetch | None = None,
    limit: float = 300.0,
    retries: int = 2,
    timeout: float = 15.0,
    workers: int = 8,
    pause: float = 1.0,
    days: float = 7.0,
) -> list[Problem]:
    """Return a problem for every address that is gone, has moved for good, or does not answer.

    All of it takes at most `limit` seconds; `pause` is the wait before the first repetition, which doubles.
    """
    kept = _load(cache, days)
    known = {url: Verdict("well", moved=kept[url][1]) for url in addresses if url in kept}
    run = _Run(fetch or ask, timeout, retries, pause, time.monotonic() + limit)
    _ask_all(run, [url for url in addresses if url not in known], workers)
    with run.lock:
        results = {**known, **run.results}
        new = {url: (time.time(), done.moved) for url, done in run.results.items() if done.end == "well"}
    if new:
        _save(cache, {**kept, **new})
    return sorted(_problems(addresses, results, limit))


def _problems(
    addresses: Mapping[str, Place], results: Mapping[str, Verdict], limit: float
) -> Iterator[Problem]:
    missing = [place for url, place in addresses.items() if url not in results]
    if missing:
        message = f"{len(missing)} addresses got no answer within {limit:g} seconds in all"
        hint = "run it again: what answered is remembered"
        yield Problem(min(missing), "unreachable-address", message, hint)
    for url, place in addresses.items():
        match results.get(url):
            case Verdict("gone", reason):
                hint = "write the new address, or one of an archive"
                yield Problem(place, "dead-address", f"'{url}' is gone: {reason}", hint)
            case Verdict("failed", reason):
                message = f"'{url}' could not be asked: {reason}"
                hint = "open it in a browser; if it is gone there too, write another"
                yield Problem(place, "unreachable-address", message, hint)
            case Verdict("well", _, moved) if moved:
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
                verdict = _verdict(run, url)
                with run.lock:
                    run.results[url] = verdict

    # Daemons, because a server that sends one byte a second must not keep the program from ending.
    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(workers, len(by_host)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, run.left()))


def _verdict(run: _Run, url: str) -> Verdict:
    """Return what is known of an address after following where it leads."""
    here, moved = url, ""
    for _ in range(MOST_REDIRECTS + 1):
        answer = _patient(run, here)
        if isinstance(answer, str):
            return Verdict("failed", answer)
        if answer.status not in REDIRECT or not answer.location:
            break
        there = urljoin(here, answer.location)
        if urlsplit(there).scheme not in ("http", "https"):
            return Verdict("failed", f"it leads to '{there}'")
        if answer.status in PERMANENT and _host(there) != _host(url):
            moved = there
        here = there
    else:
        return Verdict("failed", f"it leads on more than {MOST_REDIRECTS} times")
    if answer.status in GONE:
        return Verdict("gone", f"the server answers {answer.status}")
    if answer.status >= 400:
        return Verdict("failed", f"the server answers {answer.status}")
    return Verdict("well", moved=moved)


def _patient(run: _Run, url: str) -> Answer | str:
    """Return the answer for an address, asked again while the server is busy; or why there is none."""
    said: Answer | str = "no time was left"
    for attempt in range(run.retries + 1):
        if run.left() <= 0:
            break
        try:
            with run.turn(_host(url)):
                said = _twice(run, url)
        except (OSError, HTTPException, ValueError) as error:
            said = _why(error)
            if isinstance(error, ValueError):
                break
        if isinstance(said, Answer) and said.status not in AGAIN:
            break
        if attempt < run.retries:
            wanted = said.retry_after if isinstance(said, Answer) else ""
            wait = float(wanted) if wanted.isascii() and wanted.isdigit() else run.pause * 2**attempt
            time.sleep(max(0.0, min(wait, LONGEST_PAUSE, run.left())))
    return said


def _twice(run: _Run, url: str) -> Answer:
    """Ask for the head alone; many servers refuse that or lie about it, so a refusal is asked in full."""
    answer = run.fetch("HEAD", url, min(run.timeout, max(0.1, run.left())))
    if answer.status < 400 or answer.status in AGAIN:
        return answer
    return run.fetch("GET", url, min(run.timeout, max(0.1, run.left())))


def ask(method: str, url: str, timeout: float) -> Answer:
    """Ask the web. Raises OSError, HTTPException or ValueError if no answer comes; reads no body."""
    headers = {"User-Agent": AGENT, "Accept": "*/*"}
    request = urllib.request.Request(_ascii(url), method=method, headers=headers)  # noqa: S310
    if request.type not in ("http", "https"):
        raise ValueError(f"'{request.type}:' is not asked")
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=timeout) as answer:
            return Answer(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            said = error.headers
            return Answer(error.code, said.get("Location") or "", said.get("Retry-After") or "")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: each is looked at first."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Refuse."""


def _ascii(url: str) -> str:
    """Return the address as it is sent: host in ASCII, other letters percent-encoded, no fragment."""
    parts = urlsplit(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    path, query = (quote(part, safe="%/:?#[]@!$&'()*+,;=~") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path or "/", query, ""))


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _why(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return "it took too long"
    return " ".join(str(reason).split()) or type(reason).__name__


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
