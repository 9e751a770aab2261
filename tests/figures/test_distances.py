"""How far other values lie from the article's, and what is not compared, on small made-up data."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from macros.figures.evidence.comparing import Comparability, refused
from macros.figures.evidence.distances import compared, spread
from macros.figures.model import Figure
from macros.printing.evidence.distances import briefly, of_one, overall
from macros.printing.view import View
from macros.project.project import open_project
from macros.reading.pages.routes import Page

HEAD = """\
about: {title: Small, name: brief, summary: A brief of its own, licence: CC0-1.0,
  version: 2026-01-01, updated: 2026-01-01, article: article}
themes:
  overview: {title: Overview, page: index.md}
units:
  visitor: {forms: {en: {one: visitor, other: visitors}}}
  branch: {forms: {en: {one: branch, other: branches}}}
sources:
  article: {publisher: The Paper, url: https://example.org/a, language: en}
  other: {publisher: Another, url: https://example.org/b, language: en}
figures:
"""
ENTRY = "  {}: {{label: L, theme: overview, source: {}, measures: M, {}}}\n"


def view(root: Path, article: str, *others: str) -> View:
    """Return the view of a project with one figure of the article and what others say of it."""
    written = [ENTRY.format("claimed", "article", article)]
    for number, fields in enumerate(others):
        relation, rest = fields.split("; ")
        for_it = f"evidence_for: [{{figure: claimed, because: B, {relation}}}], {rest}"
        written.append(ENTRY.format(f"other_{number}", "other", for_it))
    (root / "data").mkdir()
    (root / "docs").mkdir()
    (root / "data" / "figures.yml").write_text(HEAD + "".join(written), "utf-8")
    (root / "docs" / "index.md").write_text("# Title\n", "utf-8")
    (root / "mkdocs.yml").write_text("site_name: S\n", "utf-8")
    return View(open_project(root).book, Page("index.md"))


def figure(seen: View) -> Figure:
    return seen.book.brief.figures["claimed"]


def said(seen: View) -> list[str]:
    """Return what is printed beside each piece of evidence."""
    return [of_one(seen, figure(seen), one) for one in compared(seen.book, figure(seen))]


@pytest.mark.parametrize(
    ("article", "other", "expected"),
    [
        ("value: 100, unit: visitor", "value: 75, unit: visitor", "25% below"),
        ("value: 100, unit: visitor", "value: 150, unit: visitor", "50% above"),
        ("value: 100, unit: visitor", "value: 100, unit: visitor", "the same"),
        ("value: 1000, unit: visitor", "value: 1004, unit: visitor", "0.4% above"),
        # The article says "more than": the truth may be higher, so the other may lie further below.
        ("value: 100, qualifier: more_than, unit: visitor", "value: 60, unit: visitor", "at least 40% below"),
        ("value: 100, qualifier: more_than, unit: visitor", "value: 130, unit: visitor", "at most 30% above"),
        (
            "value: 100, qualifier: more_than, unit: visitor",
            "value: 100, unit: visitor",
            "the same or below",
        ),
        (
            "value: 100, unit: visitor",
            "value: 130, qualifier: more_than, unit: visitor",
            "at least 30% above",
        ),
        ("value: 100, unit: visitor", "value: 80, qualifier: more_than, unit: visitor", "at most 20% below"),
        ("value: 100, unit: visitor", "value: 80, qualifier: up_to, unit: visitor", "at least 20% below"),
        ("value: 100, qualifier: about, unit: visitor", "value: 80, unit: visitor", "about 20% below"),
        # A number that is rounded on one side does not undo the bound on the other.
        (
            "value: 100, qualifier: about, unit: visitor",
            "value: 110, qualifier: up_to, unit: visitor",
            "at most about 10% above",
        ),
        (
            "value: 100, qualifier: about, unit: visitor",
            "value: 90, qualifier: up_to, unit: visitor",
            "at least about 10% below",
        ),
        (
            "value: 100, qualifier: more_than, unit: visitor",
            "value: 110, qualifier: about, unit: visitor",
            "at most about 10% above",
        ),
        (
            "value: 100, qualifier: about, unit: visitor",
            "value: 100, qualifier: more_than, unit: visitor",
            "about the same or above",
        ),
        (
            "value: 20, scale: billion, unit: USD",
            "value: [30, 40], qualifier: range, scale: billion, unit: USD",
            "from 50% above to 100% above",
        ),
        # Shares differ by percentage points, not by a percentage of a percentage.
        ("value: 47, unit: percent", "value: 37, unit: percent", "10 percentage points below"),
        ("value: 47, unit: percent", "value: 48, unit: percent", "1 percentage point above"),
        ("value: 1, unit: rank", "value: 2, unit: rank", "1 rank lower"),
        ("value: 3, unit: rank", "value: 1, unit: rank", "2 ranks higher"),
    ],
)
def test_the_distance_is_said_in_words(tmp_path: Path, article: str, other: str, expected: str) -> None:
    seen = view(tmp_path, f"{article}, period: 2024", f"relation: conflicts; {other}, period: 2024")
    assert said(seen) == [f"beside the article’s value: {expected} (our arithmetic)"]


@pytest.mark.parametrize(
    ("period", "other", "reason"),
    [
        ("2023", "period: 2023", Comparability.COMPARABLE),
        # The Iranian year that begins in 2023 shares most of its days; the one before does not.
        ("2023", "period: 1402 SH", Comparability.COMPARABLE),
        ("2023", "period: 1401 SH", Comparability.OTHER_PERIOD),
        ("2023", "period: 2022", Comparability.OTHER_PERIOD),
        ("2023", "period: 2023-01/2023-06", Comparability.OTHER_PERIOD),
        ("2023", "period: undated", Comparability.UNKNOWN_PERIOD),
        ("2023", "stated: 2023-05-05, period: undated", Comparability.UNKNOWN_PERIOD),
        ("undated", "period: 2001", Comparability.COMPARABLE),
        ("2003/..", "period: 2003/..", Comparability.COMPARABLE),
        ("2003/..", "period: 2003", Comparability.OTHER_PERIOD),
    ],
)
def test_only_a_fitting_period_is_compared(
    tmp_path: Path, period: str, other: str, reason: Comparability
) -> None:
    seen = view(
        tmp_path,
        f"value: 100, unit: visitor, period: {period}",
        f"relation: partly; value: 75, unit: visitor, {other}",
    )
    (one,) = compared(seen.book, figure(seen))
    assert one.comparability is reason
    assert (one.distance is not None) == (reason is Comparability.COMPARABLE)
    assert ("25% below" in said(seen)[0]) == (reason is Comparability.COMPARABLE)


@pytest.mark.parametrize(
    ("relation", "other", "reason"),
    [
        ("relation: partly, differs: [definition]", "value: 75, unit: visitor", "other definition"),
        ("relation: partly, differs: [period]", "value: 75, unit: visitor", "other period"),
        ("relation: conflicts", "value: 75, unit: branch", ""),
    ],
)
def test_another_thing_is_not_compared(tmp_path: Path, relation: str, other: str, reason: str) -> None:
    seen = view(tmp_path, "value: 100, unit: visitor, period: 2024", f"{relation}; {other}, period: 2024")
    assert said(seen) == [f"not comparable: {reason}" if reason else ""]
    assert spread(seen.book, figure(seen)).lowest is None


@pytest.mark.parametrize("qualifiers", [("more_than", "more_than"), ("less_than", "up_to")])
def test_two_bounds_of_one_side_are_at_no_distance(tmp_path: Path, qualifiers: tuple[str, str]) -> None:
    article, other = (
        f"value: {value}, qualifier: {word}, unit: visitor, period: 2024"
        for value, word in zip((100, 90), qualifiers, strict=True)
    )
    seen = view(tmp_path, article, f"relation: partly; {other}")
    (one,) = compared(seen.book, figure(seen))
    assert (one.comparability, one.distance) == (Comparability.COMPARABLE, None)
    assert said(seen) == [""]


@pytest.mark.parametrize(
    ("relation", "value", "why"),
    [
        ("agrees", "150", ""),
        ("agrees", "151", "its value lies more than half above the article's, and so agrees in part"),
        ("agrees", "[120, 160], qualifier: range", "more than half above"),
        ("partly", "150", "by no more than half, and so agrees"),
        ("partly", "151", ""),
        # What lies below a bound, or is one itself below it, bears out a part.
        ("partly", "80, qualifier: more_than", ""),
        ("partly", "95", ""),
    ],
)
def test_what_lies_far_above_a_bound_agrees_in_part_only(
    tmp_path: Path, relation: str, value: str, why: str
) -> None:
    seen = view(
        tmp_path,
        "value: 100, qualifier: more_than, unit: visitor, period: 2024",
        f"relation: {relation}; value: {value}, unit: visitor, period: 2024",
    )
    entry = seen.book.brief.figures["other_0"]
    found = refused(seen.book, figure(seen), entry, entry.evidence_for[0])
    assert why in found
    assert bool(found) == bool(why)


def test_context_neither_counts_nor_is_compared(tmp_path: Path) -> None:
    seen = view(
        tmp_path,
        "value: 100, unit: visitor, period: 2024",
        "relation: context; value: 1, unit: visitor, period: 2024",
    )
    found = spread(seen.book, figure(seen))
    assert (found.comparable, found.lowest, found.others) == ((), None, 1)


def test_the_glance_names_the_outermost_and_the_reasons(tmp_path: Path) -> None:
    seen = view(
        tmp_path,
        "value: 100, unit: visitor, period: 2024",
        "relation: conflicts; value: 60, unit: visitor, period: 2024",
        "relation: conflicts; value: 90, unit: visitor, period: 2024",
        "relation: agrees; value: 120, unit: visitor, period: 2024",
        "relation: context; value: 500, unit: visitor, period: 2020",
        "relation: context, differs: [definition]; value: 500, unit: visitor, period: 2024",
    )
    written = overall(seen, figure(seen), spread(seen.book, figure(seen)))
    printed = lxml.html.fragment_fromstring(written, create_parent="p").text_content()
    assert printed == ("from 40% below to 20% above 3 comparable values 2 more for background")


def test_values_are_named_where_an_end_is_the_same_with_a_side_left_open(tmp_path: Path) -> None:
    seen = view(
        tmp_path,
        "value: 20, qualifier: more_than, unit: visitor, period: 2024",
        "relation: agrees; value: 20, unit: visitor, period: 2024",
        "relation: partly; value: [30, 40], qualifier: range, unit: visitor, period: 2024",
    )
    written = overall(seen, figure(seen), spread(seen.book, figure(seen)))
    printed = lxml.html.fragment_fromstring(written, create_parent="p").text_content()
    assert printed == "20 visitors; 30–40 visitors 2 comparable values"
    assert briefly(seen, figure(seen), spread(seen.book, figure(seen))) == (
        "20 visitors; 30–40 visitors (2 comparable values)"
    )


def test_where_no_distance_is_said_why_is(tmp_path: Path) -> None:
    for name, article, printed in (
        ("dates", "value: 2003, unit: date, period: 2003", "No distance between dates"),
        ("alone", "value: 4, unit: branch, period: 2003", "Nothing to compare"),
    ):
        (tmp_path / name).mkdir()
        seen = view(tmp_path / name, article)
        assert overall(seen, figure(seen), spread(seen.book, figure(seen))) == printed
