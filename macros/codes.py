"""Every error code: how grave it is, and what it means.

Each has its heading in the guide under `docs/contributing/`, in this order and with this line, and an example
of what is wrong and right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Severity = Literal["error", "warning"]
WARNING: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """What is known of all problems of a kind: what they mean, and whether they must be mended."""

    meaning: str
    severity: Severity = "error"


CODES: Mapping[str, Code] = MappingProxyType(
    {
        # --- the data file and the macro calls, in docs/contributing/data-file.md
        "missing-file": Code("There is no data file where the command was started"),
        "too-large": Code("The file has more than 20 megabytes"),
        "encoding": Code("The data file or a page is not UTF-8"),
        "unreadable-file": Code("The data file, the history or a page is there and cannot be read"),
        "empty-file": Code("The data file, or the history, holds nothing"),
        "yaml-syntax": Code("The file is no YAML"),
        "alias": Code("An anchor or alias repeats a value"),
        "tag": Code("A YAML tag asks for a type"),
        "too-deep": Code("There are more levels of nesting than any field needs"),
        "duplicate-key": Code("A field or id is given again"),
        "missing-field": Code("A field that is needed is not there"),
        "unknown-field": Code("There is no such field or section"),
        "wrong-type": Code("The value is not of the field's type, or the field is empty"),
        "invalid-value": Code("The field takes only certain words, and this is none of them"),
        "bad-id": Code("An id has other characters than small letters, digits and underscores"),
        "empty-text": Code("The English text is missing, or a text is blank"),
        "unsafe-address": Code("The address of a source is no full http or https address"),
        "unknown-language": Code("The tag names no language that CLDR knows"),
        "missing-translation": Code(
            "A text of the data, the forms of a unit or the reason of an edition is not there in a language"
        ),
        "unlike-translation": Code("A translation holds other references than the English text"),
        "typed-number": Code("A number stands in a text of the data or in the prose of a page"),
        "bad-reference": Code("A brace in a text of the data belongs to no reference"),
        "unknown-theme": Code("An entry or a macro names a theme that does not exist"),
        "unknown-source": Code("An entry names a source that does not exist"),
        "unknown-producer": Code("An entry names a producer that does not exist"),
        "unknown-series": Code("A figure names a series that does not exist"),
        "unknown-figure": Code(
            "An entry, a formula, a reference or a macro names a figure that does not exist"
        ),
        "not-of-article": Code("Evidence speaks to something that another source says"),
        "unknown-claim": Code("An entry names a claim that does not exist"),
        "unknown-unit": Code("The unit is neither built in nor in the section units"),
        "unknown-page": Code("A theme or the navigation names a page that is not under docs/"),
        "impossible-date": Code("The date does not exist"),
        "impossible-value": Code("The value cannot be of its unit"),
        "impossible-share": Code("A share is above the whole or below nothing"),
        "formula-syntax": Code("The formula holds something else than ids, plain numbers"),
        "circular-formula": Code("The formula rests on its own result"),
        "unlike-units": Code("The formula combines what cannot be combined"),
        "division-by-zero": Code("The formula divides by nothing, or by a range that includes it"),
        "macros-off": Code("The front matter of a page switches the macros off"),
        "wrong-call": Code(
            "What stands in the braces is no macro call with literal arguments, or the braces do not pair"
        ),
        "statement": Code("A page holds a statement of the template language"),
        "jinja-comment": Code("A brace with a number sign begins a comment"),
        "heading-without-id": Code("A heading below the title has no id"),
        "unknown-macro": Code("There is no macro of that name"),
        "wrong-arguments": Code("The macro is given too few or too many arguments"),
        "bad-form": Code("The macro fig has no such form"),
        "no-period": Code("The figure or claim has no period: it is derived, or none is written"),
        "no-source": Code("A derived figure has no source of its own"),
        "unknown-item": Code("No figure or claim of the article has that code"),
        "unknown-count": Code("The macro howmany does not count that"),
        "unknown-legend": Code("There is no legend of that name"),
        "stale-schema": Code("data/figures.schema.json is not that of the model"),
        # --- pages and links, in docs/contributing/checks.md
        "broken-link": Code("A link or an address leads to no page or file"),
        "broken-anchor": Code("A link leads to a page that has no such place"),
        "wrong-case": Code("A link differs from the file or place in letter case"),
        "one-form-link": Code("A link is an address that holds in the website or in the bundle alone"),
        "absolute-link": Code("A link begins at the root of a host, or names this site by its full address"),
        "folder-link": Code("A link leads to a folder, which opens only where a server lists it"),
        "outside-docs": Code("A link leads out of docs/, and nothing else is published"),
        "link-to-draft": Code("A link, or the navigation, names a page that is marked as a draft"),
        "local-address": Code("An address leads to this computer or its network alone"),
        "bad-address": Code("An address with a scheme is malformed"),
        "empty-link": Code("A link has no text or leads nowhere"),
        "undefined-reference": Code("A reference or a footnote is used and defined nowhere on the page"),
        "repeated-definition": Code("A reference or a footnote is defined again"),
        "unused-definition": Code(
            "A reference or a footnote is defined, and nothing on the page uses it", WARNING
        ),
        "footnote": Code("A footnote stands on a page, but the extension footnotes is not switched on"),
        "duplicate-id": Code("An id is given again on the same page"),
        "heading-order": Code("A page has no title or more of them, or a heading skips a level"),
        "empty-heading": Code("A heading has no text"),
        "missing-alt": Code("An image has no words for those who cannot see it"),
        "attribute-list": Code("A list of attributes in braces is malformed"),
        "unclosed-tag": Code("A raw HTML tag or comment is never closed, or a closing tag closes nothing"),
        "markdown-in-html": Code("Markdown stands inside raw HTML, where it is not read"),
        "active-content": Code(
            "A page holds a script, a style, a frame or another element that does not belong into its text"
        ),
        "event-handler": Code("An attribute runs code"),
        # --- numbers
        "no-reason": Code("The macro allow is given no reason, or a blank one"),
        "needless-allowance": Code("The macro allow is given a text without a number", WARNING),
        "comparison-fails": Code("The values of the figures do not bear out the words of a comparison"),
        "unknown-comparison": Code("The macro compare has no test for the words"),
        # --- charts
        "nothing-to-draw": Code("A chart is given no figure that it could show"),
        "not-evidence": Code(
            "The words behind context or without name a figure that does not speak to the one drawn"
        ),
        "undated-value": Code(
            "A chart over time is given a value without a period, or with one that is open at an end"
        ),
        "long-title": Code("The title of a chart has no words, or more than a reader takes in at a glance"),
        # --- data
        "impossible-total": Code("The value cannot follow from its parts, even if each of them was rounded"),
        "needless-mismatch": Code("The field mismatch says why a value does not fit its parts"),
        "markup": Code("A value of the data holds HTML, which would be shown as it stands"),
        "unused-figure": Code("No page prints the figure", WARNING),
        "unused-source": Code("No entry names the source", WARNING),
        "unused-producer": Code("No entry names the producer", WARNING),
        "unused-unit": Code("No figure has the unit", WARNING),
        "unused-series": Code("No figure is a member of the series", WARNING),
        "impossible-break": Code(
            "A series is said to break where its members do not follow or do not differ"
        ),
        "untold-break": Code("Members of a series follow one another and differ, and nothing says so"),
        "review-due": Code("The day in review_by has passed", WARNING),
        # --- evidence
        "missing-origin": Code("An entry is counted as evidence, and names nobody who stated it first"),
        "denied-relation": Code("Evidence is called what its value, period or definition does not bear out"),
        "not-covered": Code(
            "Nothing says whether other sources were looked for beside an item of the article"
        ),
        "due-without-outcome": Code(
            "The day of a plan has passed, and nothing says what became of it", WARNING
        ),
        # --- history
        "history-unrecorded": Code("Figures differ from the last recorded edition", WARNING),
        "history-order": Code("An edition stands behind a later one"),
        "history-version": Code("An edition has a later version or date than the data"),
        "history-contradiction": Code("The editions cannot follow on one another"),
        # --- catalogues
        "missing-word": Code("The catalogue lacks something that the English one has"),
        "unknown-word": Code("The catalogue has a name that the English one has not"),
        "unlike-blanks": Code("A text leaves other places open than the English one"),
        # --- navigation and settings
        "settings": Code("mkdocs.yml is missing or cannot be read"),
        "not-in-nav": Code("The navigation does not name a page"),
        "repeated-in-nav": Code("A page stands in the navigation again"),
        "unlike-edition": Code(
            "A page of another language lacks what the English one has, or has what that one lacks"
        ),
        "item-without-page": Code("An item of the article has no page, though others have one"),
        "item-named-otherwise": Code("The heading of an item's page is not the item's name in the data"),
        "missing-asset": Code(
            "A style, script, image or other file that the settings or a built page name is not there"
        ),
        "external-resource": Code("Something is loaded from another host when a page is read"),
        # --- built website and bundle
        "needs-server": Code("Something in the bundle works only with a server"),
        "leftover": Code("Readers would see braces, an error of the machinery, an empty value"),
        "untranslated-text": Code("Readers of a page in another language would see English"),
        "wrong-value": Code("A figure, a count or a period in a page is not that of the data"),
        "wrong-chart": Code("A chart shows a number that its table does not have"),
        "wrong-link": Code("A figure in a page does not lead to its entry in the register"),
        "bare-figure": Code("A figure that is not simply reported stands without its mark"),
        "wrong-export": Code("A table to download gives a figure another value than the data"),
        "missing-export": Code("A file to download is missing, although others are there"),
        "unlike-export": Code("A file to download is not what the data give, though its values are right"),
        "unreadable-citation": Code("A file to download is no citation in the form that its ending promises"),
        "missing-entry": Code(
            "The register of an output that figures extract --compare reads has no entry of a figure"
        ),
        "inline-script": Code("A script, or a page in an attribute, stands in the content of a page"),
        "unsafe-target": Code("A link opens a window that can steer the page it came from"),
        "page-head": Code("A page has no title or description"),
        "blocked-by-policy": Code(
            "Something stands in a page that its policy refuses, so that readers would not get it"
        ),
        "missing-policy": Code("A page does not carry the policy that the decisions ask for"),
        "wrong-address": Code("A page gives the address of another page as its own"),
        "missing-share": Code(
            "Where the address of a page is shared, nothing is shown in the place of its title"
        ),
        "not-in-sitemap": Code("The sitemap does not name a page"),
        "wrong-robots": Code("robots.txt does not name the sitemap by its full address"),
        "wrong-sum": Code("A file of the bundle is missing from its SHA256SUMS, or has another sum there"),
        "large-bundle": Code("The zip of the bundle has more bytes than can be passed on by mail"),
        "heavy-page": Code("The HTML of a page has more than 60000 bytes when compressed"),
        "table-headings": Code(
            "A table has no caption, or its headings do not say whether they are for a row or a column"
        ),
        # --- addresses on the web
        "dead-address": Code("The server says that the address of a source is gone"),
        "moved-address": Code("The address of a source has moved to another host for good", WARNING),
        "unreachable-address": Code("The server did not answer, refused, or took too long", WARNING),
    }
)
