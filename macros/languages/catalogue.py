"""The catalogue of a language: every word, form and rule that the macros say it by, from one file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from macros.figures.calendars import Calendar
from macros.figures.evidence.comparing import Comparability
from macros.figures.evidence.coverage import Coverage
from macros.figures.evidence.verdicts import Verdict
from macros.figures.kinds import (
    ClaimKind,
    Confidence,
    DateBasis,
    ErratumState,
    OutcomeState,
    Per,
    Qualifier,
    Relation,
    Scale,
    Status,
    Unchecked,
)
from macros.figures.model import ENGLISH as ENGLISH
from macros.figures.model import About, Text
from macros.languages import cldr, reader
from macros.problems import Problem

BROUGHT = "data/languages"
"""The project's folder of catalogues of its own, which win over those that come with the macros."""
ENDING = ".yml"
HERE = Path(__file__).parent
OWN_FOLDER = "macros/languages"
"""What problems call the folder of this module."""
NONE: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True)
class CalendarWords:
    """How a language says the dates of another calendar than the Gregorian one."""

    months: tuple[str, ...]
    year: str
    dated: str
    """A day or a month of it."""
    axis: str
    """Says which years stand where in a chart."""
    marked: str
    """What the mark behind a period in the data says, as the end of a sentence."""


@dataclass(frozen=True)
class Legend:
    """The words of a kind, each with its meaning."""

    caption: str
    rows: tuple[tuple[str, str, str], ...]
    """The name of each word in the data, the word and its meaning."""


@dataclass(frozen=True)
class NumberWords:
    """Words that say a number, and what may be joined to them: of each group one part or none."""

    words: tuple[str, ...]
    before: tuple[tuple[str, ...], ...] = ()
    after: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What the macros say in one language; a blank such as {amount} marks where a datum goes.

    There is one of each, so that what was said in it can be kept by it.
    """

    tag: str
    locale: str
    """CLDR locale for numbers, currencies, dates and plurals."""
    script: str
    """By ISO 15924, such as Latn."""
    dual: bool
    """Whether the forms of a word for one and two of a thing say the number by themselves."""
    round: bool
    """Whether round thousands are said by the word of their scale: 90 thousand rather than 90,000."""
    qualifiers: Mapping[Qualifier, str]
    per: Mapping[Per, str]
    statuses: Mapping[Status, str]
    relations: Mapping[Relation, str]
    verdicts: Mapping[Verdict, str]
    confidence: Mapping[Confidence, str]
    kinds: Mapping[ClaimKind, str]
    basis: Mapping[DateBasis, str]
    comparability: Mapping[Comparability, str]
    coverage: Mapping[Coverage, str]
    unchecked: Mapping[Unchecked, str]
    outcomes: Mapping[OutcomeState, str]
    errata: Mapping[ErratumState, str]
    legends: Mapping[str, Legend]
    ranks: tuple[str, ...]
    small: tuple[str, ...]
    """Words of sentences for the first numbers, from one on, before what is counted."""
    calendars: Mapping[Calendar, CalendarWords]
    scales: Mapping[Scale, Mapping[str, str]]
    """By CLDR plural form of the number before it, as all that is counted."""
    plurals: Mapping[str, Mapping[str, str]]
    currencies: Mapping[str, Mapping[str, str]]
    """By ISO code those that readers know by a name rather than by a sign."""
    decades: Mapping[str, str]
    """Names of decades by their first year, where the language has some beside the text for all."""
    comparisons: Mapping[str, str]
    """Words of comparison, each with the English ones that say how it is tested."""
    theme: Mapping[str, str]
    """Texts of the site's theme that are wrong in this language, each with the right one."""
    numbers: tuple[NumberWords, ...]
    words: Mapping[str, str]
    """Headings and other texts, by the name that the macros use."""
    columns: Mapping[str, str]
    """What each column of the downloads says, by its name."""
    read_me: str
    """The text file beside the pages of the bundle."""
    beside: Calendar | None = None
    """The calendar in which the brief repeats Gregorian days and months, by its data."""

    def __getitem__(self, name: str) -> str:
        """Return the text of that name among the words."""
        return self.words[name]

    def __call__(self, text: Text | None) -> str:
        """Return a text of the data in this language; nothing for none."""
        return text[self.tag] if text else ""

    def word(self, qualifier: Qualifier) -> str:
        """Return what the legend calls a qualifier, such as "more than"."""
        return next(word for name, word, _ in self.legends["qualifiers"].rows if name == qualifier)

    def status_label(self, status: Status) -> str:
        """Return what stands behind a value that is not simply reported, so that it is never bare."""
        return "" if status is Status.REPORTED else self.statuses[status]

    @property
    def numbering(self) -> str:
        """Return the CLDR numbering system of the language's digits, such as latn."""
        return cldr.numbering(self.locale)

    @property
    def direction(self) -> str:
        """Return the direction in which the language is written: ltr or rtl."""
        return cldr.direction(self.locale)

    @property
    def latin(self) -> bool:
        """Whether the language is written in Latin letters, as the names of most publications are."""
        return self.script == "Latn"

    @property
    def autonym(self) -> str:
        """Return what the language calls itself."""
        return cldr.autonym(self.tag)


def catalogue(tag: str, brought: Mapping[str, bytes] = NONE) -> Catalogue:
    """Return the catalogue of a language; `brought` holds those of the project by their tags.

    What is wrong or missing in it is English, so that everything can be printed; `problems` tells it. So is
    all of it where there is none of that tag.
    """
    return _brought(tag, brought[tag])[0] if tag in brought else _own(tag)[0]


def spoken(about: About, tag: str, brought: Mapping[str, bytes] = NONE) -> Catalogue:
    """Return the catalogue of a language with the calendar that the brief sets beside the Gregorian one."""
    return _beside(tag, brought.get(tag), about.calendar_in(tag))


@lru_cache(maxsize=64)
def _beside(tag: str, brought: bytes | None, calendar: Calendar | None) -> Catalogue:
    own = catalogue(tag) if brought is None else catalogue(tag, {tag: brought})
    return replace(own, beside=calendar) if calendar else own


def catalogues(languages: Iterable[str], brought: Mapping[str, bytes] = NONE) -> tuple[Catalogue, ...]:
    """Return the catalogues of these languages, in their order."""
    return tuple(catalogue(tag, brought) for tag in languages)


def by_place(text: str, *names: str) -> str:
    """Return a text as scripts fill it, the blanks of these names one after the other.

    A blank is {} then, and bears its number where the text has them in another order.
    """
    found = reader.BLANK.findall(text)
    if found == [name for name in names if name in found]:
        return reader.BLANK.sub("{}", text)
    return reader.BLANK.sub(lambda blank: f"{{{names.index(blank[1])}}}", text)


def forms_by_place(forms: Mapping[str, str]) -> dict[str, str]:
    """Return the forms of a counted word as scripts fill them."""
    return {form: by_place(text, "number") for form, text in forms.items()}


def problems(tag: str, brought: Mapping[str, bytes] = NONE) -> tuple[Problem, ...]:
    """Return all in which the catalogue of a language is unlike the English one, each with its place."""
    return _brought(tag, brought[tag])[1] if tag in brought else _own(tag)[1]


def tags(brought: Mapping[str, bytes] = NONE) -> tuple[str, ...]:
    """Return the tags of all languages that have a catalogue, English first."""
    return (ENGLISH, *sorted({*_own_tags(), *brought} - {ENGLISH}))


def tag_of(path: str) -> str:
    """Return the tag after which the file of a catalogue is named."""
    return PurePosixPath(path).stem


def brought_by(root: Path) -> Mapping[str, bytes]:
    """Return the catalogues that the project in that folder brings, as they are written, by their tags."""
    found = sorted((root / BROUGHT).glob(f"*{ENDING}"))
    return MappingProxyType({path.stem: path.read_bytes() for path in found})


@lru_cache(maxsize=1)
def _own_tags() -> tuple[str, ...]:
    return tuple(path.stem for path in HERE.glob(f"*{ENDING}"))


@lru_cache(maxsize=1)
def _english() -> Mapping[str, Any]:
    name = f"{ENGLISH}{ENDING}"
    return reader.read_english((HERE / name).read_bytes(), f"{OWN_FOLDER}/{name}")


@lru_cache(maxsize=64)
def _own(tag: str) -> tuple[Catalogue, tuple[Problem, ...]]:
    if tag == ENGLISH or tag not in _own_tags():
        return _built(_english()), ()
    name = f"{tag}{ENDING}"
    return _read(tag, (HERE / name).read_bytes(), f"{OWN_FOLDER}/{name}")


@lru_cache(maxsize=16)
def _brought(tag: str, raw: bytes) -> tuple[Catalogue, tuple[Problem, ...]]:
    return _read(tag, raw, f"{BROUGHT}/{tag}{ENDING}")


def _read(tag: str, raw: bytes, name: str) -> tuple[Catalogue, tuple[Problem, ...]]:
    found = reader.read(raw, name, tag, _english())
    return _built(found.said), found.problems


def _built(said: Mapping[str, Any]) -> Catalogue:
    language = said["language"]
    by_name = {
        name: {key: given["word"] for key, given in said[name].items()}
        for name in ("statuses", "relations", "verdicts", "coverage", "outcomes", "errata")
    }
    return Catalogue(
        tag=language["tag"],
        locale=language["locale"],
        script=language["script"],
        dual=language["dual"],
        round=language["round"],
        qualifiers=_by(Qualifier, {key: given["amount"] for key, given in said["qualifiers"].items()}),
        per=_by(Per, said["per"]),
        statuses=_by(Status, by_name["statuses"]),
        relations=_by(Relation, by_name["relations"]),
        verdicts=_by(Verdict, by_name["verdicts"]),
        confidence=_by(Confidence, said["confidence"]),
        kinds=_by(ClaimKind, said["kinds"]),
        basis=_by(DateBasis, said["basis"]),
        comparability=_by(Comparability, said["comparability"]),
        coverage=_by(Coverage, by_name["coverage"]),
        unchecked=_by(Unchecked, said["unchecked"]),
        outcomes=_by(OutcomeState, by_name["outcomes"]),
        errata=_by(ErratumState, by_name["errata"]),
        legends=MappingProxyType(
            {name: _legend(caption, said[name]) for name, caption in said["legends"].items()}
        ),
        ranks=tuple(said["ranks"]),
        small=tuple(said["small"]),
        calendars=_by(Calendar, {name: _calendar(**given) for name, given in said["calendars"].items()}),
        scales=_by(Scale, {name: MappingProxyType(forms) for name, forms in said["scales"].items()}),
        plurals=_frozen(said["plurals"]),
        currencies=_frozen(said["currencies"]),
        decades=MappingProxyType(said["decades"]),
        comparisons=MappingProxyType(said["comparisons"]),
        theme=MappingProxyType(said["theme"]),
        numbers=tuple(_number_words(**group) for group in said["numbers"]),
        words=MappingProxyType(said["words"]),
        columns=MappingProxyType(said["columns"]),
        read_me=said["read_me"],
    )


def _by(names: Any, given: Mapping[str, Any]) -> Mapping[Any, Any]:
    """Return what is given by the members of an enumeration."""
    return MappingProxyType({names(name): value for name, value in given.items()})


def _frozen(given: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({name: MappingProxyType(forms) for name, forms in given.items()})


def _calendar(months: list[str], **texts: str) -> CalendarWords:
    return CalendarWords(tuple(months), **texts)


def _legend(caption: str, given: Mapping[str, Mapping[str, str]]) -> Legend:
    rows = (
        (key, said.get("word") or reader.BLANK.sub("", said["amount"]).strip(), said["meaning"])
        for key, said in given.items()
    )
    return Legend(caption, tuple(rows))


def _number_words(words: str, before: list[list[str]], after: list[list[str]]) -> NumberWords:
    return NumberWords(tuple(words.split()), tuple(map(tuple, before)), tuple(map(tuple, after)))
