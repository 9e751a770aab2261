"""Finishes a language of an output: its pages and what stands beside them, whoever built them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from macros.figures.book import Book
from macros.languages.catalogue import Catalogue, catalogues, spoken
from macros.printing import dates
from macros.printing.downloads.letters import described
from macros.printing.view import View
from macros.project.files import DOCS
from macros.publishing import finish as finishing
from macros.publishing import linked_data, panel, pictures, search
from macros.publishing.feed import feed
from macros.publishing.finish import MATERIAL, ZENSICAL, Image, SiteHead, ThemeMarkup
from macros.publishing.linked_data import HOME
from macros.reading.pages.alternates import Alternate, alternates, missing_page
from macros.reading.pages.routes import ENGLISH, FEED, Page, built_file, public_address, translated

IMAGES = "assets/social"
ICON = "assets/brief/touch-icon.png"
ICON_SIZE = 180
"""Pixels of each side, as phones want them."""
SITEMAP = "sitemap.xml"
SITEMAP_START = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">'
)


@dataclass(frozen=True)
class Outlet:
    """The book in one language, and the settings with which it is published."""

    book: Book
    """Its titles are those that the site builder gives the pages."""
    language: str
    name: str
    """What the site is called in this language."""
    favicon: Path
    """The drawing from which icons are made."""
    url: str = ""
    """The address of the website, with a slash at its end; nothing for the bundle."""
    rights: str = ""
    """What the site says of its licence."""
    directory_urls: bool = True
    """Whether each page has a folder of its own."""
    theme: ThemeMarkup = MATERIAL
    """Whose markup the pages have."""
    preview: bool = False
    """Whether the site builder's own server shows the pages."""
    kept: Path | None = None
    """The folder in which pictures are kept for the next build."""

    @property
    def say(self) -> Catalogue:
        """Return the words of the language."""
        return spoken(self.book.brief.about, self.language, self.book.catalogues)

    @property
    def says(self) -> tuple[Catalogue, ...]:
        """Return the catalogues of all languages of the output, this one among them."""
        return catalogues(self.book.brief.about.languages, self.book.catalogues)

    @property
    def updated(self) -> str:
        """Return the day of the data, which is that of every page."""
        return self.book.brief.about.updated.text

    def page(self, src: str = HOME) -> Page:
        """Return a page of the output, in the language of its folder."""
        return Page(src, self.directory_urls, site=self.url)

    def view(self, src: str = HOME) -> View:
        """Return the book as seen from a page in this language."""
        return View(self.book, Page(src, self.directory_urls, self.language, public_address(self.url)))

    def editions(self, src: str = HOME) -> list[Alternate]:
        """Return the page in every language; nothing where there is one language alone."""
        return alternates(self.page(src), self.says)

    @property
    def missing_page(self) -> list[dict[str, str]]:
        """Return what the page for missing addresses says in each language but this one."""
        return missing_page(self.say, self.says)

    # --- pages ---

    def finish(self, html: str, file: str, src: str = "", description: str = "") -> str:
        """Return a built page as readers get it, by its file under the output's root.

        Without a source it is the page for missing addresses. Raises ThemeChanged.
        """
        return finishing.finish(html, self._site(src, description) if src else self._bare, file)

    def picture(self, src: str, description: str) -> dict[str, bytes]:
        """Return path and content of the picture of a page; nothing if another page's stands for it.

        Raises Undrawable.
        """
        if pictures.pictured(self.view(src)) != src:
            return {}
        try:
            kept = self.kept / _picture(src) if self.kept else None
            shown = self._shown(src, self._described(src) or description)
            return {_picture(src): pictures.png(shown, kept)}
        except pictures.Undrawable as error:
            raise pictures.Undrawable(f"{DOCS}/{src}: {error}") from None

    @cached_property
    def _bare(self) -> SiteHead:
        """Return what all pages are finished with, those of no source too."""
        return SiteHead(
            name=self.name,
            url=self.url,
            locale=self.say.locale,
            preview=self.preview,
            icon=ICON if self.url else "",
            feed=FEED if self.url else "",
            say=self.say,
            theme=self.theme,
        )

    @cached_property
    def _common(self) -> SiteHead:
        """Return what all pages of a source are finished with."""
        edition = self.say["data_version_of"].format(version=self.book.brief.about.version)
        return replace(self._bare, edition=edition, dates=dates.island(self.view()))

    def _site(self, src: str, description: str) -> SiteHead:
        said = self._described(src)
        # A page without a description has no place for one; a check tells its author.
        own = said if description else ""
        if not self.url:
            return replace(self._common, description=own) if own else self._common
        description = own or description
        alt = self._shown(src, said or description).alt
        view = self.view(src)
        image = Image(_picture(pictures.pictured(view)), alt, pictures.WIDTH, pictures.HEIGHT)
        return replace(
            self._common,
            description=own,
            images={built_file(src, self.directory_urls): image},
            linked_data=linked_data.jsonld(view, description),
            alternates=tuple((one.language, one.address) for one in self.editions(src)),
        )

    def _described(self, src: str) -> str:
        """Return what the data say of the item whose page this is; nothing on any other page."""
        view = self.view(src)
        return described(view, view.item[0]) if view.item else ""

    def _shown(self, src: str, description: str) -> pictures.Content:
        view = self.view(src)
        title = self.name if view.page.name == HOME else self.book.titles[src]
        return pictures.content(view, title, description)

    # --- what is no page ---

    def beside(self) -> Iterator[tuple[str, str | bytes]]:
        """Yield path and content of the files that are no pages; those of pages' pictures are apart."""
        yield panel.file(self.language), panel.script(self.view())
        if self.url:
            yield FEED, feed(self.book, self.url, self.rights)
            yield from finishing.served_files(self.url).items()
            yield ICON, pictures.icon(self.favicon.read_text("utf-8"), ICON_SIZE)

    def sitemap(self, srcs: Iterable[str]) -> str:
        """Return the list of those pages in all languages, each with its translations and its day."""
        lines = [SITEMAP_START]
        for src in srcs:
            here = self.page(src)
            named = {one.language: one.address for one in self.editions(src) if one.address}
            alone = len(named) < 2
            others = {} if alone else {**named, "x-default": named[ENGLISH]}
            for address in filter(None, [here.permanent(here.name)] if alone else named.values()):
                lines += ["    <url>", f"         <loc>{escape(address)}</loc>"]
                lines += [f"         <lastmod>{self.updated}</lastmod>"]
                lines += [
                    f'         <xhtml:link rel="alternate" hreflang="{language}" href="{escape(other)}"/>'
                    for language, other in others.items()
                ]
                lines += ["    </url>"]
        return "\n".join((*lines, "</urlset>"))

    def finish_search(self, folder: Path) -> None:
        """Let the search of the built output find words however they are spelt, in each language alone.

        Raises ThemeChanged.
        """
        if len(self.says) > 1:
            search.finish(
                folder, self.language, search.ZENSICAL if self.theme is ZENSICAL else search.MATERIAL
            )


def named(book: Book, titles: Mapping[str, str]) -> Book:
    """Return the book with the titles that a site builder gives some of the pages."""
    return replace(book, titles=MappingProxyType({**book.titles, **titles}))


def home(language: str, directory_urls: bool) -> str:
    """Return the address of the start page in a language, under the output's root."""
    file = built_file(translated(HOME, language), directory_urls)
    return file.removesuffix("index.html") if directory_urls else file


def _picture(src: str) -> str:
    name = PurePosixPath(src).with_suffix(".png").as_posix().replace("/", "-")
    return f"{IMAGES}/{name}"
