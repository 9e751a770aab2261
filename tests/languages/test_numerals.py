"""The finder of numerals: every number of a text, what it means, and nothing else."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from macros.languages.numerals import Numeral, numerals


def found(text: str) -> list[str]:
    return [numeral.text for numeral in numerals(text)]


def only(text: str) -> Numeral:
    (numeral,) = numerals(text)
    return numeral


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Trade of 13 billion", "13 billion"),
        ("US$13 billion or so", "US$13 billion"),
        ("13 million dollars", "13 million dollars"),
        ("G7", "7"),
        ("47 per cent of all", "47 per cent"),
        ("-5 %", "-5 %"),
        ("from 4-5", "4-5"),
        ("from 300 – 400 m", "300 – 400 m"),
        ("in 2021/22", "2021/22"),
        ("on 21 April 2022.", "21 April 2022"),
        ("on 21st of April", "21st of April"),
        ("on March 9, 2025,", "March 9, 2025"),
        ("2022-04-21", "2022-04-21"),
        ("the 1990s", "1990s"),
        ("the 2nd", "2nd"),
        ("version 3.11.2", "3.11.2"),
        ("26\u00a0000 people", "26\u00a0000"),
        ("1,234,567.8", "1,234,567.8"),
        ("سال ۱۴۰۲", "۱۴۰۲"),
        ("عام ٢٠٢٣", "٢٠٢٣"),
        ("साल २०२३", "२०२३"),
        ("１３ km", "１３"),
        ("&#52; km", "&#52;"),
        ("1&#x32;&#51; km", "1&#x32;&#51;"),
        ("a&nbsp;4&nbsp;%", "4&nbsp;%"),
        ("½ of it", "½"),
        ("twenty-one", "twenty-one"),
        ("two million and more", "two million"),
        ("one hundred and five", "one hundred and five"),
        ("two-thirds", "two-thirds"),
        ("one third", "one third"),
        ("a third of it", "a third"),
        ("a quarter.", "a quarter"),
        ("half the money", "half"),
        ("halved", "halved"),
        ("DOUBLED", "DOUBLED"),
        ("Twice as much", "Twice"),
        ("tenfold", "tenfold"),
        ("a dozen", "dozen"),
        ("thousands of pilgrims", "thousands"),
        ("the third round", "third"),
        ("a third round", "third"),
        ("second place", "second place"),
        ("the second largest", "second largest"),
        ("ranked first", "ranked first"),
        ("two decades", "two"),
    ],
)
def test_numerals(text: str, said: str) -> None:
    assert found(text)[0] == said


@pytest.mark.parametrize(
    "text",
    [
        "one of them, one by one",
        "the first time, at first, first of all, in the first place",
        "a second thought",
        "a third party, third-party software, Third World",
        "on behalf of halos",
        "someone, often, tense, attend, weighty, nineveh",
        "quarters of the city",
        "division by zero",
        "km² and m³",
        "they may, in March",
        "both sides, a single season, neither",
        "&ndash; &#8211; &amp;",
        "US$ and % alone",
    ],
)
def test_no_numerals(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "values", "kind"),
    [
        ("13", [13], "number"),
        ("13 billion", [13_000_000_000], "number"),
        ("$2.5bn", [2_500_000_000], "amount"),
        ("5 euros", [5], "amount"),
        ("2,7", [Fraction(27, 10)], "number"),
        ("1,234.5", [Fraction(2469, 2)], "number"),
        ("۱۲٫۵٪", [Fraction(25, 2)], "percent"),
        ("١٬٢٣٤", [1234], "number"),
        ("−23 %", [-23], "percent"),
        ("ten per cent", [10], "percent"),
        ("4–5", [4, 5], "number"),
        ("3rd", [3], "ordinal"),
        ("twenty-third", [23], "ordinal"),
        ("second place", [2], "ordinal"),
        ("nineteen", [19], "number"),
        ("two hundred and five thousand", [205_000], "number"),
        ("three-quarters", [Fraction(3, 4)], "number"),
        ("half", [Fraction(1, 2)], "factor"),
        ("tripled", [3], "factor"),
        ("sixfold", [6], "factor"),
        ("⅔", [Fraction(2, 3)], "number"),
        ("dozens", [], "number"),
        ("5 March", [], "number"),
    ],
)
def test_what_a_numeral_means(text: str, values: list[int | Fraction], kind: str) -> None:
    numeral = only(text)
    assert (list(numeral.values), numeral.kind, numeral.text) == (values, kind, text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("21 April 2022", "2022-04-21"),
        ("April 21st, 2022", "2022-04-21"),
        ("Sep 2023", "2023-09"),
        ("2023-09", "2023-09"),
        ("2003", "2003"),
        ("2003 %", ""),
        ("13", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert only(text).date == date


WORDS = """one · two · ten · twenty · hundred · thousand · million · dozen · and · - · third · thirds · half
· quarter · a · of · first · second · place · doubl · ed · twice · fold · s · th · 7 · 13 · 2023 · 1. · , ·
. · : · / · – · % · $ · US$ · bn · per · cent · percent · April · May · &#52; · &frac12; · & · ; · ۷ · ½ · ² ·
ſ · İ · ① · 一"""
PIECES = [*(word.strip() for word in WORDS.split("·")), " ", "\u00a0", "\n", "\n\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join) | st.text())
@example("ſixth")
@example("1" * 5000)
@example("two " * 500)
def test_any_text_is_read_and_places_lie_in_it(text: str) -> None:
    end = 0
    for numeral in numerals(text):
        assert end <= numeral.start < numeral.end <= len(text)
        assert text[numeral.start : numeral.end] == numeral.text
        end = numeral.end
