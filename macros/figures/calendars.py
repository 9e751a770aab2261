"""The calendars in which sources state dates, and what each day of one is in the Gregorian calendar.

A further calendar is a line of `CALENDARS`, and its words in each language.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

Date = tuple[int, int, int]
"""Year, month and day in a calendar that is not the Gregorian one."""


class Calendar(StrEnum):
    """A calendar by the name that exports give it."""

    GREGORIAN = "gregorian"
    SOLAR_HIJRI = "solar_hijri"
    UMM_AL_QURA = "umm_al_qura"


@dataclass(frozen=True)
class System:
    """How one calendar other than the Gregorian is written in the data, and how it counts."""

    tag: str
    """As BCP 47 and CLDR call it."""
    name: str
    marker: str
    """What stands behind a period in the data."""
    years: range
    """Those in which a source of our time may date something."""
    to_gregorian: Callable[[int, int, int], datetime.date]
    """Raises ValueError or OverflowError for a day that does not exist."""
    from_gregorian: Callable[[datetime.date], Date]
    """Raises OverflowError for a day to which the calendar does not reach."""


# The libraries load when a date of their calendar is first met: most data have those of one or of none.


def _from_solar_hijri(year: int, month: int, day: int) -> datetime.date:
    from persiantools.jdatetime import JalaliDate

    date: datetime.date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return date


def _to_solar_hijri(date: datetime.date) -> Date:
    from persiantools.jdatetime import JalaliDate

    found = JalaliDate(date)  # type: ignore[no-untyped-call]
    return found.year, found.month, found.day


def _from_umm_al_qura(year: int, month: int, day: int) -> datetime.date:
    from hijridate import Hijri

    return Hijri(year, month, day).to_gregorian()


def _to_umm_al_qura(date: datetime.date) -> Date:
    from hijridate import Gregorian

    return Gregorian.fromdate(date).to_hijri().datetuple()


CALENDARS: Mapping[Calendar, System] = MappingProxyType(
    {
        Calendar.SOLAR_HIJRI: System(
            "persian", "Solar Hijri", "SH", range(1200, 1501), _from_solar_hijri, _to_solar_hijri
        ),
        # Known in advance and kept in tables, which begin and end with these years.
        Calendar.UMM_AL_QURA: System(
            "islamic-umalqura", "Umm al-Qura", "AH", range(1343, 1500), _from_umm_al_qura, _to_umm_al_qura
        ),
    }
)
"""All calendars but the Gregorian, which needs no mark."""
MARKED: Mapping[str, Calendar] = MappingProxyType({one.marker: key for key, one in CALENDARS.items()})
TAGGED: Mapping[str, Calendar] = MappingProxyType({one.tag: key for key, one in CALENDARS.items()})


def gregorian(calendar: Calendar, year: int, month: int, day: int) -> datetime.date:
    """Return a day of any calendar in the Gregorian one. Raises ValueError or OverflowError for none."""
    if calendar is Calendar.GREGORIAN:
        return datetime.date(year, month, day)
    return CALENDARS[calendar].to_gregorian(year, month, day)


def unmarked(text: str) -> str:
    """Return a period as it is written in the data without the mark of its calendar."""
    bare, _, marker = text.rpartition(" ")
    return bare if marker in MARKED else text
