"""Finds the numerals in a text: digits of any script, dates, amounts, and number words.

Those in English are read, with the grammar below; those of other languages are found by their catalogues.
Text in, numerals out; what is no prose (code, addresses, macro calls) is blanked before, in `scan`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from macros.figures.units import CURRENCIES
from macros.languages.catalogue import ENGLISH, Catalogue, NumberWords


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MONTHS = _words("january february march april may june july august september october november december")
UNITS = _words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
SHORT_SCALES = {"k": 3, "mn": 6, "mln": 6, "m": 6, "bn": 9, "tn": 12}
ORDINALS = _words(
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
SIGNS = "".join(sign for sign in map(chr, range(0xFFFF)) if unicodedata.category(sign) == "Sc")
"""Of all currencies, as Unicode has them."""
COINS = _words(
    "dollars? euros? pounds? yen yuan rupees? rupiahs? dinars? dirhams? rials? riyals? liras? roubles? "
    "rubles? rands? reals? reais francs? pesos? krona kronor krone kroner"
)
LONGEST = 40
"""Signs of a number that is still worked out; a longer one is no figure's."""
FACTORS = {"twice": 2, "thrice": 3, "doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "hal": Fraction(1, 2)}
NO_ORDINAL = "part(?:y|ies)|countr(?:y|ies)|persons?|worlds?|states?|powers?"
"""Behind "third" these make a name, not a place in a row."""


@dataclass(frozen=True)
class Numeral:
    """A numeral as it is written, at `start` to `end` of the text."""

    start: int
    end: int
    text: str
    values: tuple[Fraction, ...] = ()
    """What it may mean: one number, or the ends of a range; nothing for "dozens"."""
    kind: str = "number"
    """number, amount (of money), percent, ordinal, factor or date."""
    scaled: bool = False
    """Whether thousand, million and so on are counted into the value."""
    date: str = ""
    """A date or year in ISO form."""


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(words) + ")"


_SHORT = tuple(month[:3] for month in MONTHS)
_SPACE = r"[\s\u00a0]"
_NUMBER = r"[0-9]+(?:[.,:'’](?=[0-9])[0-9]+|\u00a0[0-9]{3}(?![0-9]))*"
_MONTH = _any(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in MONTHS)
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?P<iso>[0-9]{{4}}-[0-9]{{2}}(?:-[0-9]{{2}})?(?![0-9-]))"
    rf"|{_DAY}{_SPACE}(?:of{_SPACE})?{_MONTH}\b(?:,?{_SPACE}[0-9]{{4}}(?![0-9]))?"
    rf"|\b{_MONTH}{_SPACE}{_DAY}(?![0-9]|[.,][0-9])(?:,?{_SPACE}[0-9]{{4}}(?![0-9]))?"
    rf"|\b{_MONTH},?{_SPACE}[0-9]{{4}}(?![0-9])"
)
_SCALE = _any((*SCALES, *SHORT_SCALES))
_PERCENT = r"(?:%|‰|per[\s\u00a0]?cent(?:age)?\b)"
_DIGITS = (
    rf"(?P<money>(?:\b(?:US|HK|NZ|[AC]))?[{SIGNS}]\u00a0?|\b(?-i:{_any(sorted(CURRENCIES))})[\s\u00a0])?"
    rf"(?P<sign>(?<![\w.)])[-+])?(?P<low>{_NUMBER})"
    rf"(?:(?:{_SPACE}?–{_SPACE}?|-|/)(?P<high>{_NUMBER}))?"
    rf"(?:(?P<nth>st|nd|rd|th)\b|s\b|[\s\u00a0-]?(?P<scale>{_SCALE})\b)?(?:{_SPACE}?(?P<percent>{_PERCENT}))?"
    rf"(?:{_SPACE}(?P<coin>(?:US{_SPACE})?{_any(COINS)})\b)?"
)
_CARDINAL = _any((*UNITS, *TENS, *SCALES, "dozen"))
_PARTS = _any(("hal(?:f|ves)", "thirds?", "quarters?", *(f"{word}s?" for word in ORDINALS[1:])))
_ENDS = rf"(?={_SPACE}+(?:of|more|less|as|higher|lower|above|below)\b|{_SPACE}*(?:[.,;:)!?|]|$))"
_JOIN = rf"(?:(?<=hundred){_SPACE}and{_SPACE}|(?<=thousand){_SPACE}and{_SPACE}|[\s\u00a0-])"
_ONE = rf"one(?![\s\u00a0-]+(?:{_any(SCALES)}|dozen|{_PARTS}|in{_SPACE}{_CARDINAL}|{_PERCENT}))"
_WORDS = (
    rf"\b(?P<ordinal>(?:{_any(TENS)}-)?{_any(ORDINALS)})\b(?![\s\u00a0-](?:{NO_ORDINAL})\b)"
    rf"|\b(?!{_ONE})(?P<words>{_CARDINAL}(?:{_JOIN}{_CARDINAL})*)(?:[\s\u00a0-](?P<parts>{_PARTS}))?\b"
    rf"(?:{_SPACE}(?P<of_hundred>{_PERCENT}))?"
    rf"|\b(?P<part>a[\s\u00a0-](?:third|quarter|{_any(ORDINALS[1:])}){_ENDS})"
    rf"|\b(?P<fold>{_any((*UNITS, *SCALES))})-?fold\b"
    r"|\b(?P<factor>twice|thrice|doubl|tripl|trebl|quadrupl|hal)(?:es?|ed|ing|f|ves?|ved|ving)?\b(?<!hal)"
    rf"|\b(?:ranks?|ranked|ranking){_SPACE}(?:as{_SPACE})?(?P<ranked>first|second)\b"
    r"|(?<!\bthe )\b(?P<placed>first|second)[\s\u00a0-]place\b"
    r"|\b(?P<best>first|second)[\s\u00a0-](?:rank|(?:larg|bigg|high|great|low|small)est)\b"
    rf"|\b(?:{_any(f'{scale}s' for scale in SCALES)}|dozens|decades?|tens(?={_SPACE}of\b)"
    rf"|number{_SPACE}one|(?<!by[\s\u00a0-])zero)\b"
)
_VULGAR = r"(?P<vulgar>[¼½¾⅐-⅞])"
IN_DIGITS = re.compile(f"{_DATE}|{_DIGITS}|{_VULGAR}", re.IGNORECASE)
NUMERAL = re.compile(f"{_DATE}|{_DIGITS}|{_VULGAR}|{_WORDS}", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
TRIGGERS = frozenset(
    (
        *(*UNITS, *TENS, *SCALES, *ORDINALS),
        *(f"{word}s" for word in (*ORDINALS, *SCALES)),
        *(f"{word}fold" for word in (*UNITS, *SCALES)),
        *(stem + end for stem in list(FACTORS)[2:-1] for end in ("e", "es", "ed", "ing")),
        *_words("zero dozen dozens tens first second half halves halve halved halving quarter quarters"),
        *_words("twice thrice decade decades"),
    )
)
"""Words without which, and without a digit, a paragraph holds no numeral."""
DIGIT = re.compile(r"\d|[①-⑨¼-¾⅐-⅞]|&#")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
FOREIGN_DIGIT = re.compile(r"(?![0-9])[\d①-⑨]")
FOLDED = {
    **{ord(sign): read for sign, read in zip("٫٬٪％−‐‑", ".,%%---", strict=True)},
    **{ord(sign): read for sign, read in zip("ſ\u212aİı", "skii", strict=True)},  # else "ſix" would match
    **dict.fromkeys((0x2009, 0x202F), "\u00a0"),
}
"""What each sign is read as, one for one, so that places stay."""
HALF_SPACE = "\u200c"
"""Joins the parts of a word in the Arabic script, and so is none of its ends."""


def numerals_in(text: str, say: Catalogue) -> Iterator[Numeral]:
    """Yield every numeral of a text in the language of the catalogue, in order; never raises.

    English words count beside those of a language in another script, where they are English left behind;
    among words in Latin letters they may be others that are spelt alike.
    """
    english = say.tag == ENGLISH or not say.latin
    found = list(numerals(text) if english else _in_parts(text, IN_DIGITS))
    if say.numbers:
        words = _pattern(say.numbers).finditer(text)
        taken = {place for one in found for place in range(one.start, one.end)}
        found += [Numeral(*word.span(), word[0]) for word in words if word.start() not in taken]
        found.sort(key=lambda one: one.start)
    yield from found


def numerals(text: str) -> Iterator[Numeral]:
    """Yield every numeral of a text in English, in order; never raises."""
    return _in_parts(text, NUMERAL)


@lru_cache(maxsize=16)
def _pattern(groups: tuple[NumberWords, ...]) -> re.Pattern[str]:
    """Return what finds the number words of a language."""
    written = "|".join(f"{_optional(one.before)}{_one_of(one.words)}{_optional(one.after)}" for one in groups)
    return re.compile(rf"(?<![\w{HALF_SPACE}])(?:{written})(?![\w{HALF_SPACE}])", re.IGNORECASE)


def _optional(groups: Iterable[Iterable[str]]) -> str:
    return "".join(f"{_one_of(group)}?" for group in groups)


def _one_of(words: Iterable[str]) -> str:
    return _any(map(re.escape, sorted(words, key=len, reverse=True)))


def _in_parts(text: str, pattern: re.Pattern[str]) -> Iterator[Numeral]:
    start = 0
    # No numeral goes over an empty line, and most paragraphs have none: the long pattern is for the rest.
    for part in text.split("\n\n"):
        if DIGIT.search(part) or not TRIGGERS.isdisjoint(WORD.findall(part.translate(FOLDED).lower())):
            yield from _found(part, start, pattern)
        start += len(part) + 2


def _found(text: str, offset: int, pattern: re.Pattern[str]) -> Iterator[Numeral]:
    written, places = _decoded(text) if "&" in text else (text, None)
    if not written.isascii():
        written = FOREIGN_DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), written.translate(FOLDED))
    for found in pattern.finditer(written):
        start, end = found.span()
        if places:
            start, end = places[start], places[end - 1] + 1
            if text[end - 1] == "&" and (entity := ENTITY.match(text, end - 1)):
                end = entity.end()
        yield _read(found, start + offset, end + offset, text[start:end])


def _decoded(text: str) -> tuple[str, list[int]]:
    """Return the text with its character references read, and where each character stood."""
    parts, places, done = [], [], 0
    for found in ENTITY.finditer(text):
        sign = html.unescape(found[0])
        if len(sign) == 1:
            parts += [text[done : found.start()], sign]
            places += [*range(done, found.start()), found.start()]
            done = found.end()
    return "".join((*parts, text[done:])), [*places, *range(done, len(text))]


def _read(found: re.Match[str], start: int, end: int, text: str) -> Numeral:
    group = defaultdict(str, {name: part for name, part in found.groupdict().items() if part})
    if group["low"]:
        return _amount(group, start, end, text)
    if group["vulgar"]:
        value = Fraction(unicodedata.numeric(group["vulgar"])).limit_denominator(10)
        return Numeral(start, end, text, (value,))
    if group["words"] or group["part"]:
        size = _counted(group["words"]) if group["words"] else Fraction(1)
        parts = (group["parts"] or (group["part"] or "")[2:]).lower()
        kind = "percent" if group["of_hundred"] else "number"
        scaled = any(scale in found[0].lower() for scale in list(SCALES)[1:])
        return Numeral(start, end, text, (size / _denominator(parts) if parts else size,), kind, scaled)
    if group["factor"] or group["fold"]:
        fold = group["fold"]
        factor = _counted(fold) if fold else Fraction(str(FACTORS[group["factor"].lower()]))
        return Numeral(start, end, text, (factor,), "factor")
    if place := group["ordinal"] or group["ranked"] or group["placed"] or group["best"]:
        tens, _, last = place.lower().rpartition("-")
        size = Fraction({"first": 1, "second": 2}.get(last) or ORDINALS.index(last) + 3)
        return Numeral(start, end, text, (size + (_counted(tens) if tens else 0),), "ordinal")
    if date := group["iso"] or _iso(found[0].lower()):
        return Numeral(start, end, text, (), "date", date=date)
    return Numeral(start, end, text)


def _amount(group: Mapping[str, str], start: int, end: int, text: str) -> Numeral:
    scale = (group["scale"] or "").lower()
    factor = 10 ** {**SCALES, **SHORT_SCALES}.get(scale, 0)
    if len(group["low"]) > LONGEST or len(group["high"] or "") > LONGEST:
        return Numeral(start, end, text)
    ends = [_number(written) for written in (group["low"], group["high"]) if written]
    values = tuple(value * factor * (-1 if group["sign"] == "-" else 1) for value in ends)
    kind = "number"
    if group["percent"]:
        kind = "percent"
    elif group["money"] or group["coin"]:
        kind = "amount"
    elif group["nth"]:
        kind = "ordinal"
    year = group["low"] or ""
    date = year if kind == "number" and not scale and not group["high"] and len(year) == 4 else ""
    return Numeral(start, end, text, values, kind, bool(scale), date if date.isdigit() else "")


def _number(written: str) -> Fraction:
    """Return the number; a comma or space before three digits groups, else it marks the decimals."""
    plain = re.sub(r"[,'’\u00a0](?=[0-9]{3}(?:[^0-9]|$))", "", written)
    head, *rest = re.split(r"[.,:'’\u00a0]", plain)
    return Fraction(f"{head}.{rest[0]}" if len(rest) == 1 else head)


def _counted(words: str) -> Fraction:
    """Return the number that the words say, such as 2000005 for "two million and five"."""
    total = part = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in UNITS:
            part += UNITS.index(word) + 1
        elif word in TENS:
            part += 10 * TENS.index(word) + 20
        elif word in ("dozen", "hundred"):
            part = (part or 1) * (12 if word == "dozen" else 100)
        elif word in SCALES:
            total, part = total + (part or 1) * 10 ** SCALES[word], 0
    return Fraction(total + part)


def _denominator(parts: str) -> int:
    word = parts.removesuffix("s")
    return {"half": 2, "halve": 2, "quarter": 4}.get(word) or ORDINALS.index(word) + 3


def _iso(words: str) -> str:
    """Return a date in words as ISO has it, as precise as it is given."""
    name = next((found for found in re.findall(r"[a-z]{3,}", words) if found[:3] in _SHORT), "")
    numbers = re.findall(r"[0-9]+", words)
    year = next((number for number in numbers if len(number) == 4), "")
    day = next((number for number in numbers if len(number) < 4), "")
    if not name or not year:
        return ""
    month = f"{_SHORT.index(name[:3]) + 1:02}"
    return f"{year}-{month}" + (f"-{day:0>2}" if day else "")
