"""What the macros say in one language: the names of all words, without the words themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from macros.figures.calendars import Calendar
from macros.figures.distances import Comparability
from macros.figures.model import Basis, ClaimKind, Confidence, Per, Qualifier, Relation, Status
from macros.figures.verdicts import Verdict


@dataclass(frozen=True)
class CalendarWords:
    """What a calendar other than the Gregorian is told by."""

    months: tuple[str, ...]
    year: str
    """A year of it, such as "Hijri year {}"."""
    years: str
    """What the years of both calendars below a chart are."""
    marked: str
    """What the mark behind a period says, as the end of a sentence."""


@dataclass(frozen=True)
class Wording:
    """What the macros say in one language; `{}` marks where the datum goes."""

    language: str
    locale: str
    """CLDR locale for numbers, currencies, dates and plurals."""
    qualifiers: Mapping[Qualifier, str]
    per: Mapping[Per, str]
    statuses: Mapping[Status, str]
    relations: Mapping[Relation, str]
    verdicts: Mapping[Verdict, str]
    confidence: Mapping[Confidence, str]
    kinds: Mapping[ClaimKind, str]
    basis: Mapping[Basis, str]
    ranks: tuple[str, ...]
    calendars: Mapping[Calendar, CalendarWords]
    """Of each calendar but the Gregorian, whose months are those of CLDR."""
    scales: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]
    """Counted words by name, then by CLDR plural form."""
    comparability: Mapping[Comparability, str]
    say: Mapping[str, str] = field(default_factory=dict)
    """Headings and other fixed words, by the name that the macros use."""
    legends: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    """Per legend its caption, and each word with its meaning."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What each column of the downloads says, by its name."""
    currencies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By ISO code the plural forms of a currency that readers know by its name rather than by a sign."""
    scales_few: Mapping[str, str] = field(default_factory=dict)
    """By scale its form behind a few of them, where that is another than behind many."""
    beside: Calendar | None = None
    """The calendar in which the brief repeats Gregorian days and months, by its data."""
    dual: bool = False
    """Whether the form of a word for two of a thing says the number by itself."""
    comparisons: Mapping[str, str] = field(default_factory=dict)
    """Words of comparison, each with the English ones that say how it is tested."""

    def __getitem__(self, name: str) -> str:
        """Return the fixed word of that name."""
        return self.say[name]

    def mark(self, status: Status) -> str:
        """Return what stands behind a value that is not simply reported, so that it is never bare."""
        return "" if status is Status.REPORTED else self.statuses[status]
