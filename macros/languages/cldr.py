"""What CLDR knows of a language, by Babel: digits, direction, plural forms, and what it calls itself."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from babel import localedata
from babel.core import Locale, UnknownLocaleError
from babel.numbers import format_decimal

NO_BREAK = "\u00a0"
MINUS = "\u2212"
"""A hyphen is no sign: screen readers skip it and lines break behind it."""
LEFT_TO_RIGHT, RIGHT_TO_LEFT, ARABIC_LETTER = "\u200e", "\u200f", "\u061c"
"""Marks by which signs keep their side of a number in texts that run from right to left, as CLDR has them.

The first holds a minus at the left of Persian digits, the last at the right of Arabic ones; the second holds
a percent sign, which would else change sides with what stands before the number.
"""
ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
"""What stands between them has an order of its own."""
DIGITS = MappingProxyType(
    {
        system: str.maketrans("0123456789", digits)
        for system, digits in (("arab", "٠١٢٣٤٥٦٧٨٩"), ("arabext", "۰۱۲۳۴۵۶۷۸۹"))
    }
)
"""Babel knows the separators of these numbering systems, but prints Latin digits between them."""
DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f]")
TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?", re.ASCII)
FORMS = ("zero", "one", "two", "few", "many", "other")
"""The plural forms of CLDR, in its order."""
OBLIQUE, JOINED = "two_oblique", "_joined"
"""The form for two of a thing behind a preposition, and the ending of the names of those before a noun."""
CASES = MappingProxyType({"ar": (OBLIQUE,)})
"""What a language asks for beside the plural forms of CLDR, which knows no cases."""


@lru_cache(maxsize=1_000)
def is_tag(name: str) -> bool:
    """Return whether that is the tag of a language that CLDR knows, such as fa or pt-BR."""
    return TAG.fullmatch(name) is not None and localedata.exists(name.replace("-", "_"))


@lru_cache
def locale_of(name: str) -> Locale:
    """Return what Babel knows of a locale, such as fa_IR. Raises ValueError if it knows none of the name."""
    try:
        return Locale.parse(name)
    except UnknownLocaleError as error:
        raise ValueError(str(error)) from None


def numbering(locale: str) -> str:
    """Return the numbering system in which numbers are printed, such as latn."""
    return str(locale_of(locale).default_numbering_system)


@lru_cache
def direction(locale: str) -> str:
    """Return the direction in which the language is written: ltr or rtl."""
    return "rtl" if locale_of(locale).text_direction == "rtl" else "ltr"


def autonym(tag: str) -> str:
    """Return what the language of that tag calls itself."""
    name = tag.replace("-", "_")
    return str(locale_of(name).get_display_name(name)).capitalize()


def language_name(tag: str, within: str) -> str:
    """Return what a language is called in the language of another tag."""
    return str(locale_of(tag.replace("-", "_")).get_display_name(within.replace("-", "_")))


def browser_locale(locale: str) -> str:
    """Return the tag by which browsers print the same digits as we do."""
    found, tag = locale_of(locale), locale.replace("_", "-")
    return f"{tag}-u-nu-{found.default_numbering_system}" if found.text_direction == "rtl" else tag


def months(locale: str) -> list[str]:
    """Return the names of the Gregorian months."""
    return [str(locale_of(locale).months["stand-alone"]["wide"][month]) for month in range(1, 13)]


def plural_forms(locale: str) -> tuple[str, ...]:
    """Return the plural forms of the language, in CLDR's order."""
    known = locale_of(locale).plural_form.tags | {"other"}
    return tuple(form for form in FORMS if form in known)


def case_forms(locale: str) -> tuple[str, ...]:
    """Return the forms of a counted noun that the language has beside those of CLDR."""
    return CASES.get(locale_of(locale).language, ())


def plural_form(size: Decimal, locale: str) -> str:
    """Return the plural form that a number takes."""
    return str(locale_of(locale).plural_form(size))


def localized(written: str, locale: str) -> str:
    """Return the text with its digits in those of the language."""
    return written.translate(DIGITS.get(numbering(locale), {}))


def has_own_digits(locale: str) -> bool:
    """Return whether numbers are printed in the digits of the Arabic script, whose zero is a dot."""
    return numbering(locale) in DIGITS


def digits(value: Decimal, locale: str) -> str:
    """Return a number in the digits of the language, with all the decimals it has."""
    return localized(_in_digits(value, str(value), locale), locale)


def count(size: int, locale: str) -> str:
    """Return a count in the digits of the language."""
    return digits(Decimal(size), locale)


@lru_cache(maxsize=20_000)
def _in_digits(value: Decimal, _written: str, locale: str) -> str:
    """Print the digits once for each way a value is written: 1.1 and 1.10 are equal, and differ."""
    exponent = value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    pattern = "#,##0" + ("." + "0" * places if places else "")
    found = locale_of(locale)
    mark = ARABIC_LETTER if found.default_numbering_system == "arab" else LEFT_TO_RIGHT
    minus = f"{mark}{MINUS}" if found.text_direction == "rtl" else MINUS
    written = format_decimal(value, pattern, locale=found, numbering_system="default")
    return DIRECTION_MARKS.sub("", written).replace("-", MINUS).replace(MINUS, minus)
