"""Every closed list of words that the data use, with what hangs on each word."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Scale(StrEnum):
    """The power of ten by which a value is multiplied, by its name."""

    ONE = "one"
    THOUSAND = "thousand"
    MILLION = "million"
    BILLION = "billion"
    TRILLION = "trillion"

    @property
    def exponent(self) -> int:
        """Return the power of ten."""
        return EXPONENTS[self]


EXPONENTS = MappingProxyType({scale: 3 * place for place, scale in enumerate(Scale)})


class Per(StrEnum):
    """The time for which a flow is stated."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Qualifier(StrEnum):
    """How the source itself limits the value."""

    STATED = "stated"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    LESS_THAN = "less_than"
    ABOUT = "about"
    RANGE = "range"
    SEVERAL = "several"


class Status(StrEnum):
    """What sort of statement the value is."""

    REPORTED = "reported"
    ESTIMATE = "estimate"
    FORECAST = "forecast"
    PLAN = "plan"
    TARGET = "target"
    POTENTIAL = "potential"
    DERIVED = "derived"


class Relation(StrEnum):
    """How a piece of evidence stands to a figure or claim of the article."""

    AGREES = "agrees"
    PARTLY = "partly"
    CONFLICTS = "conflicts"
    CONTEXT = "context"


class Differs(StrEnum):
    """In what a piece of evidence differs from the article's figure, so that no distance can be computed."""

    DEFINITION = "definition"
    PERIOD = "period"


class Unchecked(StrEnum):
    """Why no other source was looked for beside an item of the article."""

    NO_FIGURE = "no_figure"
    OWN_COUNT = "own_count"
    ORIENTATION = "orientation"


class Change(StrEnum):
    """What is another from one member of a series to the next, so that both are not of one measure."""

    SOURCE = "source"
    DEFINITION = "definition"
    CALENDAR = "calendar"


class OutcomeState(StrEnum):
    """What became of a plan, a target, a potential or a forecast."""

    REACHED = "reached"
    MISSED = "missed"
    REPLACED = "replaced"
    OPEN = "open"
    UNKNOWN = "unknown"


class ErratumState(StrEnum):
    """What became of a known error of a source."""

    OPEN = "open"
    REPORTED = "reported"
    CORRECTED = "corrected"
    DISPUTED = "disputed"


class Confidence(StrEnum):
    """How sure it is that the publication reported this value, dated and defined."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DateBasis(StrEnum):
    """How the date of a publication is known."""

    SHOWN = "shown"
    ADDRESS = "address"
    INFERRED = "inferred"
    DOUBTFUL = "doubtful"
    """Shown by the publication, and known to be another day than that of its content."""


class ClaimKind(StrEnum):
    """Whether a sentence states a fact, wants something, or comes from another publication."""

    CLAIM = "claim"
    POSITION = "position"
    STATEMENT = "statement"
