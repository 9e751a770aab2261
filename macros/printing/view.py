"""What a macro sees: the book, the page it stands on, and the words of the page's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from macros.figures.book import Book, Use
from macros.figures.editions import Facts
from macros.figures.kinds import Status
from macros.figures.model import REFERENCE, Claim, Entry, Figure, Source, Text
from macros.figures.quantities import Quantity
from macros.languages import amounts, cldr, dates
from macros.languages.catalogue import Catalogue, spoken
from macros.printing.markup import isolated
from macros.problems import Fault, unknown
from macros.reading.pages.routes import ENGLISH, REGISTER, Page, item_page, language_of, of_item, translated


class WrongCall(Exception):  # noqa: N818
    """Raised by a macro whose arguments name nothing; the fault says what was meant."""

    def __init__(self, fault: Fault) -> None:
        """Keep what is wrong for the report."""
        super().__init__(str(fault))
        self.fault = fault
        self.code, self.message, self.hint = fault.code, fault.message, fault.hint


@dataclass(frozen=True)
class View:
    """The book as seen from one page."""

    book: Book
    page: Page
    draws: bool = True
    """Whether charts are drawn; where pages are only looked through, all but the drawing is done."""

    @cached_property
    def say(self) -> Catalogue:
        """Return what says things in the page's language: words of ours by name, texts of the data."""
        return spoken(self.book.brief.about, self.page.language, self.book.catalogues)

    def quantity(self, id_: str) -> Quantity:
        """Return the quantity of that id; WrongCall names the nearest one if there is none."""
        if id_ not in self.book.quantities:
            raise WrongCall(unknown("figure", id_, self.book.quantities))
        return self.book.quantities[id_]

    def entry(self, id_: str) -> Figure | Claim:
        """Return the figure or claim of that id; WrongCall if there is none."""
        entry = self.book.entry(id_)
        if entry is None:
            known = (*self.book.brief.figures, *self.book.brief.claims)
            raise WrongCall(unknown("figure", id_, known, called="figure or claim"))
        return entry

    def theme(self, theme: str) -> str:
        """Return the title of the theme; WrongCall if there is none of that id."""
        if theme not in self.book.brief.themes:
            raise WrongCall(unknown("theme", theme, self.book.brief.themes))
        return self.say(self.book.brief.themes[theme].title)

    def amount(self, quantity: Quantity) -> str:
        """Return the quantity with qualifier and unit, as tables, charts and lists have it."""
        return self._amount(quantity)

    def number(self, quantity: Quantity) -> str:
        """Return the quantity with qualifier and without unit, for a sentence that says it itself."""
        return amounts.number(quantity, self.say, prose=True)

    def in_sentence(self, quantity: Quantity, form: str = "") -> str:
        """Return the quantity as a sentence has it: whole, as a `number`, or `oblique`, in that case."""
        if form == "number":
            return self.number(quantity)
        return self._amount(quantity, prose=True, oblique=form == "oblique")

    def _amount(self, quantity: Quantity, *, prose: bool = False, oblique: bool = False) -> str:
        book, language = self.book, self.page.language
        key = (quantity.id, language, prose, oblique)
        # Another one may equal it and be written otherwise, such as 7.0 beside 7.
        own = book.quantities.get(quantity.id) is quantity
        said = book.amounts.get(key) if own else None
        if said is None:
            said = amounts.amount(quantity, book.brief.units, self.say, prose=prose, oblique=oblique)
            if own:
                book.amounts[key] = said
        return said

    def label(self, quantity: Quantity) -> str:
        """Return what stands behind a value that is not simply reported, such as "(potential)"."""
        if quantity.status is Status.REPORTED:
            return ""
        return self.say["status_mark"].format(status=self.status(quantity))

    def status(self, quantity: Quantity) -> str:
        """Return what sort of statement a value is, in the figure's own word where it has one."""
        figure = self.book.brief.figures.get(quantity.id)
        own = figure.status_word if figure and figure.status is quantity.status else None
        return self.say(own) if own else self.say.statuses[quantity.status]

    def labelled(self, quantity: Quantity, printed: str | None = None) -> str:
        """Return the amount, or what is printed of it, with the word of its status: it is never bare."""
        amount = self.amount(quantity) if printed is None else printed
        return " ".join(filter(None, (amount, self.label(quantity))))

    def text(self, written: Text | None) -> str:
        """Return a text of the data as readers see it, with its {references} printed out."""
        return "".join(
            self.labelled(quantity, words) if quantity else words for words, quantity in self.parts(written)
        )

    def parts(self, written: Text | None) -> Iterator[tuple[str, Quantity | None]]:
        """Yield a text of the data in pieces: what is printed, and the figure whose value that is, if any."""
        source, done = self.say(written), 0
        for found in REFERENCE.finditer(source):
            yield source[done : found.start()], None
            quantity, form = self.quantity(found[1]), found[2] or ""
            if form == "period":
                yield self.period(self.book.brief.figures[quantity.id]), None
            else:
                yield self.in_sentence(quantity, form), quantity
            done = found.end()
        yield source[done:], None

    def count(self, size: int) -> str:
        """Return a count in the digits of the language."""
        return cldr.count(size, self.say.locale)

    def digits(self, number: int) -> str:
        """Return a whole number without grouping, such as a year, in the digits of the language."""
        return cldr.localized(str(number), self.say.locale)

    def plural(self, name: str, size: int | Decimal) -> str:
        """Return a count with the word of that name, in the form that the number takes."""
        return amounts.plural(name, Decimal(size), self.say)

    def period(self, entry: Entry | Facts, *, alone: bool = False) -> str:
        """Return the period of an entry and when it was said; alone, whichever is more telling."""
        parts = []
        if entry.period is not None and (entry.period.dated or entry.stated is None):
            parts.append(dates.period(entry.period, self.say))
        if entry.stated is not None and not (alone and parts):
            said = dates.inside(entry.stated, self.say)
            parts.append(self.say["as_said_on"].format(day=said))
        return self.say["parted"].join(parts)

    def period_beside(self, figure: Figure) -> str:
        """Return what stands beside the value of a figure: its period; a date is its own."""
        return "" if self.quantity(figure.id).when else self.period(figure)

    def known_time(self, entry: Figure | Claim) -> str:
        """Return the period of an entry; of one without any day of its own, that of its publication too.

        By that day a value is set beside one of the article's own time.
        """
        parts, source = [self.period(entry)], self.book.brief.sources.get(entry.source or "")
        if source and source.published and not entry.stated and not (entry.period and entry.period.dated):
            said = dates.inside(source.published, self.say)
            parts.append(self.say["from_published"].format(day=said))
        return self.say["separated"].join(part for part in parts if part)

    def name(self, entry: Figure | Claim) -> str:
        """Return what to call an entry in a link."""
        if isinstance(entry, Figure):
            return self.say(entry.label)
        if entry.title:
            return self.say(entry.title)
        if not entry.code:
            return self.say["statement"]
        return f"{self.say['claim']} {isolated(entry.code, latin=self.latin)}"

    @property
    def rtl(self) -> bool:
        """Whether the page is written from right to left."""
        return self.say.direction == "rtl"

    @property
    def latin(self) -> bool:
        """Whether the page is written in Latin letters."""
        return self.say.latin

    def publisher(self, source: Source) -> str:
        """Return the name of a publisher as plain text; `pieces.publisher` is for pages."""
        return isolated(self.say(source.publisher), latin=self.latin)

    def producer(self, entry: Entry) -> str:
        """Return the name of the upstream producer, or nothing."""
        return self.say(self.book.brief.producers[entry.producer].name) if entry.producer else ""

    def origin(self, id_: str) -> str:
        """Return the name of an origin: of a producer, or of the publication where none is named."""
        producer = self.book.brief.producers.get(id_)
        return self.say(producer.name) if producer else self.publisher(self.book.brief.sources[id_])

    @cached_property
    def namesakes(self) -> Mapping[str, str]:
        """By each producer and source the first one of its name: for readers they are one and the same."""
        brief, first = self.book.brief, dict[str, str]()
        return {id_: first.setdefault(self.origin(id_), id_) for id_ in (*brief.producers, *brief.sources)}

    def theme_page(self, entry: Entry) -> str:
        """Return the source file of the page of the entry's theme."""
        return self.book.brief.themes[entry.theme].page

    def entry_href(self, entry: Figure | Claim) -> str:
        """Return the address at which all about an entry is told."""
        if isinstance(entry, Figure):
            return self.page.href(REGISTER.format(entry.theme), entry.id)
        own = self.book.brief.of_article(entry) and entry.code
        return self.page.href(self.theme_page(entry), entry.id if own else "")

    def uses(self, id_: str) -> Iterator[Use]:
        """Yield the places at which pages of this language print a figure or claim."""
        for use in self.book.uses.get(id_, ()):
            if language_of(use.src) == self.page.language and not (self.page.bundled and of_item(use.src)):
                yield use

    def at(self, src: str) -> View:
        """Return the same book as seen from another page, in the language of that page."""
        return replace(self, page=replace(self.page, src=src, language=language_of(src)))

    def title(self, src: str) -> str:
        """Return the title of a page in this language; nothing if it has none."""
        return self.book.titles.get(translated(src, self.page.language), "")

    @cached_property
    def item(self) -> tuple[Figure | Claim, ...]:
        """Return what bears the code of the item whose page this is; nothing on any other page."""
        if not of_item(self.page.name):
            return ()
        named = {item_page(group[0].code or "", ENGLISH): group for group in self.book.items()}
        return named.get(self.page.name, ())

    def item_page(self, entry: Entry) -> str:
        """Return the source file of the item's page in this language; nothing where it has none of its own.

        The bundle has none: each would weigh more than what stands on it.
        """
        own = entry.code if self.book.brief.of_article(entry) else None
        src = item_page(own, self.page.language) if own else ""
        return src if src in self.book.titles and not self.page.bundled else ""

    def item_anchor(self, entry: Entry) -> str:
        """Return the id of an item's row on the page of its theme."""
        return (entry.code or entry.id).lower()

    def item_href(self, entry: Figure | Claim) -> str:
        """Return the address of an item of the article: its page, or its row on the page of its theme."""
        if src := self.item_page(entry):
            return self.page.href(src)
        return self.page.href(self.theme_page(entry), self.item_anchor(entry))

    def evidence_href(self, entry: Figure | Claim) -> str:
        """Return the address of the evidence for an item of the article: on its page, or its theme's."""
        if src := self.item_page(entry):
            return self.page.href(src)
        src = translated(self.theme_page(entry), self.page.language)
        places = (use.fragment for use in self.book.uses.get(entry.id, ()) if use.src == src)
        return self.page.href(src, next((at for at in places if at.startswith("evidence-")), ""))
