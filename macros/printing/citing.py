"""Says in one line what a source is, as a bibliography would."""

from __future__ import annotations

from markupsafe import Markup

from macros.figures.model import Source
from macros.languages.catalogue import Catalogue
from macros.languages.dates import period
from macros.printing.markup import foreign, join, tag, text


def reference(source: Source, words: Catalogue) -> Markup:
    """Return publisher, title, date and address, saying what is not known.

    Follows the order of CSL's author-date styles with the publisher in the place of the author.
    """
    rtl = words.direction == "rtl"
    publisher = tag("span", foreign(source.publisher, rtl=rtl), class_="source-publisher")
    if source.carries:
        carried = words["carries"].format(origin=source.carries[words.tag])
        publisher += text(f" ({carried})")
    if not source.url:  # a note of our own, which nobody published elsewhere
        return publisher
    if source.title:
        title = tag("cite", source.title, lang=_other(source, words), dir="auto")
    else:
        title = tag("span", words["no_title"], class_="source-unknown")
    date = published(source, words)
    date = tag("span", date[:1].upper() + date[1:], class_="source-date")
    return join((publisher, title, date, address(source.url)), ". ")


def published(source: Source, words: Catalogue) -> str:
    """Return the date of the publication and how it is known."""
    if source.published is None:
        return words["no_date"]
    return words.basis[source.published_basis].format(date=period(source.published, words))


def address(url: str) -> Markup:
    """Return a link to the web address, printed as it is."""
    return tag("a", url, href=url, rel="noreferrer", class_="source-address", dir="ltr")


def _other(source: Source, words: Catalogue) -> str | None:
    return source.language if source.language != words.tag else None
