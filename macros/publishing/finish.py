"""Finishes a built page: mends the theme's markup, forbids what the page does not need, says what it is.

Page in, page out, whichever site builder made it. What goes into the head is one function for each
thing, named in `HEAD`; a new one takes the site and the page and returns its tags, or nothing.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser

from macros.languages.amounts import plural
from macros.languages.catalogue import Catalogue, catalogue
from macros.languages.cldr import count
from macros.printing.markup import figures_in
from macros.publishing import search
from macros.publishing.mending import Mend, ThemeChanged, changed, mended, mended_first
from macros.reading.pages.routes import ENGLISH as ENGLISH_TAG
from macros.reading.pages.routes import language_of, untranslated

OURS = "macros/publishing/finish.py"
SELF = "'self'"
NONE = "'none'"
POLICY: Mapping[str, str] = MappingProxyType(
    {
        "default-src": NONE,
        "script-src": SELF,
        "style-src": SELF,
        "img-src": f"{SELF} data:",
        "font-src": SELF,
        "connect-src": SELF,
        "worker-src": SELF,
        "base-uri": NONE,
        "form-action": NONE,
    }
)
"""What a page of the website may load, and from where; what is not named may not be loaded."""
REFERRER = "no-referrer"
"""Nobody to whom a reader goes from here is told what was read."""
HOME_FILE = "index.html"
"""The built file of the start page, in the folder of its edition."""
DATES = "brief-dates"
SCRIPT = "assets/brief/theme.js"
"""Stands in for the inline scripts of the theme."""
LOADER = "assets/brief/figures-on-demand.js"
"""Recounts ages while the page is read, and for that stands behind the days of the data."""

CHARSET = re.compile(r'<meta charset="utf-8">', re.IGNORECASE)
LANGUAGE = re.compile(r'<html lang="[^"]+"(?! dir)')
INLINE = re.compile(r"[ \t]*<script>(.*?)</script>\n?", re.DOTALL)
SCOPE = re.compile(r'__md_scope=new URL\("([^"]*)",location\)')
AHEAD = re.compile(r'[ \t]*<link rel="(?:prev|next)" href="[^"]*">\n')
VOID = re.compile(r"(<img\b[^>]*?) ?/>")
"""A picture as Markdown writes it; the slash is none of HTML's."""
HERE = re.compile(r"https?://(?:127\.0\.0\.1|localhost)\b")
"""Addresses that lead nowhere from a sheet of paper."""
EDITION = re.compile(r'(<p class="brief-edition">.*?)(</p>)', re.DOTALL)
NAME = re.compile(r"<title>.*?</title>", re.DOTALL)
FOLD = re.compile(
    r'<(h[23])(?=[^>]* class="fold")[^>]* id="([^"]+)"[^>]*>(.*?)</\1>(.*?)'
    r'(?=<h[1-3]\b|<div class="brief">\s*<div class="brief-reuse|</article>)',
    re.DOTALL,
)
"""A heading of the class `fold`, and all up to the next one, or to how to cite the page."""
ENTRY = re.compile(
    r'<h2 id="([^"]+)">((?:(?!</h2>).)*</h2>(?:(?!</summary>|<h2).)*</summary>\n)'
    r'<div class="brief-entry__body">',
    re.DOTALL,
)
"""The heading of an entry of the register, and the beginning of what it opens."""
CHART = re.compile('<span class="brief-chart__title">')
ICON = re.compile(r'(<svg xmlns="http://www.w3.org/2000/svg") (viewBox="0 0 24 24">)')
"""An icon of the theme, without a size of its own."""
PERMALINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>', re.DOTALL)
HEAD_END = re.compile("</head>")
DESCRIPTION = re.compile(r'(<meta name="?description"? content=")[^"]*(")')
ROOT = re.compile("<html ")
ARTICLE_END = re.compile("</article>")
TITLE = re.compile(r"</h1>(?:\s*<p>.*?</p>)?", re.DOTALL)
"""The end of the title, or of the sentences below it, which the style sets apart by their place."""


@dataclass(frozen=True)
class Repair:
    """One thing that a theme leaves open in every page, and how it is mended."""

    what: str
    pattern: re.Pattern[str]
    mend: Mend
    times: int = 1
    """How often it stands in a page; any other number means that the theme changed."""


@dataclass(frozen=True)
class ThemeMarkup:
    """What is known of the markup that a site builder writes round the pages."""

    name: str
    repairs: tuple[Repair, ...]
    inline: Mapping[str, str]
    """The inline scripts of the theme whose work is done by SCRIPT, by the digest of their text."""
    styles: tuple[str, ...] = ()
    """The style sheets that the theme's script writes into a page, as the policy names their text."""


TOGGLES = Repair(
    "the toggles of menu and search",
    re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"'),
    lambda found: found[1],
    2,
)
COLOURS = ("0eb10c249dbdb0beef225a10ce5cbe55418cc4a7014cc208f8e7d6ed8f00906e", "the colours chosen before")
TAB = ("ffcc0f7735fdab434d257c80e65cec2e88d716991e69757185b7e450e41a5b2f", "the tab of the address")
SCOPED = "the scope of the storage"
MATERIAL = ThemeMarkup(
    "Material 9.8",
    (
        Repair(
            "the search field",
            re.compile(r'class="md-search__input"[^>]* aria-label="[^"]*"'),
            lambda found: found[0],
        ),
        Repair(
            "the search dialog",
            re.compile(
                r'(<div class="md-search" data-md-component="search" role="dialog")>'
                r'(?=.*?class="md-search__input"[^>]* aria-label="([^"]*)")',
                re.DOTALL,
            ),
            lambda found: f'{found[1]} aria-label="{found[2]}">',
        ),
        Repair(
            "the count of results",
            re.compile(r'<div class="md-search-result__meta">'),
            lambda _found: '<div class="md-search-result__meta" role="status">',
        ),
        TOGGLES,
    ),
    MappingProxyType(
        {"6a9a103c779f08d5a3c5b0a6f87cd50ce016e024955a163b5729508e0385c9f9": SCOPED, **dict((COLOURS, TAB))}
    ),
)
ZENSICAL = ThemeMarkup(
    "Zensical 0.0.73, variant classic",
    # Its search is made by its script when it is opened, so that no field stands in the page.
    (TOGGLES,),
    MappingProxyType(
        {"36d0d2a6ab1b4474c2baf3b4c34f475b2c10141f306ac0b7cff8a45382a04669": SCOPED, **dict((COLOURS, TAB))}
    ),
    ("'sha256-NwSx/R2V/U4jnW0Tq5pQ53Y/rzPVJ4dqE7D6UTA/J1k='",),  # of the search
)


@dataclass(frozen=True)
class Image:
    """The picture that stands for a page where its address is shared."""

    file: str
    """Path under the site's root."""
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class SiteHead:
    """What the pages of one output have in common."""

    name: str
    url: str = ""
    """The address at which it is published, with a slash at its end; nothing for the bundle."""
    locale: str = "en_GB"
    preview: bool = False
    """Whether the site builder's own server shows it, which writes a script into each page."""
    images: Mapping[str, Image] = field(default_factory=dict)
    """By the built file of the page."""
    icon: str = ""
    """Path of the icon for the home screens of phones."""
    feed: str = ""
    """Path of the feed under the site's root, where there is one."""
    linked_data: str = ""
    """What the page is, in the words of schema.org, as JSON that is safe in a script element."""
    say: Catalogue = field(default_factory=lambda: catalogue(ENGLISH_TAG))
    edition: str = ""
    """Which state of the data the pages hold, in words; without it printed sheets do not say."""
    alternates: tuple[tuple[str, str], ...] = ()
    """Language and full address of the page in each edition; those without address leave the page out."""
    dates: str = ""
    """The days of the data for scripts, as JSON; without it pages offer no look at their figures."""
    theme: ThemeMarkup = MATERIAL
    """Whose markup the pages have."""
    description: str = ""
    """What stands in the place of the description that a page's author wrote, if anything does."""


@dataclass(frozen=True)
class PageHead:
    """What one built page says of itself."""

    file: str
    """Path under the output's root."""
    title: str
    description: str
    address: str
    """Where it is published; nothing for the bundle and for the page of missing addresses."""
    root: str
    """How the page names the root of its output, with a slash at its end."""
    figures: int = 0
    """How many different figures it prints."""


def finish(html: str, site: SiteHead, file: str) -> str:
    """Return the page that readers get. Raises ThemeChanged where the theme's markup is an unknown one."""
    html, root = _without_inline_scripts(_mended(html, site.theme, file), site.theme, file)
    html = _numbered(_folded(html), site.say)
    html = _named_home(search.based(html, site.say, file), site, file)
    # Themes name the direction on the body alone; readers of the markup look for it where the language is.
    html = _once(html, "the language of the page", LANGUAGE, lambda found: found[0] + _set_in(site.say), file)
    if site.description:
        said = escape(site.description)
        html = _once(html, "the description", DESCRIPTION, lambda found: f"{found[1]}{said}{found[2]}", file)
    page = _read(html, file, root)
    first, *more = [tags for add in HEAD if (tags := add(site, page))]
    html = _once(html, "the charset", CHARSET, lambda found: f"{found[0]}\n{first}", file)
    html = _imprinted(_noticed(_inspected(html, site, page), site, page), site, page)
    return _first(html, "the end of the head", HEAD_END, lambda found: "\n".join((*more, found[0])), file)


def _set_in(say: Catalogue) -> str:
    """Return what style sheets ask for: direction, script by ISO 15924, numbering system by CLDR."""
    return f' dir="{say.direction}" data-script="{say.script}" data-numbering="{say.numbering}"'


def served_files(url: str) -> dict[str, str]:
    """Return name and text of the files that a published site needs for those who serve and search it."""
    return {
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {url}sitemap.xml\n",
        # GitHub Pages would leave out what it takes for drafts when it serves a branch.
        ".nojekyll": "",
    }


# --- the theme's markup ----------------------------------------------------------------------------


def _mended(html: str, theme: ThemeMarkup, file: str) -> str:
    """Repair what the theme leaves open: names and roles for listeners, attributes that are no HTML."""
    for repair in theme.repairs:
        html = _once(html, repair.what, repair.pattern, repair.mend, file, repair.times)
    # Firefox loads the next page ahead, which the policy refuses; the footer leads there just as well.
    html = AHEAD.sub("", html)
    # Without styles, as in previews of mail, an icon would be as wide as the window.
    html = ICON.sub(r'\1 width="24" height="24" \2', html)
    html = VOID.sub(r"\1>", html)
    return html.replace(' tabindex=""', "")  # there is one for each group of the navigation, perhaps none


def _without_inline_scripts(html: str, theme: ThemeMarkup, file: str) -> tuple[str, str]:
    """Return the page with one script file in the place of the theme's inline scripts, and its root."""
    scope = SCOPE.search(html)
    if scope is None:
        raise changed(SCOPED, 0, file, OURS)
    root = scope[1].rstrip("/") + "/"
    tags = iter((f'    <script src="{root}{SCRIPT}"></script>\n',))

    def replaced(found: re.Match[str]) -> str:
        text = SCOPE.sub('__md_scope=new URL(".",location)', found[1])
        if hashlib.sha256(text.encode()).hexdigest() not in theme.inline:
            message = f"{file}: {theme.name} has an inline script that is not known: '{text[:60]}…'"
            raise ThemeChanged(f"{message}; do its work in docs/{SCRIPT} and name its digest")
        return next(tags, "")

    return INLINE.sub(replaced, html), root


def _once(html: str, what: str, pattern: re.Pattern[str], mend: Mend, file: str, times: int = 1) -> str:
    return mended(html, what, pattern, mend, file, OURS, times)


def _first(html: str, what: str, pattern: re.Pattern[str], mend: Mend, file: str) -> str:
    return mended_first(html, what, pattern, mend, file, OURS)


def _read(html: str, file: str, root: str) -> PageHead:
    head = LexborHTMLParser(html.partition("</head>")[0])
    title, said = head.css_first("title"), head.css_first('meta[name="description"]')
    canonical = head.css_first('link[rel="canonical"]')
    return PageHead(
        file,
        title.text().strip() if title else "",
        (said.attributes.get("content") or "") if said else "",
        (canonical.attributes.get("href") or "") if canonical else "",
        root,
        len(set(figures_in(html))),
    )


# --- sections behind a disclosure --------------------------------------------------------------------


def _folded(html: str) -> str:
    """Put what follows a heading of the class `fold` behind a disclosure that bears the heading.

    The heading's id goes to what it opens: browsers open a disclosure for a place inside it, not for itself.
    """

    def behind(found: re.Match[str]) -> str:
        level, id_, title, content = found.groups()
        title = PERMALINK.sub("", title)
        opener = f"<summary><{level}>{title}</{level}></summary>"
        body = f'<div class="brief-fold__body" id="{id_}">{content}</div>'
        return f'<details class="brief-fold">{opener}\n{body}</details>\n'

    opened = ENTRY.sub(r'<h2>\2<div class="brief-entry__body" id="\1">', html)
    return FOLD.sub(behind, opened)


# --- the numbers of charts -----------------------------------------------------------------------------


def _numbered(html: str, say: Catalogue) -> str:
    """Write before the title of each chart which one of the page it is.

    Counters of style sheets are not in copies and reader views, and WebKit counts none beside containers.
    """
    numbers = itertools.count(1)

    def numbered(found: re.Match[str]) -> str:
        number = f"{say['chart']} {count(next(numbers), say.locale)}. "
        return f'{found[0]}<span class="brief-chart__number" data-search-exclude>{escape(number)}</span>'

    return CHART.sub(numbered, html)


# --- the look at the figures of a page --------------------------------------------------------------


def _inspected(html: str, site: SiteHead, page: PageHead) -> str:
    """Add the button that opens the bar, in the line of the edition or below the opening sentences.

    The style shows it only where scripts run.
    """
    if not (site.dates and page.figures):
        return html
    words = escape(plural("figures_on_page", Decimal(page.figures), site.say))
    button = f'<button type="button" class="brief-inspect">{words}</button>'
    html, found = EDITION.subn(lambda line: f"{line[1]} {button}{line[2]}", html, count=1)
    if found:
        return html
    line = f'\n<p class="brief-inspect-line">{button}</p>'
    return _first(html, "the title", TITLE, lambda end: f"{end[0]}{line}", page.file)


# --- what a start page is called ---------------------------------------------------------------------


def _named_home(html: str, site: SiteHead, file: str) -> str:
    """Let the start page of a translation bear the name of the site alone, as the English one does."""
    if file == HOME_FILE or untranslated(file) != HOME_FILE:
        return html
    return _first(
        html, "the name of the page", NAME, lambda _found: f"<title>{escape(site.name)}</title>", file
    )


# --- that a translation is not reviewed yet ----------------------------------------------------------


def _noticed(html: str, site: SiteHead, page: PageHead) -> str:
    """Add below the title of a translated page that a native reader has yet to review it."""
    if language_of(page.file) == ENGLISH_TAG:
        return html
    notice = f'<p class="brief-translation" data-search-exclude>{escape(site.say["translation"])}</p>'
    return _first(html, "the title", TITLE, lambda end: f"{end[0]}\n{notice}", page.file)


# --- what a sheet of paper says of its origin --------------------------------------------------------


def _imprinted(html: str, site: SiteHead, page: PageHead) -> str:
    """Name page, edition and address for paper: on the root, for the margins, and at the end.

    The margins of printed pages inherit from the root alone; browsers that print nothing there show the end.
    """
    if not site.edition:
        return html
    own = page.title.removesuffix(f" - {site.name}")
    words = " · ".join(dict.fromkeys((site.name, own, site.edition)))
    address = "" if HERE.match(page.address) else page.address
    lines = [escape(line) for line in (words, address) if line]
    imprint = f'<p class="brief-onpaper brief-imprint" data-search-exclude>{"<br>".join(lines)}</p>'
    # Only ASCII stands before the charset: some readers settle on another one at the first other sign.
    running = "&#10;".join(lines).encode("ascii", "xmlcharrefreplace").decode()
    opening, end = f'<html data-running="{running}" ', f"{imprint}\n</article>"
    html = _first(html, "the root", ROOT, lambda _found: opening, page.file)
    return _first(html, "the end of the article", ARTICLE_END, lambda _found: end, page.file)


# --- what goes into the head -----------------------------------------------------------------------


def policy(*, offline: bool, preview: bool = False, theme: ThemeMarkup = MATERIAL) -> str:
    """Return the Content Security Policy of the pages of an output."""
    rules = {**POLICY, "style-src": " ".join((POLICY["style-src"], *theme.styles))}
    if offline:
        rules |= {"connect-src": NONE, "worker-src": NONE}
    if preview:
        rules["script-src"] += " 'unsafe-inline'"
    return "; ".join(" ".join(rule) for rule in rules.items())


def guards(site: SiteHead, _page: PageHead) -> str:
    """Return what must come before anything is loaded: the policy, and what links tell of the page."""
    rules = policy(offline=not site.url, preview=site.preview, theme=site.theme)
    return (
        f'      <meta http-equiv="Content-Security-Policy" content="{rules}">\n'
        f'      <meta name="referrer" content="{REFERRER}">'
    )


def social(site: SiteHead, page: PageHead) -> str:
    """Return what is shown where the address of a page is shared; nothing for pages without address."""
    if not page.address:
        return ""
    home = untranslated(page.file) == HOME_FILE
    own = site.name if home else page.title.removesuffix(f" - {site.name}")
    tags = [
        ("property", "og:type", "website" if home else "article"),
        ("property", "og:site_name", site.name),
        ("property", "og:locale", site.locale),
        ("property", "og:title", own),
        ("property", "og:description", page.description),
        ("property", "og:url", page.address),
    ]
    if image := site.images.get(page.file):
        tags += [
            ("property", "og:image", f"{site.url}{image.file}"),
            ("property", "og:image:type", "image/png"),
            ("property", "og:image:width", str(image.width)),
            ("property", "og:image:height", str(image.height)),
            ("property", "og:image:alt", image.alt),
            ("name", "twitter:card", "summary_large_image"),
            ("name", "twitter:image:alt", image.alt),
        ]
    return "\n".join(
        f'    <meta {kind}="{name}" content="{escape(value)}">' for kind, name, value in tags if value
    )


def feed(site: SiteHead, page: PageHead) -> str:
    """Return the link by which feed readers find the list of changes, where there is one."""
    if not site.feed:
        return ""
    return (
        f'    <link rel="alternate" type="application/atom+xml" hreflang="{ENGLISH_TAG}" '
        f'title="{escape(site.name)}" '
        f'href="{page.root}{site.feed}">'
    )


def alternates(site: SiteHead, _page: PageHead) -> str:
    """Return the addresses of the page in all languages, the English one for readers of any other."""
    named = [(language, address) for language, address in site.alternates if address]
    if len(named) < 2:
        return ""
    links = (*named, ("x-default", dict(named)[ENGLISH_TAG]))
    return "\n".join(
        f'    <link rel="alternate" hreflang="{language}" href="{escape(address)}">'
        for language, address in links
    )


def icon(site: SiteHead, page: PageHead) -> str:
    """Return the icon that phones put on their home screens, where there is one."""
    return f'    <link rel="apple-touch-icon" href="{page.root}{site.icon}">' if site.icon else ""


def dates(site: SiteHead, page: PageHead) -> str:
    """Return the days of the data, by which a script recounts ages, for pages that print figures."""
    if not (site.dates and page.figures):
        return ""
    return f'    <script type="application/json" id="{DATES}">{site.dates}</script>'


def linked(site: SiteHead, _page: PageHead) -> str:
    """Return what the page is, for search engines and other programs."""
    return f'    <script type="application/ld+json">{site.linked_data}</script>' if site.linked_data else ""


def loader(_site: SiteHead, page: PageHead) -> str:
    """Return what fetches the details of figures, and in the bundle what makes their files."""
    return f'    <script src="{page.root}{LOADER}"></script>'


HEAD: tuple[Callable[[SiteHead, PageHead], str], ...] = (
    *(guards, social, icon, feed, alternates),
    *(linked, dates, loader),
)
"""What is added to the head of every page: the first right behind the charset, the others at its end."""
