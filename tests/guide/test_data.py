"""The real data: complete against the inventory of the article and of the evidence, and attributed."""

from __future__ import annotations

import re
from decimal import Decimal

import yaml

from macros.figures.editions import EditionKind, facts_of, fold
from macros.figures.kinds import ClaimKind
from macros.figures.model import REFERENCE, Claim, Figure
from macros.project.project import Project
from macros.reading.data.schema import SCHEMA_FILE, schema
from support import places
from support.places import ROOT

INVENTORY = yaml.safe_load(places.INVENTORY.read_text("utf-8"))


def test_every_row_of_the_article_stands_under_its_theme(project: Project) -> None:
    found = {(entry.code, entry.theme) for entry in project.book.entries if entry.code}
    assert len(INVENTORY["claims"]) == 30
    assert set(INVENTORY["claims"].items()) <= found


def test_codes_belong_to_the_article_alone(project: Project) -> None:
    known = set(INVENTORY["claims"])
    for entry in project.book.entries:
        assert entry.code is None or entry.code in known
        assert entry.code is None or entry.source in ("article", "brief"), entry.id


def test_every_record_of_evidence_is_in_the_data(project: Project) -> None:
    assert len(INVENTORY["records"]) == 50
    found = {entry.record for entry in project.book.entries}
    assert set(INVENTORY["records"]) <= found


def test_evidence_says_who_when_what_and_why(project: Project) -> None:
    seen = 0
    for entry in project.book.entries:
        if project.book.brief.of_article(entry) or not entry.evidence_for:
            continue
        seen += 1
        if isinstance(entry, Figure) and entry.derived:
            assert entry.shows, entry.id
            continue
        assert entry.source in project.book.brief.sources
        assert entry.period is not None or isinstance(entry, Claim), entry.id
        for item in entry.evidence_for:
            reason = item.because["en"]
            assert reason.endswith("."), f"{entry.id}: {reason}"
            target = project.book.entry(item.target)
            assert target is not None
            assert project.book.brief.of_article(target), f"{entry.id} speaks to {item.target}"
    assert seen > 200


def test_figures_of_other_sources_all_speak_to_something(project: Project) -> None:
    orientation = {"iran_iraq_war", "mehr_original_latest_date"}
    silent = {
        figure.id
        for figure in project.book.brief.figures.values()
        if not (figure.derived or project.book.brief.of_article(figure) or figure.evidence_for)
    }
    named = {
        found[1]
        for entry in project.book.entries
        for text in (*(item.because for item in entry.evidence_for), entry.note)
        for found in REFERENCE.finditer(text["en"] if text else "")
    }
    # Of a list one row speaks, whose reason or note names the others.
    assert silent - named == orientation


def test_claims_of_the_article_are_attributed(project: Project) -> None:
    claims = list(project.book.claims())
    assert claims
    for claim in claims:
        assert re.match(
            r"The article (says|argues|puts|describes|counts|lists|rejects|presents|names)\b",
            claim.text["en"],
        ), claim.id
        assert claim.kind in (ClaimKind.CLAIM, ClaimKind.POSITION)


def test_loaded_terms_stand_in_quotes_beside_plain_words(project: Project) -> None:
    terms = 0
    for claim in project.book.claims():
        for term in claim.terms:
            terms += 1
            assert term.plain["en"].strip()
            if term.term["en"].lower() in claim.text["en"].lower():
                assert f"“{term.term['en'].lower()}”" in claim.text["en"].lower(), (claim.id, term.term)
    assert terms > 10


def test_what_was_not_found_is_in_the_data(project: Project) -> None:
    about = {target for item in project.book.brief.not_found.values() for target in item.about}
    assert {"trade_2023", "students_potential", "university_branches", "iranian_visitors_2024"} <= about
    assert len(project.book.brief.not_found) >= 10


def test_every_figure_and_source_is_used(project: Project) -> None:
    unused = set(project.book.brief.figures) - set(project.book.uses)
    assert not unused
    named = {entry.source for entry in project.book.entries}
    assert set(project.book.brief.sources) == named - {None}
    assert set(project.book.brief.producers) == {e.producer for e in project.book.entries} - {None}


def test_own_arithmetic_is_never_typed(project: Project) -> None:
    derived = {figure.id: figure for figure in project.book.derived()}
    for figure in derived.values():
        assert figure.value is None
        assert figure.source is None
    expected = {
        "trade_growth_to_potential": Decimal(20) / 13 * 100 - 100,
        "share_un_tourism_2023": Decimal("2.7") / Decimal("5.9") * 100,
        "share_statistical_centre_2023": Decimal("2.7") / 6 * 100,
        "share_minister_2023": Decimal("2.7") / Decimal("6.2") * 100,
        "share_minister_2024": Decimal("2.7") / Decimal("7.39") * 100,
        "share_later_count_2024": Decimal("3.5") / Decimal("7.39") * 100,
        "implied_foreign_tourists": Decimal("2.7") / Decimal("0.47"),
        "gas_share_of_exports_1403_3m": Decimal("1.211") / 3 * 100,
        "foreign_students_institutions_sum": Decimal(50115 + 37430 + 35709 + 6859),
        "reconstruction_need_from_parts": Decimal(22 + 66),
        "students_gap_to_potential": Decimal(150000 - 90000),
    }
    for id_, value in expected.items():
        printed = project.book.quantities[id_].value
        assert printed is not None
        digits = -int(printed.as_tuple().exponent)
        assert abs(printed - value) < Decimal(10) ** -digits, id_


def test_repeaters_of_one_origin_do_not_confirm_one_another(project: Project) -> None:
    from macros.figures.evidence.verdicts import summary

    (chamber,) = summary(project.book.brief, "trade_2023").origins
    assert len(chamber.pieces) > 1


def test_every_change_of_the_data_is_recorded(project: Project) -> None:
    book = project.book
    editions = book.history.editions
    assert editions[0].kind is EditionKind.FIRST
    assert editions[0].version == "2026-11-23"
    assert len(editions[0].figures) >= 305
    recorded = {id_: facts.written() for id_, facts in fold(editions).items()}
    present = {id_: facts.written() for id_, facts in facts_of(book.brief, book.quantities).items()}
    assert recorded == present, 'run: figures record "why"'


def test_the_schema_for_editors_is_that_of_the_model() -> None:
    written = (ROOT / SCHEMA_FILE).read_text("utf-8")
    assert written == schema(), "run: make schema"


def test_the_schema_accepts_the_real_data_and_refuses_mistakes() -> None:
    import json

    import jsonschema

    described = json.loads(schema())
    data = yaml.safe_load((ROOT / "data" / "figures.yml").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(described)
    # YAML's own reader turns bare dates into dates, which JSON does not know.
    plain = json.loads(json.dumps(data, default=str))
    assert not [error.message for error in validator.iter_errors(plain)]
    plain["figures"]["trade_2023"]["vale"] = 13
    plain["figures"]["trade_2023"]["status"] = "guess"
    assert len(list(validator.iter_errors(plain))) == 2
