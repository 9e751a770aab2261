"""The words that the macros print around the data, one table for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from macros.model import Basis, ClaimKind, Confidence, Per, Qualifier, Relation, Status
from macros.spread import Comparability
from macros.verdicts import Verdict


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
    iranian_months: tuple[str, ...]
    scales: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]
    """Counted words by name, then by CLDR plural form."""
    comparability: Mapping[Comparability, str]
    say: Mapping[str, str] = field(default_factory=dict)
    """Headings and other fixed words, by the name that the macros use."""
    legends: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    """Per legend its caption, and each word with its meaning."""

    def __getitem__(self, name: str) -> str:
        """Return the fixed word of that name."""
        return self.say[name]

    def mark(self, status: Status) -> str:
        """Return what stands behind a value that is not simply reported, so that it is never bare."""
        return "" if status is Status.REPORTED else self.statuses[status]


ENGLISH = Wording(
    language="en",
    locale="en_GB",
    qualifiers=MappingProxyType(
        {
            Qualifier.STATED: "{}",
            Qualifier.NEARLY: "nearly {}",
            Qualifier.MORE_THAN: "more than {}",
            Qualifier.UP_TO: "up to {}",
            Qualifier.LESS_THAN: "less than {}",
            Qualifier.ABOUT: "about {}",
            Qualifier.RANGE: "{}",
            Qualifier.SEVERAL: "several {}",
        }
    ),
    per=MappingProxyType({Per.DAY: "{} a day", Per.MONTH: "{} a month", Per.YEAR: "{} a year"}),
    statuses=MappingProxyType(
        {
            Status.REPORTED: "reported",
            Status.ESTIMATE: "estimate",
            Status.FORECAST: "forecast",
            Status.PLAN: "planned",
            Status.TARGET: "target",
            Status.POTENTIAL: "potential",
            Status.DERIVED: "our arithmetic",
        }
    ),
    relations=MappingProxyType(
        {
            Relation.AGREES: "agrees",
            Relation.PARTLY: "agrees in part",
            Relation.CONFLICTS: "conflicts",
            Relation.CONTEXT: "context",
        }
    ),
    verdicts=MappingProxyType(
        {
            Verdict.SUPPORTED: "other sources agree",
            Verdict.PARTLY: "other sources agree in part",
            Verdict.CONTESTED: "sources differ",
            Verdict.CONTRADICTED: "no source agrees, some conflict",
            Verdict.CONTEXT_ONLY: "context only, neither for nor against",
            Verdict.NOT_FOUND: "no other source found",
        }
    ),
    confidence=MappingProxyType(
        {Confidence.HIGH: "high", Confidence.MEDIUM: "medium", Confidence.LOW: "low"}
    ),
    kinds=MappingProxyType(
        {
            ClaimKind.CLAIM: "claim of fact",
            ClaimKind.POSITION: "position",
            ClaimKind.STATEMENT: "statement",
        }
    ),
    basis=MappingProxyType(
        {
            Basis.SHOWN: "{}",
            Basis.ADDRESS: "{} (date read from the address)",
            Basis.INFERRED: "{} (date inferred)",
        }
    ),
    ranks=(
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
    ),
    iranian_months=(
        "Farvardin",
        "Ordibehesht",
        "Khordad",
        "Tir",
        "Mordad",
        "Shahrivar",
        "Mehr",
        "Aban",
        "Azar",
        "Dey",
        "Bahman",
        "Esfand",
    ),
    scales=MappingProxyType(
        {"thousand": "thousand", "million": "million", "billion": "billion", "trillion": "trillion"}
    ),
    plurals=MappingProxyType(
        {
            "comparable": {"one": "{} comparable value", "other": "{} comparable values"},
            "agrees": {"one": "{} agrees", "other": "{} agree"},
            "partly": {"one": "{} agrees in part", "other": "{} agree in part"},
            "conflicts": {"one": "{} conflicts", "other": "{} conflict"},
            "context": {"one": "{} for context", "other": "{} for context"},
            "percentage_point": {"one": "{} percentage point", "other": "{} percentage points"},
            "place": {"one": "{} place", "other": "{} places"},
        }
    ),
    comparability=MappingProxyType(
        {
            Comparability.COMPARABLE: "comparable",
            Comparability.OTHER_DEFINITION: "other definition",
            Comparability.OTHER_PERIOD: "other period",
            Comparability.UNKNOWN_PERIOD: "period not stated",
            Comparability.NO_LIKE_VALUE: "no value of the same kind",
        }
    ),
    say=MappingProxyType(
        {
            "about": "about {}",
            "about_same": "about the same",
            "above": "{} above",
            "arithmetic": "Our arithmetic",
            "article_figures": "The article’s figures",
            "article_value": "The article",
            "as_said_on": "said {}",
            "at_least": "at least {}",
            "at_most": "up to {}",
            "attributed": "Quoted",
            "below": "{} below",
            "calendar_iranian": "Iranian year {}",
            "carries": "carrying {}",
            "claim": "Claim",
            "confidence": "Confidence in the record",
            "contents": "Contents",
            "context": "Context",
            "data_of": "Data of {}",
            "decade": "the {}s",
            "details_in_register": "All details in the register",
            "definition": "What is measured",
            "distance": "How far from the article (our arithmetic)",
            "edition": "data version {}",
            "entries_from": "Taken from it",
            "evidence": "What other sources say",
            "evidence_for": "Speaks to",
            "exactly": "{}",
            "figure": "Figure",
            "formula": "Formula",
            "from_article": "beside the article’s value: {} (our arithmetic)",
            "from_to": "from {} to {}",
            "further_down": "{} lower",
            "further_up": "{} higher",
            "glance": "The article’s figures beside other sources",
            "how_to_read": "How to read this",
            "locator": "Place",
            "looked_through": "Data looked through on",
            "meaning": "Meaning",
            "mismatch": "Does not add up",
            "not_comparable": "not comparable",
            "missing_page": "Page not found",
            "missing_page_search": "The search at the top of the page looks through all pages.",
            "missing_page_ways": "Where to go from here",
            "missing_page_why": "It may have moved, or the address is incomplete or mistyped.",
            "not_counted": "Not counted in the verdict",
            "no_date": "date not shown",
            "no_evidence": "None found",
            "no_period": "period not stated",
            "no_title": "Title not shown",
            "not_used": "On no page but this",
            "notes": "Note",
            "on_page": "p.",
            "open_end": "since {}",
            "open_start": "up to {}",
            "period": "Period",
            "period_note": "On the period",
            "permalink": "Link to this figure",
            "plainly": "{} is the article’s term; in plain words: {}.",
            "producer": "Origin",
            "review_by": "next review by {}",
            "same_or_above": "the same or above",
            "same_or_below": "the same or below",
            "same_value": "the same",
            "relation": "Relation to the article",
            "shows": "What it shows",
            "source": "Source",
            "source_article": "Source: {}; the place is in each row.",
            "source_glance": "Source: our comparison with the publications named on the page of each theme.",
            "source_own": "Source: our arithmetic from the figures in each formula.",
            "source_rows": "Sources: the publications named in each row.",
            "statement": "Statement",
            "status": "Status",
            "uncertain": "uncertain",
            "upstream": "Separate origins",
            "used_in": "Used in",
            "value": "Value",
            "version": "Data version",
            "web_address": "Address",
            "verdict": "Beside other sources",
            "who": "Who",
            "word": "Word",
        }
    ),
    legends=MappingProxyType(
        {
            "qualifiers": (
                "Qualifiers",
                (
                    ("(none)", "The source states the number without limiting it."),
                    ("about", "The source rounds it or says so; it may lie on either side."),
                    ("nearly", "A little below the number."),
                    ("more than", "Above the number, by how much is not said."),
                    ("up to", "At most the number."),
                    ("less than", "Below the number."),
                    ("a range", "Between the lower and the higher number."),
                    ("several", "The source gives no number."),
                ),
            ),
            "statuses": (
                "Statuses",
                (
                    ("reported", "Stated as something that was counted or that happened."),
                    ("estimate", "Worked out by the source, not counted."),
                    ("forecast", "Expected by the source for a time to come."),
                    ("planned", "Announced or agreed, not yet carried out."),
                    ("target", "Something to be reached, set by those who want it."),
                    ("potential", "What the source thinks possible."),
                    ("our arithmetic", "Computed by this brief from other figures."),
                ),
            ),
            "relations": (
                "Relations of evidence to the article’s figure",
                (
                    ("= agrees", "Same thing, same period, a value that fits."),
                    (
                        "≈ agrees in part",
                        "Near in value, or right for another period or another definition.",
                    ),
                    ("≠ conflicts", "Both cannot be true of the same thing in the same period."),
                    ("· context", "Helps to judge the figure, and neither confirms nor denies it."),
                ),
            ),
            "verdicts": (
                "How a figure stands beside other sources",
                (
                    ("other sources agree", "All that speak to it agree."),
                    ("other sources agree in part", "Some agree in part, none conflicts."),
                    ("sources differ", "Some agree, at least in part, and some conflict."),
                    ("no source agrees, some conflict", "All that speak to it conflict."),
                    ("context only, neither for nor against", "Only context was found."),
                    ("no other source found", "It was looked for and nothing was found."),
                ),
            ),
        }
    ),
)

LANGUAGES: Mapping[str, Wording] = MappingProxyType({"en": ENGLISH})


def wording(language: str) -> Wording:
    """Return the words of that language; KeyError if there is no edition in it."""
    return LANGUAGES[language]
