"""Reads the file of a catalogue, and finds all in which it is unlike the English one, each with its place.

What is wrong or missing is said in English, so that whoever prints by the catalogue always has a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from macros.figures.units import CURRENCIES
from macros.languages.cldr import JOINED, case_forms, is_tag, locale_of, plural_forms
from macros.problems import Place, Problem, ProblemsFound, did_you_mean
from macros.tree import Keys, Tree, read_tree

BLANK = re.compile(r"\{([a-z_]+)\}", re.ASCII)
BRACE = re.compile(r"[{}]")
SCRIPT = re.compile(r"[A-Z][a-z]{3}", re.ASCII)
ALIKE = (
    *("statuses", "relations", "verdicts", "legends", "comparability", "confidence", "kinds", "basis"),
    *("coverage", "unchecked", "outcomes", "errata", "per", "words", "columns", "read_me"),
)
"""Sections that have the names of the English ones, with texts of the same blanks."""
OTHERS = (
    *("language", "qualifiers", "scales", "currencies", "ranks", "small", "calendars", "plurals"),
    *("decades", "comparisons", "theme", "numbers"),
)
EXACT = ("=0", "=1", "=2")
"""Forms for one number alone, which a counted word may have beside those of CLDR."""
WITHOUT = ("zero", "one", "two", *EXACT)
"""Forms that may say the number by themselves."""
START = "begin with language: as en.yml does"
LONGEST = 60
"""Signs of an English text that is told in a hint."""


@dataclass(frozen=True)
class Read:
    """What a file says, filled up with English, and what is wrong with it."""

    said: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()


def read_english(raw: bytes, name: str) -> Mapping[str, Any]:
    """Return the catalogue that all others are compared with; tests hold it to what the code asks for."""
    tree = read_tree(raw, name, START)
    said = dict(tree.value)
    forms = plural_forms(said["language"]["locale"])
    for section in ("scales", "plurals"):
        said[section] = {
            word: dict.fromkeys(forms, given) if isinstance(given, str) else given
            for word, given in said[section].items()
        }
    return _Reader(tree, said["language"]["tag"], said).read()


def read(raw: bytes, name: str, tag: str, english: Mapping[str, Any]) -> Read:
    """Return the catalogue of the language of that tag in those bytes; `name` is the path problems bear."""
    try:
        tree = read_tree(raw, name, START)
    except ProblemsFound as found:
        return Read({**english, "language": {**english["language"], "tag": tag}}, found.problems)
    reader = _Reader(tree, tag, english)
    return Read(reader.read(), tuple(sorted(set(reader.problems))))


class _Reader:
    """Goes through one file beside the English one."""

    def __init__(self, tree: Tree, tag: str, english: Mapping[str, Any]) -> None:
        self.tree, self.tag, self.english = tree, tag, english
        self.problems = list(tree.problems)

    def read(self) -> dict[str, Any]:
        self._unknown((), (*ALIKE, *OTHERS))
        language = self._language()
        self.forms, cases = plural_forms(language["locale"]), case_forms(language["locale"])
        self.cases = {
            "plurals": (),
            "currencies": cases,
            "scales": (*cases, *(f"{form}{JOINED}" for form in ("two", *cases, "many") if cases)),
        }
        english = self.english
        said = {section: self._alike((section,), english[section]) for section in ALIKE}
        said |= {
            "language": language,
            "qualifiers": self._qualifiers(),
            "ranks": self._list(("ranks",), english["ranks"]),
            "small": self._list(("small",), []) if self._at(("small",)) else [],
            "calendars": self._calendars(),
            "currencies": self._currencies(),
            "decades": self._free("decades"),
            "comparisons": self._free("comparisons"),
            "theme": self._free("theme"),
            "numbers": self._numbers(),
        }
        for section in ("scales", "plurals"):
            given = self._named((section,), english[section])
            said[section] = {
                word: self._counted((section, word), forms) if word in given else forms
                for word, forms in english[section].items()
            }
        return said

    # --- one thing after the other

    def _language(self) -> dict[str, Any]:
        """Return tag, locale and script."""
        at, usual = ("language",), {"locale": self.english["language"]["locale"], "script": "Latn"}
        given = self._named(at, {"tag": self.tag, **usual}, also=("dual", "round"))
        if (tag := given.get("tag")) not in (None, self.tag):
            self._add((*at, "tag"), "invalid-value", f"the file is that of '{self.tag}'", f"write {self.tag}")
        elif not is_tag(self.tag):
            self._add(
                (*at, "tag"), "invalid-value", f"'{tag}' is no tag of a language", "write one such as fa"
            )
        locale, script = given.get("locale"), given.get("script")
        if isinstance(locale, str) and not _is_locale(locale):
            hint = "write one of CLDR, such as fa_IR"
            self._add((*at, "locale"), "invalid-value", f"there is no locale '{locale}'", hint)
            locale = None
        if isinstance(script, str) and not SCRIPT.fullmatch(script):
            hint = "write its four letters by ISO 15924, such as Latn or Arab"
            self._add((*at, "script"), "invalid-value", f"'{script}' is no script", hint)
            script = None
        return {
            "tag": self.tag,
            "locale": locale if isinstance(locale, str) else usual["locale"],
            "script": script if isinstance(script, str) else usual["script"],
            "dual": self._flag((*at, "dual")),
            "round": self._flag((*at, "round")),
        }

    def _qualifiers(self) -> dict[str, Any]:
        english, at = self.english["qualifiers"], ("qualifiers",)
        given, found = self._named(at, english), {}
        for name, there in english.items():
            wanted = {part: there[part] for part in ("amount", "meaning")}
            if name not in given:
                found[name] = there
                continue
            said = self._alike((*at, name), wanted, also=("word",))
            word = self._at((*at, name, "word"))
            if isinstance(word, str) and word:
                said["word"] = word
            elif not BLANK.sub("", said["amount"]).strip():
                message = f"'{said['amount']}' says nothing that the legend could explain"
                hint = f"write word: {self._told(there['word'])}"
                self._add((*at, name), "missing-word", message, hint, key=True)
                said["word"] = there["word"]
            found[name] = said
        return found

    def _calendars(self) -> dict[str, Any]:
        english, at = self.english["calendars"], ("calendars",)
        given, found = self._named(at, english), {}
        for name, there in english.items():
            texts = {part: text for part, text in there.items() if isinstance(text, str)}
            if name in given:
                found[name] = self._alike((*at, name), texts, also=("months",))
                months = self._list((*at, name, "months"), there["months"], len(there["months"]))
                found[name]["months"] = months
            else:
                found[name] = there
        return found

    def _currencies(self) -> dict[str, Any]:
        found = {}
        for code in self._free("currencies"):
            if code not in CURRENCIES:
                hint = did_you_mean(code, CURRENCIES)
                self._add(
                    ("currencies", code), "unknown-word", f"there is no currency '{code}'", hint, key=True
                )
            else:
                found[code] = self._counted(("currencies", code), {"other": code}, blanks=frozenset())
        return found

    def _counted(
        self, at: Keys, english: Mapping[str, str], blanks: frozenset[str] | None = None
    ) -> dict[str, str]:
        """Return a counted word in all forms that the language has for it."""
        wanted = _blanks(english["other"]) if blanks is None else blanks
        needed = (*self.forms, *self.cases[str(at[0])])
        given = self._at(at)
        if isinstance(given, str):
            fine = self._fits(at, given, wanted)
            return dict.fromkeys(needed, given if fine else english["other"])
        if not isinstance(given, dict):
            self._add(at, "wrong-type", f"'{at[-1]}' is no text", "write a text, or one for each plural form")
            return dict.fromkeys(needed, english["other"])
        exact = EXACT if at[0] == "plurals" else ()
        for form in given:
            if form not in (*needed, *exact):
                message, hint = f"'{self.tag}' has no plural form '{form}'", did_you_mean(form, needed)
                self._add((*at, form), "unknown-word", message, hint, key=True)
        found = {}
        for form in (*needed, *(form for form in exact if form in given)):
            found[form] = english["other"]
            if form not in given:
                message = f"the plural form '{form}' of '{at[-1]}' is missing"
                self._add(at, "missing-word", message, f"write {form}:", key=True)
            elif self._fits((*at, form), given[form], wanted, may_lack=form in WITHOUT):
                found[form] = given[form]
        return found

    def _numbers(self) -> list[dict[str, Any]]:
        """Return the groups of number words: what they are, and what may be joined to them."""
        given, found = self._at(("numbers",)), []
        if given is None:
            return []
        if not isinstance(given, list):
            self._add(("numbers",), "wrong-type", "'numbers' is no list", 'write - words: "…"')
            return []
        for index, group in enumerate(given):
            at = ("numbers", index)
            if not isinstance(group, dict) or not isinstance(group.get("words"), str):
                self._add(at, "wrong-type", "a group of number words has none", 'write - words: "…"')
                continue
            self._unknown(at, ("words", "before", "after"))
            parts = {side: self._parts((*at, side)) for side in ("before", "after")}
            found.append({"words": group["words"], **parts})
        return found

    def _parts(self, at: Keys) -> list[list[str]]:
        given = self._at(at)
        if given is None:
            return []
        plain = isinstance(given, list) and all(
            isinstance(group, list) and all(isinstance(part, str) and part for part in group)
            for group in given
        )
        if not plain:
            self._add(at, "wrong-type", f"'{at[-1]}' holds no groups", 'write [["a", "b"]]')
        return given if plain else []

    # --- what they have in common

    def _alike(self, at: Keys, english: Any, also: Iterable[str] = ()) -> Any:
        """Return the texts there, by the names and with the blanks of the English ones."""
        if isinstance(english, dict):
            given = self._named(at, english, also)
            return {
                name: self._alike((*at, name), there) if name in given else there
                for name, there in english.items()
            }
        given = self._at(at)
        if given is None:
            self._add((), "missing-word", f"'{at[-1]}' is missing", f"write {at[-1]}:")
            return english
        return given if self._fits(at, given, _blanks(english)) else english

    def _named(self, at: Keys, english: Mapping[str, Any], also: Iterable[str] = ()) -> dict[str, Any]:
        """Return what is given there, after comparing its names with the English ones."""
        given = self._at(at)
        if given is None or not isinstance(given, dict):
            code, what = ("missing-word", "is missing") if given is None else ("wrong-type", "has no names")
            hint = f"write {at[-1]}: and its names below it"
            self._add(at, code, f"'{at[-1]}' {what}", hint, key=given is None)
            return {}
        self._unknown(at, (*english, *also))
        for name, there in english.items():
            if name not in given:
                message = f"'{name}' of '{at[-1]}' is missing"
                hint = f"write {name}: {self._told(there)}" if isinstance(there, str) else f"write {name}:"
                self._add(at, "missing-word", message, hint, key=True)
        return given

    def _unknown(self, at: Keys, known: Iterable[str]) -> None:
        names = tuple(known)
        for name in self._at(at):
            if name not in names:
                where = f" in '{at[-1]}'" if at else ""
                hint = did_you_mean(name, names)
                self._add((*at, name), "unknown-word", f"nothing asks for '{name}'{where}", hint, key=True)

    def _free(self, section: str) -> dict[str, Any]:
        """Return a section whose names are those of the language."""
        given = self._at((section,))
        if given is None:
            return {}
        if not isinstance(given, dict):
            self._add(
                (section,), "wrong-type", f"'{section}' has no names", "write names with texts behind them"
            )
            return {}
        return given

    def _list(self, at: Keys, english: list[str], size: int = 0) -> list[str]:
        given = self._at(at)
        if given is None:
            self._add(at, "missing-word", f"'{at[-1]}' is missing", f"write {at[-1]}:", key=True)
        elif not isinstance(given, list) or not all(isinstance(item, str) and item for item in given):
            self._add(at, "wrong-type", f"'{at[-1]}' is no list of texts", 'write ["…", "…"]')
        elif size and len(given) != size:
            message = f"'{at[-1]}' has {len(given)} texts"
            self._add(at, "missing-word", message, f"there are {size} in English")
        else:
            return given
        return english

    def _flag(self, at: Keys) -> bool:
        given = self._at(at)
        if given not in (None, "true", "false"):
            self._add(at, "invalid-value", f"'{at[-1]}' is true or false", "write true, or leave it out")
        return bool(given == "true")

    def _fits(self, at: Keys, given: Any, wanted: frozenset[str], *, may_lack: bool = False) -> bool:
        """Return whether a text can be printed in the place of the English one."""
        if not isinstance(given, str):
            self._add(at, "wrong-type", f"'{at[-1]}' is no text", 'write it in quotation marks: "…"')
            return False
        if not given:
            self._add(at, "missing-word", f"'{at[-1]}' has no text", "write the text")
            return False
        found = _blanks(given)
        stray = BRACE.search(BLANK.sub("", given))
        if (found == wanted and not stray) or (may_lack and not found and not stray):
            return True
        names = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "none"
        message = f"the blanks of '{at[-1]}' are not those of the English text"
        self._add(
            at, "unlike-blanks", message, f"write each of these: {names}" if wanted else "write no braces"
        )
        return False

    def _at(self, at: Keys) -> Any:
        """Return what stands there, or None."""
        value: Any = self.tree.value
        for key in at:
            if isinstance(value, dict):
                value = value.get(key)
            else:
                value = value[key] if isinstance(value, list) and isinstance(key, int) else None
        return value

    def _told(self, english: str) -> str:
        line = " ".join(english.split())
        return f'"{line}" in this language' if len(line) <= LONGEST else "as in en.yml"

    def _add(self, at: Keys, code: str, message: str, hint: str = "", *, key: bool = False) -> None:
        self.problems.append(Problem(self._place(at, key=key), code, message, hint))

    def _place(self, at: Keys, *, key: bool) -> Place:
        return self.tree.place(at, key=key)


def _blanks(text: str) -> frozenset[str]:
    return frozenset(BLANK.findall(text))


def _is_locale(name: str) -> bool:
    try:
        return bool(locale_of(name))
    except ValueError:
        return False
