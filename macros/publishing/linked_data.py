"""Says in schema.org's words what a page is, for search engines and other programs: JSON-LD.

No page is called a ClaimReview: that takes a rating, and this brief compares without rating. The page of
an item says what the article states and which sources it cites beside that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from macros.figures.evidence.verdicts import evidence
from macros.figures.kinds import ClaimKind
from macros.figures.model import ENGLISH, About, Claim, Figure, Source
from macros.printing.downloads.forms import TABLES
from macros.printing.downloads.letters import said_of
from macros.printing.downloads.records import one_line
from macros.printing.evidence import errata
from macros.printing.view import View
from macros.reading.pages.routes import ALL, DATA, REGISTER, of_theme

CONTEXT = "https://schema.org"
HOME = "index.md"
INDEX = REGISTER.format("index")
SAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Signs that could end a script element, or that some scripts take for a line's end."""


def jsonld(view: View, description: str = "") -> str:
    """Return the JSON-LD of the page on which the view stands, safe inside a script element.

    Its title is taken from the book; addresses are those of the published website, or relative where
    there is none.
    """
    themes = {theme.page for theme in view.book.brief.themes.values()}
    src = view.page.name
    graph = []
    if src in (INDEX, DATA):
        graph.append(_dataset(view, description))
    elif view.item:
        graph.append(_item(view, description))
    elif src in themes:
        graph.append(_article(view, description))
    else:
        graph.append(_work(view, "WebPage", _title(view, src), description))
    if src != HOME:
        graph.append(_breadcrumbs(view))
    said = {"@context": CONTEXT, "@graph": graph}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).translate(SAFE)


def _work(view: View, kind: str, name: str, description: str) -> dict[str, Any]:
    about = view.book.brief.about
    own = {"@type": "Organization", "name": view.say(about.title)}
    said = {
        "@type": kind,
        "name": name,
        "description": description,
        "url": _address(view, view.page.name),
        "inLanguage": view.say.tag,
        "license": _licence(about),
        "version": about.version,
        "dateModified": about.updated.text,
        "creator": own,
        "author": own,  # reading views ask for it, and take a name from the text where it is missing
    }
    return {key: value for key, value in said.items() if value}


def _licence(about: About) -> str:
    """Return the address of the licence; nothing for one that SPDX does not know."""
    known = not about.licence.startswith("LicenseRef-")
    return f"https://spdx.org/licenses/{about.licence}.html" if known else ""


def _article(view: View, description: str) -> dict[str, Any]:
    """Return a theme's page: an article about one published elsewhere, which it is based on."""
    title = _title(view, view.page.name)
    return {
        **_work(view, "Article", title, description),
        "headline": title,
        "isBasedOn": _source(view.book.brief.sources[view.book.brief.about.article]),
    }


def _item(view: View, description: str) -> dict[str, Any]:
    """Return the page of an item: an article about what another states, with the sources beside that."""
    said = {**_article(view, description), "citation": _cited(view)}
    # A position is neither true nor false, and so no claim in the sense of the vocabulary.
    claims = [one for one in view.item if isinstance(one, Figure) or one.kind is ClaimKind.CLAIM]
    said["about"] = [_claim(view, one) for one in claims]
    return {key: value for key, value in said.items() if value}


def _claim(view: View, entry: Figure | Claim) -> dict[str, Any]:
    stated = said_of(view, entry) if isinstance(entry, Figure) else view.text(entry.text)
    article = view.book.brief.sources[entry.source or ""]
    return {
        "@type": "Claim",
        "name": view.name(entry),
        "text": one_line(stated),
        "identifier": entry.code,
        "appearance": _source(article),
    }


def _cited(view: View) -> list[dict[str, Any]]:
    """Return the publications beside an item, each with what is known to be wrong in it."""
    pieces = [piece for entry in view.item for piece, _ in evidence(view.book.brief, entry.id)]
    wrong: dict[str, list[str]] = {}
    for piece in pieces:
        if piece.source:
            wrong.setdefault(piece.source, []).extend(_wrong(view, piece))
    return [_publication(view.book.brief.sources[id_], lines) for id_, lines in wrong.items()]


def _wrong(view: View, piece: Figure | Claim) -> list[str]:
    return [f"{view.say['erratum']}: {one_line(line)}" for line in errata.plainly(view, piece)]


def _publication(source: Source, wrong: Iterable[str]) -> dict[str, Any]:
    said = _source(source)
    notes = [{"@type": "CorrectionComment", "text": line} for line in dict.fromkeys(wrong)]
    return {**said, "correction": notes} if notes else said


def _dataset(view: View, description: str) -> dict[str, Any]:
    book = view.book
    whole = [(ALL, view.say["whole_set"])]
    parts = [(of_theme(id_), view.say(theme.title)) for id_, theme in book.brief.themes.items()]
    labels = dict.fromkeys(view.say(figure.label) for figure in book.article_figures())
    said = {
        **_work(view, "Dataset", view.say(book.brief.about.title), description),
        "url": _address(view, INDEX),
        "creditText": view.say["rights"].format(licence=book.brief.about.licence),
        "isAccessibleForFree": True,
        "variableMeasured": list(labels),
        "temporalCoverage": _coverage(view),
        "isBasedOn": _source(book.brief.sources[book.brief.about.article]),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": f"{what}: {form.name}",
                "encodingFormat": form.media,
                "contentUrl": f"{view.page.site}{path}.{form.ending}"
                if view.page.site
                else view.page.file(f"{path}.{form.ending}"),
            }
            for path, what in (*whole, *parts)
            for form in TABLES
        ],
    }
    return {key: value for key, value in said.items() if value}


def _coverage(view: View) -> str:
    """Return the span from the first to the last day that any figure's period covers, as ISO 8601."""
    spans = [figure.period.span() for figure in view.book.brief.figures.values() if figure.period]
    firsts = [first.isoformat() for first, _ in spans if first]
    lasts = [last.isoformat() for _, last in spans if last]
    return f"{min(firsts)}/{max(lasts)}" if firsts and lasts else ""


def _source(source: Source) -> dict[str, Any]:
    said = {
        "@type": "CreativeWork",
        "name": source.title,
        "url": source.url,
        "inLanguage": source.language,
        "publisher": {"@type": "Organization", "name": source.publisher[ENGLISH]},
    }
    return {key: value for key, value in said.items() if value}


def _breadcrumbs(view: View) -> dict[str, Any]:
    src = view.page.name
    folder, _, name = src.rpartition("/")
    index = f"{folder}/index.md"
    above = [HOME, index] if folder and name != "index.md" and view.title(index) else [HOME]
    if view.item:
        above.append(view.theme_page(view.item[0]))
    return {"@type": "BreadcrumbList", "itemListElement": list(_crumbs(view, (*above, src)))}


def _crumbs(view: View, pages: Iterable[str]) -> Iterable[dict[str, Any]]:
    for position, src in enumerate(pages, 1):
        yield {
            "@type": "ListItem",
            "position": position,
            "name": _title(view, src),
            "item": _address(view, src),
        }


def _title(view: View, src: str) -> str:
    return view.title(src) or view.say(view.book.brief.about.title)


def _address(view: View, src: str) -> str:
    return view.page.permanent(src) or view.page.href(src)
