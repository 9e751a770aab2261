"""The words that the macros print around the data, one table for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from macros.figures.calendars import Calendar
from macros.figures.distances import Comparability
from macros.figures.model import About, Basis, ClaimKind, Confidence, Per, Qualifier, Relation, Status
from macros.figures.verdicts import Verdict
from macros.languages.arabic import ARABIC
from macros.languages.persian import PERSIAN
from macros.languages.vocabulary import CalendarWords, Wording

READ_ME = """\
{title}
Edition {version}; data looked through on {updated}

{summary}
These pages set out its figures, where they come from, and what other sources
say. They take no side in the argument.


To read

On a computer: unpack the whole zip, open the folder that comes out of it, and
open index.html in a web browser.

On a phone or tablet: unpack the zip with the files app, then open index.html
in a web browser. A preview inside the zip, or of a mail program, may show the
text without its style and its links.

No network and no server is needed, and the pages load nothing from anywhere.


To see that every file is as it was published

In a terminal, in this folder:

    sha256sum -c {sums}            Linux
    shasum -a 256 -c {sums}        macOS

{version_file} holds the edition alone, for programs.


Licence

Text, data and code are under the {licence} licence in {licence_file}. The theme of the
pages has a licence of its own in assets/brief/licences. The figures belong to
the sources named beside them.
"""

ENGLISH = Wording(
    language="en",
    locale="en_GB",
    qualifiers=MappingProxyType(
        {
            Qualifier.STATED: "{}",
            Qualifier.NEARLY: "nearly {}",
            Qualifier.MORE_THAN: "more than {}",
            Qualifier.UP_TO: "up to {}",
            Qualifier.LESS_THAN: "less than {}",
            Qualifier.ABOUT: "about {}",
            Qualifier.RANGE: "{}",
            Qualifier.SEVERAL: "several {}",
        }
    ),
    per=MappingProxyType({Per.DAY: "{} a day", Per.MONTH: "{} a month", Per.YEAR: "{} a year"}),
    statuses=MappingProxyType(
        {
            Status.REPORTED: "reported",
            Status.ESTIMATE: "estimate",
            Status.FORECAST: "forecast",
            Status.PLAN: "planned",
            Status.TARGET: "target",
            Status.POTENTIAL: "potential",
            Status.DERIVED: "our arithmetic",
        }
    ),
    relations=MappingProxyType(
        {
            Relation.AGREES: "agrees",
            Relation.PARTLY: "agrees in part",
            Relation.CONFLICTS: "conflicts",
            Relation.CONTEXT: "context",
        }
    ),
    verdicts=MappingProxyType(
        {
            Verdict.SUPPORTED: "other sources agree",
            Verdict.PARTLY: "other sources agree in part",
            Verdict.CONTESTED: "sources differ",
            Verdict.CONTRADICTED: "no source agrees, some conflict",
            Verdict.CONTEXT_ONLY: "context only, neither for nor against",
            Verdict.NOT_FOUND: "no other source found",
        }
    ),
    confidence=MappingProxyType(
        {Confidence.HIGH: "high", Confidence.MEDIUM: "medium", Confidence.LOW: "low"}
    ),
    kinds=MappingProxyType(
        {
            ClaimKind.CLAIM: "claim of fact",
            ClaimKind.POSITION: "position",
            ClaimKind.STATEMENT: "statement",
        }
    ),
    basis=MappingProxyType(
        {
            Basis.SHOWN: "{}",
            Basis.ADDRESS: "{} (date read from the address)",
            Basis.INFERRED: "{} (date inferred)",
        }
    ),
    ranks=(
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
    ),
    calendars=MappingProxyType(
        {
            Calendar.SOLAR_HIJRI: CalendarWords(
                months=(
                    "Farvardin",
                    "Ordibehesht",
                    "Khordad",
                    "Tir",
                    "Mordad",
                    "Shahrivar",
                    "Mehr",
                    "Aban",
                    "Azar",
                    "Dey",
                    "Bahman",
                    "Esfand",
                ),
                year="Iranian year {}",
                years="Years: Gregorian above, Iranian below",
                marked=", with SH behind it for the Solar Hijri calendar",
            ),
            Calendar.UMM_AL_QURA: CalendarWords(
                months=(
                    "Muharram",
                    "Safar",
                    "Rabi I",
                    "Rabi II",
                    "Jumada I",
                    "Jumada II",
                    "Rajab",
                    "Shaban",
                    "Ramadan",
                    "Shawwal",
                    "Dhul-Qidah",
                    "Dhul-Hijjah",
                ),
                year="Hijri year {}",
                years="Years: Gregorian above, Hijri below",
                marked=", with AH behind it for the Umm al-Qura calendar",
            ),
        }
    ),
    scales=MappingProxyType(
        {"thousand": "thousand", "million": "million", "billion": "billion", "trillion": "trillion"}
    ),
    plurals=MappingProxyType(
        {
            "comparable": {"one": "{} comparable value", "other": "{} comparable values"},
            "agrees": {"one": "{} agrees", "other": "{} agree"},
            "partly": {"one": "{} agrees in part", "other": "{} agree in part"},
            "conflicts": {"one": "{} conflicts", "other": "{} conflict"},
            "context": {"one": "{} for context", "other": "{} for context"},
            "percentage_point": {"one": "{} percentage point", "other": "{} percentage points"},
            "place": {"one": "{} place", "other": "{} places"},
            "year": {"one": "{} year", "other": "{} years"},
            "month": {"one": "{} month", "other": "{} months"},
            "day": {"one": "{} day", "other": "{} days"},
            "figures_on_page": {
                "one": "Look through the figure on this page",
                "other": "Look through the {} figures on this page",
            },
            "found": {"one": "{} figure", "other": "{} figures"},
            "copied": {
                "one": "Source of {} figure added to what you copied",
                "other": "Sources of {} figures added to what you copied",
            },
        }
    ),
    comparability=MappingProxyType(
        {
            Comparability.COMPARABLE: "comparable",
            Comparability.OTHER_DEFINITION: "other definition",
            Comparability.OTHER_PERIOD: "other period",
            Comparability.UNKNOWN_PERIOD: "period not stated",
            Comparability.NO_LIKE_VALUE: "no value of the same kind",
        }
    ),
    say=MappingProxyType(
        {
            "about": "about {}",
            "about_same": "about the same",
            "above": "{} above",
            "after": "After",
            "age_and": "{} and {}",
            "age_on": "{} old on {}",
            "age_today": "{} old today",
            "aged": "{}; {}",
            "all_about": "All about this figure",
            "arithmetic": "Our arithmetic",
            "as_article_puts": "as the article puts it",
            "article_figures": "The article’s figures",
            "article_value": "The article",
            "as_said_on": "said {}",
            "at_least": "at least {}",
            "at_most": "up to {}",
            "attributed": "Quoted",
            "below": "{} below",
            "before": "Before",
            "carries": "carrying {}",
            "change_added": "Added",
            "change_changed": "Changed",
            "change_removed": "Removed",
            "changes_of": "{}: changes",
            "cite": "Cite",
            "cite_page": "Cite this page",
            "chart": "Chart",
            "chart_above": "By number, {above} lie above the article’s, {below} below and {same} at it.",
            "chart_all": "Everything stands under “{}”.",
            "chart_article": "The article: {value} ({period}).",
            "chart_beside": "{}: the article and other sources",
            "chart_definitions": "Not all rows count the same thing; the table says what each one counts.",
            "chart_each": "{name}: {value} ({detail}).",
            "chart_key_article": "the article",
            "chart_key_dot": "reported by another source",
            "chart_key_hollow": "estimate, potential, target, plan or arithmetic, as marked",
            "chart_key_less": "the source says less or at most",
            "chart_key_line": "the article’s number, for comparison",
            "chart_key_more": "the source says more",
            "chart_key_range": "range",
            "chart_left_out": "Not drawn: {} entries that are context, copies or count something else.",
            "chart_key_about": "about or nearly",
            "chart_key_at_most": "at most",
            "chart_key_less_than": "less than",
            "chart_key_more_than": "more than",
            "chart_key_reported": "reported",
            "chart_key_unsure": "period uncertain",
            "chart_measures": "In {unit}; each row names its period.",
            "chart_others": "Values of other sources: {count}, the lowest {low}, the highest {high}.",
            "chart_periods": "In {unit}; each value spans the period that it is stated for.",
            "chart_sources": "Sources: {}.",
            "chart_times": "Dated events, with who reports them; distances along the line are true to time.",
            "chart_table": "The same as a table",
            "claim": "Claim",
            "column": "Name",
            "columns": "What the columns say",
            "close": "Close",
            "confidence": "Confidence in the record",
            "contents": "Contents",
            "context": "Context",
            "data_as_table": "Data (CSV)",
            "data_of": "Data of {}",
            "data_version": "Data version",
            "data_version_of": "data version {}",
            "date_age": "Date and age",
            "decade": "the {}s",
            "details_in_register": "All details in the register",
            "definition": "What is measured",
            "distance": "How far from the article (our arithmetic)",
            "download": "Download",
            "downloads": "All figures, and those of each theme",
            "in_english": "in English",
            "file_size": "{} kB",
            "downloads_sources": "Sources, as a bibliography",
            "entries_from": "Taken from it",
            "evidence": "What other sources say",
            "evidence_for": "Speaks to",
            "exactly": "{}",
            "earlier": "Earlier values",
            "edition": "{}: {}",
            "edition_correction": "correction of an error",
            "edition_counts": "Figures: {}. Of the article: {}. Computed by this brief: {}.",
            "edition_first": "first edition",
            "edition_link": "Link to this edition",
            "edition_revision": "revision",
            "feed": "Follow the changes in a feed reader (Atom)",
            "figure": "Figure",
            "figure_of_id": "figure {}",
            "formula": "Formula",
            "from_article": "beside the article’s value: {} (our arithmetic)",
            "from_parts": "oldest figure in the formula: {}",
            "from_period": "data of {}",
            "from_published": "published {}",
            "from_to": "from {} to {}",
            "further_down": "{} lower",
            "further_up": "{} higher",
            "glance": "The article’s figures beside other sources",
            "how_to_read": "How to read this",
            "inspect_all": "all figures",
            "inspect_bar": "Figures on this page",
            "inspect_contested": "contested",
            "inspect_copy": "Add sources when I copy",
            "inspect_copy_off": "Copied text stays as it is",
            "inspect_copy_on": "Copied text will carry the sources of its figures",
            "inspect_mark": "Mark all",
            "inspect_next": "Next figure",
            "inspect_place": "{} of {}: {}",
            "inspect_previous": "Previous figure",
            "inspect_show": "Show",
            "inspect_unmeasured": "all that is not reported",
            "locator": "Place",
            "looked_through": "Data looked through on",
            "meaning": "Meaning",
            "mismatch": "Does not add up",
            "not_comparable": "not comparable",
            "missing_page": "Page not found",
            "missing_page_search": "The search at the top of the page looks through all pages.",
            "missing_page_ways": "Where to go from here",
            "missing_page_why": "What stood here may have moved, or the address is mistyped.",
            "not_counted": "Not counted in the verdict",
            "no_change": "No figure has changed since the first edition.",
            "get_data": "Get the data",
            "no_date": "date not shown",
            "no_edition": "No edition is recorded yet.",
            "no_evidence": "None found",
            "no_period": "period not stated",
            "no_title": "Title not shown",
            "not_used": "On no page but this",
            "notes": "Note",
            "on_page": "p.",
            "open_end": "since {}",
            "open_start": "up to {}",
            "overdue": "due for review since {}",
            "parted": ", ",
            "apart": "; ",
            "period": "Period",
            "period_note": "On the period",
            "permalink": "Link to this figure",
            "plainly": "{} is the article’s term; in plain words: {}.",
            "producer": "Origin",
            "review": "Review of the translations",
            "review_all": "All pages to review",
            "review_beginning": "Beginning of the page",
            "review_count": "Passages",
            "review_figures": (
                "A letter behind a figure is the same in every language: a figure that stands in one "
                "passage and is missing in another is outlined with a broken line, and its row is "
                "marked at the edge."
            ),
            "review_gaps": "Missing in a language",
            "review_how": (
                "Give the page, the number of the row and the language, then the wording that you "
                "would write and, if it helps, why: “{page}, row …, {language}: …”. Send it to "
                "whoever asked you to read, or change it in the file named above the rows."
            ),
            "review_missing": "This passage is missing here.",
            "review_open": "Open the page",
            "review_page": "Page",
            "review_pages": "Pages to review",
            "review_rows": (
                "What repeats is shown at one place only. Numbers, dates and the words around them "
                "come from the data and need no look at each place."
            ),
            "review_unlike": "With different figures",
            "review_what": (
                "Here native readers can compare the translations of this brief with the English "
                "original, passage by passage. Does each say the same, no more and no less, "
                "neutrally and in good style?"
            ),
            "review_by": "next review by {}",
            "same_or_above": "the same or above",
            "same_or_below": "the same or below",
            "same_value": "the same",
            "quoted": "“{}”",
            "read_me": READ_ME,
            "relation": "Relation to the article",
            "rights": "Text and data {}-licensed; figures belong to the sources named beside them.",
            "schema": "JSON Schema",
            "schema_title": "Figures of {} to download",
            "sdmx": "SDMX: {}",
            "separated": "; ",
            "shows": "What it shows",
            "source": "Source",
            "source_article": "Source: {}; the place is in each row.",
            "source_glance": "Source: our comparison with the publications named on the page of each theme.",
            "source_of_page": "Figures from: {}",
            "source_own": "Source: our arithmetic from the figures in each formula.",
            "source_rows": "Sources: the publications named in each row.",
            "stated_by": "as stated by {}",
            "statement": "Statement",
            "status": "Status",
            "uncertain": "uncertain",
            "translation": "This translation awaits the review of a native reader.",
            "until": "until {}",
            "upstream": "Separate origins",
            "used_in": "Used in",
            "value": "Value",
            "web_address": "Address",
            "verdict": "Beside other sources",
            "version": "Version {}",
            "version_of": "version {}",
            "what": "What",
            "who": "Who",
            "without_scripts": "Without scripts these links lead to the files that hold all figures.",
            "without_scripts_one": "without scripts: the files that hold all figures",
            "whole_set": "All figures",
            "word": "Word",
        }
    ),
    legends=MappingProxyType(
        {
            "qualifiers": (
                "Qualifiers",
                (
                    ("(none)", "The source states the number without limiting it."),
                    ("about", "The source rounds it or says so; it may lie on either side."),
                    ("nearly", "A little below the number."),
                    ("more than", "Above the number, by how much is not said."),
                    ("up to", "At most the number."),
                    ("less than", "Below the number."),
                    ("a range", "Between the lower and the higher number."),
                    ("several", "The source gives no number."),
                ),
            ),
            "statuses": (
                "Statuses",
                (
                    ("reported", "Stated as something that was counted or that happened."),
                    ("estimate", "Worked out by the source, not counted."),
                    ("forecast", "Expected by the source for a time to come."),
                    ("planned", "Announced or agreed, not yet carried out."),
                    ("target", "Something to be reached, set by those who want it."),
                    ("potential", "What the source thinks possible."),
                    ("our arithmetic", "Computed by this brief from other figures."),
                ),
            ),
            "relations": (
                "Relations of evidence to the article’s figure",
                (
                    ("= agrees", "Same thing, same period, a value that fits."),
                    (
                        "≈ agrees in part",
                        "Near in value, or right for another period or another definition.",
                    ),
                    ("≠ conflicts", "Both cannot be true of the same thing in the same period."),
                    ("· context", "Helps to judge the figure, and neither confirms nor denies it."),
                ),
            ),
            "verdicts": (
                "How a figure stands beside other sources",
                (
                    ("other sources agree", "All that speak to it agree."),
                    ("other sources agree in part", "Some agree in part, none conflicts."),
                    ("sources differ", "Some agree, at least in part, and some conflict."),
                    ("no source agrees, some conflict", "All that speak to it conflict."),
                    ("context only, neither for nor against", "Only context was found."),
                    ("no other source found", "It was looked for and nothing was found."),
                ),
            ),
        }
    ),
    columns=MappingProxyType(
        {
            "id": "Id of the figure, which never changes; also the last part of its permanent address",
            "code": "Number of the item in the article’s inventory; only the article’s own figures have one",
            "theme": "Id of the theme",
            "label": "What the figure is called",
            "value": (
                "The value in whole units as an exact decimal; for the unit “date” the date. Empty for a "
                "range, and where the source gives no number"
            ),
            "low": "Lower end of a range; for a date its first day by the Gregorian calendar",
            "high": "Higher end of a range; for a date its last day by the Gregorian calendar",
            "unit": (
                "ISO currency, “percent”, “percent_change”, “ratio”, “rank”, “date”, or what is counted "
                "or measured"
            ),
            "per": "The time for which a flow is stated",
            "printed": "The value as it reads on the pages, with qualifier, unit and mark",
            "written_value": "The value as the source has it, before its scale; empty for our arithmetic",
            "written_scale": "What the written value is multiplied by to give the value",
            "qualifier": "How the source itself limits the value",
            "status": "What sort of statement the value is; “derived” is our arithmetic",
            "period": "The period as the source has it, in EDTF notation",
            "period_start": (
                "First day of the period by the Gregorian calendar; empty if it is open or not stated"
            ),
            "period_end": (
                "Last day of the period by the Gregorian calendar; empty if it is open or not stated"
            ),
            "period_uncertain": "“true” if the source leaves the period unsure",
            "calendar": "Calendar in which the source states the period",
            "period_note": "What is unclear about the period",
            "stated": "When it was said, if that is known",
            "measures": "What exactly is counted",
            "source": "Id of the publication; empty for our arithmetic",
            "publisher": "Who published it",
            "carries": "Whose report the publication carries or repeats",
            "title": "Title of the publication, where it is known",
            "url": "Web address of the publication",
            "published": "Date of the publication, as precise as it is known",
            "published_basis": "How that date is known",
            "language": "Language of the publication",
            "locator": "Place in the publication",
            "attributed_to": "Person or body quoted",
            "producer": "Id of the upstream producer",
            "origin": "Who counted, or said it first",
            "evidence": "What the figure says about items of the article",
            "relation": "How it stands to an item of the article",
            "for": "Id of that item",
            "because": "Why, in a sentence",
            "formula": "The arithmetic over other figures’ ids from which the value is computed",
            "decimals": "Decimals to which a computed value is rounded",
            "shows": "What a computed value tells",
            "follows_from": "Arithmetic over other figures’ ids that the value must fit",
            "mismatch": "Why the source does not add up",
            "record": "Figures found together bear the same word here",
            "confidence": "How sure it is that the publication reported this value, dated and defined",
            "note": "A remark",
            "review_by": "Day from which it must be looked up again",
            "address": (
                "Permanent address of the figure; left out where the brief is not published on the web"
            ),
            "version": "Version of the data",
        }
    ),
)

LANGUAGES: Mapping[str, Wording] = MappingProxyType(
    {table.language: table for table in (ENGLISH, PERSIAN, ARABIC)}
)


def wording(language: str) -> Wording:
    """Return the words of that language; KeyError if there is no edition in it."""
    return LANGUAGES[language]


def spoken(about: About, language: str) -> Wording:
    """Return the words of that language with the calendar that the brief sets beside the Gregorian one."""
    return _beside(language, about.calendar_in(language))


@lru_cache(maxsize=100)
def _beside(language: str, calendar: Calendar | None) -> Wording:
    return replace(wording(language), beside=calendar)


__all__ = ["ENGLISH", "LANGUAGES", "Wording", "spoken", "wording"]
