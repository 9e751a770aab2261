"""Both outputs as readers meet them: the website behind a server, the bundle unpacked into a folder."""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from macros.reading.pages.routes import ENGLISH, GUIDE, REVIEWS, language_of, of_item, untranslated
from support.named import NAME, ZIP
from support.site import copied, made_once

AWKWARD = "ایران و عراق & #1 100% für"
"""A folder as readers have them; each of its characters means something in an address."""
HOST = "127.0.0.1:59999"
"""For which the website is built; each process serves it at a port of its own."""
ERROR_PAGE = "404.html"
TRANSLATED = (
    "index",
    "economics",
    "mediation",
    "register/education",
    "sources",
    "data",
    "how-to-read",
    "items/e1",
)
"""Pages of translations that stand for the others."""
ITEMS = ("e1", "m3", "x1")
"""Items whose pages stand for those of the others: a figure, a claim, and both under one code."""
KINDS = ("index.html", "economics", "register/index.html", "register/economics", "how-to-read")
"""A page of each kind, without the ending that differs between both outputs."""


@dataclass(frozen=True)
class Output:
    """One output: its files, and the address at which a browser finds them."""

    name: str
    folder: Path
    base: str
    """The address of the folder, with a slash at its end."""
    asked: list[str] = field(default_factory=list)
    """The paths that were asked of the server, in order; of the bundle, none."""

    def pages(self) -> list[str]:
        """Return the files of pages for readers but the error page, of translations and items but some.

        Translated pages have the parts of the English ones; what is their own shows on a page of each kind.
        """
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        named = sorted(name for name in found if name != ERROR_PAGE and not name.startswith(REVIEWS))
        kinds = {name for kind in TRANSLATED for name in (f"{kind}.html", f"{kind}/index.html")}
        chosen = [name for name in named if language_of(name) == ENGLISH or name.partition("/")[2] in kinds]
        return [name for name in chosen if not of_item(name) or name.split("/")[-2] in ITEMS]

    def samples(self) -> list[str]:
        """Return a page of each kind in each language, and the longest of the guide.

        Every page is opened for each look once; in other outputs and at other widths these stand for them.
        """
        kinds = {name for kind in KINDS for name in (kind, f"{kind}.html", f"{kind}/index.html")}
        found = [name for name in self.pages() if untranslated(name) in kinds]
        return [*found, max(self.guide(), key=self.length)]

    def guide(self) -> list[str]:
        """Return the pages of the guide for authors."""
        return [name for name in self.pages() if name.startswith(GUIDE)]

    def length(self, page: str) -> int:
        """Return the size of a page in bytes."""
        return (self.folder / page).stat().st_size

    def reviews(self) -> list[str]:
        """Return the files of the pages for those who review translations."""
        return sorted(f"{REVIEWS}{path.name}" for path in (self.folder / REVIEWS).glob("*.html"))

    def address(self, page: str) -> str:
        """Return the address of a page as links give it: on the website, without `index.html`."""
        stem = page.removesuffix("index.html") if self.base.startswith("http") else page
        return self.base + quote(stem)


def of_each_kind(output: Output) -> list[str]:
    """Return the pages of KINDS as the output names them."""
    ends = ("", "/index.html", ".html")
    found = [name for kind in KINDS for name in output.pages() if name in {kind + end for end in ends}]
    assert len(found) == len(KINDS)
    return found


def sizes(website: Output, paths: list[str]) -> dict[str, int]:
    """Return the gzipped size of each file that was asked for."""
    found = {}
    for path in paths:
        name = unquote(urlsplit(path).path).removeprefix("/brief/")
        file = website.folder / name
        file = file / "index.html" if file.is_dir() else file
        found[path] = len(gzip.compress(file.read_bytes(), 6))
    return found


def build(target: Path, site_url: str) -> Path:
    """Return a copy of the project in which both outputs were built for that address."""
    copied(target)
    environment = {**os.environ, "SITE_URL": site_url, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "macros", "site"],
        cwd=target,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target


def built_once(folder: Path) -> Path:
    """Return a copy of the project with both outputs, built for HOST by whichever process came first."""
    target = folder / "served"
    made_once(folder, "served", lambda: build(target, f"http://{HOST}/brief/"))
    return target


def rehosted(folder: Path, host: str) -> None:
    """Let an output be that of another host, which its pages and what is beside them name in full."""
    for path in folder.rglob("*"):
        if path.is_file() and HOST.encode() in (content := path.read_bytes()):
            path.write_bytes(content.replace(HOST.encode(), host.encode()))


@contextmanager
def both(work: Path, shared: Path) -> Iterator[tuple[Output, Output]]:
    """Yield the website, served in a folder of a host, and the unpacked bundle.

    Both are built once in `shared`, which all processes see; what each changes is in `work`.
    """
    served = work / "served"
    served.mkdir()
    asked: list[str] = []
    handler = functools.partial(Handler, asked, directory=str(served))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        host = f"127.0.0.1:{server.server_port}"
        base = f"http://{host}/brief/"
        try:
            built = built_once(shared)
            shutil.copytree(built / "site", served / "brief")
            rehosted(served / "brief", host)
            if (served / "brief/robots.txt").exists():
                # Robots ask for it at the root of the host alone.
                shutil.copy(served / "brief/robots.txt", served)
            with zipfile.ZipFile(built / "dist" / ZIP) as packed:
                packed.extractall(work / AWKWARD)
            bundle = work / AWKWARD / NAME
            rehosted(bundle, host)
            yield (
                Output("website", served / "brief", base, asked),
                Output("bundle", bundle, f"{bundle.as_uri()}/"),
            )
        finally:
            server.shutdown()
            thread.join()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as a plain host does, keeps what was asked for, and prints nothing."""

    protocol_version = "HTTP/1.1"

    def __init__(self, asked: list[str], *args: object, directory: str) -> None:
        """Serve that folder; add each path asked for to the list."""
        self.asked = asked
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with the file, or with the site's own page for missing addresses."""
        self.asked.append(self.path)
        super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing address as static hosts do, with the site's page."""
        page = Path(self.directory) / "brief" / ERROR_PAGE
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output to the tests."""
