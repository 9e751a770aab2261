"""What search, filter and checks take for the same: words as readers type them, run as the scripts do it."""

from __future__ import annotations

import json
import subprocess
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.publishing import search
from macros.text import alike
from support.programs import program

RUN = """
globalThis.addEventListener = () => {};
const [scripts, call, words] = JSON.parse(require("fs").readFileSync(0, "utf-8"));
(0, eval)(scripts);
console.log(JSON.stringify(words.map(eval(call))));
"""
SEARCH = "(word) => word.toLowerCase()"
LETTERS = "(word) => brief.plain(word)"
"""What search and filter have in common: the letters of words, and not the words themselves."""
ARABIC = [chr(code) for code in range(0x600, 0x700)]
MARKS = st.text(st.sampled_from([sign for sign in ARABIC if category(sign) == "Mn"]), max_size=2)
LETTER = st.builds(
    str.__add__,
    st.sampled_from([sign for sign in ARABIC if category(sign)[0] != "M" and sign != "\u0640"]),
    MARKS,
)
BETWEEN = st.sampled_from("\u0640\u200c\u200e\u200f a1")
WRITTEN = st.lists(st.one_of(LETTER, BETWEEN), max_size=12).map("".join)


def folded(*words: str, call: str = SEARCH) -> list[str]:
    """Return the words as the search compares them."""
    given = json.dumps([search.folding(), call, words])
    done = subprocess.run(
        [program("nodejs"), "-e", RUN], input=given, capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))


@pytest.mark.parametrize(
    "words",
    [
        ("جستجو", "جست\u200cوجو", "جستوجو"),
        ("مسئول", "مسوول", "مسؤول"),
        ("طلاب", "طلبة", "الطلاب", "الطلبة"),
        ("مارس", "آذار"),
        ("يونيو", "حزيران"),
        ("كتاب", "کتاب"),
        ("١٣", "۱۳", "13"),
    ],
)
def test_spellings_of_a_word_are_one(words: tuple[str, ...]) -> None:
    assert len(set(folded(*words))) == 1


def test_what_readers_type_is_read_so_with_the_star_that_the_theme_sets_behind_it() -> None:
    typed = ("طلاب", "الطلبة", "يونيو", "كتاب", "trade")
    assert folded(*(f"{word}*" for word in typed)) == [f"{word}*" for word in folded(*typed)]


def test_other_words_stay_apart() -> None:
    assert len(set(folded("طالب", "طلبة", "مرز", "مارس", "trade", "TRADES"))) == 6


@settings(max_examples=20, deadline=None)
@given(st.lists(WRITTEN, min_size=50, max_size=100))
def test_what_checks_take_for_the_same_readers_find_by_either(words: list[str]) -> None:
    def found(texts: list[str]) -> list[str]:
        return [text.replace("\u200c", "") for text in folded(*texts, call=LETTERS)]

    assert found([alike(word) for word in words]) == found([word.casefold() for word in words])
