"""Gives an entry another id wherever it is named: on pages, in formulas, texts, evidence and history."""

from __future__ import annotations

from macros.editor.finding import known, references
from macros.editor.index import Index
from macros.editor.mentions import ENTRY, Mention
from macros.figures.units import kind_of_built_in
from macros.reading.data.entries import IDENTIFIER

CAN = (ENTRY, "sources", "producers", "units")
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
