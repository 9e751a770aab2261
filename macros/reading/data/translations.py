"""Finds texts of the data that lack a translation, or whose translation names other figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pydantic import BaseModel

from macros.figures.model import ENGLISH, REFERENCE, Text
from macros.problems import Fault

Keys = tuple[str | int, ...]
NAMES = ("publisher",)
"""Fields that hold names, of which many are the same in every language."""


def texts(entry: BaseModel, at: Keys) -> Iterator[tuple[Keys, Text]]:
    """Yield every text of an entry and of the entries inside it, each with its keys."""
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if isinstance(value, Text):
            yield (*at, name), value
        elif isinstance(value, BaseModel):
            yield from texts(value, (*at, name))
        elif isinstance(value, tuple):
            for index, inner in enumerate(value):
                if isinstance(inner, BaseModel):
                    yield from texts(inner, (*at, name, index))


def untranslated(entry: BaseModel, at: Keys, languages: Collection[str]) -> Iterator[tuple[Keys, Fault]]:
    """Yield where and what is wrong with the translations of an entry's texts into these languages."""
    for keys, text in texts(entry, at):
        yield from of_text(text, keys, languages)


def of_text(text: Text, at: Keys, languages: Collection[str]) -> Iterator[tuple[Keys, Fault]]:
    """Yield where and what is wrong with the translations of one text."""
    wanted = _references(text[ENGLISH])
    for language in languages:
        if language not in text.root:
            if at[-1] in NAMES:
                continue
            yield at, missing(str(at[-1]), language)
        elif _references(text[language]) != wanted:
            named = ", ".join(wanted) or "none"
            message = f"the text in '{language}' names other figures than the English one"
            hint = f"name each as often as there: {named}"
            yield (*at, language), Fault("unlike-translation", message, hint)


def _references(words: str) -> list[str]:
    """Return what a text names: figures, in whatever form the sentence asks for, and periods."""
    found = REFERENCE.finditer(words)
    return sorted(one[0] if one[2] == "period" else f"{{{one[1]}}}" for one in found)


def missing(what: str, language: str) -> Fault:
    """Return the fault of something that is not there in a language."""
    message, hint = f"'{what}' has no text in '{language}'", f"write {language}: below it, beside en:"
    return Fault("missing-translation", message, hint)
