"""What readers send, paste or find: the report of an error, and an item of the article as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from macros.figures.evidence.verdicts import summary
from macros.figures.model import Claim, Figure
from macros.printing.downloads.records import marked, one_line
from macros.printing.elements import carrying, publication_date, stated
from macros.printing.evidence.sureness import nearest, short
from macros.printing.markup import UNSEARCHED, join, tag, words_of
from macros.printing.view import View

FIELDS = ("entry", "edition", "language", "value", "address")
"""What a report says in each of its first lines; these words are the same in every language."""


SHORT = 160
"""Signs of a description that search engines show as a whole."""
CUT = "…"


@dataclass(frozen=True)
class Report:
    """The report of an error, as a reader sent it."""

    entry: str
    """Id of a figure or claim."""
    edition: str
    language: str
    value: str
    """As it was printed; nothing for a claim."""
    address: str
    words: str
    """What the reader wrote."""


class NoReport(Exception):  # noqa: N818
    """Raised for a text that is no report; says what is missing."""


def report(view: View, entry: Figure | Claim) -> str:
    """Return the text that a reader completes and sends: a line for each of FIELDS, then room for words."""
    said = {
        "entry": entry.id,
        "edition": view.book.brief.about.version,
        "language": view.say.tag,
        "value": marked(view, entry.id) if isinstance(entry, Figure) else "",
        "address": view.page.permanent(view.item_page(entry) or view.theme_page(entry)),
    }
    lines = [f"{name}: {said[name]}" for name in FIELDS if said[name]]
    return "\n".join((*lines, "", view.say["report_ask"], ""))


def read_report(text: str) -> Report:
    """Return what a report says, also where mail quoted it with >. Raises NoReport."""
    found: dict[str, str] = {}
    words: list[str] = []
    for line in text.replace("\u00a0", " ").splitlines():
        bare = line.lstrip("> \t").rstrip()
        name, colon, said = bare.partition(":")
        if colon and name in FIELDS and name not in found and not words:
            found[name] = said.strip()
        elif bare and found:
            words.append(bare)
    missing = [name for name in FIELDS[:3] if name not in found]
    if missing:
        raise NoReport(f"no line begins with '{missing[0]}:'; give the text as the page had it")
    return Report(**{name: found.get(name, "") for name in FIELDS}, words="\n".join(words))


def door(view: View, entry: Figure | Claim, name: str = "") -> Markup:
    """Return the report of an error behind a disclosure, to be copied, or sent where there is an address.

    The name stands in what opens it, to tell it from others beside it.
    """
    written = report(view, entry)
    address = view.book.brief.about.corrections
    opener = f"{view.say['report']}: {name}" if name else view.say["report"]
    parts = [tag("summary", opener), tag("p", view.say["report_how"])]
    if address:
        subject = quote(f"{view.say(view.book.brief.about.title)}: {entry.id}")
        href = f"mailto:{address}?subject={subject}&body={quote(written)}"
        parts.append(tag("p", tag("a", view.say["report_send"], href=href)))
    parts.append(tag("pre", written, tabindex="0"))
    return tag("details", join(parts, "\n"), class_="brief-more brief-letter", **UNSEARCHED)


def copied(view: View, entries: Sequence[Figure | Claim]) -> Markup:
    """Return the item as plain text behind a disclosure: what it says, what was found, and by whom."""
    lines = [f"{view.say(view.book.brief.about.title)}: {entries[0].code}"]
    for entry in entries:
        lines += ["", *_told(view, entry)]
    lines += ["", view.say["data_of"].format(day=view.book.brief.about.version)]
    if address := view.page.permanent(view.page.src):
        lines.append(address)
    parts = (tag("summary", view.say["as_text"]), tag("pre", "\n".join(lines), tabindex="0"))
    return tag("details", join(parts), class_="brief-more brief-letter", **UNSEARCHED)


def described(view: View, entry: Figure | Claim) -> str:
    """Return what the article says of an item and how that stands beside other sources, for search engines.

    If it is longer than `SHORT`, what ends at a word is the statement of a claim, and else what was found.
    """
    verdict = view.say.verdicts[summary(view.book.brief, entry.id).verdict]
    stands = f"{view.say['verdict']}: {verdict}{view.say['full_stop']}"
    if isinstance(entry, Claim):
        return f"{cut(view.text(entry.text), SHORT - len(stands) - 1)} {stands}"
    return cut(" ".join((said_of(view, entry), stands, words_of(short(view, entry)))), SHORT)


def said_of(view: View, figure: Figure) -> str:
    """Return in a sentence what the article says of a figure."""
    sentence, when = stated(view, figure)
    return sentence.format(value=view.labelled(view.quantity(figure.id)), period=when)


def cut(text: str, most: int) -> str:
    """Return the text in one line, cut off at a word if it has more signs than that."""
    line = one_line(text)
    if len(line) <= most:
        return line
    kept = line[: most - len(CUT) + 1].rpartition(" ")[0]
    return kept.rstrip(" .,;:،؛–") + CUT


def _told(view: View, entry: Figure | Claim) -> list[str]:
    brief, name = view.book.brief, one_line(view.name(entry))
    said = marked(view, entry.id) if isinstance(entry, Figure) else one_line(view.text(entry.text))
    verdict = view.say.verdicts[summary(brief, entry.id).verdict]
    why = one_line(words_of(short(view, entry))) if isinstance(entry, Figure) else ""
    lines = [f"{name}: {said}", ". ".join(filter(None, (verdict, why)))]
    if (found := nearest(view, entry)) and found.source:
        source = brief.sources[found.source]
        value = marked(view, found.id) if isinstance(found, Figure) else ""
        by = view.publisher(source) + carrying(view, source)
        place = (by, publication_date(source, view.say), source.url or "")
        line = view.say["separated"].join(filter(None, (value, *map(one_line, place))))
        lines.append(view.say["item_nearest"].format(evidence=line))
    return lines
