"""Catalogues: what is unlike the English one is told at its place, and never ends in a traceback."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.figures.kinds import Qualifier, Scale, Status
from macros.figures.periods import parse_period
from macros.languages import amounts, counted, dates
from macros.languages.catalogue import Catalogue, by_place, catalogue, problems, tags
from macros.project.project import read_project
from support.books import completed
from support.places import ROOT

FOLDER = ROOT / "macros/languages"
PERSIAN = (FOLDER / "fa.yml").read_text("utf-8")
SAID = yaml.safe_load((FOLDER / "en.yml").read_text("utf-8"))
BLANK = re.compile(r"\{(\w+)\}")
HERE = "⌖"
"""Stands before the place of a problem."""


@pytest.mark.parametrize("tag", tags()[1:])
def test_the_catalogues_here_are_like_the_english_one(tag: str) -> None:
    assert not problems(tag)


COMPOSED = ("chart_key_", "edition_", "no_source_")
"""Beginnings of names that the macros put together."""
OTHERS = {"en", "words"}
"""What is asked of mappings that are called words and are no catalogue."""


def test_every_word_is_asked_for_and_what_is_asked_for_is_there() -> None:
    sources = [*(ROOT / "macros").rglob("*.py"), *(ROOT / "macros").rglob("*.html")]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    asked = set(re.findall(r"""\b(?:words|say)\[["']([a-z_]+)["']\]""", code)) - OTHERS
    assert len(asked) > 100
    assert not asked - SAID["words"].keys()
    named = set(re.findall(r"""["']([a-z_]+)["']""", code))
    assert not {name for name in SAID["words"].keys() - named if not name.startswith(COMPOSED)}


YEAR = 'year: {"=1": "یک سال", one: "{number} سال", other: "{number} سال"}'
MISTAKES = [
    # names
    (
        "\nwords:",
        "\n⌖words:",
        '  close: "بستن"\n',
        "",
        "missing-word",
        'write close: "Close" in this language',
    ),
    ('"بستن"', '⌖""', "", "", "missing-word", "'close' has no text; write the text"),
    (
        "  close:",
        "  ⌖clsoe:",
        "",
        "",
        "unknown-word",
        "nothing asks for 'clsoe' in 'words'; did you mean 'close'?",
    ),
    (
        "\ncolumns:",
        "\n⌖colums:",
        "",
        "",
        "unknown-word",
        "nothing asks for 'colums'; did you mean 'columns'?",
    ),
    ("\nread_me:", "\n⌖read_my:", "", "", "unknown-word", "did you mean 'read_me'?"),
    ("  close:", "  close: x\n  ⌖close:", "", "", "duplicate-key", "keep one of them"),
    ("\n  close:", "\n   ⌖close:", "", "", "yaml-syntax", ""),
    # blanks
    ('"{age} پیش از {day}"', '⌖"{age} پیش"', "", "", "unlike-blanks", "write each of these: {age}, {day}"),
    ('"{age} پیش از {day}"', '⌖"{age} {days} {day}"', "", "", "unlike-blanks", "'age_on' are not those"),
    ('"{age} پیش از {day}"', '⌖"{age}} {day}"', "", "", "unlike-blanks", "'age_on' are not those"),
    ('"{age} پیش از {day}"', '⌖"{age!r} {day}"', "", "", "unlike-blanks", "'age_on' are not those"),
    ('"بستن"', '⌖"{close}"', "", "", "unlike-blanks", "write no braces"),
    # shapes
    ('"بستن"', "⌖[x]", "", "", "wrong-type", "'close' is no text; write it in quotation marks"),
    ("\nqualifiers:", "\nqualifiers: ⌖x\nqualifies:", "", "", "wrong-type", "'qualifiers' has no names"),
    ("ranks: [", "ranks: ⌖[[], ", "", "", "wrong-type", "'ranks' is no list of texts"),
    ('- words: "نصف', '- ⌖word: "نصف', "", "", "wrong-type", "a group of number words has none"),
    ('[["ین"]]', "⌖ین", "", "", "wrong-type", '\'after\' holds no groups; write [["a", "b"]]'),
    # forms
    (YEAR, '⌖year: {one: "{number} سال"}', "", "", "missing-word", "write other:"),
    (
        YEAR,
        'year: {one: "سال", ⌖few: x, other: "{number} سال"}',
        "",
        "",
        "unknown-word",
        "no plural",
    ),
    (YEAR, 'year: {one: "سال", other: ⌖"سال"}', "", "", "unlike-blanks", "{number}"),
    (YEAR, "year: ⌖[x]", "", "", "wrong-type", "write a text, or one for each plural form"),
    ("  USD:", "  ⌖USB:", "", "", "unknown-word", "there is no currency 'USB'; did you mean"),
    ("      [", "      ⌖[", '"آذر", ', "", "missing-word", "'months' has 11 texts; there are 12 in English"),
    ("  range:", "  ⌖range:", 'word: "بازه", ', "", "missing-word", 'write word: "a range" in this language'),
    # what the language is
    (
        "fa_IR",
        "⌖xx_XX",
        "",
        "",
        "invalid-value",
        "there is no locale 'xx_XX'; write one of CLDR, such as fa_IR",
    ),
    ("script: Arab", "script: ⌖rtl", "", "", "invalid-value", "write its four letters by ISO 15924"),
    ("script: Arab", "script: Arab\n  dual: ⌖yes", "", "", "invalid-value", "write true, or leave it out"),
    ("tag: fa", "tag: ⌖ar", "", "", "invalid-value", "the file is that of 'fa'; write fa"),
]


@pytest.mark.parametrize(("old", "new", "also", "by", "code", "message"), MISTAKES)
def test_each_mistake_is_told_at_its_place(
    old: str, new: str, also: str, by: str, code: str, message: str
) -> None:
    assert old in PERSIAN
    assert also in PERSIAN
    marked = PERSIAN.replace(old, new, 1)
    marked = marked.replace(also, by, 1) if also else marked
    before, _, after = marked.partition(HERE)
    place = f"data/languages/fa.yml:{before.count(chr(10)) + 1}:{len(before.rpartition(chr(10))[2]) + 1}: "
    found = [str(one) for one in problems("fa", {"fa": (before + after).encode()})]
    assert [one for one in found if one.startswith(f"{place}error[{code}]: ") and message in one], found


def test_all_mistakes_are_told_at_once() -> None:
    written = (
        PERSIAN.replace("  close:", "  clsoe:").replace("{age} پیش از {day}", "{age}").replace("USD", "USB")
    )
    codes = [one.code for one in problems("fa", {"fa": written.encode()})]
    assert sorted(codes) == ["missing-word", "unknown-word", "unknown-word", "unlike-blanks"]


def test_what_is_missing_is_said_in_english() -> None:
    say = catalogue("fa", {"fa": PERSIAN.replace('  close: "بستن"\n', "").encode()})
    assert (say["close"], say["contents"]) == ("Close", "فهرست مطالب")
    assert catalogue("fa", {"fa": b"words: ["})["close"] == "Close"
    assert catalogue("xx")["close"] == "Close"


# --- whatever stands in the file

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.text("ab{}۱ ", max_size=6),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=2)
    ),
    max_leaves=3,
)


def paths(said: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to everything that a catalogue says."""
    for name, value in said.items() if isinstance(said, dict) else ():
        yield (*at, name)
        yield from paths(value, (*at, name))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return an English catalogue in which something else stands at some places, or nothing."""
    said = copy.deepcopy(SAID)
    for way in draw(st.lists(st.sampled_from(list(paths(SAID))), min_size=1, max_size=4)):
        inside = said
        for name in way[:-1]:
            inside = inside.get(name) if isinstance(inside, dict) else None
        if isinstance(inside, dict):
            inside[way[-1]] = draw(ANYTHING)
            if draw(st.booleans()):
                del inside[way[-1]]
    return yaml.safe_dump(said, allow_unicode=True).encode()


def everything(say: Catalogue) -> Iterator[str]:
    """Yield what can be printed by a catalogue, with all blanks filled."""
    english = catalogue("en")
    for texts, there in ((say.words, english.words), (say.columns, english.columns)):
        assert texts.keys() == there.keys()
        for name, text in texts.items():
            yield text.format(**dict.fromkeys(BLANK.findall(there[name]), "x"))
    for name in english.plurals:
        yield from (amounts.plural(name, size, say) for size in map(Decimal, range(12)))
    yield from (counted.scaled(Decimal(3), scale, say) for scale in Scale)
    yield from (say.qualifiers[qualifier].format(amount="x") for qualifier in Qualifier)
    yield from (say.status_label(status) for status in Status)
    yield from (dates.period(parse_period(text), say) for text in ("2023-03", "1402 SH", "199X", "2003/.."))
    yield from (word for legend in say.legends.values() for row in legend.rows for word in row)


@given(raw=damaged())
def test_whatever_stands_in_a_catalogue_all_can_be_printed(raw: bytes) -> None:
    assert all(isinstance(text, str) for text in everything(catalogue("de", {"de": raw})))
    assert problems("de", {"de": raw})  # it calls itself English


# --- in a project

ABOUT = """\
about:
  title: A
  name: a
  summary: B
  licence: CC0-1.0
  version: "1"
  updated: 2024-05-01
  article: paper
  languages: [en, {0}]
"""


def opened(root: Path, language: str, written: str | None) -> list[str]:
    """Return the problems of the catalogues and the data of a project."""
    (root / "data/languages").mkdir(parents=True)
    (root / "docs").mkdir()
    if written is not None:
        (root / "data/languages/de.yml").write_text(written, "utf-8")
    (root / "data/figures.yml").write_text(completed(ABOUT.format(language)), "utf-8")
    found = read_project(root).problems
    return [str(one) for one in found if one.code not in ("missing-translation", "unknown-page")]


def test_a_language_needs_a_catalogue(tmp_path: Path) -> None:
    (found,) = opened(tmp_path, "de", None)
    assert found.startswith(
        "data/figures.yml:9:19: error[invalid-value]: there is no catalogue of the language"
    )
    assert found.endswith("write data/languages/de.yml, or one of en, ar, fa")


def test_a_project_brings_its_own(tmp_path: Path) -> None:
    german = yaml.safe_dump(SAID | {"language": {"tag": "de", "locale": "de_DE", "script": "Latn"}})
    assert opened(tmp_path, "de", german) == []


def test_a_build_refuses_a_faulty_one(tmp_path: Path) -> None:
    found = opened(tmp_path, "de", "language: {tag: de, locale: de_DE, script: Latn}\n")
    assert {one.partition("[")[2].partition("]")[0] for one in found} == {"missing-word"}
    assert (
        "data/languages/de.yml:1:1: error[missing-word]: 'words' is missing; write words: and its"
        in "\n".join(found)
    )


# --- for scripts


@pytest.mark.parametrize(
    ("text", "filled"),
    [("{nth} of {count}", "{} of {}"), ("{count}: {nth}", "{1}: {0}"), ("{count}", "{}"), ("none", "none")],
)
def test_scripts_fill_blanks_one_after_the_other(text: str, filled: str) -> None:
    assert by_place(text, "nth", "count") == filled
