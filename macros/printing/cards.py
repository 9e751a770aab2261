"""The card of an item of the article: what it says and what was found, as a picture to pass on and embed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup

from macros.figures.evidence.verdicts import summary
from macros.figures.model import Claim, Figure
from macros.printing.charts.sheet import EDGE, LARGE, SMALL, Drawing, Key, Part, Sheet, Words, imprint, whose
from macros.printing.charts.strip import beside
from macros.printing.charts.svg import Colour
from macros.printing.downloads.pictures import links, of_card
from macros.printing.elements import figure_data, prose, stated, tally, verdict
from macros.printing.evidence.sureness import short
from macros.printing.markup import UNSEARCHED, isolated, join, tag, text, words_of
from macros.printing.view import View

WIDTH = 600 - 2 * EDGE
MIDDLE = 15
"""Size of the letters of what is said and found."""
COLOURS: Mapping[str, Colour] = MappingProxyType({"◆": "article", "○": "other"})
"""Those of the signs of the small picture."""
SIGNED = re.compile("([◆○])([^◆○]*)")


def said(view: View, entry: Figure | Claim) -> Markup:
    """Return what the article says, in a sentence of ours."""
    if isinstance(entry, Claim):
        return prose(view, entry.text)
    sentence, when = stated(view, entry)
    return text(sentence).format(value=figure_data(view, entry), period=when)


def found(view: View, entry: Figure | Claim) -> Markup:
    """Return why the verdict on an entry is no surer, or how many origins say what."""
    why = short(view, entry) if isinstance(entry, Figure) else Markup("")
    return why or tally(view, summary(view.book.brief, entry.id))


def where(view: View, entry: Figure | Claim) -> str:
    """Return what item of the article an entry belongs to."""
    return view.say["item_of"].format(code=entry.code)


def card(view: View, entries: Sequence[Figure | Claim]) -> Sheet:
    """Return the card of an item, as seen from its page."""
    first = entries[0]
    head = " · ".join((view.theme(first.theme), isolated(where(view, first), latin=view.latin)))
    parts: list[Part] = [Words(head, SMALL, fill="soft", above=0)]
    parts.append(Words(view.name(first), LARGE, strong=True, above=2))
    told: list[str] = []
    for entry in entries:
        if entry is not first:
            parts.append(Words(view.name(entry), strong=True, above=14))
        for part in _entry(view, entry):
            parts.append(part)
            told += [part.text] if isinstance(part, Words) else []
    return Sheet(view.name(first), " ".join(told), (*parts, *imprint(view)), WIDTH, view.say)


def _entry(view: View, entry: Figure | Claim) -> Iterator[Part]:
    yield Words(words_of(said(view, entry)), MIDDLE)
    yield Words(words_of(verdict(view, entry)), MIDDLE, strong=True, fill="article", above=8)
    if counted := words_of(found(view, entry)):
        yield Words(counted, above=2)
    strip = beside(view, entry) if isinstance(entry, Figure) else None
    if strip:
        yield Drawing(strip.picture)
        signs = ((sign, words.strip(), COLOURS[sign]) for sign, words in SIGNED.findall(strip.key))
        yield Key(tuple(signs), above=0)


def taken(view: View, entries: Sequence[Figure | Claim]) -> Markup:
    """Return, behind a disclosure, links to the card of an item and what embeds it; nothing in the bundle."""
    if view.page.bundled:
        return Markup("")
    path, say = of_card(view.say.tag, entries[0].code or ""), view.say
    named = view.name(entries[0])
    files = tag("p", text(f"{say['card']}: ") + join(links(view, path, named), " · "), class_="brief-take")
    parts = [tag("summary", say["card_take"]), files]
    if view.page.site:
        parts.append(tag("p", say["card_embed"]))
        written = snippet(view, card(view, entries), path)
        parts.append(tag("pre", written, dir="ltr", tabindex="0"))
    return tag("details", join(parts, "\n"), class_="brief-more brief-letter", **UNSEARCHED)


def snippet(view: View, sheet: Sheet, path: str) -> str:
    """Return HTML for other pages: the card, its words, and whose it is; it needs no script."""
    across, down = sheet.size
    address = view.page.permanent(view.page.src)
    picture = tag(
        "img",
        src=f"{view.page.site}{path}.svg",
        alt=f"{sheet.title}. {sheet.description}",
        width=across,
        height=down,
        loading="lazy",
        style="max-width:100%;height:auto",
    ).removesuffix("</img>")
    content = tag("a", Markup(picture), href=address)  # noqa: S704  (made by `tag` above)
    caption = tag("figcaption", tag("a", whose(view), href=address))
    return str(tag("figure", content + caption, lang=view.say.tag, dir=view.say.direction))
