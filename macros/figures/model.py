"""The data model: what `data/figures.yml` may say, typed, frozen and documented.

The field descriptions below are also what editors show while the file is written: the JSON Schema is
made from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from macros.figures.calendars import TAGGED, Calendar
from macros.figures.kinds import (
    Change,
    ClaimKind,
    Confidence,
    DateBasis,
    Differs,
    ErratumState,
    OutcomeState,
    Per,
    Qualifier,
    Relation,
    Scale,
    Status,
    Unchecked,
)
from macros.figures.periods import Period, parse_period
from macros.problems import Fault, did_you_mean

ENGLISH = "en"
"""The language of the original: in it stands every text, and with it all other languages are compared."""
KNOWN_LANGUAGES = "languages"
"""Entry of the context in which a file is read: the tags of all languages that have a catalogue."""
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
REFERENCE = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.(period|number|oblique))?\}", re.ASCII)
"""What prints a figure in a text of the data: its id, and what of it if not the whole amount."""
LONGEST_NUMBER = 28
"""Characters of a value; the methods of Decimal are exact up to as many digits."""


def refuse(code: str, message: str, hint: str = "") -> NoReturn:
    """Raise the error that reading turns into a problem with this code, message and hint."""
    raise PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def _decimal(raw: object) -> Decimal:
    if isinstance(raw, str) and len(raw) <= LONGEST_NUMBER and NUMBER.fullmatch(raw.strip()):
        return Decimal(raw.strip())
    hint = "write plain digits with a point for decimals, such as 13 or 2.7; size goes into scale"
    refuse("wrong-type", f"{_shown(raw)} is no number", hint)


def _period(raw: object) -> Period:
    if not isinstance(raw, str):
        refuse("wrong-type", f"{_shown(raw)} is no period", "write for example 2023 or 1402 SH")
    try:
        return parse_period(raw)
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        refuse("impossible-date", message, hint)


def _day(raw: object) -> Period:
    period = _period(raw)
    if period.start != period.end or not period.dated:
        refuse("impossible-date", f"{_shown(raw)} is no single date", "write for example 2024-05-01")
    return period


def read_value(raw: object, unit: object) -> Decimal | tuple[Decimal, Decimal] | Period:
    """Return the value of a figure of that unit: a decimal, two ends, or a date for the unit date."""
    if unit == "date":
        return _period(raw)
    if isinstance(raw, list):
        if len(raw) != 2:
            refuse("wrong-type", "a range has a low and a high end", "write [300, 400]")
        low, high = _decimal(raw[0]), _decimal(raw[1])
        if low >= high:
            refuse(
                "impossible-value",
                f"the range [{low}, {high}] runs down",
                "write the low end first",
            )
        return low, high
    return _decimal(raw)


def _file_name(raw: object) -> str:
    if isinstance(raw, str) and re.fullmatch(_FILE_NAME["pattern"], raw):
        return raw
    hint = "write small letters, digits and hyphens between them, such as rivers-in-figures"
    refuse("invalid-value", f"{_shown(raw)} is no name for files", hint)


def _licence(raw: object) -> str:
    if isinstance(raw, str) and re.fullmatch(_LICENCE["pattern"], raw):
        return raw
    hint = "write one of https://spdx.org/licenses, such as CC-BY-4.0, or LicenseRef- and a name of your own"
    refuse("invalid-value", f"{_shown(raw)} is no id of a licence", hint)


def _calendars(raw: object, info: ValidationInfo) -> Mapping[str, Calendar]:
    """Return the calendars by language; a bare tag is for every language."""
    tags: dict[str, str] = raw if isinstance(raw, dict) else {EVERY: str(raw)}
    known = (info.context or {}).get(KNOWN_LANGUAGES, tuple(tags))
    for language, tag in tags.items():
        if language not in (EVERY, *known):
            hint = f"write one of {', '.join(known)}"
            refuse("unknown-language", f"there is no edition in '{language}'", hint)
        if tag not in TAGGED:
            refuse("invalid-value", f"{_shown(tag)} is no calendar", did_you_mean(str(tag), TAGGED))
    return MappingProxyType({language: TAGGED[tag] for language, tag in tags.items()})


def _identity(raw: object) -> UUID:
    try:
        return UUID(str(raw))
    except ValueError:
        hint = "leave it out, and it is made from the name"
        refuse("invalid-value", f"{_shown(raw)} is no UUID", hint)


def _shown(raw: object) -> str:
    if isinstance(raw, dict):
        return "a group of fields"
    if isinstance(raw, list | tuple):
        return "a list"
    return f"'{raw}'" if raw not in (None, "") else "nothing"


_TIME = {"anyOf": [{"type": "string"}, {"type": "integer"}]}


When = Annotated[Period, BeforeValidator(_period), WithJsonSchema(_TIME)]
"""A period in the notation of `macros.figures.periods`."""


Day = Annotated[Period, BeforeValidator(_day), WithJsonSchema(_TIME)]
"""One point in time, as precise as it is known."""


def _language(raw: object, info: ValidationInfo) -> str:
    known = (info.context or {}).get(KNOWN_LANGUAGES, (raw,))
    if not isinstance(raw, str) or raw not in known:
        hint = f"write data/languages/{raw}.yml, or one of {', '.join(known)}"
        refuse("invalid-value", f"there is no catalogue of the language {_shown(raw)}", hint)
    return raw


Language = Annotated[str, BeforeValidator(_language)]
"""The tag of an edition's language, which has a catalogue."""
_FILE_NAME = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
EVERY = "*"
"""Stands for every language."""
_CALENDAR = {"enum": [*TAGGED]}
_CALENDARS = {"anyOf": [_CALENDAR, {"type": "object", "additionalProperties": _CALENDAR}]}


Beside = Annotated[Mapping[str, Calendar], BeforeValidator(_calendars), WithJsonSchema(_CALENDARS)]
"""A calendar other than the Gregorian by the tag of a language, or for every one."""
_LICENCE = {"type": "string", "pattern": "^[A-Za-z0-9.+-]+$"}


Whole = Annotated[int, BeforeValidator(lambda raw: int(_whole(raw))), WithJsonSchema({"type": "integer"})]


def _whole(raw: object) -> Decimal:
    number = _decimal(raw)
    if number != int(number) or not 0 <= number <= 9:
        refuse("wrong-type", f"{_shown(raw)} is no count of decimals", "write a digit, such as 1")
    return number


class Frozen(BaseModel):
    """An entry that refuses unknown fields and cannot be changed once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Text(RootModel[dict[str, str]]):
    """A text in one or more languages; a bare string is English."""

    model_config = ConfigDict(frozen=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: Any, _handler: Any) -> dict[str, Any]:
        """Let editors offer the bare string as well as the mapping."""
        by_language = {"type": "object", "additionalProperties": {"type": "string"}, "required": [ENGLISH]}
        return {"anyOf": [{"type": "string"}, by_language], "description": cls.__doc__}

    @model_validator(mode="before")
    @classmethod
    def _bare_string(cls, raw: object, info: ValidationInfo) -> object:
        texts = {ENGLISH: raw} if isinstance(raw, str) else raw
        if not isinstance(texts, dict) or not all(isinstance(t, str) for t in texts.values()):
            refuse("wrong-type", f"{_shown(raw)} is no text", "write a text, or one per language")
        if ENGLISH not in texts or not all(t.strip() for t in texts.values()):
            refuse("empty-text", "a text is missing here", "write the English text at least")
        known = (info.context or {}).get(KNOWN_LANGUAGES, texts)
        if unknown := next((name for name in texts if name not in known), None):
            hint = f"write one of {', '.join(known)}"
            refuse("unknown-language", f"there is no edition in '{unknown}'", hint)
        return texts

    def __getitem__(self, language: str) -> str:
        """Return the text in that language, or in English where there is no translation."""
        return self.root.get(language, self.root[ENGLISH])


class Theme(Frozen):
    """A theme of the brief; its page bears the same name."""

    title: Text = Field(description="Heading of the theme's page")
    page: str = Field(description="File of the page under docs/, such as trade.md")


class Unit(Frozen):
    """A unit beside the built-in ones: ISO currencies, percent, percent_change, ratio, rank, date."""

    kind: Literal["count", "measure"] = Field(
        default="count", description="count: whole things; measure: a length, a volume"
    )
    alike: str | None = Field(
        default=None, description="Units with the same word here may be added and divided"
    )
    forms: dict[str, dict[str, str]] = Field(
        description="Per language the plural forms by CLDR category: {en: {one: student, other: students}}; "
        "in Arabic also two_oblique"
    )


class Producer(Frozen):
    """Who counted, or said it first; outlets that repeat one producer do not confirm one another."""

    name: Text = Field(description="Name of the body or person")
    note: Text | None = None


class Erratum(Frozen):
    """A known error of a source, with what became of it."""

    state: ErratumState = Field(description="open, reported, corrected or disputed")
    note: Text = Field(description="What the source has wrong; {figure_id} prints a figure")
    about: tuple[str, ...] = Field(
        default=(), description="Figures or claims it concerns; without them all that are taken from it"
    )
    seen: Day | None = Field(default=None, description="Day on which the state was as it is told here")

    @model_validator(mode="after")
    def _followed(self) -> Erratum:
        if self.state is not ErratumState.OPEN and self.seen is None:
            hint = "write seen: with the day on which that was known"
            refuse("missing-field", f"an error that is '{self.state}' has the day of it", hint)
        return self


class Source(Frozen):
    """A publication, as a bibliography would list it."""

    id: SkipJsonSchema[str] = ""
    publisher: Text = Field(description="Who publishes it; a bare name is the same in every language")
    title: str | None = Field(default=None, description="Title where it is known")
    url: str | None = Field(default=None, description="Address, http or https")
    published: Day | None = Field(default=None, description="Date, as precise as it is known")
    published_basis: DateBasis = Field(default=DateBasis.SHOWN, description="How the date is known")
    language: str = Field(default=ENGLISH, description="BCP 47 tag of its language")
    carries: Text | None = Field(default=None, description="Whose report it carries or repeats")
    copy_of_article: bool = Field(
        default=False, description="Whether it is another copy of the article, not evidence"
    )
    errata: tuple[Erratum, ...] = Field(default=(), description="Its known errors, each with a state")
    note: Text | None = None

    @field_validator("url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        try:
            parts = urlsplit(url or "")
        except ValueError:
            parts = urlsplit("")
        if url is not None and (
            parts.scheme not in ("http", "https") or "." not in parts.netloc or re.search(r"[\s\"<>\\]", url)
        ):
            refuse("unsafe-address", f"'{url}' is no web address", "write https:// and the address")
        return url


class Evidence(Frozen):
    """What an entry says about one figure or claim of the article."""

    figure: str | None = Field(default=None, description="Id of the article's figure, or")
    claim: str | None = Field(default=None, description="id of the article's claim")
    relation: Relation = Field(description="agrees, partly, conflicts or context")
    because: Text = Field(description="The reason in one sentence")
    differs: tuple[Differs, ...] = Field(
        default=(),
        description="definition if it counts something else; period if of another time, though undated",
    )

    @model_validator(mode="after")
    def _one_target(self) -> Evidence:
        if (self.figure is None) == (self.claim is None):
            refuse("missing-field", "evidence names one figure or one claim", "write figure: or claim:")
        return self

    @property
    def target(self) -> str:
        """Return the id of the figure or claim spoken to."""
        return self.figure or self.claim or ""


class Outcome(Frozen):
    """What became of a plan, a target, a potential or a forecast."""

    state: OutcomeState | None = Field(
        default=None, description="reached, missed, replaced, open or unknown; leave it out if figures tell"
    )
    by: str | None = Field(default=None, description="Id of the later figure or claim from which it follows")
    because: Text | None = Field(default=None, description="The reason in one sentence")

    @model_validator(mode="after")
    def _told(self) -> Outcome:
        if self.by is None and (self.state is None or self.because is None):
            refuse("missing-field", "nothing says what became of it", "write by:, or state: and because:")
        return self


class Entry(Frozen):
    """What figures and claims have in common."""

    id: SkipJsonSchema[str] = ""
    code: str | None = Field(default=None, description="Number in the article's inventory, such as E1")
    theme: str = Field(description="Id of the theme on whose page it stands")
    source: str | None = Field(default=None, description="Id of the publication")
    locator: Text | None = Field(default=None, description="Where in the publication")
    attributed_to: Text | None = Field(default=None, description="Person or body quoted")
    producer: str | None = Field(default=None, description="Id of the upstream producer")
    period: When | None = Field(default=None, description="Period, such as 2023, 1402 SH or undated")
    period_note: Text | None = Field(default=None, description="What is unclear about the period")
    current: bool = Field(default=False, description="Whether it is said of the source's own time")
    stated: Day | None = Field(default=None, description="When it was said, if that is known")
    record: str | None = Field(default=None, description="Evidence that belongs together")
    evidence_for: tuple[Evidence, ...] = Field(default=(), description="What it speaks to")
    unchecked: Unchecked | None = Field(
        default=None, description="Why no other source was looked for beside an item of the article"
    )
    confidence: Confidence | None = Field(default=None, description="Sureness of the record")
    note: Text | None = None


class Stated(Frozen):
    """What the data and their history say alike of a figure: its value, and how that is limited."""

    if TYPE_CHECKING:  # both name these fields themselves, each in its own order and words
        unit: str
        value: Decimal | tuple[Decimal, Decimal] | Period | None
        scale: Scale
        per: Per | None
        qualifier: Qualifier
        status: Status
        source: str | None
        formula: str | None

    @field_validator("value", mode="plain", check_fields=False)
    @classmethod
    def _by_unit(cls, raw: object, info: ValidationInfo) -> object:
        return read_value(raw, info.data.get("unit"))

    @property
    def derived(self) -> bool:
        """Whether the value follows from a formula."""
        return self.formula is not None

    def contradictions(self) -> Iterator[tuple[str, Fault]]:
        """Yield what value, qualifier and status say against one another, each with its field.

        The field is empty where one is missing.
        """
        if self.status is Status.DERIVED:
            hint = "write a formula instead of a value"
            yield "status", Fault("invalid-value", "'derived' follows from a formula", hint)
        if (self.value is None) != (self.qualifier is Qualifier.SEVERAL):
            hint = "write value:, or qualifier: several where the source gives no number"
            yield "", Fault("missing-field", "a figure has a value or is 'several'", hint)
        elif isinstance(self.value, tuple) != (self.qualifier is Qualifier.RANGE):
            hint = "write qualifier: range and value: [low, high]"
            yield "value", Fault("wrong-type", "a range has two ends and says so", hint)


class Figure(Entry, Stated):
    """A quantity: stated by a source, or derived from other figures by a formula."""

    label: Text = Field(description="Short noun phrase without numbers; {period} in it prints the period")
    unit: str = Field(description="ISO currency, percent, percent_change, ratio, rank, date or a unit")
    value: (
        Annotated[
            Decimal | tuple[Decimal, Decimal] | Period,
            WithJsonSchema(
                {
                    "anyOf": [
                        {"type": ["number", "string"]},
                        {"type": "array", "items": {"type": ["number", "string"]}},
                    ]
                }
            ),
        ]
        | None
    ) = Field(default=None, description="Exact decimal, [low, high], or a date for the unit date")
    scale: Scale = Field(default=Scale.ONE, description="Power of ten of the value")
    per: Per | None = Field(default=None, description="day, month or year")
    qualifier: Qualifier = Field(default=Qualifier.STATED, description="How the source limits it")
    status: Status = Field(default=Status.REPORTED, description="What sort of statement it is")
    status_word: Text | None = Field(
        default=None, description="What that is called here, where the word of the status does not fit"
    )
    measures: Text | None = Field(default=None, description="What exactly is measured")
    formula: Annotated[str, StringConstraints(strip_whitespace=True)] | None = Field(
        default=None, description="Arithmetic over other figures' ids"
    )
    decimals: Whole | None = Field(default=None, description="Decimals of a derived value")
    series: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")] | None = Field(
        default=None, description="Id of the series of which it is a member"
    )
    follows_from: Annotated[str, StringConstraints(strip_whitespace=True)] | None = Field(
        default=None, description="Arithmetic over other figures' ids that a stated value must fit"
    )
    mismatch: Text | None = Field(default=None, description="Why it is known not to fit follows_from")
    review_by: Day | None = Field(default=None, description="Day from which it must be looked up again")
    due: When | None = Field(default=None, description="By when a plan, target or forecast was to come true")
    outcome: Outcome | None = Field(default=None, description="What became of it")
    shows: Text | None = Field(default=None, description="What a derived value tells the reader")

    @model_validator(mode="after")
    def _word_of_a_status(self) -> Figure:
        if self.status_word and self.status is Status.REPORTED:
            hint = "write status:, or leave status_word: out"
            refuse("missing-field", "status_word is another word for a status, and there is none", hint)
        return self


class Claim(Entry):
    """A statement or position without a number of its own."""

    kind: ClaimKind = Field(description="claim, position, or statement of another source")
    title: Text | None = Field(default=None, description="Its name in a few words, for links and tables")
    text: Text = Field(description="Attributed paraphrase; {figure_id} prints a figure")
    terms: tuple[Term, ...] = Field(default=(), description="Loaded terms of the article")


class Term(Frozen):
    """A loaded term of the article with the plain word beside it."""

    term: Text = Field(description="The term as the article has it")
    plain: Text = Field(description="The plain word")


class Break(Frozen):
    """Where a series is broken: from there on the values are not of the same measure as before."""

    between: tuple[str, str] = Field(
        description="Ids of members that follow on one another, the earlier first"
    )
    changes: tuple[Change, ...] = Field(description="What is another one: source, definition, calendar")
    because: Text | None = Field(default=None, description="What else is to be known of it, in one sentence")

    @field_validator("changes")
    @classmethod
    def _something(cls, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        if not changes:
            refuse("missing-field", "nothing says what changes there", "write source, definition or calendar")
        return changes


class Series(Frozen):
    """Figures of the same flow at several times; its members name it in their field series."""

    id: SkipJsonSchema[str] = ""
    title: Text = Field(description="Its name: what flows from where to where, without numbers")
    flow: Text = Field(description="What is counted, such as exports of goods")
    area: Text = Field(description="Whose flow it is: a country, a body")
    partner: Text | None = Field(default=None, description="With whom, if the flow has another end")
    unit: str = Field(description="The unit of all members")
    definition: Text = Field(description="What all members count alike, and what not")
    breaks: tuple[Break, ...] = Field(default=(), description="Between which members it is broken, and why")


class NotFound(Frozen):
    """Something that was looked for and not found; a result that the reader must see."""

    id: SkipJsonSchema[str] = ""
    theme: str = Field(description="Id of the theme on whose page it stands")
    about: tuple[str, ...] = Field(default=(), description="Figures or claims it concerns")
    text: Text = Field(description="What was looked for; a noun phrase")
    note: Text | None = None


class About(Frozen):
    """The brief as a publication."""

    title: Text = Field(description="Name of the brief")
    name: Annotated[str, BeforeValidator(_file_name), WithJsonSchema(_FILE_NAME)] = Field(
        description="What its files and citations are called by, such as rivers-in-figures"
    )
    summary: Text = Field(description="What it is about, in a sentence without numbers")
    licence: Annotated[str, BeforeValidator(_licence), WithJsonSchema(_LICENCE)] = Field(
        description="SPDX id of the licence of text and data, such as CC-BY-4.0"
    )
    version: str = Field(description="Version of the data, such as 2026-11-23")
    updated: Day = Field(description="When the data were last looked through")
    article: str = Field(description="Id of the article's source")
    languages: tuple[Language, ...] = Field(
        default=("en",), description="Languages of the editions, the English one first"
    )
    review_by: Day | None = Field(
        default=None, description="Day from which figures without a review_by of their own must be looked up"
    )
    calendar: Beside | None = Field(
        default=None, description="Calendar in which days are repeated, such as persian; or one per language"
    )
    corrections: str | None = Field(
        default=None,
        description="Mail address to which readers may report errors; without it they copy a text",
    )
    identity: Annotated[UUID, BeforeValidator(_identity)] | None = Field(
        default=None, description="UUID by which feed readers know it; made from the name if left out"
    )

    @field_validator("corrections")
    @classmethod
    def _mail(cls, address: str | None) -> str | None:
        if address is not None and not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", address, re.ASCII):
            refuse("invalid-value", f"'{address}' is no mail address", "write one such as desk@example.org")
        return address

    def calendar_in(self, language: str) -> Calendar | None:
        """Return the calendar in which days are repeated in that language, if there is one."""
        calendars = self.calendar or {}
        return calendars.get(language) or calendars.get(EVERY)

    @field_validator("languages")
    @classmethod
    def _english_first(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        if languages[:1] != (ENGLISH,) or len(set(languages)) < len(languages):
            refuse("invalid-value", "the languages do not begin with en", "write each once, such as [en, de]")
        return languages


SECTIONS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
        "themes": Theme,
        "units": Unit,
        "producers": Producer,
        "sources": Source,
        "figures": Figure,
        "claims": Claim,
        "not_found": NotFound,
        "series": Series,
    }
)
"""The sections of the data file beside `about`, each a mapping from id to entry."""


class Brief(Frozen):
    """The whole data file."""

    about: About
    themes: dict[str, Theme] = Field(description="The themes, in the order of the site")
    units: dict[str, Unit] = Field(default_factory=dict, description="Units beside the built-in ones")
    producers: dict[str, Producer] = Field(default_factory=dict, description="Upstream producers")
    sources: dict[str, Source] = Field(description="Publications")
    figures: dict[str, Figure] = Field(description="Quantities")
    claims: dict[str, Claim] = Field(default_factory=dict, description="Statements and positions")
    not_found: dict[str, NotFound] = Field(default_factory=dict, description="Looked for and not found")
    series: dict[str, Series] = Field(default_factory=dict, description="Figures of the same flow over time")

    @cached_property
    def entries(self) -> tuple[Figure | Claim, ...]:
        """All figures, then all claims, in file order."""
        return (*self.figures.values(), *self.claims.values())

    @cached_property
    def calendars(self) -> tuple[Calendar, ...]:
        """The Gregorian calendar, and those in which else a figure of the data is dated."""
        dated = {figure.period.calendar for figure in self.figures.values() if figure.period}
        return tuple(one for one in Calendar if one in dated or one is Calendar.GREGORIAN)

    @cached_property
    def evidence_by_target(self) -> Mapping[str, tuple[tuple[Figure | Claim, Evidence], ...]]:
        """By the id of a figure or claim the entries that speak to it, with what they say, in file order."""
        found: dict[str, list[tuple[Figure | Claim, Evidence]]] = {}
        for entry in self.entries:
            for item in entry.evidence_for:
                found.setdefault(item.target, []).append((entry, item))
        return MappingProxyType({target: tuple(items) for target, items in found.items()})

    def of_article(self, entry: Entry) -> bool:
        """Return whether the entry comes from the article itself."""
        return entry.source == self.about.article

    def errata_of(self, entry: Entry) -> tuple[Erratum, ...]:
        """Return the known errors of its source that concern an entry, in file order."""
        source = self.sources.get(entry.source or "")
        found = source.errata if source else ()
        return tuple(one for one in found if not one.about or entry.id in one.about)

    def searched(self, target: str) -> bool:
        """Return whether something about the figure or claim was looked for and not found."""
        return any(target in item.about for item in self.not_found.values())

    def model_post_init(self, _context: Any) -> None:
        """Make the mappings read-only, so that the data are frozen all the way down."""
        for name in SECTIONS:
            object.__setattr__(self, name, MappingProxyType(getattr(self, name)))
