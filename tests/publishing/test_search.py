"""What the search takes for the same: words as readers type them, run as the script that folds them."""

from __future__ import annotations

import json
import subprocess

import pytest

from macros.publishing import search
from support.programs import program

RUN = """
globalThis.addEventListener = () => {};
const [folding, words] = JSON.parse(require("fs").readFileSync(0, "utf-8"));
(0, eval)(folding);
console.log(JSON.stringify(words.map((word) => word.toLowerCase())));
"""


def folded(*words: str) -> list[str]:
    """Return the words as the search compares them."""
    given = json.dumps([search.FOLDING.read_text("utf-8"), words])
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


def test_other_words_stay_apart() -> None:
    assert len(set(folded("طالب", "طلبة", "مرز", "مارس", "trade", "TRADES"))) == 6
