"""Reads the blocks of a page as Python-Markdown does: headings, paragraphs, lists, tables, code.

Each processor of the builder has its function here, tried in the builder's order, on lines that keep their
places. Beyond `DEEPEST` containers in one another, what is inside is read as a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from macros.reading.markdown.elements import Blocks, Definition, Node
from macros.reading.markdown.parts import BLOCK, MASK, TAB, Part, blocks_of, dedent, detab, joined
from macros.reading.markdown.tables import LOST, rows_of

DEEPEST = 40
SENTENCE = re.compile(r"[^\W\d_]|[\"'(“«\ue000]")
"""What begins a block of which only the lines behind the first can be anything but a paragraph."""
MARKED = re.compile(r"\n(?:[ ]{0,3}[>:_*\[-]|[#=!?])|\|")
NOTE = re.compile(r"^[ ]{0,3}\[(?P<label>\^[^\]\n]*)\]:[ ]*", re.MULTILINE)
ADMONITION = re.compile(r"(?:^|\n)!!! ?[\w\-]+(?: +[\w\-]+)*(?: +\"(?P<title>.*?)\")? *(?:\n|$)")
DETAIL = re.compile(
    r"(?:^|\n)\?{3}\+? ?(?:(?:[\w\-]+(?: +[\w\-]+)*?)?(?: +\"(?P<title>.*?)\")|[\w\-]+(?: +[\w\-]+)*?)"
    r" *(?:\n|$)"
)
TAB_START = re.compile(r"(?:^|\n)={3}(?P<special>\+|\+!|!\+|!)? +\"(?P<title>.*?)\" *(?:\n|$)")
HASHES = re.compile(r"(?:^|\n)(?P<level>#{1,6})(?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)")
HASHES_BELOW = re.compile(HASHES.pattern.removeprefix(r"(?:^|\n)"))
EARLIER = re.compile(r"!!!|\?\?\?|===|\|")
"""What a block must hold for processors before those of headings to take it."""
UNDERLINED = re.compile(r"^.*?\n(?P<line>=+|-+)[ ]*(?:\n|$)", re.MULTILINE)
RULE = re.compile(
    r"^[ ]{0,3}(?=(?P<atomic>(-+[ ]{0,2}){3,}|(_+[ ]{0,2}){3,}|(\*+[ ]{0,2}){3,}))(?P=atomic)[ ]*$",
    re.MULTILINE,
)
ORDERED = re.compile(r"^[ ]{0,3}\d+\.[ ]+(.*)")
UNORDERED = re.compile(r"^[ ]{0,3}[*+-][ ]+(.*)")
ITEM = re.compile(r"^[ ]{0,3}(?:(\d+\.)|[*+-])[ ]+(.*)")
INDENTED = re.compile(r"^[ ]{4,7}(?:(\d+\.)|[*+-])[ ]+.*")
INDENT = re.compile(r"^(?:[ ]{4})+")
QUOTED = re.compile(r"(?:^|\n)[ ]{0,3}>[ ]?(.*)")
QUOTE_MARK = re.compile(r"^[ ]{0,3}>[ ]?")
MEANING = re.compile(r"(?:^|\n)[ ]{0,3}:[ ]{1,3}(?P<words>.*?)(?:\n|$)")
NO_INDENT = re.compile(r"^[ ]{0,3}[^ :]")
DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?P<label>[^\[\]]*)\]:[ ]*(?:\n[ ]*)?(?P<target>[^\s]+)[ ]*"
    r"(?:\n[ ]*)?(?P<title>(?P<quote>[\"'])(?:.*)(?P=quote)[ ]*|\((?:.*)\)[ ]*)?$",
    re.MULTILINE,
)
ABBREVIATION = re.compile(r"^[*]\[(?P<word>[^\\]*?)\][ ]?:[ ]*\n?[ ]*(?P<title>.*)$", re.MULTILINE)
LISTS = ("ul", "ol")
NO_FENCES: Mapping[int, int] = MappingProxyType({})
BOXES: tuple[tuple[str, re.Pattern[str], str, str], ...] = (
    ("admonition", ADMONITION, "admonition", "!!!"),
    ("pymdownx.details", DETAIL, "details", "???"),
    ("pymdownx.tabbed", TAB_START, "tabs", "==="),
)
"""Extension, pattern of the first line, kind, and marks of what holds other blocks."""


def read_blocks(
    parts: list[Part], extensions: frozenset[str], source: str = "", fences: Mapping[int, int] = NO_FENCES
) -> Blocks:
    """Return what stands between empty lines as the blocks that it makes.

    Fenced code is masked in the parts; `source` is the text before that, `fences` has start and end of each.
    """
    reader = _Reader(extensions, source, fences)
    reader.blocks(reader.found.root, parts)
    return reader.found


class _Reader:
    """Reads blocks one after the other into a tree, as the builder's parser does."""

    def __init__(self, extensions: frozenset[str], source: str, fences: Mapping[int, int]) -> None:
        self.found = Blocks()
        self.source, self.fences = source, fences
        self.on = extensions.__contains__
        self.states: list[str] = [""]
        self.depth = 0
        self.boxes = [box[1:] for box in BOXES if box[0] in extensions]

    def chunk(self, parent: Node, part: Part) -> None:
        """Read lines with empty lines between them."""
        self.blocks(parent, blocks_of(part))

    def blocks(self, parent: Node, parts: list[Part]) -> None:
        """Read blocks; each may put what is left of it back."""
        self.depth += 1
        parts.reverse()
        while parts:
            part = parts.pop()
            text = part.text
            if text[:1] == "\n":
                part = part.cut(len(text) - len(text.lstrip("\n")))
                text = part.text
            if not text:
                continue
            if self.depth > DEEPEST or (SENTENCE.match(text) and not MARKED.search(text)):
                self.paragraph(parent, part)
            elif text[0] != "#" or "\n" in text or not self.hashes(parent, part, parts):
                self.block(parent, part, parts)
        self.depth -= 1

    def inside(self, state: str, parent: Node, parts: list[Part]) -> None:
        """Read blocks in that state."""
        self.states.append(state)
        self.blocks(parent, parts)
        self.states.pop()

    def block(self, parent: Node, part: Part, rest: list[Part]) -> None:
        """Read a block by the first processor that takes it."""
        for processor in PROCESSORS:
            if processor(self, parent, part, rest):
                return

    # --- boxes ----------------------------------------------------------------------------------------

    def box(self, parent: Node, part: Part, rest: list[Part]) -> bool:
        """Read an admonition, details or a tab, or what goes on with one."""
        for pattern, kind, mark in self.boxes:
            found = pattern.search(part.text) if mark in part.text else None
            if found:
                self._new_box(parent, part, rest, found, kind)
                return True
            inner = self._going_on(parent, part, kind)
            if inner is not None:
                node, length = inner
                if node.name in ("li", "dd"):
                    node.wrap_text()
                content, left = detab(part, length)
                self.chunk(node, content)
                self.put_back(rest, left)
                return True
        return False

    def _new_box(self, parent: Node, part: Part, rest: list[Part], found: re.Match[str], kind: str) -> None:
        if found.start() > 0:
            self.blocks(parent, [part.cut(0, found.start())])
        title = part.cut(*found.span("title")) if found["title"] else None
        if kind == "tabs":
            parent = self._tabs(parent, new="!" in (found["special"] or ""))
            parent.add("label", title)
            node = parent.add("div", kind="tab")
        else:
            node = parent.add("div", kind=kind)
            if title:
                node.add("p" if kind == "admonition" else "summary", title)
        if found.end() < len(part.text):
            content, left = detab(part.cut(found.end()))
            self.chunk(node, content)
            self.put_back(rest, left)

    @staticmethod
    def _tabs(parent: Node, *, new: bool) -> Node:
        last = parent.last
        return last if last and last.kind == "tabs" and not new else parent.add("div", kind="tabs")

    @staticmethod
    def _going_on(parent: Node, part: Part, kind: str) -> tuple[Node, int] | None:
        """Return the element to which an indented block belongs, and how far that is indented."""
        node = parent.last
        if node is None or node.kind != kind or not part.text.startswith(TAB):
            return None
        if kind == "tabs":
            node = node.children[-1]
        text, length = part.text, 0
        last = node.last
        while last is not None and last.name in (*LISTS, "dl") and text.startswith(TAB * 2):
            if last.last is None:
                break
            node, last = last.last, last.last.last
            text, length = text[len(TAB) :], length + len(TAB)
        return node, length + len(TAB)

    # --- indents --------------------------------------------------------------------------------------

    def indent(self, parent: Node, part: Part, _rest: list[Part], *, terms: bool = False) -> bool:
        """Read what is indented below an item of a list."""
        items, lists = (("dd", "li"), ("dl", *LISTS)) if terms else (("li",), LISTS)
        if not part.text.startswith(TAB) or self.states[-1] == "detabbed":
            return False
        last = parent.last
        if parent.name not in items and (last is None or last.name not in lists):
            return False
        level, node = self._level(parent, part, items, lists)
        part = dedent(part, level)
        if parent.name in items:
            inner = last if last is not None and last.name in lists else parent
            self.inside("detabbed", inner, [part])
        elif node.name in items:
            self.inside("detabbed", node, [part])
        elif node.last is not None and node.last.name in items:
            node.last.wrap_text()
            self.inside("detabbed", node.last, blocks_of(part))
        else:
            self.inside("detabbed", node.add("dd" if terms else "li"), [part])
        return True

    def term_indent(self, parent: Node, part: Part, rest: list[Part]) -> bool:
        """Read what is indented below the meaning of a term."""
        return self.on("def_list") and self.indent(parent, part, rest, terms=True)

    def _level(
        self, parent: Node, part: Part, items: tuple[str, ...], lists: tuple[str, ...]
    ) -> tuple[int, Node]:
        """Return how many indents belong to lists, and the innermost element that they lead to."""
        found = INDENT.match(part.text)
        wanted = len(found[0]) // len(TAB) if found else 0
        level = int(self.states[-1] == "list")
        while wanted > level:
            child = parent.last
            if child is None or child.name not in (*items, *lists):
                break
            level += child.name in lists
            parent = child
        return level, parent

    def code(self, parent: Node, part: Part, rest: list[Part]) -> bool:
        """Read indented code."""
        if not part.text.startswith(TAB):
            return False
        if parent.last is None or parent.last.name != "pre":
            parent.add("pre")
        if BLOCK in part.text and self.source:
            part = joined(line for one in part.lines() for line in self._restored(one))
        block, left = detab(part)
        self.found.code += [(line.starts[0], line.starts[0] + len(line.text)) for line in block.lines()]
        self.put_back(rest, left)
        return True

    def _restored(self, line: Part) -> Iterator[Part]:
        """Yield a line, or those of fenced code: in and below indented code a fence is none."""
        mark = line.text.find(BLOCK)
        start = line.starts[0] + mark
        if mark < 0 or start not in self.fences or line.text[:mark].strip("> "):
            yield line
            return
        self.found.restored.add(start)
        first = self.source.rfind("\n", 0, start) + 1
        indent = start - first - mark
        for words in self.source[first : self.fences[start]].split("\n"):
            yield Part(words[indent:], [first + min(indent, len(words))])
            first += len(words) + 1

    # --- tables, headings, rules ----------------------------------------------------------------------

    def table(self, parent: Node, part: Part, _rest: list[Part]) -> bool:
        """Read a table; its cells are texts."""
        if "|" not in part.text or not self.on("tables"):
            return False
        rows = rows_of(part)
        if rows is None:
            return False
        node = parent.add("table")
        for name, cell in rows:
            if name != LOST:
                node.add(name, cell)
            elif cell.text:
                self.found.lost.append((cell.starts[0], cell.end(len(cell.text))))
        return True

    def hashes(self, parent: Node, part: Part, rest: list[Part]) -> bool:
        """Read a heading of number signs, in whichever line of the block it stands."""
        found = HASHES.search(part.text) if "#" in part.text else None
        if found is None:
            return False
        if found.start() > 0:
            self.blocks(parent, [part.cut(0, found.start())])
        # Where no other processor comes first, headings in a row are read at once: each cut copies the rest.
        alone = self.states[-1] != "looselist" and not EARLIER.search(part.text)
        end = 0
        while found is not None:
            level = len(found["level"])
            self._heading(parent, part, found.span("header"), level, part.at(found.start("level")))
            end = found.end()
            found = HASHES_BELOW.match(part.text, end) if alone else None
        if end < len(part.text):
            after = part.cut(end)
            self.put_back(rest, dedent(after) if self.states[-1] == "looselist" else after)
        return True

    def underlined(self, parent: Node, part: Part, rest: list[Part]) -> bool:
        """Read a heading with a line of equals signs or hyphens below."""
        found = UNDERLINED.match(part.text)
        if found is None:
            return False
        alone = "#" not in part.text and not EARLIER.search(part.text)
        end = 0
        while found is not None:
            level = 1 if found["line"].startswith("=") else 2
            self._heading(parent, part, (end, part.text.index("\n", end)), level, None)
            end = found.end()
            following = alone and not part.text.startswith(TAB, end)
            found = UNDERLINED.match(part.text, end) if following else None
        if end < len(part.text):
            self.put_back(rest, part.cut(end))
        return True

    @staticmethod
    def _heading(parent: Node, part: Part, span: tuple[int, int], level: int, marks: int | None) -> None:
        start, end = span
        words = part.text[start:end]
        start += len(words) - len(words.lstrip())
        end = max(start, end - (len(words) - len(words.rstrip())))
        at = part.at(start)
        parent.add(f"h{level}", Part(part.text[start:end], [at])).start = at if marks is None else marks

    def rule(self, parent: Node, part: Part, rest: list[Part]) -> bool:
        """Read a line between sections."""
        found = RULE.search(part.text)
        if found is None:
            return False
        before = part.text[: found.start()].rstrip("\n")
        if before:
            self.blocks(parent, [part.cut(0, len(before))])
        parent.add("hr")
        after = part.text[found.end() :].lstrip("\n")
        if after:
            self.put_back(rest, part.cut(len(part.text) - len(after)))
        return True

    # --- lists ----------------------------------------------------------------------------------------

    def ordered(self, parent: Node, part: Part, _rest: list[Part]) -> bool:
        """Read a list with numbers."""
        return self._list(parent, part, "ol") if ORDERED.match(part.text) else False

    def unordered(self, parent: Node, part: Part, _rest: list[Part]) -> bool:
        """Read a list with bullets."""
        return self._list(parent, part, "ul") if UNORDERED.match(part.text) else False

    def _list(self, parent: Node, part: Part, name: str) -> bool:
        items = self._items(part)
        last = parent.last
        if last is not None and last.name in LISTS:
            node = last
            if node.last is not None:
                self._loosen(node.last)
            self.inside("looselist", node.add("li"), [items.pop(0)])
        elif parent.name in LISTS:
            node = parent
        else:
            node = parent.add(name)
        self.states.append("list")
        for item in items:
            into = node.last if item.text.startswith(TAB) and node.last is not None else node.add("li")
            self.blocks(into, [item])
        self.states.pop()
        return True

    @staticmethod
    def _loosen(item: Node) -> None:
        """Wrap the texts of an item into paragraphs: another follows behind an empty line."""
        item.wrap_text()
        last = item.last
        if last is not None and last.tail is not None:
            item.add("p", last.tail.lstripped())
            last.tail = None

    def _items(self, part: Part) -> list[Part]:
        items: list[list[Part]] = []
        for line in part.lines():
            if found := ITEM.match(line.text):
                self.found.marks.append((line.starts[0], line.starts[0] + found.start(2)))
                items.append([line.cut(found.start(2))])
            elif INDENTED.match(line.text) and not items[-1][0].text.startswith(TAB):
                items.append([line])
            else:
                items[-1].append(line)
        return [joined(lines) for lines in items]

    def meanings(self, parent: Node, part: Part, rest: list[Part]) -> bool:
        """Read terms and what they mean."""
        found = MEANING.search(part.text) if ":" in part.text and self.on("def_list") else None
        if found is None:
            return False
        before = part.cut(0, found.start()).lines() if found.start() else []
        terms = [_stripped(line) for line in before if line.text.strip()]
        last = parent.last
        if not terms and last is None:
            return False
        state = "list"
        if not terms and last is not None and last.name == "p" and last.text is not None:
            state, terms = "looselist", last.text.lines()
            parent.children.pop()
            last = parent.last
        if last is not None and last.name == "dl":
            node = last
            if not terms and node.last is not None and node.last.name == "dd" and node.last.children:
                state = "looselist"
        else:
            node = parent.add("dl")
        for term in terms:
            node.add("dt", term)
        content, left = self._meaning(part, found)
        self.inside(state, node.add("dd"), [content])
        self.put_back(rest, left)
        return True

    @staticmethod
    def _meaning(part: Part, found: re.Match[str]) -> tuple[Part, Part | None]:
        """Return what a term means, and what is left of the block."""
        first, left = part.cut(*found.span("words")), None
        if found.end() >= len(part.text):
            return first, None
        more: Part = part.cut(found.end())
        if not NO_INDENT.match(more.text):
            more, left = detab(more)
        return joined((first, more)) if more.text else first, left

    # --- quotations, definitions, paragraphs ----------------------------------------------------------

    def quotation(self, parent: Node, part: Part, _rest: list[Part]) -> bool:
        """Read a quotation; lines without its mark go on with it."""
        found = QUOTED.search(part.text) if ">" in part.text else None
        if found is None:
            return False
        start = found.start() + part.text.startswith("\n", found.start())
        if found.start() > 0:
            self.blocks(parent, [part.cut(0, found.start())])
        lines = []
        for line in part.cut(start).lines():
            mark = QUOTE_MARK.match(line.text)
            lines.append(line.cut(mark.end()) if mark else line)
            if line.text.strip() == ">":
                lines[-1] = Part("", line.starts)
        last = parent.last
        node = last if last is not None and last.name == "blockquote" else parent.add("blockquote")
        self.inside("blockquote", node, blocks_of(joined(lines)))
        return True

    def note(self, _parent: Node, part: Part, rest: list[Part]) -> bool:
        """Read the texts of footnotes; where they are off, their marks alone are noted."""
        found = NOTE.search(part.text) if "[^" in part.text else None
        if found is None:
            return False
        if not self.on("footnotes"):
            for one in NOTE.finditer(part.text, found.start()):
                self._note(part, one)
            rest.append(Part(NOTE.sub(lambda one: MASK * len(one[0]), part.text), part.starts))
            return True
        self._note(part, found)
        following = NOTE.search(part.text, found.end())
        lines = [dedent(part.cut(found.end(), following.start() - 1 if following else None))]
        if following:
            self.put_back(rest, part.cut(following.start()))
        else:
            while rest and rest[-1].text.startswith(TAB):
                block = rest.pop()
                following = NOTE.search(block.text)
                if following:
                    lines.append(dedent(block.cut(0, max(0, following.start() - 1))))
                    self.put_back(rest, block.cut(following.start()))
                    break
                lines.append(dedent(block))
        if found.start() > 0 and part.text[: found.start()].strip():
            self.put_back(rest, part.cut(0, found.start() - 1))
        self.inside("note", self.found.root.add("div", kind="note"), lines)
        return True

    def _note(self, part: Part, found: re.Match[str]) -> None:
        self.found.notes.append((found["label"], part.at(found.start("label")), part.end(found.end())))

    def abbreviation(self, _parent: Node, part: Part, rest: list[Part]) -> bool:
        """Read what a short form stands for."""
        found = ABBREVIATION.search(part.text) if "*[" in part.text and self.on("abbr") else None
        if found is None or not found["word"].strip() or not found["title"].strip():
            return False
        self.found.hidden.append((part.at(found.start()), part.end(found.start("title"))))
        self._around(part, found.span(), rest)
        return True

    def definition(self, _parent: Node, part: Part, rest: list[Part]) -> bool:
        """Read the definitions of references."""
        first = DEFINITION.search(part.text) if "]:" in part.text else None
        if first is None:
            return False
        start = end = first.start()
        for found in DEFINITION.finditer(part.text, start):
            if found.start() > start and (
                part.text[end : found.start()].strip("\n") or UNDERLINED.match(part.text, found.start())
            ):
                break
            end = found.end()
            self._define(part, found)
        self._around(part, (start, end), rest)
        return True

    def _define(self, part: Part, found: re.Match[str]) -> None:
        target = found["target"]
        start = found.start("target") + len(target) - len(target.lstrip("<"))
        end = max(start, found.end("target") - (len(target) - len(target.rstrip(">"))))

        def span(first: int, last: int) -> tuple[int, int]:
            return part.at(first), part.end(last)

        title = span(*found.span("title")) if found["title"] else None
        label, whole = span(*found.span("label")), span(found.start("label") - 1, found.end())
        key = found["label"].strip().lower()
        self.found.definitions.append(Definition(key, label, span(start, end), whole, title))

    def _around(self, part: Part, span: tuple[int, int], rest: list[Part]) -> None:
        """Put back what stands before and behind a part that is read."""
        start, end = span
        after = part.text[end:].lstrip("\n")
        if after.strip():
            rest.append(part.cut(len(part.text) - len(after)))
        before = part.text[:start].rstrip("\n")
        if before.strip():
            rest.append(part.cut(0, len(before)))

    def paragraph(self, parent: Node, part: Part, _rest: Iterable[Part] = ()) -> bool:
        """Read running text."""
        if not part.text.strip():
            return True
        if self.states[-1] != "list":
            parent.add("p", part.lstripped())
        elif (last := parent.last) is not None:
            last.tail = joined((last.tail, part)) if last.tail else part
        else:
            parent.text = joined((parent.text, part)) if parent.text else part.lstripped()
        return True

    @staticmethod
    def put_back(rest: list[Part], part: Part | None) -> None:
        """Let the next turn read what is left of a block."""
        if part is not None and part.text:
            rest.append(part)


def _stripped(line: Part) -> Part:
    text = line.text.strip()
    start = line.text.find(text)
    return line.cut(start, start + len(text))


Processor = Callable[[_Reader, Node, Part, list[Part]], bool]
PROCESSORS: tuple[Processor, ...] = (
    _Reader.box,
    _Reader.indent,
    _Reader.term_indent,
    _Reader.code,
    _Reader.table,
    _Reader.hashes,
    _Reader.underlined,
    _Reader.rule,
    _Reader.ordered,
    _Reader.unordered,
    _Reader.meanings,
    _Reader.quotation,
    _Reader.note,
    _Reader.abbreviation,
    _Reader.definition,
    _Reader.paragraph,
)
