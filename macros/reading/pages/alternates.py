"""Says where a page stands in each language, for the switch of languages, the head and the sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macros.languages.catalogue import Catalogue
from macros.reading.pages.routes import Page, translated


@dataclass(frozen=True)
class Alternate:
    """A page in one language."""

    language: str
    name: str
    """What the language calls itself."""
    dir: str
    link: str
    """From the page; where it stands in another language alone, to the start page."""
    same: bool
    """Whether that is this page and no start page in its place."""
    address: str
    """The full address, where the website is published and has the page in this language."""


def alternates(page: Page, says: Sequence[Catalogue]) -> list[Alternate]:
    """Return the page in every language of these; nothing where there is one language alone."""
    return [_edition(page, say) for say in says] if len(says) > 1 else []


def missing_page(own: Catalogue, says: Iterable[Catalogue]) -> list[dict[str, str]]:
    """Return what the page for missing addresses says in each language but that of the edition itself.

    There is one such page for all editions: hosts know no other.
    """
    others = [say for say in says if say.tag != own.tag]
    return [
        {
            "language": other.tag,
            "dir": other.direction,
            "name": other.autonym,
            "title": other["missing_page"],
            "why": other["missing_page_why"],
        }
        for other in others
    ]


def _edition(page: Page, say: Catalogue) -> Alternate:
    there = Page(translated(page.name, say.tag), page.directory_urls, say.tag, page.site)
    missing = there.src == page.src and say.tag != page.language
    address = "" if missing else there.permanent(there.name)
    link = page.other(say.tag)
    return Alternate(say.tag, say.autonym, say.direction, link, not missing, address)
