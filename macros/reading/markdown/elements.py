"""The elements that a page is made of, with their texts, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from macros.reading.markdown.parts import Part


class Node:
    """An element of the page: its name, the text before its children, them, and the text behind it."""

    __slots__ = ("children", "kind", "name", "start", "tail", "text")

    def __init__(self, name: str, text: Part | None = None, kind: str = "") -> None:
        """Begin without children."""
        self.name = name
        self.kind = kind
        self.start = -1
        """Where the marks of a heading stand."""
        self.text = text
        self.tail: Part | None = None
        self.children: list[Node] = []

    def add(self, name: str, text: Part | None = None, kind: str = "") -> Node:
        """Return a new child behind the others."""
        node = Node(name, text, kind)
        self.children.append(node)
        return node

    @property
    def last(self) -> Node | None:
        """Return the last child."""
        return self.children[-1] if self.children else None

    @property
    def has_text(self) -> bool:
        """Return whether there is text before its children."""
        return self.text is not None and bool(self.text.text)

    def wrap_text(self) -> None:
        """Move its text into a paragraph of its own before the children."""
        if self.has_text:
            self.children.insert(0, Node("p", self.text))
            self.text = None


@dataclass(frozen=True, slots=True)
class Definition:
    """The definition of a reference: its label as it is compared, and where its parts stand."""

    key: str
    label: tuple[int, int]
    target: tuple[int, int]
    whole: tuple[int, int]
    title: tuple[int, int] | None


@dataclass
class Blocks:
    """What the blocks of a page are."""

    root: Node = field(default_factory=lambda: Node("div"))
    definitions: list[Definition] = field(default_factory=list)
    notes: list[tuple[str, int, int]] = field(default_factory=list)
    """Label of each footnote's text, where that stands, and where its mark ends."""
    code: list[tuple[int, int]] = field(default_factory=list)
    """Start and end of each line of indented code."""
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Start and end of what marks the items of lists."""
    hidden: list[tuple[int, int]] = field(default_factory=list)
    """Start and end of what readers do not see: the words that abbreviations explain."""
    lost: list[tuple[int, int]] = field(default_factory=list)
    """Start and end of the cells of tables that are dropped."""
    restored: set[int] = field(default_factory=set)
    """Where fences stand that open no code."""

    def texts(self) -> Iterator[tuple[Node, Part]]:
        """Yield each text with the element in which it stands, in the order of the page."""
        waiting: list[tuple[Node, Part | None, Node | None]] = [(self.root, None, None)]
        while waiting:
            node, tail, parent = waiting.pop()
            if tail is not None and parent is not None:
                yield parent, tail
                continue
            if node.text is not None:
                yield node, node.text
            for child in reversed(node.children):
                if child.tail is not None:
                    waiting.append((child, child.tail, node))
                waiting.append((child, None, None))
