"""How many bytes a reader loads: of a page, of what the page asks for, and of the heaviest page."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

LOADED = (
    ("css", 'link[rel~="stylesheet"]', "href"),
    ("js", "script[src]", "src"),
    ("img", 'img[src], link[rel~="icon"]', ""),
)
"""What a page loads as soon as it is opened: a name, where it stands, and its attribute."""
SEARCH = ("search*.js", "search*.json", "lunr*.js")
"""What a page loads once a reader searches."""
PANEL = "assets/brief/figures.js"
"""What a page loads once a reader turns to a figure."""
HEAD = ("html", "gzip", "css", "js", "img", "total", "search", "panel")


def heading() -> str:
    """Return the heading of the lines."""
    columns = "".join(f"{name:>8}" for name in HEAD)
    return f"  {'kind':18}{columns}{'heaviest':>10}  page"


def line(kind: str, output: Path, page: str) -> str:
    """Return a line in kB, compressed but for the first: the page, what it loads, the rest, the worst."""
    html = output / page / "index.html"
    parts = {name: compressed(files) for name, files in asked(html, output)}
    own = compressed([html])
    search = compressed(path for pattern in SEARCH for path in output.rglob(pattern))
    heaviest = max(output.rglob("*.html"), key=lambda path: compressed([path]))
    panel = compressed(output.glob(PANEL))
    sizes = (html.stat().st_size, own, *parts.values(), own + sum(parts.values()), search, panel)
    columns = "".join(f"{size / 1000:8.1f}" for size in sizes)
    return f"  {kind:18}{columns}{compressed([heaviest]) / 1000:10.1f}  {heaviest.relative_to(output)}"


def asked(html: Path, output: Path) -> Iterator[tuple[str, set[Path]]]:
    """Yield the files of this site that a page loads, by what they are."""
    tree = LexborHTMLParser(html.read_bytes())
    for name, place, attribute in LOADED:
        files = set()
        for node in tree.css(place):
            address = urlsplit(
                str(node.attributes.get(attribute or ("src" if node.tag == "img" else "href")))
            )
            path = unquote(address.path)
            found = output / path[1:] if path.startswith("/") else html.parent / path
            if not address.scheme and found.is_file():
                files.add(found.resolve())
        yield name, files


def compressed(files: Iterable[Path]) -> int:
    """Return the bytes of the files, each compressed as servers send it."""
    return sum(len(gzip.compress(path.read_bytes(), 6, mtime=0)) for path in files)
