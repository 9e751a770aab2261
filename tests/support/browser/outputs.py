"""Both outputs as readers meet them: the website behind a server, the bundle unpacked into a folder."""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from macros.publishing.outputs.build import SITE
from macros.reading.pages.routes import ENGLISH, GUIDE, REVIEWS, language_of, of_item, untranslated
from support.named import NAME
from support.places import HOST

AWKWARD = "ایران و عراق & #1 100% für"
"""A folder as readers have them; each of its characters means something in an address."""
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

    def file(self, name: str) -> str:
        """Return the built file of a page that lies beside the first one."""
        return f"{name}/index.html" if self.name == "website" else f"{name}.html"

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


def rehosted(folder: Path, host: str) -> None:
    """Let an output be that of another host, which its pages and what is beside them name in full."""
    for path in folder.rglob("*"):
        if path.is_file() and HOST.encode() in (content := path.read_bytes()):
            path.write_bytes(content.replace(HOST.encode(), host.encode()))


@contextmanager
def served(website: Path, work: Path, name: str = "website") -> Iterator[Output]:
    """Yield a copy of that website, which was built for HOST, served in a folder of a host."""
    root = work / "served"
    asked: list[str] = []
    handler = functools.partial(Handler, asked, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        host = f"127.0.0.1:{server.server_port}"
        try:
            shutil.copytree(website, root / "brief")
            rehosted(root / "brief", host)
            if (root / "brief/robots.txt").exists():
                # Robots ask for it at the root of the host alone.
                shutil.copy(root / "brief/robots.txt", root)
            yield Output(name, root / "brief", f"http://{host}/brief/", asked)
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def both(built: Path, offline: Path, work: Path) -> Iterator[tuple[Output, Output]]:
    """Yield copies of what was built once for all tests: the website, served, and the unpacked bundle."""
    with served(built / SITE, work) as website:
        bundle = work / AWKWARD / NAME
        shutil.copytree(offline, bundle)
        rehosted(bundle, urlsplit(website.base).netloc)
        yield website, Output("bundle", bundle, f"{bundle.as_uri()}/")


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
