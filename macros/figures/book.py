"""The book that the macros read from: the data, the computed quantities, and who uses what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from macros.figures import formulas
from macros.figures.editions import History
from macros.figures.kinds import ClaimKind
from macros.figures.model import ENGLISH, Brief, Claim, Entry, Figure, Source
from macros.figures.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Use:
    """A place at which a page prints a figure."""

    src: str
    page: str
    section: str
    fragment: str


@dataclass(frozen=True)
class Book:
    """Everything that a macro may print; there is none without a part of it."""

    brief: Brief
    quantities: Mapping[str, Quantity]
    history: History
    titles: Mapping[str, str]
    """Title of each page by its source file under docs/."""
    uses: Mapping[str, tuple[Use, ...]]
    """The places at which pages print each figure or claim."""
    catalogues: Mapping[str, bytes]
    """The catalogues of languages that the project brings, as they are written, by their tags."""

    @cached_property
    def amounts(self) -> dict[tuple[str, str, bool, bool], str]:
        """What was printed of its quantities, by id, language and form: each is printed on many pages."""
        return {}

    @property
    def entries(self) -> tuple[Figure | Claim, ...]:
        """Return all figures, then all claims, in file order."""
        return self.brief.entries

    def entry(self, id_: str) -> Figure | Claim | None:
        """Return the figure or claim of that id."""
        return self.brief.figures.get(id_) or self.brief.claims.get(id_)

    def article_figures(self, theme: str | None = None) -> Iterator[Figure]:
        """Yield the article's own figures, of one theme or of all, in file order."""
        for figure in self._article_figures:
            if theme in (None, figure.theme):
                yield figure

    @cached_property
    def _article_figures(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.brief.figures.values() if self.brief.of_article(figure))

    def claims(self, theme: str | None = None) -> Iterator[Claim]:
        """Yield the article's own claims and positions, of one theme or of all."""
        for claim in self._claims:
            if theme in (None, claim.theme):
                yield claim

    @cached_property
    def _claims(self) -> tuple[Claim, ...]:
        own = (claim for claim in self.brief.claims.values() if self.brief.of_article(claim))
        return tuple(claim for claim in own if claim.kind is not ClaimKind.STATEMENT)

    def items(self, theme: str | None = None) -> Iterator[tuple[Figure | Claim, ...]]:
        """Yield the items of the article, of one theme or of all: what bears the same code, figures first.

        The themes are in the order of the file, the items of a theme in that of their codes.
        """
        for one in self.brief.themes if theme is None else (theme,):
            yield from self._items.get(one, ())

    @cached_property
    def _items(self) -> Mapping[str, tuple[tuple[Figure | Claim, ...], ...]]:
        """The items by their theme: every page asks for them many times."""
        found: dict[str, dict[str, list[Figure | Claim]]] = {}
        entries: tuple[Figure | Claim, ...] = (*self.article_figures(), *self.claims())
        for entry in entries:
            if entry.code:
                found.setdefault(entry.theme, {}).setdefault(entry.code, []).append(entry)
        return {
            theme: tuple(tuple(codes[code]) for code in sorted(codes, key=_in_order))
            for theme, codes in found.items()
        }

    def derived(self, theme: str | None = None) -> Iterator[Figure]:
        """Yield the derived figures, of one theme or of all."""
        for figure in self.brief.figures.values():
            if figure.derived and theme in (None, figure.theme):
                yield figure

    def entries_from(self, source: str) -> Iterator[Figure | Claim]:
        """Yield the figures and claims that one source states."""
        for entry in self.entries:
            if entry.source == source:
                yield entry

    def sources_of(self, theme: str) -> Iterator[Source]:
        """Yield the sources behind the entries of a theme, in file order."""
        named = {entry.source for entry in self._of_theme(theme)}
        for id_, source in self.brief.sources.items():
            if id_ in named:
                yield source

    def counts(self) -> dict[str, int]:
        """Return how many entries of each kind the data hold."""
        brief = self.brief
        entries, others = self.entries, self._other_sources()
        return {
            "figures": len(brief.figures),
            "article_figures": len(list(self.article_figures())),
            "article_claims": len(list(self.claims())),
            "derived": len(list(self.derived())),
            "sources": len(brief.sources),
            "other_sources": len(others),
            "other_figures": sum(figure.source in others for figure in brief.figures.values()),
            "publishers": len({brief.sources[id_].publisher[ENGLISH] for id_ in others}),
            "producers": len(brief.producers),
            "records": len({entry.record for entry in entries if entry.record}),
            "not_found": len(brief.not_found),
        }

    def _other_sources(self) -> set[str]:
        """Return the publications that are neither the article, nor a copy of it, nor the brief itself."""
        about = self.brief.about
        return {
            id_
            for id_, source in self.brief.sources.items()
            if id_ != about.article
            and not source.copy_of_article
            and source.publisher[ENGLISH] != about.title[ENGLISH]
        }

    def _of_theme(self, theme: str) -> Iterator[Entry]:
        for entry in self.entries:
            if entry.theme == theme:
                yield entry


def _in_order(code: str) -> tuple[str | int, ...]:
    """Return what codes are sorted by, so that E10 stands behind E9."""
    return tuple(int(part) if part.isdigit() else part for part in re.split(r"(\d+)", code))


def of_data_alone(brief: Brief) -> Book:
    """Return the book of data beside which nothing was read: no history, no page and no catalogue.

    Every formula is worked out. What macros print of editions, titles and uses is empty.
    """
    quantities = MappingProxyType(formulas.solve(brief.figures, brief.units))
    nothing: MappingProxyType[str, Any] = MappingProxyType({})
    return Book(brief, quantities, History(), nothing, nothing, nothing)
