"""Says where a page stands in each language, for the switch of languages, the head and the sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macros.languages.amounts import autonym, direction
from macros.languages.catalogue import Wording, wording
from macros.reading.pages.routes import Page, translated


@dataclass(frozen=True)
class Edition:
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


def editions(page: Page, languages: Sequence[str]) -> list[Edition]:
    """Return the page in every language; nothing where there is one language alone."""
    return [_edition(page, language) for language in languages] if len(languages) > 1 else []


def missing_page(words: Wording, languages: Iterable[str]) -> list[dict[str, str]]:
    """Return what the page for missing addresses says in each language but that of the edition itself.

    There is one such page for all editions: hosts know no other.
    """
    others = [wording(language) for language in languages if language != words.language]
    return [
        {
            "language": other.language,
            "dir": direction(other),
            "name": autonym(other),
            "title": other["missing_page"],
            "why": other["missing_page_why"],
        }
        for other in others
    ]


def _edition(page: Page, language: str) -> Edition:
    words = wording(language)
    there = Page(translated(page.name, language), page.directory_urls, language, page.site)
    missing = there.src == page.src and language != page.language
    address = "" if missing else there.permanent(there.name)
    link = page.other(language)
    return Edition(language, autonym(words), direction(words), link, not missing, address)
