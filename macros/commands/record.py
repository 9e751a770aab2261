"""Records the present state of the data as an edition at the end of `data/history.yml`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import yaml

from macros.commands.check import check_sources
from macros.figures import editions as history
from macros.figures.book import Book
from macros.figures.editions import Edition, EditionKind, Facts
from macros.figures.model import Text
from macros.languages.catalogue import tags
from macros.problems import Problem, ProblemsFound
from macros.reading.data import history_file
from macros.reading.data.history_file import HISTORY_FILE
from macros.text import decoded
from macros.tree import LINE_BREAK, read_tree

HEADER = """\
# The editions of the data, first to last: what each added or changed, what it removed, and why.
# figures record "why" writes an edition at the end; what stands here is never changed afterwards.

"""
WIDEST = 1_000_000
"""No line is folded: one figure, one line."""


class NotRecorded(Exception):  # noqa: N818
    """Raised where there is nothing to record, or no way to write it; says why."""


def record(
    root: Path, reason: str, *, correction: bool = False, translated: Mapping[str, str] = MappingProxyType({})
) -> tuple[Edition, int]:
    """Append an edition with all that differs from the last one; return it, and how many there are now.

    The first edition takes in everything. `translated` is the reason in the other languages.
    Raises ProblemsFound if the sources have errors, and NotRecorded if nothing differs, or the reason
    will not do.
    """
    found = check_sources(root)
    if found.errors:
        raise ProblemsFound(problem for problem in found.problems if problem.severity == "error")
    book = found.project.book
    editions = book.history.editions
    facts = history.facts_of(book.brief, book.quantities)
    changed, removed = history.difference(history.fold(editions), facts)
    if not changed and not removed:
        raise NotRecorded("nothing to record: no figure differs from the last edition")
    if correction and not editions:
        raise NotRecorded("nothing to correct: no edition is recorded yet; leave --correction out")
    kind = EditionKind.CORRECTION if correction else EditionKind.REVISION
    edition = Edition.model_construct(
        version=book.brief.about.version,
        date=book.brief.about.updated,
        kind=kind if editions else EditionKind.FIRST,
        reason=_reason({"en": reason, **translated}, book.brief.about.languages),
        figures=changed,
        removed=removed,
    )
    path = root / HISTORY_FILE
    old = path.read_bytes() if path.is_file() else b""
    new = appended(old, edition, first=not editions)
    _verify(new, book, edition, facts)
    aside = path.with_name(f"{path.name}.new")
    aside.write_bytes(new)
    aside.replace(path)
    return edition, len(editions) + 1


def appended(raw: bytes, edition: Edition, *, first: bool) -> bytes:
    """Return the file with the edition behind the others, in the line ends and the indent that it has."""
    end = "\r\n" if b"\r\n" in raw else "\n"
    if first:
        indent = "  "
        start = "".join(f"{line}\n" for line in _comments(raw)) if raw.strip() else HEADER
        raw = f"{start}editions:\n".replace("\n", end).encode()
    else:
        at = read_tree(raw, HISTORY_FILE).values["editions", 0]
        indent = " " * max(0, at[1] - 2)
    gap = end if not first else ""
    break_ = b"" if not raw or raw.endswith(b"\n") else end.encode()
    lines = "".join(f"{indent}{line}{end}" for line in _lines(edition))
    return raw + break_ + f"{gap}{lines}".encode()


def _comments(raw: bytes) -> Iterator[str]:
    """Yield the comments at the start of a file that has no edition yet."""
    for line in LINE_BREAK.split(decoded(raw)):
        if line.strip() and not line.startswith("#"):
            return
        yield line


def _lines(edition: Edition) -> Iterator[str]:
    yield f"- version: {_flow(edition.version)}"
    yield f"  date: {_flow(edition.date.text)}"
    yield f"  kind: {edition.kind}"
    texts = edition.reason.root
    yield f"  reason: {_flow(texts['en'] if len(texts) == 1 else texts, quoted=True)}"
    if edition.figures:
        yield "  figures:"
        yield from (f"    {id_}: {_flow(facts.written())}" for id_, facts in edition.figures.items())
    if edition.removed:
        yield f"  removed: {_flow(list(edition.removed))}"


def _flow(value: object, *, quoted: bool = False) -> str:
    """Return the value in one line of YAML."""
    written = yaml.dump(
        value,
        Dumper=_Plain,
        default_flow_style=True,
        default_style='"' if quoted else None,
        sort_keys=False,
        allow_unicode=True,
        width=WIDEST,
    )
    return str(written).removesuffix("...\n").rstrip("\n")


class _Plain(yaml.SafeDumper):
    """Leaves numbers and dates without quotation marks: the field says what they are."""

    yaml_implicit_resolvers: Mapping[str, object] = {}  # type: ignore[assignment]


def _reason(written: Mapping[str, str], languages: Collection[str]) -> Text:
    """Return the reason as a text of the data. Raises NotRecorded if it is none, or none in a language."""
    words = {language: " ".join(text.split()) for language, text in written.items()}
    if not words["en"]:
        raise NotRecorded('the reason is missing; write figures record "why"')
    for language in languages:
        if not words.get(language):
            hint = f'write --in {language} "why"'
            raise NotRecorded(f"the reason is missing in '{language}'; {hint}")
    try:
        "".join(words.values()).encode()
    except UnicodeEncodeError:
        raise NotRecorded("the reason is not UTF-8") from None
    if unknown := sorted(words.keys() - set(languages)):
        raise NotRecorded(f"the brief has no edition in '{unknown[0]}'")
    reason = Text(words)
    for fault in history_file.reason_faults(reason):
        raise NotRecorded(str(fault))
    return reason


def _verify(new: bytes, book: Book, edition: Edition, facts: Mapping[str, Facts]) -> None:
    """Read again what is to be written: whatever the layout of the file, nothing false may get into it."""
    wrong: tuple[Problem, ...] = ()
    try:
        editions = history_file.read(new, book.brief, languages=tags(book.catalogues)).editions
    except ProblemsFound as found:
        wrong = found.problems
    else:
        same = {id_: each.written() for id_, each in history.fold(editions).items()}
        if (
            editions[:-1] == book.history.editions
            and same == {id_: each.written() for id_, each in facts.items()}
            and editions[-1].reason == edition.reason
        ):
            return
    why = f": {wrong[0].sentence}" if wrong else ""
    message = f"{HISTORY_FILE} has a layout that cannot be continued{why}"
    raise NotRecorded(f"{message}; write editions: and below it - for each edition, in block style")
