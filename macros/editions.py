"""The editions of a page, as its switch of languages, its head and the sitemap name them."""

from __future__ import annotations

from collections.abc import Iterable
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
    """From the page."""
    address: str
    """The full address, where the website is published and the page stands in that language."""


def editions(here: Page, languages: Iterable[str]) -> list[Edition]:
    """Return a page in every language, or the start pages where it stands in one alone."""
    found, wanted = [], tuple(languages)
    for language in wanted if len(wanted) > 1 else ():
        words = wording(language)
        there = Page(translated(here.name, language), here.directory_urls, language, here.site)
        alone = there.src == here.src and language != here.language
        address = "" if alone else there.permanent(there.name)
        found.append(Edition(language, autonym(words), direction(words), here.other(language), address))
    return found
