"""Says where a page stands in each language, for the switch of languages, the head and the sitemap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.formatting import autonym, direction
from macros.pages import Page, translated
from macros.wording import wording


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


def _edition(page: Page, language: str) -> Edition:
    words = wording(language)
    there = Page(translated(page.name, language), page.directory_urls, language, page.site)
    missing = there.src == page.src and language != page.language
    address = "" if missing else there.permanent(there.name)
    link = page.other(language)
    return Edition(language, autonym(words), direction(words), link, not missing, address)
