"""Engine and brief apart: what makes a brief names no subject, name, licence or language of this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.project.project import read_project
from support.named import ABOUT
from support.places import ROOT

BRIEF = read_project(ROOT).book.brief
ENGINE = ("macros",)
ENDINGS = frozenset(
    (".py", ".js", ".css", ".html", ".xml", ".toml", ".yml", ".json", ".txt", ".md", ".svg", ".conf")
)
OTHERS = ("assets/brief/licences", "/fonts/", "/typesetting/OFL.txt")
"""What others wrote, with licences of its own."""
LANGUAGES = "macros/languages/"
"""Where languages are named, and nowhere else."""
STANDARDS = re.compile("Content[- ]Security[- ]Policy")
CURRENCY = re.compile(r'^\s*"?IQD"?: .*$', re.MULTILINE)
"""What languages call a currency holds the name of a country."""
OWN = frozenset(("in", "figures", "و", "در", "آینه", "آمار", "بالأرقام"))
"""Words of the title that any brief may have in its own."""


def texts() -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the engine that can be read as text."""
    for folder in ENGINE:
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and path.suffix in ENDINGS and not any(part in f"/{name}" for part in OTHERS):
                yield name, path.read_text("utf-8")


TEXTS = dict(texts())


def found(pattern: str, flags: int = re.IGNORECASE) -> list[str]:
    """Return every line of the engine in which a word stands, with its place."""
    word = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", flags)
    lines = []
    for name, text in TEXTS.items():
        bare = CURRENCY.sub("", STANDARDS.sub("", text))
        lines += [f"{name}: {line.strip()}" for line in bare.splitlines() if word.search(line)]
    return lines


def words_of_the_title() -> set[str]:
    """Return the words that say what the brief is about, without the Arabic "and" before one."""
    words = {word.lower() for title in ABOUT.title.root.values() for word in re.findall(r"\w+", title)}
    return {word.removeprefix("و") or word for word in words} - OWN


def test_the_sweep_sees_the_engine() -> None:
    assert len(TEXTS) > 150
    assert {Path(name).suffix for name in TEXTS} >= {".py", ".js", ".css", ".html"}
    assert found("finish(?:es|ed)?")
    assert words_of_the_title() >= {"iran", "iraq", "ایران", "إيران", "العراق"}


@pytest.mark.parametrize("word", sorted(words_of_the_title()))
def test_the_engine_names_no_subject(word: str) -> None:
    assert found(re.escape(word)) == []


@pytest.mark.parametrize("theme", BRIEF.themes)
def test_the_engine_names_no_theme(theme: str) -> None:
    assert found(theme) == []


def test_the_engine_names_no_figure_and_no_claim() -> None:
    ids = [id_ for id_ in (*BRIEF.figures, *BRIEF.claims) if "_" in id_]
    assert len(ids) > 300
    assert found("|".join(ids)) == []


def test_the_engine_has_neither_name_nor_licence_nor_feed_of_the_brief() -> None:
    assert found(f"{ABOUT.name}|{ABOUT.identity}") == []
    assert found(re.escape(ABOUT.licence), 0) == []


def test_languages_are_named_at_one_place() -> None:
    tags = "|".join(language for language in ABOUT.languages if language != "en")
    named = re.compile(rf"""(?:["'\[=( ]|lang\()(?:{tags})(?:[_-][A-Z]{{2}})?["'\])/:]|\b(?:{tags}): 0""")
    naming = {name for name, text in TEXTS.items() if named.search(text)}
    assert naming, "the catalogues name theirs"
    assert {name for name in naming if not name.startswith(LANGUAGES)} == set()
