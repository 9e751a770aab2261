"""Prints quantities in words by the CLDR data of a language; text only, no HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from babel.numbers import get_currency_name, get_currency_symbol

from macros.figures.ages import Age
from macros.figures.kinds import Qualifier, Scale
from macros.figures.model import Unit
from macros.figures.quantities import Quantity
from macros.figures.units import UnitKind
from macros.languages import counted
from macros.languages.catalogue import Catalogue
from macros.languages.cldr import (
    DIRECTION_MARKS,
    ISOLATE,
    LEFT_TO_RIGHT,
    MINUS,
    NO_BREAK,
    POP_ISOLATE,
    RIGHT_TO_LEFT,
    count,
    digits,
    locale_of,
)
from macros.languages.counted import MANY, SEVERAL, Way, inflected, scale_word
from macros.languages.dates import period

FREE = (Qualifier.STATED, Qualifier.RANGE)
"""Qualifiers that are no words before the amount."""


def amount(
    quantity: Quantity,
    units: Mapping[str, Unit],
    say: Catalogue,
    *,
    prose: bool = False,
    oblique: bool = False,
) -> str:
    """Return the value with its qualifier and unit, such as "about US$13 billion".

    In prose small counts and percentages are words, where the language has them; oblique is the case behind a
    preposition.
    """
    quantity, way = _rescaled(quantity, say), _way(quantity, prose=prose, oblique=oblique)
    if quantity.value is None and quantity.when is None:
        bare = _several(quantity, units, say)
    else:
        bare = _with_unit(quantity, units, say, way)
    if quantity.per:
        bare = say.per[quantity.per].format(amount=bare)
    return say.qualifiers[quantity.qualifier].format(amount=bare)


def number(quantity: Quantity, say: Catalogue, *, prose: bool = False) -> str:
    """Return the value with its qualifier and without unit, such as "about 13 billion"."""
    quantity = _rescaled(quantity, say)
    way = _way(quantity, prose=prose and quantity.kind is UnitKind.COUNT)
    return say.qualifiers[quantity.qualifier].format(amount=_bare(quantity, say, way)).strip()


def rank(place: int, say: Catalogue) -> str:
    """Return the ordinal of a place in a ranking, as a word where the catalogue has it."""
    return say.ranks[place - 1] if place <= len(say.ranks) else count(place, say.locale)


def plural(name: str, size: Decimal, say: Catalogue) -> str:
    """Return a number with the word of that name, in the plural form that the number takes."""
    return inflected(say.plurals[name], size, say).format(number=digits(size, say.locale))


def size(octets: int, say: Catalogue) -> str:
    """Return the size of a file, such as "61 kB"."""
    thousands = count(max(1, round(octets / 1000)), say.locale)
    # CLDR has Latin letters for some sizes in Persian and Arabic, which turn around the numbers behind them.
    return say["file_size"].format(size=thousands).replace(" ", NO_BREAK)


def decimal(value: Decimal, say: Catalogue) -> str:
    """Return a number in the digits of the language, without zeros behind its decimals."""
    whole = value == value.to_integral_value()
    return digits(value.quantize(Decimal(1)) if whole else value.normalize(), say.locale)


def unit(quantity: Quantity, scale: Scale, units: Mapping[str, Unit], say: Catalogue) -> str:
    """Return the unit of an axis whose numbers are of that scale, such as "US$ billion"."""
    parts = [scale_word(scale, say, MANY).strip(NO_BREAK)]
    match quantity.kind:
        case UnitKind.CURRENCY if quantity.unit in say.currencies:
            parts.append(_named(quantity.unit, MANY, say))
        case UnitKind.CURRENCY:
            parts.insert(0, get_currency_symbol(quantity.unit, locale_of(say.locale)))
        case UnitKind.SHARE | UnitKind.CHANGE:
            parts.append(say["percentage"])
        case UnitKind.COUNT | UnitKind.MEASURE:
            parts.append(_form(units[quantity.unit], MANY, say))
    return NO_BREAK.join(part for part in parts if part)


def age(time: Age, say: Catalogue) -> str:
    """Return a time in years and months, or in days below one month, such as "2 years and 10 months"."""
    sizes = (("year", time.years), ("month", time.months))
    parts = [plural(name, Decimal(size), say) for name, size in sizes if size]
    if len(parts) > 1:
        return say["age_and"].format(years=parts[0], months=parts[1])
    return "".join(parts) or plural("day", Decimal(time.days), say)


def _rescaled(quantity: Quantity, say: Catalogue) -> Quantity:
    ends = _ends(quantity)
    if not ends or quantity.kind not in (UnitKind.CURRENCY, UnitKind.COUNT, UnitKind.MEASURE):
        return quantity
    kept, scale = counted.rescaled(ends, quantity.scale, say)
    return replace(quantity, value=kept[0], high=kept[1] if len(kept) > 1 else None, scale=scale)


def _way(quantity: Quantity, *, prose: bool, oblique: bool = False) -> Way:
    behind = oblique or quantity.qualifier not in FREE
    return Way(prose, behind, beyond=quantity.qualifier is Qualifier.MORE_THAN)


def _ends(quantity: Quantity) -> list[Decimal]:
    return [end for end in (quantity.value, quantity.high) if end is not None]


def _bare(quantity: Quantity, say: Catalogue, way: Way) -> str:
    if quantity.when is not None:
        return period(quantity.when, say)
    if quantity.value is None:
        return scale_word(quantity.scale, say, SEVERAL).lstrip(NO_BREAK)
    ends = _ends(quantity)
    if quantity.kind is UnitKind.RANK:
        return "–".join(rank(int(end), say) for end in ends)
    return counted.bare(ends, quantity.scale, say, way)


def _several(quantity: Quantity, units: Mapping[str, Unit], say: Catalogue) -> str:
    scale = scale_word(quantity.scale, say, SEVERAL).lstrip(NO_BREAK)
    size = MANY if scale else SEVERAL
    if quantity.kind is UnitKind.CURRENCY:
        name = _named(quantity.unit, size, say)
    else:
        name = _form(units[quantity.unit], size, say)
    return " ".join(part for part in (scale, name) if part)


def _with_unit(quantity: Quantity, units: Mapping[str, Unit], say: Catalogue, way: Way) -> str:
    ends, scale = _ends(quantity), quantity.scale
    match quantity.kind:
        case UnitKind.CURRENCY if quantity.unit in say.currencies:
            return counted.counted(ends, scale, say.currencies[quantity.unit], say, way, NO_BREAK)
        case UnitKind.CURRENCY:
            return _with_symbol(quantity, say)
        case UnitKind.SHARE | UnitKind.CHANGE:
            return _share(ends, scale, say, way)
        case UnitKind.COUNT:
            return counted.counted(ends, scale, _forms(units[quantity.unit], say), say, way)
        case UnitKind.MEASURE:
            way = replace(way, prose=False)
            return counted.counted(ends, scale, _forms(units[quantity.unit], say), say, way)
        case _:
            return _bare(quantity, say, way)


def _with_symbol(quantity: Quantity, say: Catalogue) -> str:
    bare, locale = _bare(quantity, say, Way()), locale_of(say.locale)
    symbol = get_currency_symbol(quantity.unit, locale)
    pattern = str(locale.currency_formats["standard"].pattern).partition(";")[0]
    if pattern.startswith("¤"):
        gap = "" if pattern[1] in "#0" and not symbol[-1].isalpha() else NO_BREAK
        minus = MINUS if bare.startswith(MINUS) else ""
        return f"{minus}{symbol}{gap}{bare.removeprefix(minus)}"
    return f"{bare}{NO_BREAK}{symbol}"


def _share(ends: list[Decimal], scale: Scale, say: Catalogue, way: Way) -> str:
    """Return a percentage, with the sign in tables and in the words of the language in sentences."""
    if not way.prose:
        return _percent(say, counted.bare(ends, scale, say))
    falling = all(end < 0 for end in ends)
    sizes = [-end for end in reversed(ends)] if falling else ends
    return (
        say["percent_fall" if falling else "percent"]
        .format(number=counted.bare(sizes, scale, say))
        .replace(" ", NO_BREAK, 1)
    )


def _percent(say: Catalogue, number: str) -> str:
    """Return a number with the percent sign of the language, both kept in their order."""
    locale = locale_of(say.locale)
    sign = DIRECTION_MARKS.sub("", locale.number_symbols[locale.default_numbering_system]["percentSign"])
    rtl = locale.text_direction == "rtl"
    # Signs at either end of a number that is read from the left keep their order apart from the text around.
    apart = rtl and LEFT_TO_RIGHT in number
    kept = RIGHT_TO_LEFT if rtl and not apart else ""
    printed = str(locale.percent_formats[None].pattern).replace("%", kept + sign).replace("#,##0", number)
    return f"{ISOLATE}{printed}{POP_ISOLATE}" if apart else printed


def _named(currency: str, size: Decimal, say: Catalogue) -> str:
    """Return the name of a currency in the form that the number takes."""
    if currency not in say.currencies:
        return get_currency_name(currency, count=size, locale=locale_of(say.locale))
    return inflected(say.currencies[currency], size, say)


def _forms(unit: Unit, say: Catalogue) -> Mapping[str, str]:
    return unit.forms.get(say.tag) or unit.forms["en"]


def _form(unit: Unit, size: Decimal, say: Catalogue) -> str:
    return inflected(_forms(unit, say), size, say)
