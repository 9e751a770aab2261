"""Reads the data file: every mistake in it at once, each with its line and column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from macros import tuning
from macros.figures import formulas, totals
from macros.figures.model import (
    ENGLISH,
    REFERENCE,
    SECTIONS,
    About,
    Break,
    Brief,
    Entry,
    Erratum,
    Evidence,
    Figure,
    Series,
    Term,
    Text,
    Unit,
)
from macros.figures.quantities import Units, impossible
from macros.figures.units import BUILT_IN, CURRENCIES, UnitKind, kind_of_built_in
from macros.languages.catalogue import tags
from macros.languages.cldr import case_forms, plural_forms
from macros.problems import Place, Problem, ProblemsFound, did_you_mean, typed_number, unknown
from macros.reading.data import translations
from macros.reading.data.entries import IDENTIFIER, EntryReader
from macros.reading.data.labels import PERIOD, told_apart
from macros.tree import Keys, Tree, read_tree

DATA_FILE = "data/figures.yml"
OWN = tags()
"""Languages that have a catalogue beside the macros."""
NUMERAL = re.compile(r"\d[\d.,]*")
KEPT = ("review_by", "relation", "due", "unchecked", "by", "between", "changes")
"""Fields of which checks tell the place."""
PROSE = (
    *("label", "title", "status_word", "measures", "period_note", "note"),
    *("shows", "text", "because", "mismatch"),
    *("flow", "area", "partner", "definition"),
)
BARE = ("label", "title", "status_word", "summary", "flow", "area", "partner")
ONE = MappingProxyType({"series": "series"})
"""What an entry of a section is called, where that is not the name of the section without its last letter."""
NOT_DERIVED = (
    *("value", "source", "period", "measures", "qualifier", "status", "stated"),
    *("follows_from", "mismatch", "review_by"),
)
"""Fields of a stated figure that a derived one takes from its formula."""


@dataclass(frozen=True)
class Reading:
    """What reading the data file gave: the data and the places in it, or what is wrong with it."""

    brief: Brief | None
    places: Mapping[Keys, Place]
    """The place of each entry and each review date by its keys, as in ("figures", "harvest_2024")."""
    problems: tuple[Problem, ...] = ()


def attempt(raw: bytes | None, name: str = DATA_FILE, languages: Sequence[str] = OWN) -> Reading:
    """Return what those bytes of the data file hold, or every problem of the first layer that has any.

    The layers are bytes, YAML, then everything about fields, values and references together. `name` is the
    path that problems bear; `languages` are the tags of all that have a catalogue, or else of those that
    come with the macros. None stands for a file that is not there.
    """
    if raw is None:
        hint = "run the command in the project's folder"
        missing = Problem(Place(name), "missing-file", "there is no data file", hint)
        return Reading(None, MappingProxyType({}), (missing,))
    try:
        with tuning.without_collecting():
            tree = read_tree(raw, name)
            brief = _Reader(tree, tuple(languages)).brief()
    except ProblemsFound as found:
        return Reading(None, MappingProxyType({}), found.problems)
    wanted = (keys for keys in tree.keys if len(keys) == 2 or keys[-1] in KEPT)
    places = {keys: tree.place(keys, key=True) for keys in wanted}
    return Reading(brief, MappingProxyType(places))


def read(raw: bytes | None, name: str = DATA_FILE, languages: Sequence[str] = OWN) -> Brief:
    """Return the data in those bytes. Raises ProblemsFound with what `attempt` tells."""
    found = attempt(raw, name, languages)
    if found.brief is None:
        raise ProblemsFound(found.problems)
    return found.brief


def read_older(raw: bytes, name: str, languages: Sequence[str] = OWN) -> Brief:
    """Return the data as `read` does, also if they lack fields of `about` that were not asked for once."""
    tree = read_tree(raw, name)
    about = tree.value.get("about")
    if isinstance(about, dict):
        given = about.get("languages")
        said = dict.fromkeys(given if isinstance(given, list) else [ENGLISH], "Not said")
        later = {"name": "older", "summary": said, "licence": "LicenseRef-unknown"}
        tree.value["about"] = {**later, **about}
    figures = tree.value.get("figures")
    if "series" not in tree.value and isinstance(figures, dict):
        for figure in figures.values():  # it was a free word once
            if isinstance(figure, dict):
                figure.pop("series", None)
    return _Reader(tree, tuple(languages)).brief()


class _Reader(EntryReader):
    """Turns one tree into a Brief, gathering problems on the way."""

    nested = MappingProxyType({"evidence_for": Evidence, "terms": Term, "breaks": Break, "errata": Erratum})

    def __init__(self, tree: Tree, languages: Sequence[str]) -> None:
        super().__init__(tree, languages)
        self.known: dict[str, set[str]] = {}

    def brief(self) -> Brief:
        raw = self.tree.value
        for key in raw:
            if key != "about" and key not in SECTIONS:
                fault = unknown("field", key, ("about", *SECTIONS), called="section")
                self._tell((key,), fault, key=True)
        for key in ("about", "themes", "sources", "figures"):
            if key not in raw:
                self._missing((), key, "section")
        # Names count as known even where their entry is faulty: one mistake, one problem.
        self.known = {
            section: set(entries) if isinstance(entries := raw.get(section), dict) else set()
            for section in SECTIONS
        }
        about = self._entry(About, ("about",)) if "about" in raw else None
        sections = {section: self._section(section, model) for section, model in SECTIONS.items()}
        self._references(about, sections)
        self._translations(about, sections)
        figures: dict[str, Figure] = sections["figures"]
        units = Units(sections["units"])
        quantities, wrong = formulas.work_out(figures, units, self.known["figures"])
        untrue = totals.faults(figures, quantities, units, self.known["figures"])
        self.problems += [
            found.fault.at(self._in_formula(id_, found)) for id_, found in (*wrong.items(), *untrue)
        ]
        if self.problems or about is None:
            raise ProblemsFound(self.problems)
        sections["figures"] = told_apart(figures, about)
        return Brief.model_construct(None, about=about, **sections)

    def _in_formula(self, id_: str, found: formulas.FormulaFault) -> Place:
        place = self.tree.place(("figures", id_, found.field))
        if found.field not in ("formula", totals.FIELD):
            return place
        written = self.tree.lines[place.line - 1][place.column - 1 :]
        inside = written.lstrip("'\" ")
        formula = self.tree.value["figures"][id_][found.field].strip()
        if not formula or not inside.startswith(formula[: found.offset + 1]):
            return place  # the formula is folded over lines or written with escapes
        return Place(place.path, place.line, place.column + len(written) - len(inside) + found.offset)

    def _section(self, section: str, model: type[BaseModel]) -> dict[str, Any]:
        raw = self.tree.value.get(section, {})
        if not isinstance(raw, dict):
            if raw:
                hint = "write ids with their fields below it"
                self._add((section,), "wrong-type", f"'{section}' holds no entries", hint)
            return {}
        entries = {}
        for id_ in raw:
            if section == "units" and kind_of_built_in(id_) is not None:
                self._add((section, id_), "bad-id", f"the unit '{id_}' is built in", "remove it", key=True)
                continue
            if not IDENTIFIER.fullmatch(id_):
                self._no_id((section, id_))
                continue
            entry = self._entry(model, (section, id_))
            if entry is not None:
                entries[id_] = entry
        return entries

    def _references(self, about: About | None, sections: dict[str, dict[str, Any]]) -> None:
        """Check that every id named anywhere exists, and that every value fits its unit."""
        if about:
            self._named(("about", "article"), about.article, "sources")
            self._text(("about", "summary"), about.summary, sections["figures"])
        for id_, unit in sections["units"].items():
            self._plural_forms(id_, unit.forms)
        for section in ("figures", "claims"):
            for id_, entry in sections[section].items():
                self._entry_references((section, id_), entry)
        for id_, figure in sections["figures"].items():
            self._figure(("figures", id_), figure, sections["units"])
        for id_, claim in sections["claims"].items():
            if claim.source is None:
                self._missing(("claims", id_), "source")
            if id_ in self.known["figures"]:
                message = f"'{id_}' is also the id of a figure"
                self._add(("claims", id_), "duplicate-key", message, "give it another id", key=True)
        for id_, item in sections["not_found"].items():
            at: Keys = ("not_found", id_)
            self._named((*at, "theme"), item.theme, "themes")
            for index, target in enumerate(item.about):
                self._target((*at, "about", index), target)
        for id_, series in sections["series"].items():
            at = ("series", id_)
            self._kind(at, series, sections["units"])
            for index, one in enumerate(series.breaks):
                for place, name in enumerate(one.between):
                    self._named((*at, "breaks", index, "between", place), name, "figures")
        for id_, source in sections["sources"].items():
            for nth, erratum in enumerate(source.errata):
                for index, target in enumerate(erratum.about):
                    self._concerned(("sources", id_, "errata", nth, "about", index), target, id_)
        for section, entries in sections.items():
            for id_, entry in entries.items():
                self._texts((section, id_), entry, sections["figures"])

    def _translations(self, about: About | None, sections: dict[str, dict[str, Any]]) -> None:
        """Check that every text is there in the language of every edition, and names the same figures."""
        languages = about.languages if about else ()
        entries: list[tuple[Keys, Any]] = [(("about",), about)] if about else []
        for section, named in sections.items():
            entries += [((section, id_), entry) for id_, entry in named.items()]
        for at, entry in entries:
            for keys, fault in translations.untranslated(entry, at, languages):
                self._tell(keys, fault, key=True)
        for id_, unit in sections["units"].items():
            for language in languages[1:]:
                if language not in unit.forms:
                    fault = translations.missing("forms", language)
                    self._tell(("units", id_, "forms"), fault, key=True)

    def _entry_references(self, at: Keys, entry: Entry) -> None:
        self._named((*at, "theme"), entry.theme, "themes")
        if entry.source is not None:
            self._named((*at, "source"), entry.source, "sources")
        if entry.producer is not None:
            self._named((*at, "producer"), entry.producer, "producers")
        for index, evidence in enumerate(entry.evidence_for):
            section = "figures" if evidence.figure else "claims"
            field = section.removesuffix("s")
            self._named((*at, "evidence_for", index, field), evidence.target, section)
            self._of_article((*at, "evidence_for", index, field), section, evidence.target)
        outcome = getattr(entry, "outcome", None)
        if outcome is not None and outcome.by is not None:
            self._target((*at, "outcome", "by"), outcome.by)

    def _concerned(self, at: Keys, target: str, source: str) -> None:
        """Check that an error of a source concerns what is taken from that source."""
        self._target(at, target)
        for section in ("figures", "claims"):
            entries = self.tree.value.get(section)
            entry = entries.get(target) if isinstance(entries, dict) else None
            if isinstance(entry, dict) and entry.get("source") != source:
                message = f"'{target}' is not taken from '{source}'"
                hint = "name what is, or leave about: out for all of it"
                self._add(at, "unknown-figure", message, hint)

    def _of_article(self, at: Keys, section: str, target: str) -> None:
        """Evidence is set beside the article; beside another source nobody would see it."""
        about = self.tree.value.get("about")
        entry = self.tree.value[section][target] if target in self.known[section] else None
        if isinstance(about, dict) and isinstance(entry, dict):
            source = entry.get("source")
            known = isinstance(source, str) and source in self.known["sources"]
            if known and source != about.get("article"):
                message = f"'{target}' is not an item of the article"
                self._add(at, "not-of-article", message, "name a figure or claim of the article")

    def _figure(self, at: Keys, figure: Figure, units: Mapping[str, Unit]) -> None:
        kind = self._kind(at, figure, units)
        if figure.series is not None:
            self._named((*at, "series"), figure.series, "series")
        if figure.derived:
            self._only_stated(at, figure)
            return
        for field in ("source", "period", "measures"):
            if getattr(figure, field) is None:
                self._missing(at, field)
        if figure.shows or figure.decimals is not None:
            field = "shows" if figure.shows else "decimals"
            hint = "remove it or write a formula"
            self._add((*at, field), "unknown-field", f"'{field}' is for derived figures", hint, key=True)
        contradictions = dict(figure.contradictions())
        for field, fault in contradictions.items():
            self._tell((*at, field) if field else at, fault, key=not field)
        if contradictions.keys() - {"status"}:
            return
        if figure.value is None:
            if kind not in (UnitKind.COUNT, UnitKind.MEASURE, UnitKind.CURRENCY, None):
                hint = "write a value, or a unit that can be counted"
                self._add((*at, "qualifier"), "impossible-value", f"'several' of '{figure.unit}'", hint)
        elif kind is not None:
            for fault in impossible(figure, kind):
                self._tell((*at, "value"), fault)

    def _only_stated(self, at: Keys, figure: Figure) -> None:
        for field in NOT_DERIVED:
            if field in figure.model_fields_set:
                hint = "remove it; it follows from the formula"
                message = f"a derived figure states no '{field}'"
                self._add((*at, field), "unknown-field", message, hint, key=True)

    def _kind(self, at: Keys, figure: Figure | Series, units: Mapping[str, Unit]) -> UnitKind | None:
        built_in = kind_of_built_in(figure.unit)
        if built_in is not None:
            return built_in
        if figure.unit not in self.known["units"]:
            # A currency that the file uses already is meant more often than one it never names.
            entries = self.tree.value["figures"].values()
            used = {str(raw.get("unit")) for raw in entries if isinstance(raw, dict)} & CURRENCIES
            nearest = did_you_mean(figure.unit, (*self.known["units"], *BUILT_IN, *used))
            hint = nearest or did_you_mean(figure.unit, CURRENCIES) or "add it under units:"
            self._tell((*at, "unit"), unknown("unit", figure.unit, hint=hint))
            return None
        unit = units.get(figure.unit)
        return UnitKind(unit.kind) if unit else None

    def _plural_forms(self, id_: str, forms: dict[str, dict[str, str]]) -> None:
        for language, given in forms.items():
            at: Keys = ("units", id_, "forms", language)
            try:
                locale = language.replace("-", "_")
                wanted = {*plural_forms(locale), *case_forms(locale)}
            except ValueError:
                self._tell(at, unknown("language", language, hint="write a tag such as en"), key=True)
                continue
            for form in sorted(wanted - set(given)):
                message = f"the plural form '{form}' is missing"
                self._add(at, "missing-field", message, f"write {form}:", key=True)
            for form in sorted(set(given) - wanted):
                hint = did_you_mean(form, wanted)
                message = f"'{language}' has no plural form '{form}'"
                self._add((*at, form), "unknown-field", message, hint, key=True)

    def _texts(self, at: Keys, entry: Any, figures: Mapping[str, Figure]) -> None:
        for field in PROSE:
            if isinstance(text := getattr(entry, field, None), Text):
                self._text((*at, field), text, figures)
        for index, evidence in enumerate(getattr(entry, "evidence_for", ())):
            self._text((*at, "evidence_for", index, "because"), evidence.because, figures)
        for index, one in enumerate(getattr(entry, "breaks", ())):
            if one.because is not None:
                self._text((*at, "breaks", index, "because"), one.because, figures)
        for index, erratum in enumerate(getattr(entry, "errata", ())):
            self._text((*at, "errata", index, "note"), erratum.note, figures)
        outcome = getattr(entry, "outcome", None)
        if outcome is not None and outcome.because is not None:
            self._text((*at, "outcome", "because"), outcome.because, figures)

    def _text(self, at: Keys, text: Text, figures: Mapping[str, Figure]) -> None:
        for written in text.root.values():
            words = self._without_period(at, written, figures) if at[-1] == "label" else written
            for match in REFERENCE.finditer(words):
                self._named(at, match[1], "figures")
                figure = figures.get(match[1])
                if match[2] == "period" and figure is not None and figure.derived:
                    message = f"'{match[1]}' is our own arithmetic and has no period"
                    hint = "name one of the figures it is computed from"
                    self._add(at, "bad-reference", message, hint)
                if at[-1] in BARE:
                    hint = "say it without the figure"
                    self._add(at, "bad-reference", f"a {at[-1]} prints no figures", hint)
            rest = REFERENCE.sub("", words)
            if found := NUMERAL.search(rest):
                hint = "write {figure_id}, or say it without a number"
                self._tell(at, typed_number(found[0], hint))
            if "{" in rest or "}" in rest:
                hint = "write {figure_id}, {figure_id.period}, {figure_id.number} or {figure_id.oblique}"
                self._add(at, "bad-reference", "a brace stands alone", hint)

    def _without_period(self, at: Keys, words: str, figures: Mapping[str, Figure]) -> str:
        """Return a label without its {period}, which a figure has to have that prints it."""
        figure = figures.get(str(at[1]))
        if PERIOD in words and figure is not None and not (figure.period and figure.period.dated):
            message = f"the label prints a period, but '{at[1]}' has none"
            self._add(at, "bad-reference", message, "say what tells it apart in words")
        return words.replace(PERIOD, "")

    def _named(self, at: Keys, name: str, section: str) -> None:
        if name not in self.known[section]:
            one = ONE.get(section) or section.removesuffix("s")
            self._tell(at, unknown(one, name, self.known[section]))

    def _target(self, at: Keys, name: str) -> None:
        both = self.known["figures"] | self.known["claims"]
        if name not in both:
            self._tell(at, unknown("figure", name, both, called="figure or claim"))
