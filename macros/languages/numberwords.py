"""Finds the number words of Persian and Arabic in a text; digits and English words are found by `numerals`.

Left out are words that mean something else more often: "one", which stands for an article in Persian, "no"
(spelt like nine), and in Arabic the dual, "second", Monday and the pilgrimage on the fortieth day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from macros.languages.numerals import Numeral, numerals


def _any(words: str) -> str:
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"


_JOINER = "\u200c"
_PERSIAN = _any(
    "دو سه چهار پنج شش هفت هشت ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست سی "
    "چهل پنجاه شصت هفتاد هشتاد نود صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد هزار میلیون "
    "میلیارد تریلیون"
)
_PERSIAN_PLACES = _any("دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم بیستم صدم")
_PERSIAN_OTHERS = _any("نصف نیم نیمی ثلث ربع دوبرابر هزاران صدها دهها دهه")
_ARABIC = _any(
    "اثنان اثنتان اثنتين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثماني ثمان تسعة تسع "
    "عشرة عشر عشرون عشرين ثلاثون ثلاثين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين "
    "مئة مائة مئتان مئتين مائتان مائتين مئات عشرات ألف ألفان ألفين ألفًا آلاف مليون مليونا مليونان "
    "مليونين مليونًا ملايين مليار مليارا ملياران مليارين مليارًا مليارات تريليون تريليونات نصف ثلث ثلثا "
    "ثلثي ثلثين ربع ضعفا ضعفي ضعفين أضعاف ثالث ثالثة رابع رابعة خامس خامسة سادس سادسة سابع سابعة "
    "ثامن ثامنة تاسع تاسعة عاشر عاشرة"
)
_BEFORE, _AFTER = rf"(?<![\w{_JOINER}])", rf"(?![\w{_JOINER}])"
PATTERNS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "fa": re.compile(
            rf"{_BEFORE}(?:{_PERSIAN}(?:{_JOINER}(?:ها|برابر|تا))?|{_PERSIAN_OTHERS}"
            rf"|(?:یک[ {_JOINER}])?{_PERSIAN_PLACES}(?:ین)?){_AFTER}"
        ),
        "ar": re.compile(rf"{_BEFORE}[وف]?(?:لل|[بكل]?(?:ال)?){_ARABIC}{_AFTER}"),
    }
)


def numerals_in(text: str, language: str) -> Iterator[Numeral]:
    """Yield every numeral of a text in that language, in order; never raises."""
    found = list(numerals(text))
    if pattern := PATTERNS.get(language):
        found += [Numeral(match.start(), match.end(), match[0]) for match in pattern.finditer(text)]
        found.sort(key=lambda one: one.start)
    yield from found
