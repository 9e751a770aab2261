"""Pieces of HTML that several macros print, and what a source is in one line."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType

from markupsafe import Markup

from macros.figures.calendars import Calendar
from macros.figures.evidence.verdicts import Summary, Vote, summary
from macros.figures.kinds import Relation
from macros.figures.model import Claim, Evidence, Figure, Source, Text
from macros.figures.periods import Period
from macros.figures.quantities import Quantity
from macros.languages.catalogue import Catalogue
from macros.languages.cldr import NO_BREAK, digits, has_own_digits
from macros.languages.dates import own_day, period
from macros.printing.markup import UNSEARCHED, foreign, isolated, join, tag, text
from macros.printing.view import View
from macros.reading.pages.routes import ALL, REGISTER, SOURCES, bundled_file, of_theme

SIGNS = {
    Relation.AGREES: "=",
    Relation.PARTLY: "≈",
    Relation.CONFLICTS: "≠",
    Relation.CONTEXT: "·",
}
"""A sign beside each relation, so that colour is never the only difference."""
MIXED = "±"
"""The sign of an origin that says both."""
UNLIKE_ZERO = MappingProxyType({Relation.CONTEXT: "*"})
"""A dot beside a number would be read as a zero where the zero is a dot."""
SHORT = 24
"""Characters of a place in a source that is not broken over lines."""
OPERATORS = {"+": "+", "*": "×", "/": "÷", "-": "−", "(": "(", ")": ")"}
FORMULA_PIECE = re.compile(r"[a-z][a-z0-9_]*|[0-9.]+|[-+*/()]")


def block(content: Markup) -> Markup:
    """Return the content so that Markdown takes it for one block and leaves it alone."""
    return Markup('\n\n<div class="brief">\n{}\n</div>\n\n').format(content)


def mark(view: View, quantity: Quantity, escaped: Callable[[object], Markup] = text) -> Markup:
    """Return what stands behind a value that is not simply reported, such as "(potential)", or nothing."""
    label = view.label(quantity)
    return Markup(" ") + tag("small", escaped(label), class_="figure-mark") if label else Markup("")


def data(
    view: View,
    quantity: Quantity,
    printed: str | None = None,
    *,
    escaped: Callable[[object], Markup] = text,
) -> Markup:
    """Return the figure as <data>, linked, and with its mark unless it is simply reported."""
    content: Markup = escaped(view.amount(quantity) if printed is None else printed)
    when = quantity.when
    if when and when.start and when.start == when.end and not when.start.decade:
        gregorian = when.calendar is Calendar.GREGORIAN and not when.uncertain
        content = tag("time", content, datetime=when.text) if gregorian else content
    link = tag("a", content, href=view.entry_href(view.book.brief.figures[quantity.id]))
    link += mark(view, quantity, escaped)
    kind = f"figure figure--{quantity.status.value}"
    return tag("data", link, class_=kind, value=quantity.machine, data_figure=quantity.id)


def figure_data(view: View, figure: Figure) -> Markup:
    """Return a figure of the book as <data>."""
    return data(view, view.quantity(figure.id))


def prose(view: View, written: Text | None) -> Markup:
    """Return a text of the data with its {references} printed as figures."""
    parts = view.parts(written)
    return join(data(view, quantity, words) if quantity else text(words) for words, quantity in parts)


def code(entry: Figure | Claim) -> Markup:
    """Return the item's number in the article's inventory, or nothing."""
    return tag("span", entry.code, class_="brief-code") + " " if entry.code else Markup("")


def minor(content: object) -> Markup:
    """Return a second line in small type; nothing for nothing."""
    return tag("span", content, class_="brief-minor") if content else Markup("")


def citation(view: View, entry: Figure | Claim) -> Markup:
    """Return the source of an entry with the place in it, linked to the list of sources."""
    source = view.book.brief.sources[entry.source or ""]
    link = publisher(view, source)
    # "item 1" stays on one line.
    if not entry.locator:
        return link
    said = view.say(entry.locator)
    # A short place stays on one line; a whole heading would be wider than a telephone.
    place = foreign(said.replace(" ", NO_BREAK) if len(said) <= SHORT else said, latin=view.latin)
    return link + view.say["parted"] + place


def publisher(view: View, source: Source, *, escaped: Callable[[object], Markup] = text) -> Markup:
    """Return the name of a publisher, linked to its place in the list of sources."""
    name = foreign(view.say(source.publisher), latin=view.latin, escaped=escaped)
    return tag("a", name, href=view.page.href(SOURCES, source.id))


def stated(view: View, figure: Figure) -> tuple[str, str]:
    """Return the sentence in which the article's figure is told, and the period to be filled in."""
    when = view.period_beside(figure)
    return view.say["item_said_when" if when else "item_said"], when


def carrying(view: View, source: Source) -> str:
    """Return what to add to a publisher's name: whose report it carries, or nothing."""
    carried = isolated(view.say(source.carries), latin=view.latin)
    return view.say["parted"] + view.say["carries"].format(origin=carried) if carried else ""


def day_of(view: View, when: Period) -> Markup:
    """Return a day of the brief itself, in full, readable by machines as well."""
    return tag("time", text(own_day(when, view.say)), datetime=when.text)


def source_line(view: View, said: Markup, theme: str = "") -> Markup:
    """Return the line beneath a table: where it is from, of which day, and where all details stand.

    They are those of the theme, or of all.
    """
    data_of = text(view.say["data_of"]).format(day=day_of(view, view.book.brief.about.updated))
    register = view.page.href(REGISTER.format(theme or "index"))
    details = tag("a", view.say["details_in_register"], href=register)
    path = f"{of_theme(theme) if theme else ALL}.csv"
    data = figures_file(view, path, view.say["data_as_table"], "text/csv")
    parts = join((said, tag("span", data_of), details, data), " ")
    return tag("p", parts, class_="brief-sourceline", **UNSEARCHED)


def figures_file(view: View, path: str, words: object, media: str, **attributes: object) -> Markup:
    """Return a link that downloads a table or document of figures, by its path under the site's root.

    In the bundle a script makes the file from that of all figures, to which the link leads without scripts.
    """
    path, part = bundled_file(path) if view.page.bundled else (path, None)
    href = view.page.file(path)
    return tag("a", words, href=href, download="", type=media, data_part=part, **attributes)


def sign(view: View, item: Relation) -> str:
    """Return the sign of a relation."""
    own_digits = has_own_digits(view.say.locale)
    return (UNLIKE_ZERO.get(item) if own_digits else None) or SIGNS[item]


def relation(view: View, item: Evidence) -> Markup:
    """Return the relation of a piece of evidence as sign and word."""
    words = _silent(sign(view, item.relation)) + f" {view.say.relations[item.relation]}"
    return tag("span", words, class_=f"brief-relation brief-relation--{item.relation.value}")


def vote(view: View, cast: Vote) -> Markup:
    """Return the vote of an origin as sign and word."""
    mixed = cast is Vote.MIXED
    words = view.say["mixed"] if mixed else view.say.relations[Relation(cast.value)]
    mark = MIXED if mixed else sign(view, Relation(cast.value))
    said = _silent(mark) + f" {words}"
    return tag("span", said, class_=f"brief-relation brief-relation--{cast.value}")


def _silent(sign: str) -> Markup:
    """Return a sign that is not read aloud: its name would say less than the word beside it."""
    return tag("span", sign, aria_hidden="true")


def tally(view: View, result: Summary, *, background: bool = True) -> Markup:
    """Return how many origins cast each vote, and how many pieces are shown for background."""
    counts = [
        tag("span", view.plural(vote.value, size), class_=f"brief-vote brief-vote--{vote.value}")
        for vote in Vote
        if (size := result.votes[vote])
    ]
    if background and result.context:
        counts.append(tag("span", view.plural("context", result.context), class_="brief-vote"))
    return join(counts, view.say["separated"])


def verdict(view: View, entry: Figure | Claim, href: str = "") -> Markup:
    """Return how an item of the article stands beside other sources, as a link if it leads anywhere."""
    result = summary(view.book.brief, entry.id).verdict
    kind = f"brief-verdict brief-verdict--{result.value}"
    word = view.say.verdicts[result]
    return tag("a", word, href=href, class_=kind) if href else tag("span", word, class_=kind)


def formula(view: View, figure: Figure, *, labels: bool = True) -> Markup:
    """Return the formula with each id replaced by the figure's value, and its label if wanted."""
    parts: list[Markup] = []
    pieces = FORMULA_PIECE.findall(figure.formula or "")
    for piece in pieces:
        if piece in view.book.quantities:
            value = data(view, view.quantity(piece))
            label = minor(view.say(view.book.brief.figures[piece].label))
            parts.append(tag("span", join((value, label), " "), class_="operand") if labels else value)
        else:
            number = piece[:1].isdigit()
            parts.append(text(digits(Decimal(piece), view.say.locale) if number else OPERATORS[piece]))
    # An operator stays beside the operand that follows it.
    written = Markup("")
    for piece, before in zip(parts, [None, *pieces], strict=False):
        gap = "\u00a0" if before in OPERATORS else " "
        written += (gap if written else "") + piece
    return written


def reference(source: Source, say: Catalogue) -> Markup:
    """Return publisher, title, date and address, saying what is not known.

    Follows the order of CSL's author-date styles with the publisher in the place of the author.
    """
    name = foreign(say(source.publisher), latin=say.latin)
    publisher = tag("span", name, class_="source-publisher")
    if source.carries:
        carried = say["carries"].format(origin=say(source.carries))
        publisher += text(f" ({carried})")
    if not source.url:  # a note of our own, which nobody published elsewhere
        return publisher
    if source.title:
        title = tag("cite", source.title, lang=_other(source, say), dir="auto")
    else:
        title = tag("span", say["no_title"], class_="source-unknown")
    date = publication_date(source, say)
    date = tag("span", date[:1].upper() + date[1:], class_="source-date")
    return join((publisher, title, date, address(source.url)), ". ")


def publication_date(source: Source, say: Catalogue) -> str:
    """Return the date of the publication and how it is known."""
    if source.published is None:
        return say["no_date"]
    return say.basis[source.published_basis].format(date=period(source.published, say))


def address(url: str) -> Markup:
    """Return a link to the web address, printed as it is."""
    return tag("a", url, href=url, rel="noreferrer", class_="source-address", dir="ltr")


def _other(source: Source, say: Catalogue) -> str | None:
    return source.language if source.language != say.tag else None
