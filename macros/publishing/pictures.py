"""Draws the picture that stands for a page where its address is shared: 1200 by 630 pixels, as PNG.

It is in the language of the page, and runs from right to left where that language does.

The fonts come with the project, and every text is wrapped before it is drawn, so the picture has the
same bytes on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from macros.figures.evidence.verdicts import Verdict, summary
from macros.figures.model import Figure
from macros.languages.catalogue import ENGLISH, Catalogue, catalogue
from macros.printing.charts.text_width import lines
from macros.printing.view import View
from macros.publishing.drawing import drawn
from macros.publishing.letters import ISOLATED, Face, Lettering, lettering, writable

WIDTH, HEIGHT = 1200, 630
EDGE = 80
ROOM = WIDTH - 2 * EDGE
INK, PAPER, QUIET, MARK = "#15404f", "#ffffff", "#c3dbe3", "#f2b26b"


class Undrawable(ValueError):  # noqa: N818
    """Raised for a text that the picture cannot show as a whole."""


@dataclass(frozen=True)
class Headline:
    """A figure of the article with all that it must not be shown without."""

    label: str
    value: str
    note: str


@dataclass(frozen=True)
class Content:
    """What a picture shows."""

    site: str
    title: str
    text: str
    headline: Headline | None = None
    say: Catalogue = field(default_factory=lambda: catalogue(ENGLISH))
    """Those of the language of the texts."""

    @property
    def alt(self) -> str:
        """Return the picture in words."""
        shown = self.headline
        value = self.say["parted"].join((shown.value, shown.note)) if shown else ""
        rest = f"{shown.label}: {value}" if shown else self.text
        return ". ".join(part.rstrip(".") for part in (self.title, rest) if part)


def content(view: View, title: str, text: str) -> Content:
    """Return what the picture of a page shows: a figure if it is about one, or else a text.

    A theme has its first disputable figure; an item its own, or what the article says and what was found.
    """
    site = view.say(view.book.brief.about.title)
    if not view.item:
        return Content(site, title, text, _headline(view), view.say)
    site = f"{site} · {view.item[0].code}"
    return Content(site, title, text, _of_item(view), view.say)


def pictured(view: View) -> str:
    """Return the page whose picture stands for a page: the English one if our fonts lack its letters."""
    return view.page.src if writable(view.say) else view.page.name


def _headline(view: View) -> Headline | None:
    """Return the theme's first figure of the article that other sources speak to; the home page has none."""
    brief = view.book.brief
    themes = [id_ for id_, theme in brief.themes.items() if theme.page == view.page.name]
    if not themes or view.page.name == "index.md":
        return None
    for figure in view.book.article_figures(themes[0]):
        verdict = summary(brief, figure.id).verdict
        if verdict is Verdict.NOT_SOUGHT:
            continue
        quantity = view.quantity(figure.id)
        if view.amount(quantity) == view.period(figure):
            continue  # a year or a decade tells nothing by itself
        return _told(view, figure, view.say(figure.label), view.period(figure))
    return None


def _of_item(view: View) -> Headline | None:
    """Return the figure of the article that an item is about; nothing for an item that is said in words."""
    figure = view.item[0]
    if not isinstance(figure, Figure):
        return None
    return _told(view, figure, view.say["item_of"].format(code=figure.code), view.period_beside(figure))


def _told(view: View, figure: Figure, *label: str) -> Headline:
    """Return the figure under that label, with whose it is and how it stands beside other sources."""
    say, verdict = view.say, summary(view.book.brief, figure.id).verdict
    note = say["separated"].join((say["as_article_puts"], say.verdicts[verdict]))
    return Headline(say["parted"].join(filter(None, label)), view.labelled(view.quantity(figure.id)), note)


def icon(drawing: str, size: int) -> bytes:
    """Return a square drawing as PNG of that many pixels a side; phones round its corners themselves."""
    square = re.sub(r'(<rect\b[^>]*) rx="[^"]*"', r"\1", drawing.lstrip(), count=1)
    return drawn(square.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1), ())


def png(shown: Content, kept: Path | None = None) -> bytes:
    """Return the picture as PNG, from where it was kept if it is the same. Raises Undrawable."""
    return drawn(svg(shown), lettering(shown.say).files, kept)


def svg(shown: Content) -> str:
    """Return the picture as SVG. Raises Undrawable for a text that is too long or has unknown letters."""
    body = "\n".join(_parts(shown))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">\n<rect width="{WIDTH}" height="{HEIGHT}" fill="{INK}"/>\n'
        f"{body}\n</svg>\n"
    )


def _parts(shown: Content) -> Iterator[str]:
    named = shown.site != shown.title
    setting = _Setting(lettering(shown.say))
    how = setting.how
    yield _logo(setting.side(EDGE, 60), 64, 60)
    if named:
        yield setting.text((shown.site,), EDGE + 84, 106, 34, how.strong, colour=QUIET)
    if shown.headline is None:
        title, size = setting.fitted(shown.title, how.title, (84, 72, 60, 48), 2)
        text, small = setting.fitted(shown.text, how.plain, (38, 34, 30, 26), 3)
        under = HEIGHT - 96 - (len(text) - 1) * small * how.line
        above = under - 112
        yield setting.text(title, EDGE, above - (len(title) - 1) * size * how.line, size, how.title)
        yield setting.rule(above + 36)
        yield setting.text(text, EDGE, under, small, how.plain, colour=QUIET)
        return
    title, size = setting.titled(shown.title)
    label, small = setting.fitted(shown.headline.label, how.plain, (36, 32, 28), 2)
    value, large = setting.fitted(shown.headline.value, how.strong, (88, 76, 64, 54, 46), 1)
    note, tiny = setting.fitted(shown.headline.note, how.plain, (32, 28, 24, 20), 1)
    under = HEIGHT - 84
    middle = under - 72
    over = middle - large * how.rise - 12 - (len(label) - 1) * small * how.line
    above = over - 108 - (len(title) - 1) * size * how.line
    yield setting.text(title, EDGE, above, size, how.title)
    yield setting.rule(over - 76)
    yield setting.text(label, EDGE, over, small, how.plain, colour=QUIET)
    yield setting.text(value, EDGE, middle, large, how.strong)
    yield setting.text(note, EDGE, under, tiny, how.plain, colour=MARK)


@dataclass(frozen=True)
class _Setting:
    """Sets texts and marks from the edge at which a line of the language begins."""

    how: Lettering

    def side(self, start: float, size: float = 0) -> float:
        """Return where a thing of that width has its left edge, by its distance from the beginning."""
        return WIDTH - start - size if self.how.rtl else start

    def fitted(self, text: str, face: Face, sizes: tuple[int, ...], most: int) -> tuple[tuple[str, ...], int]:
        """Return the lines of the text and the largest of the sizes at which they are no more than that."""
        unknown = sorted(set(text) - face.letters)
        if unknown:
            raise Undrawable(f"'{text}' holds '{unknown[0]}', which the fonts of the picture have not")
        for size in sizes:
            room = ROOM / size
            found = lines(text, room, face.width)
            if len(found) <= most and all(face.width(line) <= room for line in found):
                return found, size
        raise Undrawable(f"'{text}' is too long for the picture of the page")

    def titled(self, text: str) -> tuple[tuple[str, ...], int]:
        """Return a title above a figure as a single line, or as two of the smallest letters."""
        try:
            return self.fitted(text, self.how.title, (64, 54, 46, 40), 1)
        except Undrawable:
            return self.fitted(text, self.how.title, (40, 36), 2)

    def text(
        self, lines: tuple[str, ...], start: float, y: float, size: float, face: Face, *, colour: str = PAPER
    ) -> str:
        """Return the lines one below the other, the first on the height y."""
        # What draws the picture takes every line for one from left to right, and knows no other direction.
        end, shape = (' text-anchor="end"', ISOLATED) if self.how.rtl else ("", "{}")
        return "\n".join(
            f'<text x="{self.side(start):g}" y="{y + nth * size * self.how.line:g}"{end} '
            f'font-family="{face.family}" font-weight="{face.weight}" font-size="{size:g}" '
            f'fill="{colour}">{shape.format(escape(line))}</text>'
            for nth, line in enumerate(lines)
        )

    def rule(self, y: float) -> str:
        """Return the mark between a title and what is below it."""
        return f'<rect x="{self.side(EDGE, 96):g}" y="{y:g}" width="96" height="8" fill="{MARK}"/>'


def _logo(x: float, y: float, size: float) -> str:
    """Return the columns of the site's icon."""
    return (
        f'<g transform="translate({x:g} {y:g}) scale({size / 32:g})"><rect width="32" height="32" rx="6" '
        f'fill="{PAPER}"/><path d="M7 24V14M13 24V9M19 24v-8M25 24V6" stroke="{INK}" stroke-width="3.4" '
        f'stroke-linecap="round"/></g>'
    )
