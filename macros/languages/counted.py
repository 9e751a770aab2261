"""Says a number with the noun that it counts, in the form and the case that the language asks for.

Text only, no HTML. In some languages the forms of a noun for one and two say the number by themselves, and
have another ending behind a preposition; `dual` in a catalogue says that it is so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from macros.figures.kinds import Scale
from macros.languages.catalogue import Catalogue
from macros.languages.cldr import JOINED, NO_BREAK, OBLIQUE, digits, plural_form

ONE, PAIR = Decimal(1), Decimal(2)
MANY, SEVERAL = Decimal(100), Decimal(3)
"""Numbers whose plural form stands on an axis, behind a scale, and behind "several", in every language."""
STEP = Decimal(1000)

Forms = Mapping[str, str]


@dataclass(frozen=True)
class Way:
    """How an amount is said."""

    prose: bool = False
    """Whether it stands in a sentence, where small counts and percentages are words."""
    oblique: bool = False
    """Whether it depends on a word before it, such as a qualifier or a preposition."""
    beyond: bool = False
    """Whether "more than" stands before it, behind which one of a thing is just the thing."""


PLAIN = Way()


def counted(
    ends: Sequence[Decimal], scale: Scale, forms: Forms, say: Catalogue, way: Way = PLAIN, gap: str = " "
) -> str:
    """Return a number, or the two ends of a range, with the noun of those forms behind it."""
    if len(ends) == 1:
        return _one(ends[0], scale, forms, say, way, gap)
    if not any(_worded(end, scale, forms, say) for end in ends):
        noun = inflected(forms, _before_noun(ends[-1], scale), say)
        return f"{bare(ends, scale, say, way, joined=True)}{gap}{noun}"
    behind = Way(prose=way.prose, oblique=True, beyond=True)
    low = (
        _one(ends[0], scale, forms, say, behind, gap)
        if scale is Scale.ONE
        else scaled(ends[0], scale, say, behind)
    )
    return say["from_to"].format(low=low, high=_one(ends[1], scale, forms, say, behind, gap))


def bare(
    ends: Sequence[Decimal], scale: Scale, say: Catalogue, way: Way = PLAIN, *, joined: bool = False
) -> str:
    """Return a number, or the two ends of a range, with the word of the scale and without noun."""
    if len(ends) == 1:
        return scaled(ends[0], scale, say, way)
    if scale is not Scale.ONE and any(_worded(end, scale, {}, say) for end in ends):
        behind = Way(prose=way.prose, oblique=True)
        low, high = (scaled(end, scale, say, behind) for end in ends)
        return say["from_to"].format(low=low, high=high)
    low, high = (digits(end, say.locale) for end in ends)
    return f"{say['range'].format(low=low, high=high)}{scale_word(scale, say, ends[-1], joined=joined)}"


def scaled(value: Decimal, scale: Scale, say: Catalogue, way: Way = PLAIN, *, joined: bool = False) -> str:
    """Return a number with the word of its scale, such as "13 billion"; joined, a noun follows it."""
    if scale is Scale.ONE:
        return _numeral(value, say, way)
    forms = say.scales[scale]
    if say.dual and value in (ONE, PAIR):
        return _form(forms, value, way, joined=joined)
    number = _numeral(value, say, way) if value == ONE else digits(value, say.locale)
    return f"{number}{scale_word(scale, say, value, joined=joined)}"


def scale_word(scale: Scale, say: Catalogue, size: Decimal, *, joined: bool = False) -> str:
    """Return the word of a scale behind a number, in the form that the number takes; nothing for none."""
    if scale is Scale.ONE:
        return ""
    forms = say.scales[scale]
    before_noun = forms.get(f"{plural_form(size, say.locale)}{JOINED}") if joined else None
    return f"{NO_BREAK}{before_noun or inflected(forms, size, say)}"


def inflected(forms: Forms, size: Decimal, say: Catalogue) -> str:
    """Return the form that the number takes: its own, such as "=0", or else that of CLDR's category."""
    return forms.get(f"={size}") or forms.get(plural_form(size, say.locale)) or forms["other"]


def rescaled(ends: Sequence[Decimal], scale: Scale, say: Catalogue) -> tuple[tuple[Decimal, ...], Scale]:
    """Return the same numbers by the scale that the language says them with: 90,000 is 90 thousand.

    Nothing changes in a language that writes round thousands in digits.
    """
    scales, kept = list(Scale), tuple(ends)
    if not say.round or not all(ends):
        return kept, scale
    while scale is not scales[-1] and not any(end % STEP for end in kept):
        kept, scale = tuple(end / STEP for end in kept), scales[scales.index(scale) + 1]
    while scale is not Scale.ONE and all(abs(end) < 1 for end in kept):
        kept, scale = tuple(_plain(end * STEP) for end in kept), scales[scales.index(scale) - 1]
    return kept, scale


def _one(value: Decimal, scale: Scale, forms: Forms, say: Catalogue, way: Way, gap: str) -> str:
    noun = inflected(forms, _before_noun(value, scale), say)
    if scale is not Scale.ONE:
        return f"{scaled(value, scale, say, way, joined=True)}{gap}{noun}"
    if _worded(value, scale, forms, say):
        return forms["other"] if value == ONE and way.beyond else _form(forms, value, way)
    return f"{_numeral(value, say, way)}{gap}{noun}"


def _worded(value: Decimal, scale: Scale, forms: Forms, say: Catalogue) -> bool:
    """Return whether a form of the noun, or of the scale, says the number by itself."""
    if not say.dual or value not in (ONE, PAIR):
        return False
    return scale is not Scale.ONE or inflected(forms, value, say) != forms["other"]


def _form(forms: Forms, value: Decimal, way: Way, *, joined: bool = False) -> str:
    if value == ONE:
        return forms["one"]
    name = f"{OBLIQUE if way.oblique else 'two'}{JOINED if joined else ''}"
    return forms.get(name) or forms["two"]


def _before_noun(value: Decimal, scale: Scale) -> Decimal:
    """Return the number by which the noun is inflected: behind the word of a scale it is that of many."""
    return value if scale is Scale.ONE else MANY


def _numeral(value: Decimal, say: Catalogue, way: Way) -> str:
    """Return a number as a word where the language has one for it in sentences, else in digits."""
    words = say.small if way.prose and value.as_tuple().exponent == 0 else ()
    return words[int(value) - 1] if 1 <= value <= len(words) else digits(value, say.locale)


def _plain(value: Decimal) -> Decimal:
    whole = value == value.to_integral_value()
    return value.quantize(Decimal(1)) if whole else value.normalize()
