"""Where pages stand and how one links to another, on the web and in a folder."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from macros.figures.model import ENGLISH as ENGLISH
from macros.languages.cldr import is_tag

REGISTER = "register/{}.md"
"""The register page of a theme; `index` lists the figures of all."""
ITEM = "items/{}.md"
"""The website's page of an item of the article, by its code; the bundle has a row on its theme's page."""
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
GUIDE = "contributing/"
"""The guide for authors, in English only."""
COVERAGE = f"{DATA_FOLDER}/coverage.csv"
"""What was looked for beside each item of the article, and what came of it."""
DATA_SCRIPT = f"{ALL}.js"
"""The document of all figures as a script, which the bundle has in the place of other files of figures."""
REVIEWS = "review/"
"""The website's folder of pages for those who review translations; no other page leads there."""
LOCAL = ("localhost", "127.", "[::1]", "0.0.0.0")  # noqa: S104  (names of this computer, no binding)


@dataclass(frozen=True)
class Page:
    """A page by its source file under docs/, and the form of the site's addresses."""

    src: str
    directory_urls: bool = True
    language: str = ""
    """If it is not given, that of the folder in which the page stands."""
    site: str = ""
    """The address at which the website is published, with a slash at its end; nothing if there is none."""

    def __post_init__(self) -> None:
        """Let language and file agree: a page in Persian stands in the folder of that language."""
        language = self.language or language_of(self.src)
        object.__setattr__(self, "language", language)
        object.__setattr__(self, "src", translated(self.src, language))

    @property
    def name(self) -> str:
        """Return the file of the English page that this one is, or of which it is the translation."""
        return untranslated(self.src)

    @property
    def bundled(self) -> bool:
        """Whether the page is one of the bundle, which is opened from a folder."""
        return not self.directory_urls

    def href(self, src: str, fragment: str = "") -> str:
        """Return the relative address of a page, or of a place on it, in the language of this one."""
        anchor = f"#{fragment}" if fragment else ""
        src = translated(src, self.language)
        target = _address(src, self.directory_urls)
        if src == self.src:
            return anchor or posixpath.basename(target) or "./"
        return _relative(target, posixpath.dirname(_address(self.src, self.directory_urls))) + anchor

    def other(self, language: str) -> str:
        """Return the relative address of this page in another language, or of the start page there."""
        src = self.name if language == ENGLISH or not self.name.startswith(GUIDE) else "index.md"
        target = _address(translated(src, language), self.directory_urls)
        return _relative(target, posixpath.dirname(_address(self.src, self.directory_urls)))

    def file(self, name: str) -> str:
        """Return the relative address of a file that is no page, by its path under the site's root."""
        return _relative(quote(name), posixpath.dirname(_address(self.src, self.directory_urls)))

    def permanent(self, src: str, fragment: str = "") -> str:
        """Return the address of a page in this language on the website; nothing if it is not published."""
        anchor = f"#{fragment}" if fragment else ""
        src = translated(src, self.language)
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
        anchor, src = f"#{fragment}" if fragment else "", translated(src, self.language)
        if src == self.src and anchor:
            return anchor
        return _relative(quote(src), posixpath.dirname(quote(self.src))) + anchor

    def file(self, name: str) -> str:
        """Return the path of a file that is no page from the source of this one."""
        return _relative(quote(name), posixpath.dirname(quote(self.src)))


def language_of(path: str) -> str:
    """Return the language of a page or built file by its path.

    It is that after whose tag the first folder is named, or else English, whose pages stand at the root.
    """
    folder = path.partition("/")[0]
    return folder if folder != path and is_tag(folder) else ENGLISH


def untranslated(src: str) -> str:
    """Return the file of the English page that a page is, or of which it is the translation."""
    return src if language_of(src) == ENGLISH else src.partition("/")[2]


def translated(src: str, language: str) -> str:
    """Return the file of a page in that language; the guide for authors has but one."""
    name = untranslated(src)
    return name if language == ENGLISH or name.startswith(GUIDE) else f"{language}/{name}"


def item_page(code: str, language: str) -> str:
    """Return the file of the page of the item of that code, in that language."""
    return translated(ITEM.format(code.lower()), language)


def of_item(src: str) -> bool:
    """Return whether a page is that of an item of the article, which the website alone has."""
    return untranslated(src).startswith(ITEM.partition("{")[0])


def public_address(site_url: str) -> str:
    """Return the address with a slash at its end, or nothing if only this computer knows it."""
    host = urlsplit(site_url).netloc.rpartition("@")[2]
    return f"{site_url.rstrip('/')}/" if host and not host.startswith(LOCAL) else ""


def of_theme(theme: str) -> str:
    """Return the path of a theme's figures under the site's root, without ending."""
    return f"{DATA_FOLDER}/themes/{theme}"


def bundled_file(path: str) -> tuple[str, str | None]:
    """Return the file of the bundle that holds a table or document of figures.

    With it goes which part of it that is, by the path below the folder of data, unless it is the whole file.
    """
    if path == f"{ALL}.csv":
        return path, None
    return f"{ALL}.csv" if path.endswith(".csv") else DATA_SCRIPT, path.removeprefix(f"{DATA_FOLDER}/")


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
