"""Reads what stands inside paragraphs as Python-Markdown does: code, links, references, raw HTML tags.

The builder's patterns are applied in its order, and what one has taken is masked for the next; the text of a
link is read by the patterns behind its own. Emphasis is left where it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field

from macros.reading.markdown.addresses import target_at
from macros.reading.markdown.attributes import BEHIND, BELOW, BRACES, Braces, whole
from macros.reading.markdown.code_spans import Runs
from macros.reading.markdown.headings import UNDERLINE, unescaped
from macros.reading.markdown.parts import CALL, MASK, READ, Given, Part
from macros.reading.markdown.raw_html import INLINE_TAG, FoundTag, found_tag

TICKS = re.compile("`+")
ESCAPE = re.compile(r"\\(?:(?P<sign>[\\`*_{}\[\]()>#+\-.!|])|.)")
BRACKETS = re.compile(r"[\[\]]")
ROUND = re.compile(r"[()]")
OPENING = re.compile(r"(?<!!)\[")
IMAGE = re.compile(r"!\[")
FOLLOWED = re.compile(r"\]\s?\[")
BEHIND_TEXT = re.compile(r"(\s?)\[([^\]]*)\]")
FOOTNOTE = re.compile(r"\[(\^[^\[\]]+)\]")
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*+://[^<>]*+)>")
MAIL = re.compile(r"<([^<> !]+@[^@<> ]+)>")
COMMENT = re.compile(
    r"<!--(?:(?!<!--|-->).)*-->|<[?](?:(?!<[?]|[?]>).)*[?]>|<!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\]>",
    re.DOTALL,
)
"""A comment or an instruction to a program; what is typed in one is not read."""
SPACE = re.compile(r"\s+")
CLOSING = re.compile(r"[^\s*_~^=+:][*_~^=+:]+\Z")
"""Signs that may end what an attribute list belongs to."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link, image, autolink or definition: what it says, where it leads, and where both stand."""

    kind: str
    text: str
    target: str
    start: int
    at: int
    label: str = ""
    """Of a definition, how it is compared with its uses."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A use of a reference or footnote; a bare one in single brackets that is not found is plain text."""

    label: str
    start: int
    image: bool
    bare: bool
    text: str = ""
    """What it says."""
    found: str | None = None
    """Label of the definition that it uses, as that is compared."""


@dataclass
class Inline:
    """What stands inside the paragraphs of a page; all offsets are those of its source."""

    links: list[Link] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    unclosed: list[int] = field(default_factory=list)
    """Offsets of the round brackets of links that never close."""
    braces: list[Braces] = field(default_factory=list)
    tags: list[FoundTag] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    """Start and end of what is no prose: code, addresses, comments."""
    comment: int | None = None
    """Where a comment begins that never ends."""


class InlineReader:
    """Reads the texts of a page one after the other."""

    def __init__(
        self, text: str, shown: Given, defined: Container[str], notes: frozenset[str], *, lists: bool
    ) -> None:
        """Read for a page of that text; `defined` are its references, `notes` its footnotes.

        With `lists`, attribute lists are read.
        """
        self.text, self.shown, self.defined, self.notes, self.lists = text, shown, defined, notes, lists
        self.found = Inline()
        self._part = Part("", [0])
        self._first: int | None = 0
        """Where a text of one line begins."""
        self._elements: dict[int, int] = {}
        """Ends of the elements in the text that was read last, and where each begins."""
        self._marks: list[tuple[int, int]] = []
        """What readers do not see of the text that was read last, and its code."""
        self._codes: list[tuple[int, int]] = []

    def read(self, name: str, part: Part) -> tuple[int, str] | None:
        """Read a text in an element of that name; return where its attribute list begins, and the words."""
        self._part, self._elements, self._marks, self._codes = part, {}, [], []
        self._first = part.starts[0] if len(part.starts) == 1 else None
        if not READ.search(part.text):
            return None
        text = part.text
        if "`" in text:
            text = self._code(text)
        if "\\" in text:
            text = ESCAPE.sub(lambda found: MASK * 2 if found["sign"] else found[0], text)
        if "<!" in text or "<?" in text:
            text = self._comments(text)
        if "[" in text or "<" in text:
            self._read(text, 0, 0)
        return self._braces(name, text) if "{" in text else None

    def words(self, end: int) -> str:
        """Return the text that was read last up to there, as readers see it but for marks of emphasis."""
        text, parts, last = self._part.text[:end], [], 0
        for start, stop in sorted((*self._marks, *self._codes, (end, end))):
            if start >= last:
                parts.append(unescaped(text[last:start]))
                if (start, stop) in self._codes:
                    parts.append(text[start:stop].strip().replace("_", UNDERLINE).replace("&", "&amp;"))
            last = max(last, stop)
        return "".join(parts)

    # --- places ---------------------------------------------------------------------------------------

    def _at(self, offset: int) -> int:
        return self.shown.at(self._part.at(offset) if self._first is None else self._first + offset)

    def _end(self, offset: int) -> int:
        return self.shown.end(self._part.end(offset) if self._first is None else self._first + offset)

    def source(self, start: int, end: int) -> str:
        """Return the text between two offsets as it is typed, without the marks of quotations."""
        lines = []
        for words in self._part.text[start:end].split("\n"):
            lines.append(self.text[self._at(start) : self._end(start + len(words))] if words else "")
            start += len(words) + 1
        return "\n".join(lines)

    def _hide(self, start: int, end: int) -> None:
        if start < end:
            self.found.hidden.append((self._at(start), self._end(end)))

    # --- code -----------------------------------------------------------------------------------------

    def _code(self, text: str) -> str:
        """Mask code spans, and the backslashes before one that mean themselves."""
        runs = [found.span() for found in TICKS.finditer(text)]
        pairs = Runs(runs)
        masks: list[tuple[int, int]] = []
        last = 0
        for index, (begin, end) in enumerate(runs):
            start = first = max(begin, last)
            while first > last and text[first - 1] == "\\":
                first -= 1
            slashes = start - first
            if slashes % 2:
                start += 1  # the first mark behind a backslash is a plain character
            elif slashes:
                masks.append((first, start))
            if start >= end:
                continue
            closing = pairs.closing(index, end - start)
            if closing is None:
                last = end + end - start  # as far as the builder goes on
                continue
            inner, last = closing
            ticks = last - inner
            self._marks += [(start, start + ticks), closing]
            self._codes.append((start + ticks, inner))
            masks.append((start, last))
            self._hide(start, last)
            self._elements[last] = start
        return _masked(text, masks)

    def _comments(self, text: str) -> str:
        """Mask comments, and note one that never ends."""
        masks = [found.span() for found in COMMENT.finditer(text)]
        for start, end in masks:
            self._hide(start, end)
        self._marks += masks
        text = _masked(text, masks)
        if self.found.comment is None and "<!--" in text:
            self.found.comment = self._at(text.index("<!--"))
        return text

    # --- links and references -------------------------------------------------------------------------

    def _read(self, text: str, base: int, first: int) -> None:
        """Read a text that begins at that offset by the patterns from the first on."""
        if "[^" in text and not first:
            text = self._footnotes(text, base)
        for number, (sign, image, read) in enumerate(PATTERNS[first:], first):
            if sign in text and (not image or "![" in text):
                text = read(self, text, base, number, IMAGE if image else OPENING)
        if "<" in text:
            self._angles(text, base)

    def _footnotes(self, text: str, base: int) -> str:
        masks: list[tuple[int, int]] = []
        for found in FOOTNOTE.finditer(text):
            known = found[1] in self.notes
            if not known and text[found.end() : found.end() + 1] in ("(", "["):
                continue
            start, end = base + found.start(), base + found.end()
            self.found.references.append(Reference(found[1], self._at(start), image=False, bare=True))
            self._hide(start, end)
            if known:
                masks.append(found.span())
        return _masked(text, masks)

    def _long(self, text: str, base: int, number: int, opening: re.Pattern[str]) -> str:
        """Read `[text][label]` and `[label][]`."""
        if not FOLLOWED.search(text):
            return text
        pairs, masks, last = _pairs(BRACKETS, text), list[tuple[int, int]](), 0
        for found in opening.finditer(text):
            start, closing = found.end() - 1, pairs.get(found.end() - 1)
            behind = BEHIND_TEXT.match(text, closing + 1) if closing and found.start() >= last else None
            if closing is None or behind is None:
                continue
            last = behind.end()
            first, end = behind.span(2) if behind[2] else (start + 1, closing)
            label = SPACE.sub(" ", text[first:end].lower())
            known = label in self.defined
            plain = behind[1] or not label.strip() or CALL in label or text[last : last + 1] == "("
            if not known and plain:
                continue
            self._use(base, (start + 1, closing), (first, end), opening, label if known else None, bare=False)
            self._hide(base + closing, base + last)
            if known:
                self._taken(text, base, number, (start + 1, closing), last, image=opening is IMAGE)
                masks.append((found.start(), last))
        return _masked(text, masks)

    def _short(self, text: str, base: int, number: int, opening: re.Pattern[str]) -> str:
        """Read `[label]`."""
        pairs, masks, last = _pairs(BRACKETS, text), list[tuple[int, int]](), 0
        for found in opening.finditer(text):
            start, closing = found.end() - 1, pairs.get(found.end() - 1)
            if closing is None or found.start() < last:
                continue
            last = closing + 1
            label = SPACE.sub(" ", text[start + 1 : closing].lower())
            if label in self.defined:
                span = (start + 1, closing)
                self._use(base, span, span, opening, label, bare=True)
                self._taken(text, base, number, span, last, image=opening is IMAGE)
                masks.append((found.start(), last))
        return _masked(text, masks)

    def _use(
        self,
        base: int,
        words: tuple[int, int],
        label: tuple[int, int],
        opening: re.Pattern[str],
        found: str | None,
        *,
        bare: bool,
    ) -> None:
        start, end = words
        text = self.source(base + start, base + end)
        named = text if label == words else self.source(base + label[0], base + label[1])
        at = self._at(base + start - 1)
        self.found.references.append(Reference(named, at, opening is IMAGE, bare, text, found))

    def _inline(self, text: str, base: int, number: int, opening: re.Pattern[str]) -> str:
        """Read `[text](address "title")`."""
        pairs, masks, last = _pairs(BRACKETS, text), list[tuple[int, int]](), 0
        rounds = _pairs(ROUND, text)
        image = opening is IMAGE
        for found in opening.finditer(text):
            start, closing = found.end() - 1, pairs.get(found.end() - 1)
            if closing is None or found.start() < last or text[closing + 1 : closing + 2] != "(":
                continue
            target = target_at(text, closing + 1, rounds)
            if target is None:
                if text[closing + 2 : closing + 3].strip(f" \n{CALL}"):
                    self.found.unclosed.append(self._at(base + closing + 1))
                continue
            first, end, title, last = target
            if CALL not in text[first:end]:
                kind, words = ("image" if image else "link"), self.source(base + start + 1, base + closing)
                address = unescaped(self.source(base + first, base + end))
                at = self._at(base + first)
                self.found.links.append(Link(kind, words, address, self._at(base + found.start()), at))
            begin, stop = title or (last, last)
            self._hide(base + closing, base + begin)
            self._hide(base + stop, base + last)
            self._taken(text, base, number, (start + 1, closing), last, image=image)
            masks.append((found.start(), last))
        return _masked(text, masks)

    def _taken(
        self, text: str, base: int, number: int, words: tuple[int, int], end: int, *, image: bool
    ) -> None:
        """Go on with the text of a link, in which the patterns behind its own are read."""
        begin = base + words[0] - 1 - image
        self._elements[base + end] = begin
        first, last = (base + words[0], base + words[1]) if not image else (base + end, base + end)
        self._marks += [(begin, first), (last, base + end)]
        inner = text[slice(*words)]
        if not image and ("[" in inner or "<" in inner):
            self._read(inner, base + words[0], number + 1)

    # --- raw HTML -------------------------------------------------------------------------------------

    def _angles(self, text: str, base: int) -> None:
        for pattern in (AUTOLINK, MAIL):
            masks = []
            for found in pattern.finditer(text):
                if CALL not in found[1]:
                    target = self.source(base + found.start(1), base + found.end(1))
                    start, at = self._at(base + found.start()), self._at(base + found.start(1))
                    self.found.links.append(Link("autolink", target, target, start, at))
                self._hide(base + found.start(), base + found.end())
                self._marks += [(base + at, base + at + 1) for at in (found.start(), found.end() - 1)]
                self._elements[base + found.end()] = base + found.start()
                masks.append(found.span())
            text = _masked(text, masks)
        for found in INLINE_TAG.finditer(text):
            self._marks.append((base + found.start(), base + found.end()))
            self.found.tags.append(self._tag(found, base))

    def _tag(self, found: re.Match[str], base: int) -> FoundTag:
        one = found_tag(found, base)
        first, last = one.attributes
        span = (self._at(first), self._end(last)) if first < last else (0, 0)
        return FoundTag(self._at(one.start), self._end(one.end), one.name, one.closing, span)

    # --- attribute lists ------------------------------------------------------------------------------

    def _braces(self, name: str, text: str) -> tuple[int, str] | None:
        """Note all that may be an attribute list; return the one of the element itself."""
        heading = name[0] == "h" and name != "hr"
        pattern = BEHIND if heading or name in ("dt", "td", "th") else BELOW
        # The builder looks behind the last element, or where nothing is there, before the first.
        last = max(self._elements, default=0)
        limit = min(self._elements.values(), default=len(text)) if last == len(text) else len(text)
        own = pattern.search(text, last if limit == len(text) else 0, limit) if self.lists else None
        words = self.source(*own.span("words")) if own else ""
        if own is None or not whole(words):
            own_start, own_end = len(text), 0
        else:
            own_start, own_end = own.span()
            self._marks.append(own.span())
        for found in BRACES.finditer(text):
            start, end = found.span()
            bound = own_start < start < own_end or (self.lists and self._behind_element(text, start))
            if bound:
                self._marks.append((start, end))
            said = self.source(*found.span("words")).strip()
            span = self._at(start), self._end(end)
            ends = heading and not text[end:].strip(" #")
            self.found.braces.append(Braces(said, bool(found["colon"]), *span, bound=bound, heading=ends))
        return (own_start if own_end == len(text) else len(text), words) if own_end else None

    def _behind_element(self, text: str, start: int) -> bool:
        return start in self._elements or CLOSING.search(text, max(0, start - 9), start) is not None


PATTERNS: tuple[tuple[str, bool, Callable[[InlineReader, str, int, int, re.Pattern[str]], str]], ...] = (
    ("]", False, InlineReader._long),
    ("](", False, InlineReader._inline),
    ("](", True, InlineReader._inline),
    ("]", True, InlineReader._long),
    ("]", False, InlineReader._short),
    ("]", True, InlineReader._short),
)
"""The builder's patterns in its order: what a text must hold, whether it is for images, and what reads it."""


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with a sign for each character of the spans, some of which may be within others."""
    if not spans:
        return text
    parts, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            parts += [text[last:start], MASK * (end - start)]
            last = end
    return "".join((*parts, text[last:]))


def _pairs(pattern: re.Pattern[str], text: str) -> dict[int, int]:
    """Return where each opening bracket closes that does."""
    found: dict[int, int] = {}
    open_: list[int] = []
    for one in pattern.finditer(text):
        if one[0] in "[(":
            open_.append(one.start())
        elif open_:
            found[open_.pop()] = one.start()
    return found
