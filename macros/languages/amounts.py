"""Prints quantities in words by the CLDR data of a language; text only, no HTML."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from babel.numbers import get_currency_name, get_currency_symbol

from macros.figures.ages import Age
from macros.figures.kinds import Qualifier, Scale
from macros.figures.model import Unit
from macros.figures.quantities import Quantity
from macros.figures.units import Kind
from macros.languages.catalogue import Catalogue
from macros.languages.cldr import (
    DIRECTION_MARKS,
    MINUS,
    NO_BREAK,
    RIGHT_TO_LEFT,
    count,
    digits,
    locale_of,
    plural_form,
)
from macros.languages.dates import period

PAIR = Decimal(2)
MANY, SEVERAL = Decimal(100), Decimal(3)
"""Numbers whose plural form stands on an axis, and behind "several", in every language."""


def amount(quantity: Quantity, units: Mapping[str, Unit], say: Catalogue) -> str:
    """Return the value with its qualifier and unit, such as "about US$13 billion"."""
    if quantity.value is None and quantity.when is None:
        bare = _several(quantity, units, say)
    else:
        bare = _with_unit(quantity, units, say)
    if quantity.per:
        bare = say.per[quantity.per].format(amount=bare)
    return say.qualifiers[quantity.qualifier].format(amount=bare)


def number(quantity: Quantity, say: Catalogue) -> str:
    """Return the value with its qualifier and without unit, such as "about 13 billion"."""
    return say.qualifiers[quantity.qualifier].format(amount=_bare(quantity, say)).strip()


def word(quantity: Quantity, say: Catalogue) -> str:
    """Return a small count as a word with its qualifier, such as "five", and else what `number` returns."""
    size = quantity.value
    small = quantity.kind is Kind.COUNT and quantity.high is None and quantity.scale is Scale.ONE
    if size is None or not small or not 1 <= size <= len(say.counts):
        return number(quantity, say)
    return say.qualifiers[quantity.qualifier].format(amount=say.counts[int(size) - 1])


def rank(place: int, say: Catalogue) -> str:
    """Return the ordinal of a place in a ranking, as a word where the catalogue has it."""
    return say.ranks[place - 1] if place <= len(say.ranks) else count(place, say.locale)


def plural(name: str, size: Decimal, say: Catalogue) -> str:
    """Return a number with the word of that name, in the plural form that CLDR gives the number."""
    return _inflected(say.plurals[name], size, say).format(number=digits(size, say.locale))


def size(octets: int, say: Catalogue) -> str:
    """Return the size of a file, such as "61 kB"."""
    thousands = count(max(1, round(octets / 1000)), say.locale)
    # CLDR has Latin letters for some sizes in Persian and Arabic, which turn around the numbers behind them.
    return say["file_size"].format(size=thousands).replace(" ", NO_BREAK)


def scaled(value: Decimal, scale: Scale, say: Catalogue) -> str:
    """Return a number with the word of its scale, such as "13 billion"."""
    return f"{digits(value, say.locale)}{_scale(scale, say, value)}"


def decimal(value: Decimal, say: Catalogue) -> str:
    """Return a number in the digits of the language, without zeros behind its decimals."""
    whole = value == value.to_integral_value()
    return digits(value.quantize(Decimal(1)) if whole else value.normalize(), say.locale)


def unit(quantity: Quantity, scale: Scale, units: Mapping[str, Unit], say: Catalogue) -> str:
    """Return the unit of an axis whose numbers are of that scale, such as "US$ billion"."""
    parts = [_scale(scale, say, MANY).strip(NO_BREAK)]
    match quantity.kind:
        case Kind.CURRENCY if quantity.unit in say.currencies:
            parts.append(_named(quantity.unit, MANY, say))
        case Kind.CURRENCY:
            parts.insert(0, get_currency_symbol(quantity.unit, locale_of(say.locale)))
        case Kind.SHARE | Kind.CHANGE:
            parts.append(DIRECTION_MARKS.sub("", _percent(say).replace("#,##0", "")).strip(NO_BREAK))
        case Kind.COUNT | Kind.MEASURE:
            parts.append(_form(units[quantity.unit], MANY, say))
    return NO_BREAK.join(part for part in parts if part)


def age(time: Age, say: Catalogue) -> str:
    """Return a time in years and months, or in days below one month, such as "2 years and 10 months"."""
    sizes = (("year", time.years), ("month", time.months))
    parts = [plural(name, Decimal(size), say) for name, size in sizes if size]
    if len(parts) > 1:
        return say["age_and"].format(years=parts[0], months=parts[1])
    return "".join(parts) or plural("day", Decimal(time.days), say)


def _bare(quantity: Quantity, say: Catalogue) -> str:
    if quantity.when is not None:
        return period(quantity.when, say)
    if quantity.value is None:
        return _scale(quantity.scale, say, SEVERAL).lstrip(NO_BREAK)
    ends = [end for end in (quantity.value, quantity.high) if end is not None]
    if quantity.kind is Kind.RANK:
        return "–".join(rank(int(end), say) for end in ends)
    printed = "–".join(digits(end, say.locale) for end in ends)
    return f"{printed}{_scale(quantity.scale, say, ends[-1])}"


def _several(quantity: Quantity, units: Mapping[str, Unit], say: Catalogue) -> str:
    scale = _bare(quantity, say)
    size = MANY if scale else SEVERAL
    if quantity.kind is Kind.CURRENCY:
        name = _named(quantity.unit, size, say)
    else:
        name = _form(units[quantity.unit], size, say)
    return " ".join(part for part in (scale, name) if part)


def _with_unit(quantity: Quantity, units: Mapping[str, Unit], say: Catalogue) -> str:
    bare = _bare(quantity, say)
    match quantity.kind:
        case Kind.CURRENCY if quantity.unit in say.currencies:
            return f"{bare}{NO_BREAK}{_named(quantity.unit, _last(quantity), say)}"
        case Kind.CURRENCY:
            locale = locale_of(say.locale)
            symbol = get_currency_symbol(quantity.unit, locale)
            pattern = str(locale.currency_formats["standard"].pattern).partition(";")[0]
            if pattern.startswith("¤"):
                gap = "" if pattern[1] in "#0" and not symbol[-1].isalpha() else NO_BREAK
                minus = MINUS if bare.startswith(MINUS) else ""
                return f"{minus}{symbol}{gap}{bare.removeprefix(minus)}"
            return f"{bare}{NO_BREAK}{symbol}"
        case Kind.SHARE | Kind.CHANGE:
            return _percent(say).replace("#,##0", bare)
        case Kind.COUNT if say.dual and _two(quantity):
            return _form(units[quantity.unit], PAIR, say)
        case Kind.COUNT | Kind.MEASURE:
            return f"{bare} {_form(units[quantity.unit], _last(quantity), say)}"
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


def _percent(say: Catalogue) -> str:
    """Return the pattern of a percentage with the percent sign of the language."""
    locale = locale_of(say.locale)
    sign = locale.number_symbols[locale.default_numbering_system]["percentSign"]
    kept = RIGHT_TO_LEFT if locale.text_direction == "rtl" else ""
    return str(locale.percent_formats[None].pattern).replace("%", kept + DIRECTION_MARKS.sub("", sign))


def _named(currency: str, size: Decimal, say: Catalogue) -> str:
    """Return the name of a currency in the form that the number takes."""
    if currency not in say.currencies:
        return get_currency_name(currency, count=size, locale=locale_of(say.locale))
    return _inflected(say.currencies[currency], size, say)


def _form(unit: Unit, size: Decimal, say: Catalogue) -> str:
    return _inflected(unit.forms.get(say.tag) or unit.forms["en"], size, say)


def _inflected(forms: Mapping[str, str], size: Decimal, say: Catalogue) -> str:
    return forms.get(plural_form(size, say.locale)) or forms["other"]


def _scale(scale: Scale, say: Catalogue, size: Decimal) -> str:
    """Return the word of a scale behind a number, in the form that the number takes."""
    return f"{NO_BREAK}{_inflected(say.scales[scale], size, say)}" if scale is not Scale.ONE else ""
