"""Makes the PDF of the whole brief from the built bundle: reads its pages, binds and typesets them."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from macros.figures.model import About, Brief
from macros.languages import dates
from macros.languages.catalogue import Catalogue, spoken
from macros.project.settings import Settings
from macros.publishing.outputs import binding
from macros.publishing.outputs.binding import Front, Leaf
from macros.reading.pages.routes import built_file

TYPESETTING = Path(__file__).parent / "typesetting"
"""The style sheet of the document, and the fonts that it embeds: those of machines differ."""
STYLES = TYPESETTING / "paper.css"
GUIDE = "contributing/"
"""The contributor's guide is for a screen; readers on paper do not need it."""
FONT_RULES = "FONTCONFIG_FILE"
"""The environment variable that names the rules for choosing fonts."""
SIGNS = MappingProxyType(
    {
        **{b"<06440622>": b"<FEF5>", b"<06440623>": b"<FEF7>"},
        **{b"<06440625>": b"<FEF9>", b"<06440627>": b"<FEFB>"},
    }
)
"""A lam with each form of alef, as a map of glyphs writes the two and the one sign for both."""
LAM_ALEF = re.compile(b"|".join(SIGNS))
LOCAL = ("//127.0.0.1", "//localhost")
LIBRARIES = {
    "libpango-1.0-0": "pango-1.0",
    "libpangoft2-1.0-0": "pangoft2-1.0",
    "libharfbuzz-subset0": "harfbuzz-subset",
}
"""What the typesetter needs of the system: the library by the Debian package that brings it."""


class NoPaper(Exception):  # noqa: N818
    """Raised where the PDF cannot be made; says what is missing and how to get it."""


@dataclass(frozen=True)
class Paper:
    """The finished document."""

    pdf: bytes
    pages: int


def pdf_of(about: About) -> str:
    """Return the name of the file that holds the whole brief on paper."""
    return f"{about.name}.pdf"


def paper(folder: Path, brief: Brief, settings: Settings, language: str = "en") -> Paper:
    """Return the PDF of the bundle in that folder. Raises NoPaper where it cannot be made."""
    return typeset(document(folder, brief, settings, language), folder, brief.about.name)


def document(folder: Path, brief: Brief, settings: Settings, language: str = "en") -> str:
    """Return the HTML from which the PDF is typeset."""
    say = spoken(brief.about, language)
    css = "".join(path.read_text("utf-8") for path in sorted(folder.glob("assets/brief/*.css")))
    front = title_page(brief, settings, say)
    return binding.bind(list(leaves(folder, settings)), front, say, css)


def leaves(folder: Path, settings: Settings) -> Iterator[Leaf]:
    """Yield the pages for readers in the order of the navigation."""
    for label, part, src in _listed(settings.raw.get("nav") or []):
        if not src.startswith(GUIDE):
            file = built_file(src, False)
            yield Leaf(src, file, (folder / file).read_text("utf-8"), label, part)


def _listed(items: list[Any], part: str = "") -> Iterator[tuple[str, str, str]]:
    for item in items:
        for label, target in item.items() if isinstance(item, dict) else (("", item),):
            if isinstance(target, list):
                yield from _listed(target, label)
            else:
                yield label, part, target


def title_page(brief: Brief, settings: Settings, say: Catalogue) -> Front:
    """Return what the title page says of the edition."""
    about = brief.about
    day, _ = about.updated.span()
    address = settings.site_url if not any(host in settings.site_url for host in LOCAL) else ""
    facts = [
        (say["data_version"], about.version),
        (say["looked_through"], dates.own_day(about.updated, say)),
    ]
    if address:
        facts.append((say["web_address"], address))
    return Front(
        title=say(about.title),
        subtitle=str(settings.raw.get("site_description") or "").strip(),
        date=day.isoformat() if day else "",
        facts=tuple(facts),
        licence=str(settings.raw.get("copyright") or ""),
        edition=say["data_version_of"].format(version=about.version),
        address=address,
    )


def missing() -> list[str]:
    """Return the Debian packages whose library is not there."""
    return [package for package, library in LIBRARIES.items() if find_library(library) is None]


def typeset(html: str, folder: Path, name: str) -> Paper:
    """Return the typeset document of that name.

    Nothing is fetched but files of that folder and of TYPESETTING.
    """
    if lacking := missing():
        wanted = " ".join(lacking)
        raise NoPaper(f"the PDF needs {wanted}; on Debian, as root: apt-get install {wanted}")
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except ImportError:
        raise NoPaper("WeasyPrint is not installed; type `make pdf`, which installs it") from None

    class Files(weasyprint.URLFetcher):  # type: ignore[misc]
        """Reads the files of the document alone."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            for place in (folder, TYPESETTING):
                if url.startswith(f"{place.resolve().as_uri()}/"):
                    return super().fetch(url, headers)
            raise ValueError(f"the document may not load '{url}'")

    with _listening() as told, _fonts_of_our_own():
        fonts = FontConfiguration()
        files = Files(allowed_protocols=("file",))
        style = weasyprint.CSS(filename=str(STYLES), font_config=fonts, url_fetcher=files)
        source = weasyprint.HTML(string=html, base_url=f"{folder.resolve().as_uri()}/", url_fetcher=files)
        document = source.render(
            stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True
        )
        pdf = document.write_pdf(
            pdf_identifier=name.encode(), finisher=_copied_in_order, pdf_variant="pdf/ua-1", pdf_tags=True
        )
    if told:
        raise NoPaper("\n".join(("the typesetter warns:", *sorted(set(told)))))
    return Paper(pdf, len(document.pages))


def _copied_in_order(_document: Any, pdf: Any) -> None:
    """Name each glyph of a lam and an alef by the one sign of Unicode that stands for both.

    By two signs, which the typesetter writes, programs that turn a line round when it is copied or searched
    turn these round too, and read "al" for "la". The one sign is by Unicode compatible with the two.
    """
    for item in pdf.objects:
        lines = getattr(item, "stream", None)
        if isinstance(lines, list) and b"begincmap" in lines:
            item.stream = [LAM_ALEF.sub(lambda found: SIGNS[found[0]], line) for line in lines]


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what the typesetter warns of: a document with a missing place or font is not published."""
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)


@contextmanager
def _fonts_of_our_own() -> Iterator[None]:
    """Hide the machine's fonts and its rules for choosing among them, which differ everywhere."""
    before = os.environ.get(FONT_RULES)
    os.environ[FONT_RULES] = str(TYPESETTING / "fonts.conf")
    try:
        yield
    finally:
        os.environ.pop(FONT_RULES, None)
        if before is not None:
            os.environ[FONT_RULES] = before
