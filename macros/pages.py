"""Where pages stand and how one links to another, on the web and in a folder."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

REGISTER = "register/{}.md"
"""The register page of a theme; `index` lists the figures of all."""
SOURCES = "sources.md"
METHOD = "how-to-read.md"
CHANGES = "changes.md"
FEED = "feed.xml"
"""Under the website's root; the bundle has none, as nothing there can be followed."""
DATA = "data.md"
"""The page about all that can be downloaded."""
DATA_FOLDER = "data"
ALL = f"{DATA_FOLDER}/figures"
"""All figures, as a table or document; without ending."""
LOCAL = ("localhost", "127.", "[::1]", "0.0.0.0")  # noqa: S104  (names of this computer, no binding)


@dataclass(frozen=True)
class Page:
    """A page by its source file under docs/, and the form of the site's addresses."""

    src: str
    directory_urls: bool = True
    language: str = "en"
    site: str = ""
    """The address at which the website is published, with a slash at its end; nothing if there is none."""

    @property
    def bundled(self) -> bool:
        """Whether the page is one of the bundle, which is opened from a folder."""
        return not self.directory_urls

    def href(self, src: str, fragment: str = "") -> str:
        """Return the relative address of another page, or of a place on it."""
        anchor = f"#{fragment}" if fragment else ""
        target = _address(src, self.directory_urls)
        if src == self.src:
            return anchor or posixpath.basename(target) or "./"
        return _relative(target, posixpath.dirname(_address(self.src, self.directory_urls))) + anchor

    def file(self, name: str) -> str:
        """Return the relative address of a file that is no page, by its path under the site's root."""
        return _relative(quote(name), posixpath.dirname(_address(self.src, self.directory_urls)))

    def permanent(self, src: str, fragment: str = "") -> str:
        """Return the address of a page on the published website; nothing if it is not published."""
        anchor = f"#{fragment}" if fragment else ""
        return f"{self.site}{_address(src, directory_urls=True)}{anchor}" if self.site else ""


@dataclass(frozen=True)
class Abroad(Page):
    """A page whose text is read elsewhere, so that all its links are full addresses."""

    def href(self, src: str, fragment: str = "") -> str:
        """Return the full address of a page, or of a place on it."""
        return self.permanent(src, fragment)

    def file(self, name: str) -> str:
        """Return the full address of a file of that path under the site's root."""
        return f"{self.site}{quote(name)}"


@dataclass(frozen=True)
class Written(Page):
    """A page whose links name files, as authors write them; its site builder makes addresses of them."""

    def href(self, src: str, fragment: str = "") -> str:
        """Return the path of another page's source from this one's, or a place on it."""
        anchor = f"#{fragment}" if fragment else ""
        if src == self.src and anchor:
            return anchor
        return _relative(quote(src), posixpath.dirname(quote(self.src))) + anchor

    def file(self, name: str) -> str:
        """Return the path of a file that is no page from the source of this one."""
        return _relative(quote(name), posixpath.dirname(quote(self.src)))


def published(site_url: str) -> str:
    """Return the address with a slash at its end, or nothing if only this computer knows it."""
    host = urlsplit(site_url).netloc.rpartition("@")[2]
    return f"{site_url.rstrip('/')}/" if host and not host.startswith(LOCAL) else ""


def of_theme(theme: str) -> str:
    """Return the path of a theme's figures under the site's root, without ending."""
    return f"{DATA_FOLDER}/themes/{theme}"


def built_file(src: str, directory_urls: bool) -> str:
    """Return the file under the site's root into which a Markdown page is built."""
    address = unquote(_address(src, directory_urls))
    return f"{address}index.html" if address.endswith("/") or not address else address


@lru_cache(maxsize=4096)
def _address(src: str, directory_urls: bool) -> str:
    """Return the address under the site's root, by MkDocs's rule."""
    stem = quote(src.removesuffix(".md"))
    folder, name = posixpath.split(stem)
    index = name in ("index", "README")
    if not directory_urls:
        return posixpath.join(folder, "index.html") if index else f"{stem}.html"
    if index:
        return f"{folder}/" if folder else ""
    return f"{stem}/"


@lru_cache(maxsize=4096)
def _relative(target: str, folder: str) -> str:
    relative = posixpath.relpath(target or ".", folder or ".")
    return f"{relative}/" if target.endswith("/") or not target else relative
