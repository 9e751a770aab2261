"""The macros for a sentence: a figure, its period, its source, a count, a date."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from macros.figures.model import Figure
from macros.figures.quantities import Quantity
from macros.printing.elements import data, day_of, publisher
from macros.printing.markup import foreign, inline, join, tag, text
from macros.printing.view import View, WrongCall
from macros.problems import Fault, did_you_mean, unknown
from macros.reading.pages.routes import METHOD

FORMS = ("full", "number", "oblique")


def printed(view: View, quantity: Quantity) -> tuple[str, ...]:
    """Return all that pages may print of a quantity, without its mark; first what tables have."""
    return view.amount(quantity), *(view.in_sentence(quantity, form) for form in FORMS)


def fig(view: View, id: str, *, form: str = "full") -> Markup:
    """Print a figure with qualifier and unit, linked to its register entry.

    `form="number"` leaves the unit out, where the sentence says it itself; `form="oblique"` is for a figure
    behind a preposition, in languages whose nouns have another form there.
    """
    quantity = view.quantity(id)
    if form not in FORMS:
        raise WrongCall(Fault("bad-form", f"fig() has no form '{form}'", did_you_mean(form, FORMS)))
    return data(view, quantity, view.in_sentence(quantity, form), escaped=inline)


def plain(view: View, id: str) -> str:
    """Print a figure as bare text with its mark, for titles and alternative texts."""
    quantity = view.quantity(id)
    return inline(view.labelled(quantity, view.in_sentence(quantity)))


def period(view: View, id: str) -> Markup:
    """Print the period of a figure or claim, one of another calendar with its Gregorian span."""
    entry = view.entry(id)
    if not (printed := view.period(entry, alone=True)):
        derived = isinstance(entry, Figure) and entry.derived
        hint = "name one of the figures it is computed from" if derived else "write period: in its entry"
        raise WrongCall(Fault("no-period", f"'{id}' has no period", hint))
    return tag("span", inline(printed), class_="period", data_period=entry.id)


def cite(view: View, id: str) -> Markup:
    """Print a source, or that of a figure or claim with its place, linked to the sources page.

    A source that carries the report of another names that one as well.
    """
    brief = view.book.brief
    entry = view.book.entry(id)
    if entry is not None and entry.source is None:
        hint = "cite the figures it is computed from"
        raise WrongCall(Fault("no-source", f"'{id}' is our own arithmetic and has no source", hint))
    source = brief.sources.get(id if entry is None else entry.source or "")
    if source is None:
        known = (*brief.sources, *brief.figures, *brief.claims)
        raise WrongCall(unknown("source", id, known, called="source, figure or claim"))
    link = publisher(view, source, escaped=inline)
    carried = Markup("")
    if source.carries:
        origin = foreign(view.say(source.carries), latin=view.latin, escaped=inline)
        carried = inline(view.say["parted"]) + text(view.say["carries"]).format(origin=origin)
    place = Markup("")
    if entry and entry.locator:
        place = inline(view.say["parted"]) + foreign(
            view.say(entry.locator), latin=view.latin, escaped=inline
        )
    return tag("span", link + carried + place, class_="citation")


def howmany(view: View, what: str) -> Markup:
    """Print how many entries of a kind the data hold: figures, sources, claims, and so on."""
    counts = view.book.counts()
    if what not in counts:
        raise WrongCall(unknown_count(what, counts))
    printed = view.count(counts[what])
    return tag("data", printed, class_="count", value=counts[what], data_count=what)


def unknown_count(what: str, counts: Iterable[str]) -> Fault:
    """Return the fault of asking how many there are of what the data do not count."""
    return Fault("unknown-count", f"nothing counts '{what}'", did_you_mean(what, counts))


def allow(_view: View, text: str, *, because: str) -> Markup:
    """Print a text that holds a number which is no figure, such as a version or a name.

    The reason is for those who read the source; it is not printed.
    """
    if not because.strip():
        hint = 'write why, such as because="name of a version"'
        raise WrongCall(Fault("no-reason", f"nothing says why '{text}' is typed by hand", hint))
    return inline(text)


def edition(view: View) -> Markup:
    """Print of which day the data are, when they are due to be looked through again, and where to read on."""
    about = view.book.brief.about
    data_of = text(view.say["data_of"]).format(day=day_of(view, about.updated))
    parts = [tag("span", data_of, class_="brief-of")]
    if about.review_by:
        due = text(view.say["review_by"]).format(day=day_of(view, about.review_by))
        parts.append(tag("span", due, class_="brief-review"))
    parts.append(tag("a", view.say["how_to_read"], href=view.page.href(METHOD)))
    return tag("p", join(parts, " "), class_="brief-edition")


def updated(view: View) -> Markup:
    """Print the date on which the data were last looked through."""
    return day_of(view, view.book.brief.about.updated)
