"""Small pieces of HTML; everything that comes from data passes through `text` or `inline` here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache
from html import unescape
from types import MappingProxyType

from markupsafe import Markup, escape

# Only what Markdown could take for its own; a full stop or a bracket inside a word is harmless.
MARKDOWN = re.compile(r"[\\`*_\[\]{}~^=|#<>&\"']")
SCRIPT = re.compile("[<>&\u2028\u2029]")
"""What would end a script element, begin a comment or an entity in it, or end a line of a script."""
UNSEARCHED = MappingProxyType({"data-search-exclude": ""})
"""On what repeats, so that a search finds each thing where it is told in full."""
LINE_BREAK = re.compile(r"\s*[\r\n]\s*")
SPECIAL = re.compile("[&<>\"']")
"""What is escaped in the value of an attribute."""


def text(words: object) -> Markup:
    """Return the words escaped for HTML blocks, which Markdown leaves alone."""
    return escape(str(words))


def inline(words: object) -> Markup:
    """Return the words escaped for use inside a paragraph: neither HTML nor Markdown is read.

    A line break becomes a space: a blank line would end the paragraph in the middle of an element.
    """
    line = LINE_BREAK.sub(" ", str(words))
    return Markup(MARKDOWN.sub(lambda found: f"&#{ord(found[0])};", line))  # noqa: S704


def tag(name: str, content: object = "", /, **attributes: object) -> Markup:
    """Return an element; attribute names drop a final underscore, and None leaves one out."""
    written = name
    for key, value in attributes.items():
        if value is not None:
            # Most values, such as classes and ids, hold nothing to escape, and there are very many.
            plain = type(value) is str and SPECIAL.search(value) is None
            written += f' {_attribute(key)}="{value if plain else escape(value)}"'
    inner = content if isinstance(content, Markup) else escape(str(content))
    return Markup(f"<{written}>{inner}</{name}>")  # noqa: S704


@cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
LATIN_RUN = re.compile(r"([A-Za-z][\w-]*(?: [A-Za-z][\w-]*)*)", re.ASCII)
OTHER = re.compile(r"[^\W\d_A-Za-z\u00aa-\u024f]")
"""A letter that is no Latin one."""


def foreign(words: str, *, latin: bool, escaped: Callable[[object], Markup] = text) -> Markup:
    """Return the words escaped; a name in Latin letters is set apart where the page is in others."""
    return tag("bdi", escaped(words), lang="en") if not latin and _in_latin(words) else escaped(words)


def apart(words: str, *, latin: bool) -> Markup:
    """Return the words escaped; runs of Latin letters are set apart where the page is in others."""
    parts = [words] if latin else LATIN_RUN.split(words)
    return join(tag("bdi", part, lang="en") if at % 2 else text(part) for at, part in enumerate(parts))


def isolated(words: str, *, latin: bool) -> str:
    """Return the same as `foreign` for places that hold no markup, set apart by signs that do not show."""
    return f"\u2068{words}\u2069" if not latin and _in_latin(words) else words


def _in_latin(words: str) -> bool:
    return LATIN.search(words) is not None and OTHER.search(words) is None


def join(parts: Iterable[object], between: str = "") -> Markup:
    """Return the parts behind one another, escaped unless they are markup already."""
    # Markup.join does the same by two calls for each part.
    return Markup(between.join([part if type(part) is Markup else escape(part) for part in parts]))  # noqa: S704


TAG = re.compile(r"<[^<>]*>")
FIGURE = re.compile(r'<data class="figure[^>]*data-figure="([a-z0-9_]+)"')


def words_of(html: str, between: str = "") -> str:
    """Return the words of the HTML, escapes undone; `between` stands where a tag was."""
    return unescape(TAG.sub(between, html))


def figures_in(html: str) -> list[str]:
    """Return the id of every figure that the HTML prints, as often as it does, in order."""
    return FIGURE.findall(html)


def for_script(data: object) -> str:
    """Return the data as JSON that ends no script element and is a literal of a script as well."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[tuple[Mapping[str, object], Sequence[object]]],
    *,
    kind: str,
    searched: bool = True,
) -> Markup:
    """Return a table with caption and scopes; the first cell of each row is its heading.

    Each cell carries its column's name, so that narrow screens can show rows as cards. A table that is
    not searched repeats what stands elsewhere in full.
    """
    head = join((tag("th", column, scope="col") for column in columns), "\n")
    body = []
    for attributes, cells in rows:
        first, *rest = cells
        written = [tag("th", first, scope="row")]
        written += [
            tag("td", cell, data_label=column) for column, cell in zip(columns[1:], rest, strict=True)
        ]
        body.append(tag("tr", join(written, "\n"), **attributes))
    content = join(
        (
            tag("caption", caption),
            tag("thead", tag("tr", head)),
            tag("tbody", join(body, "\n")),
        ),
        "\n",
    )
    unsearched = {} if searched else UNSEARCHED
    return tag("table", content, class_=f"brief-table brief-table--{kind}", **unsearched)


def definitions(pairs: Iterable[tuple[str, object]], unsearched: Container[str] = ()) -> Markup:
    """Return a description list of the pairs that say anything; a search skips those of these terms."""

    def pair(term: str, content: object) -> Markup:
        # Not on what holds both: the search takes the first inner element of that name for its end.
        marks = UNSEARCHED if term in unsearched else {}
        return join((tag("dt", term, **marks), tag("dd", content, **marks)), "\n")

    return tag(
        "dl",
        join(
            (tag("div", pair(term, content)) for term, content in pairs if content not in ("", None)),
            "\n",
        ),
        class_="brief-facts",
    )
