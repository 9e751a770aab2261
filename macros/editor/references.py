"""Where an id stands, where it is defined and named, how often it is used, and how it is renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.editor.index import Index, is_page, keys_of, read_typed
from macros.editor.mentions import ENTRY, NAMING, SECTIONS, Mention, of_page
from macros.figures.units import kind_of_built_in
from macros.reading.data.entries import IDENTIFIER
from macros.reading.data.figures_file import DATA_FILE
from macros.reading.data.history_file import HISTORY_FILE
from macros.reading.pages.calls import Call

WORD = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
BEHIND = re.compile(r"(?:^|[\s{,-])([a-z_]+):[ \t]*['\"]?\Z")


@dataclass(frozen=True)
class UnderCursor:
    """What stands at a place: an id, the name of a macro, or both unknown."""

    mention: Mention | None = None
    call: Call | None = None
    macro: str = ""


def at(index: Index, path: str, text: str, line: int, column: int) -> UnderCursor:
    """Return what stands at that line and column of a text, counted from 0."""
    if not is_page(path):
        return UnderCursor(_in_data(index, path, text, line, column))
    page = read_typed(path, text)
    for mention in of_page(page):
        if mention.line == line and mention.column <= column <= mention.end:
            return UnderCursor(mention, _call_at(page.calls, line, column))
    call = _call_at(page.calls, line, column)
    return UnderCursor(call=call, macro=call.name if call else "")


def _call_at(calls: tuple[Call, ...], line: int, column: int) -> Call | None:
    for call in calls:
        first, start = call.place.line - 1, call.place.column - 1
        last = first + call.written.count("\n")
        end = len(call.written.rpartition("\n")[2]) + (start if last == first else 0)
        if (first, start) <= (line, column) <= (last, end):
            return call
    return None


def _in_data(index: Index, path: str, text: str, line: int, column: int) -> Mention | None:
    """Return the id at a place of the data, read from its line alone: the file may be no YAML just now."""
    lines = text.split("\n")
    if path not in (DATA_FILE, HISTORY_FILE) or line >= len(lines):
        return None
    words = lines[line].rstrip("\r")
    for found in WORD.finditer(words):
        if not found.start() <= column <= found.end():
            continue
        before, after = words[: found.start()], words[found.end() :]
        field = BEHIND.search(before)
        section = NAMING.get(field[1], "sources" if field[1] == "article" else ENTRY) if field else ENTRY
        if re.match(r"['\"]?[ \t]*:(?:\s|$)", after) and not field:
            if path == HISTORY_FILE:
                section = "figures"
            else:
                section = next(
                    (one for one, id_, at_line, _ in keys_of(text) if at_line == line and id_ == found[0]), ""
                )
            if section not in SECTIONS:
                return None
        mention = Mention(section, found[0], path, line, found.start(), defines=not field)
        return mention if section == "figures" or known(index, mention) else None
    return None


def known(index: Index, mention: Mention) -> bool:
    """Return whether an entry of that id is known."""
    section = index.section(mention)
    if section == ENTRY:
        return index.book.entry(mention.id) is not None
    return mention.id in getattr(index.book.brief, section)


def definition(index: Index, data: str, mention: Mention) -> tuple[int, int] | None:
    """Return line and column of an entry in the data as they are typed now; None if there is none."""
    section = index.section(mention)
    sections = ("figures", "claims") if section == ENTRY else (section,)
    for one, id_, line, column in keys_of(data):
        if id_ == mention.id and one in sections:
            return line, column
    for one in sections:
        if place := index.places.get((one, mention.id)):
            return place.line - 1, place.column - 1
    return None


def references(index: Index, mention: Mention, *, declaration: bool = True) -> tuple[Mention, ...]:
    """Return every place that names the same entry, by file; `declaration` counts the entry itself in."""
    found = index.by_id.get((index.section(mention), mention.id), ())
    return tuple(one for one in found if declaration or not one.defines)


def uses(index: Index, section: str, id_: str) -> tuple[Mention, ...]:
    """Return the places of pages and data that use an entry; its past is no use."""
    mention = Mention(section, id_, DATA_FILE, 0, 0)
    listed = references(index, mention, declaration=False)
    return tuple(one for one in listed if one.path != HISTORY_FILE)


SHOWN = {"figures": ENTRY, "claims": ENTRY, "sources": "sources"}
"""Sections whose entries say how often they are used."""


def entries(data: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield section, id, line and column of every entry that says so, counted from 0."""
    for section, id_, line, column in keys_of(data):
        if section in SHOWN:
            yield SHOWN[section], id_, line, column


def title(found: Sequence[Mention]) -> str:
    """Return how many uses there are, in words."""
    return f"{len(found)} use{'' if len(found) == 1 else 's'}"


CAN = (ENTRY, "sources", "producers", "units", "series")
"""What can be renamed; pages and addresses hang on the ids of themes."""


class NotRenamed(Exception):  # noqa: N818
    """Raised where an id cannot be changed; says why."""


def check(index: Index, mention: Mention | None) -> Mention:
    """Return the mention if its entry can be renamed. Raises NotRenamed."""
    if mention is None or not known(index, mention):
        raise NotRenamed("no id of the data stands here")
    if index.section(mention) not in CAN:
        raise NotRenamed("pages hang on the id of a theme: rename it by hand")
    return mention


def rename(index: Index, mention: Mention | None, new: str) -> tuple[Mention, ...]:
    """Return every place at which the new id is to be typed. Raises NotRenamed."""
    mention = check(index, mention)
    section = index.section(mention)
    brief = index.book.brief
    if not IDENTIFIER.fullmatch(new):
        raise NotRenamed(f"'{new}' is no id: write small letters, digits and underscores, a letter first")
    taken = {**brief.figures, **brief.claims} if section == ENTRY else getattr(brief, section)
    if new != mention.id and new in taken:
        raise NotRenamed(f"'{new}' is taken: write another id")
    if section == "units" and kind_of_built_in(new) is not None:
        raise NotRenamed(f"the unit '{new}' is built in: write another id")
    return references(index, mention)
