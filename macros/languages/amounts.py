"""Prints quantities and periods by the CLDR data of a language; text only, no HTML."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_name, get_currency_symbol

from macros.figures.ages import Age
from macros.figures.calendars import Calendar
from macros.figures.formulas import Quantity
from macros.figures.model import Qualifier, Scale, Unit
from macros.figures.periods import Period, Point, day_in
from macros.figures.units import Kind
from macros.languages.catalogue import Wording

NO_BREAK = "\u00a0"
MINUS = "\u2212"
"""A hyphen is no sign: screen readers skip it and lines break behind it."""
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"
"""The first keeps a minus sign at the left of its number in texts that run from right to left, as CLDR has
it; the second a percent sign, which would else change sides with what stands before the number."""
DIGITS = MappingProxyType(
    {
        system: str.maketrans("0123456789", digits)
        for system, digits in (("arab", "٠١٢٣٤٥٦٧٨٩"), ("arabext", "۰۱۲۳۴۵۶۷۸۹"))
    }
)
"""Babel knows the separators of these numbering systems, but prints Latin digits between them."""
DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f]")
PAIR = Decimal(2)
MANY, SEVERAL = Decimal(100), Decimal(3)
"""Numbers whose plural form stands on an axis, and behind "several", in every language."""


@lru_cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)


def _localized(written: str, words: Wording) -> str:
    """Return the text in the digits of the language."""
    return written.translate(DIGITS.get(_locale(words.locale).default_numbering_system, {}))


def amount(quantity: Quantity, units: Mapping[str, Unit], words: Wording) -> str:
    """Return the value with its qualifier and unit, such as "about US$13 billion"."""
    if quantity.value is None and quantity.when is None:
        bare = _several(quantity, units, words)
    else:
        bare = _with_unit(quantity, units, words)
    if quantity.per:
        bare = words.per[quantity.per].format(bare)
    return words.qualifiers[quantity.qualifier].format(bare)


def number(quantity: Quantity, words: Wording) -> str:
    """Return the value with its qualifier and without unit, such as "about 13 billion"."""
    return words.qualifiers[quantity.qualifier].format(_bare(quantity, words)).strip()


def _bare(quantity: Quantity, words: Wording) -> str:
    if quantity.when is not None:
        return period(quantity.when, words)
    if quantity.value is None:
        return _scale(quantity.scale, words, SEVERAL).lstrip(NO_BREAK)
    ends = [end for end in (quantity.value, quantity.high) if end is not None]
    if quantity.kind is Kind.RANK:
        return "–".join(rank(int(end), words) for end in ends)
    printed = "–".join(_digits(end, words) for end in ends)
    return f"{printed}{_scale(quantity.scale, words, ends[-1])}"


def rank(place: int, words: Wording) -> str:
    """Return the ordinal of a place in a ranking, as a word where the language table has it."""
    return words.ranks[place - 1] if place <= len(words.ranks) else _digits(Decimal(place), words)


def count(size: int, words: Wording) -> str:
    """Return a count in the digits of the language."""
    return _digits(Decimal(size), words)


def direction(words: Wording) -> str:
    """Return the direction in which the language is written: ltr or rtl."""
    return "rtl" if _locale(words.locale).text_direction == "rtl" else "ltr"


def autonym(words: Wording) -> str:
    """Return what the language calls itself."""
    return str(_locale(words.language).get_display_name(words.language)).capitalize()


def language_name(language: str, words: Wording) -> str:
    """Return what a language is called in the language of the words."""
    return str(_locale(language).get_display_name(words.language))


def browser_locale(words: Wording) -> str:
    """Return the tag by which browsers print the same digits as we do."""
    locale = _locale(words.locale)
    tag = words.locale.replace("_", "-")
    return f"{tag}-u-nu-{locale.default_numbering_system}" if locale.text_direction == "rtl" else tag


def months(words: Wording) -> list[str]:
    """Return the names of the Gregorian months."""
    return [str(_locale(words.locale).months["stand-alone"]["wide"][month]) for month in range(1, 13)]


def plural(name: str, size: Decimal, words: Wording) -> str:
    """Return a number with the word of that name, in the plural form that CLDR gives the number."""
    return _inflected(words.plurals[name], size, words).format(_digits(size, words))


def size(octets: int, words: Wording) -> str:
    """Return the size of a file, such as "61 kB"."""
    thousands = count(max(1, round(octets / 1000)), words)
    # CLDR has Latin letters for some sizes in Persian and Arabic, which turn around the numbers behind them.
    return words["file_size"].format(thousands).replace(" ", NO_BREAK)


def digits(value: Decimal, words: Wording) -> str:
    """Return a number in the digits of the language, with all the decimals it has."""
    return _digits(value, words)


def scaled(value: Decimal, scale: Scale, words: Wording) -> str:
    """Return a number with the word of its scale, such as "13 billion"."""
    return f"{_digits(value, words)}{_scale(scale, words, value)}"


def decimal(value: Decimal, words: Wording) -> str:
    """Return a number in the digits of the language, without zeros behind its decimals."""
    whole = value == value.to_integral_value()
    return _digits(value.quantize(Decimal(1)) if whole else value.normalize(), words)


def unit(quantity: Quantity, scale: Scale, units: Mapping[str, Unit], words: Wording) -> str:
    """Return the unit of an axis whose numbers are of that scale, such as "US$ billion"."""
    parts = [_scale(scale, words, MANY).strip(NO_BREAK)]
    match quantity.kind:
        case Kind.CURRENCY if quantity.unit in words.currencies:
            parts.append(_named(quantity.unit, MANY, words))
        case Kind.CURRENCY:
            parts.insert(0, get_currency_symbol(quantity.unit, _locale(words.locale)))
        case Kind.SHARE | Kind.CHANGE:
            parts.append(DIRECTION_MARKS.sub("", _percent(words).replace("#,##0", "")).strip(NO_BREAK))
        case Kind.COUNT | Kind.MEASURE:
            parts.append(_form(units[quantity.unit], MANY, words))
    return NO_BREAK.join(part for part in parts if part)


def _several(quantity: Quantity, units: Mapping[str, Unit], words: Wording) -> str:
    scale = _bare(quantity, words)
    size = MANY if scale else SEVERAL
    if quantity.kind is Kind.CURRENCY:
        name = _named(quantity.unit, size, words)
    else:
        name = _form(units[quantity.unit], size, words)
    return " ".join(part for part in (scale, name) if part)


def _with_unit(quantity: Quantity, units: Mapping[str, Unit], words: Wording) -> str:
    bare = _bare(quantity, words)
    match quantity.kind:
        case Kind.CURRENCY if quantity.unit in words.currencies:
            return f"{bare}{NO_BREAK}{_named(quantity.unit, _last(quantity), words)}"
        case Kind.CURRENCY:
            locale = _locale(words.locale)
            symbol = get_currency_symbol(quantity.unit, locale)
            pattern = str(locale.currency_formats["standard"].pattern).partition(";")[0]
            if pattern.startswith("¤"):
                gap = "" if pattern[1] in "#0" and not symbol[-1].isalpha() else NO_BREAK
                minus = MINUS if bare.startswith(MINUS) else ""
                return f"{minus}{symbol}{gap}{bare.removeprefix(minus)}"
            return f"{bare}{NO_BREAK}{symbol}"
        case Kind.SHARE | Kind.CHANGE:
            return _percent(words).replace("#,##0", bare)
        case Kind.COUNT if words.dual and _two(quantity):
            return _form(units[quantity.unit], PAIR, words)
        case Kind.COUNT | Kind.MEASURE:
            return f"{bare} {_form(units[quantity.unit], _last(quantity), words)}"
        case _:
            return bare


def _two(quantity: Quantity) -> bool:
    """Return whether there are two of something, neither more or less nor in some time."""
    plain = quantity.qualifier is Qualifier.STATED and not quantity.per and quantity.high is None
    return plain and quantity.value == PAIR and quantity.scale is Scale.ONE


def _last(quantity: Quantity) -> Decimal:
    """Return the number that stands nearest to the unit, in whole units."""
    end = quantity.high if quantity.high is not None else quantity.value
    assert end is not None  # noqa: S101  (a quantity without value is printed by `amount`)
    return end.scaleb(quantity.scale.exponent)


def _percent(words: Wording) -> str:
    """Return the pattern of a percentage with the percent sign of the language."""
    locale = _locale(words.locale)
    sign = locale.number_symbols[locale.default_numbering_system]["percentSign"]
    kept = RIGHT_TO_LEFT if locale.text_direction == "rtl" else ""
    return str(locale.percent_formats[None].pattern).replace("%", kept + DIRECTION_MARKS.sub("", sign))


def _named(currency: str, size: Decimal, words: Wording) -> str:
    """Return the name of a currency in the form that the number takes."""
    if currency not in words.currencies:
        return get_currency_name(currency, count=size, locale=_locale(words.locale))
    return _inflected(words.currencies[currency], size, words)


def _inflected(forms: Mapping[str, str], size: Decimal, words: Wording) -> str:
    return forms.get(_locale(words.locale).plural_form(size)) or forms["other"]


def age(time: Age, words: Wording) -> str:
    """Return a time in years and months, or in days below one month, such as "2 years and 10 months"."""
    sizes = (("year", time.years), ("month", time.months))
    parts = [plural(name, Decimal(size), words) for name, size in sizes if size]
    return words["age_and"].format(*parts) if len(parts) > 1 else "".join(parts) or _days(time, words)


def _days(time: Age, words: Wording) -> str:
    return plural("day", Decimal(time.days), words)


def _form(unit: Unit, size: Decimal, words: Wording) -> str:
    return _inflected(unit.forms.get(words.language) or unit.forms["en"], size, words)


def _digits(value: Decimal, words: Wording) -> str:
    return _localized(_printed(value, str(value), words.locale), words)


@lru_cache(maxsize=20_000)
def _printed(value: Decimal, _written: str, locale: str) -> str:
    """Print the digits once for each way a value is written: 1.1 and 1.10 are equal, and differ."""
    exponent = value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    pattern = "#,##0" + ("." + "0" * places if places else "")
    found = _locale(locale)
    minus = f"{LEFT_TO_RIGHT}{MINUS}" if found.text_direction == "rtl" else MINUS
    written = format_decimal(value, pattern, locale=found, numbering_system="default")
    return DIRECTION_MARKS.sub("", written).replace("-", MINUS).replace(MINUS, minus)


def _scale(scale: Scale, words: Wording, size: Decimal) -> str:
    """Return the word of a scale behind a number, in the form that the number takes."""
    if scale is Scale.ONE:
        return ""
    few = _locale(words.locale).plural_form(size) == "few" and words.scales_few
    return f"{NO_BREAK}{(few or words.scales)[scale.value]}"


def period(value: Period, words: Wording) -> str:
    """Return the period in words; one of another calendar carries its Gregorian span."""
    if not value.dated:
        return words["no_period"]
    if value.calendar is not Calendar.GREGORIAN:
        return _converted(value, words)
    text = _joined(value.start, value.end, words)
    notes = [_beside(value, words), words["uncertain"] if value.uncertain else ""]
    said = words["parted"].join(note for note in notes if note)
    return f"{text} ({said})" if said else text


def _beside(value: Period, words: Wording) -> str:
    """Return a Gregorian day, month or span of days in the calendar that the brief sets beside it.

    Nothing for years, and where the brief has no such calendar in this language.
    """
    if not (words.beside and value.start and value.end and value.start.month and value.end.month):
        return ""
    spans = (value.start == value.end and not value.start.day) or (value.start.day and value.end.day)
    if not spans:
        return ""
    first, last = (day_in(words.beside, day) for day in value.span() if day)
    if first is None or last is None:
        return ""
    if not value.start.day:
        first, last = replace(first, day=None), replace(last, day=None)
    if first == last:
        return _point(first, words)
    return _same_year(first, last, words) if first.year == last.year else _joined(first, last, words)


def short_period(value: Period, words: Wording) -> str:
    """Return the period as `period` does, one of another calendar without its Gregorian span."""
    if not value.dated:
        return words["no_period"]
    text = _alone(value, words)
    return f"{text} ({words['uncertain']})" if value.uncertain else text


def _joined(start: Point | None, end: Point | None, words: Wording) -> str:
    if start is None or end is None:
        point, word = (end, "open_start") if start is None else (start, "open_end")
        assert point is not None  # noqa: S101  (an undated period is printed by `period`)
        return words[word].format(_point(point, words))
    if start == end:
        return _point(start, words)
    return _between(_point(start, words), _point(end, words))


def _between(start: str, end: str) -> str:
    spaced = " – " if " " in start + end or NO_BREAK in start + end else "–"
    return f"{start}{spaced}{end}"


def year(point: Point, words: Wording) -> str:
    """Return the year of a point in its own calendar, for an axis that says which one it is."""
    return _point(Point(point.calendar, point.year), words)


def _point(point: Point, words: Wording) -> str:
    if point.calendar is not Calendar.GREGORIAN:
        parts = [str(point.year)]
        if point.month:
            parts.insert(0, words.calendars[point.calendar].months[point.month - 1])
        if point.day:
            parts.insert(0, str(point.day))
        return _localized(NO_BREAK.join(parts), words)
    if point.decade:
        return _localized(words["decade"].format(point.year), words)
    date = point.first_day()
    if point.day:
        return day(date, words)
    pattern = "LLLL y" if point.month else "y"
    return _dated(date, pattern, words).replace(" ", NO_BREAK)


def day(date: datetime.date, words: Wording) -> str:
    """Return a Gregorian day in full, such as "9 December 2017"."""
    return _dated(date, "long", words).replace(" ", NO_BREAK, 1)


def _dated(date: datetime.date, pattern: str, words: Wording) -> str:
    locale = _locale(words.locale)
    if pattern == "long":
        # The name of the month as it stands alone: in Persian the other one has a mark that few write.
        pattern = str(locale.date_formats["long"].pattern).replace("MMMM", "LLLL")
    written = format_date(date, pattern, locale=locale)
    return _localized(DIRECTION_MARKS.sub("", written), words)


def _converted(value: Period, words: Wording) -> str:
    first, last = value.span()
    ends = [day(end, words) for end in (first, last) if end]
    both = _between(*ends) if len(ends) == 2 else ""
    if both:
        gregorian = ends[0] if ends[0] == ends[1] else both
    else:
        gregorian = words["open_end" if first else "open_start"].format(ends[0])
    text = _alone(value, words)
    unsure = f"{words['parted']}{words['uncertain']}" if value.uncertain else ""
    return f"{text} ({gregorian}{unsure})"


def _alone(value: Period, words: Wording) -> str:
    if value.calendar is Calendar.GREGORIAN:
        return _joined(value.start, value.end, words)
    equally_precise = value.start and value.end and value.start.month and value.end.month
    whole_year = value.start == value.end and value.start is not None and not value.start.month
    if whole_year:
        year = words.calendars[value.calendar].year
        return year.format(_joined(value.start, value.end, words))
    if value.start and value.end and value.start.year == value.end.year and equally_precise:
        return _same_year(value.start, value.end, words)
    return _joined(value.start, value.end, words)


def _same_year(start: Point, end: Point, words: Wording) -> str:
    if start == end:
        return _point(start, words)
    if start.day or end.day:
        return _joined(start, end, words)
    assert start.month  # noqa: S101
    assert end.month  # noqa: S101
    names = words.calendars[start.calendar].months
    months = _between(names[start.month - 1], names[end.month - 1])
    return _localized(f"{months}{NO_BREAK}{start.year}", words)
