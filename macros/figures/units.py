"""Units of measure: those built in, those that the data file adds, and which of them are alike."""

from __future__ import annotations

from enum import StrEnum

from babel.core import Locale

# English names every ISO 4217 code, historic ones included; the codes are the same in all languages.
CURRENCIES = frozenset(Locale("en").currencies)


class UnitKind(StrEnum):
    """What sort of quantity a unit measures; decides which values are possible."""

    CURRENCY = "currency"
    SHARE = "share"
    CHANGE = "change"
    RATIO = "ratio"
    RANK = "rank"
    DATE = "date"
    COUNT = "count"
    MEASURE = "measure"


BUILT_IN = {
    "percent": UnitKind.SHARE,
    "percent_change": UnitKind.CHANGE,
    "ratio": UnitKind.RATIO,
    "rank": UnitKind.RANK,
    "date": UnitKind.DATE,
}

PLAIN_NUMBER = "plain number"
"""The dimension of shares, changes and ratios: they may multiply anything.

With its space it is no id, so no unit of the data file can be taken for it.
"""


def kind_of_built_in(unit: str) -> UnitKind | None:
    """Return the kind of a unit that needs no entry in the data file, or None."""
    return UnitKind.CURRENCY if unit in CURRENCIES else BUILT_IN.get(unit)
