"""Counts in Arabic and Persian: every unit with every kind of number, qualifier and case.

The right forms are built here from a table of nouns and the rules of grammar, apart from those in the data
and the catalogues.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from macros.figures.kinds import Per, Qualifier, Scale
from macros.figures.quantities import Quantity
from macros.figures.units import UnitKind, kind_of_built_in
from macros.languages import amounts, cldr
from macros.languages.catalogue import catalogue
from macros.problems import ProblemsFound
from macros.project.project import Project
from support.books import read_book

ARABIC, PERSIAN = catalogue("ar"), catalogue("fa")

# One of it, two of it as subject and behind a preposition, the plural behind a number, and the accusative
# behind eleven to ninety-nine. Behind a hundred and behind the word of a scale stands the bare first form.
NOUNS = """
visitor      زائر       زائر واحد        زائران          زائرين          زوار           زائرًا
pilgrim      زائر       زائر واحد        زائران          زائرين          زوار           زائرًا
tourist      سائح       سائح واحد        سائحان          سائحين          سياح           سائحًا
arrival      حالة دخول  حالة دخول واحدة  حالتا دخول      حالتي دخول      حالات دخول     حالة دخول
visit        زيارة      زيارة واحدة      زيارتان         زيارتين         زيارات         زيارة
student      طالب       طالب واحد        طالبان          طالبين          طلبة           طالبًا
university   جامعة      جامعة واحدة      جامعتان         جامعتين         جامعات         جامعة
branch       فرع        فرع واحد         فرعان           فرعين           فروع           فرعًا
round        جولة       جولة واحدة       جولتان          جولتين          جولات          جولة
memorandum   مذكرة      مذكرة واحدة      مذكرتان         مذكرتين         مذكرات         مذكرة
barrel       برميل      برميل واحد       برميلان         برميلين         براميل         برميلًا
cubic_metre  متر مكعب   متر مكعب واحد    متران مكعبان    مترين مكعبين    أمتار مكعبة    مترًا مكعبًا
troop        جندي       جندي واحد        جنديان          جنديين          جنود           جنديًا
governorate  محافظة     محافظة واحدة     محافظتان        محافظتين        محافظات        محافظة
sector       قطاع       قطاع واحد        قطاعان          قطاعين          قطاعات         قطاعًا
decade       عقد        عقد واحد         عقدان           عقدين           عقود           عقدًا
component    مكوّن      مكوّن واحد       مكوّنان         مكوّنين         مكوّنات        مكوّنًا
capacity     قدرة       قدرة واحدة       قدرتان          قدرتين          قدرات          قدرة
type         نوع        نوع واحد         نوعان           نوعين           أنواع          نوعًا
year         سنة        سنة واحدة        سنتان           سنتين           سنوات          سنة
month        شهر        شهر واحد         شهران           شهرين           أشهر           شهرًا
meeting      اجتماع     اجتماع واحد      اجتماعان        اجتماعين        اجتماعات       اجتماعًا
kilometre    كيلومتر    كيلومتر واحد     كيلومتران       كيلومترين       كيلومترات      كيلومترًا
USD          دولار      دولار واحد       دولاران         دولارين         دولارات        دولارًا
IQD          دينار عراقي  دينار عراقي واحد  ديناران عراقيان  دينارين عراقيين  دنانير عراقية  دينارًا عراقيًا
IRR          ريال       ريال واحد        ريالان          ريالين          ريالات         ريالًا
"""
TABLE = {
    cells[0]: cells[1:] for line in NOUNS.strip().splitlines() if (cells := [*filter(None, line.split("  "))])
}
TABLE = {unit: [cell.strip() for cell in cells] for unit, cells in TABLE.items()}
BEFORE = {
    Qualifier.STATED: "{}",
    Qualifier.ABOUT: "نحو {}",
    Qualifier.NEARLY: "ما يقل قليلًا عن {}",
    Qualifier.MORE_THAN: "أكثر من {}",
    Qualifier.UP_TO: "ما يصل إلى {}",
    Qualifier.LESS_THAN: "أقل من {}",
}
COUNTS = {
    **{"0": ("٠", 0), "3": ("٣", 4), "10": ("١٠", 4), "11": ("١١", 5), "99": ("٩٩", 5), "100": ("١٠٠", 0)},
    **{"102": ("١٠٢", 0), "103": ("١٠٣", 4), "111": ("١١١", 5), "1500": ("١٬٥٠٠", 0)},
}
"""In digits, with the column of the table in which the noun stands behind them."""
SCALES = {
    Scale.THOUSAND: ("ألف", "آلاف"),
    Scale.MILLION: ("مليون", "ملايين"),
    Scale.BILLION: ("مليار", "مليارات"),
    Scale.TRILLION: ("تريليون", "تريليونات"),
}


@pytest.fixture
def units(project: Project) -> dict[str, Quantity]:
    """Every unit of the table as a quantity without value."""
    named = project.book.brief.units
    assert set(named) == {unit for unit in TABLE if not kind_of_built_in(unit)}
    kinds = {unit: kind_of_built_in(unit) or UnitKind(named[unit].kind) for unit in TABLE}
    return {unit: Quantity("x", unit, kind) for unit, kind in kinds.items()}


def arabic(project: Project, quantity: Quantity, **more: object) -> str:
    printed = amounts.amount(quantity, project.book.brief.units, ARABIC, **more)  # type: ignore[arg-type]
    return printed.replace(cldr.NO_BREAK, " ")


@pytest.mark.parametrize("qualifier", BEFORE)
@pytest.mark.parametrize("prose", [False, True])
def test_arabic_says_one_and_two_by_the_noun(
    project: Project, units: dict[str, Quantity], qualifier: Qualifier, *, prose: bool
) -> None:
    free = qualifier is Qualifier.STATED
    for unit, (thing, one, two, behind, *_) in TABLE.items():
        single = replace(units[unit], value=Decimal(1), qualifier=qualifier)
        pair = replace(single, value=Decimal(2))
        said = thing if qualifier is Qualifier.MORE_THAN else one
        assert arabic(project, single, prose=prose) == BEFORE[qualifier].format(said)
        assert arabic(project, pair, prose=prose) == BEFORE[qualifier].format(two if free else behind)
        assert arabic(project, pair, prose=prose, oblique=True) == BEFORE[qualifier].format(behind)


@pytest.mark.parametrize("qualifier", BEFORE)
def test_arabic_inflects_the_noun_by_its_number(
    project: Project, units: dict[str, Quantity], qualifier: Qualifier
) -> None:
    for unit, forms in TABLE.items():
        for written, (digits, column) in COUNTS.items():
            quantity = replace(units[unit], value=Decimal(written), qualifier=qualifier)
            assert arabic(project, quantity) == BEFORE[qualifier].format(f"{digits} {forms[column]}")


@pytest.mark.parametrize("qualifier", BEFORE)
@pytest.mark.parametrize("scale", SCALES)
def test_behind_a_scale_arabic_has_the_singular(
    project: Project, units: dict[str, Quantity], qualifier: Qualifier, scale: Scale
) -> None:
    word, plural = SCALES[scale]
    dual = f"{word}{'ا' if qualifier is Qualifier.STATED else 'ي'}"
    numbers = {
        "1": word,
        "2": dual,
        "2.0": dual,
        "3": f"٣ {plural}",
        "10": f"١٠ {plural}",
        "11": f"١١ {word}",
    }
    numbers |= {"3.503": f"٣٫٥٠٣ {word}", "2.711": f"٢٫٧١١ {word}", "1.5": f"١٫٥ {word}"}
    for unit, (thing, *_) in TABLE.items():
        for written, number in numbers.items():
            quantity = replace(units[unit], value=Decimal(written), scale=scale, qualifier=qualifier)
            assert arabic(project, quantity) == BEFORE[qualifier].format(f"{number} {thing}")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3000", "٣ آلاف"),
        ("56000", "٥٦ ألفًا"),
        ("90000", "٩٠ ألفًا"),
        ("100000", "١٠٠ ألف"),
        ("20000000", "٢٠ مليونًا"),
    ],
)
def test_a_scale_that_stands_alone_is_inflected_by_its_number(written: str, said: str) -> None:
    alone = Quantity("x", "visitor", UnitKind.COUNT, Decimal(written))
    assert amounts.number(alone, ARABIC).replace(cldr.NO_BREAK, " ") == said


@pytest.mark.parametrize(
    ("unit", "low", "high", "scale", "said"),
    [
        ("visitor", "1", "2", Scale.ONE, "من زائر إلى زائرين"),
        ("visitor", "2", "5", Scale.ONE, "من زائرين إلى ٥ زوار"),
        ("visitor", "3", "5", Scale.ONE, "٣–٥ زوار"),
        ("branch", "1", "12", Scale.ONE, "من فرع إلى ١٢ فرعًا"),
        ("USD", "1", "2", Scale.BILLION, "من مليار إلى ملياري دولار"),
        ("USD", "2", "3", Scale.BILLION, "من مليارين إلى ٣ مليارات دولار"),
        ("USD", "30", "40", Scale.BILLION, "٣٠–٤٠ مليار دولار"),
        ("student", "26000", "130000", Scale.ONE, "٢٦–١٣٠ ألف طالب"),
    ],
)
def test_arabic_ranges(
    project: Project, units: dict[str, Quantity], unit: str, low: str, high: str, scale: Scale, said: str
) -> None:
    quantity = replace(
        units[unit], value=Decimal(low), high=Decimal(high), scale=scale, qualifier=Qualifier.RANGE
    )
    assert arabic(project, quantity) == said


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (Quantity("x", "visitor", UnitKind.COUNT, Decimal(2), per=Per.YEAR), "زائران سنويًا"),
        (Quantity("x", "visitor", UnitKind.COUNT, Decimal(90000)), "٩٠ ألف زائر"),
        (Quantity("x", "visitor", UnitKind.COUNT, Decimal(2000)), "ألفا زائر"),
        (Quantity("x", "visitor", UnitKind.COUNT, Decimal(3000000)), "٣ ملايين زائر"),
        (Quantity("x", "visitor", UnitKind.COUNT, Decimal(90500)), "٩٠٬٥٠٠ زائر"),
        (Quantity("x", "USD", UnitKind.CURRENCY, Decimal("0.2"), scale=Scale.BILLION), "٢٠٠ مليون دولار"),
        (Quantity("x", "USD", UnitKind.CURRENCY, Decimal("0.624"), scale=Scale.BILLION), "٦٢٤ مليون دولار"),
        (
            Quantity("x", "visitor", UnitKind.COUNT, qualifier=Qualifier.SEVERAL, scale=Scale.MILLION),
            "عدة ملايين زائر",
        ),
        (Quantity("x", "rank", UnitKind.RANK, Decimal(11)), "الحادية عشرة"),
        (Quantity("x", "rank", UnitKind.RANK, Decimal(20)), "العشرون"),
    ],
)
def test_arabic_says_what_else_it_counts(project: Project, quantity: Quantity, said: str) -> None:
    assert arabic(project, quantity) == said


def test_a_number_without_noun_has_the_whole_dual() -> None:
    pair = Quantity("x", "USD", UnitKind.CURRENCY, Decimal(2), scale=Scale.BILLION)
    assert amounts.number(pair, ARABIC) == "ملياران"
    assert amounts.number(replace(pair, qualifier=Qualifier.ABOUT), ARABIC) == "نحو مليارين"


@pytest.mark.parametrize("prose", [False, True])
def test_percentages_are_words_in_sentences_and_signs_in_tables(*, prose: bool) -> None:
    share = Quantity("x", "percent", UnitKind.SHARE, Decimal(47), qualifier=Qualifier.ABOUT)
    fall = Quantity("x", "percent_change", UnitKind.CHANGE, Decimal("-31.79"))
    said = [
        amounts.amount(one, {}, say, prose=prose).replace(cldr.NO_BREAK, " ")
        for say in (ARABIC, PERSIAN)
        for one in (share, fall)
    ]
    assert said == (
        ["نحو ٤٧ في المئة", "٣١٫٧٩ في المئة انخفاضًا", "حدود ۴۷ درصد", "۳۱٫۷۹ درصد کاهش"]
        if prose
        else ["نحو ٤٧\u200f٪", "\u061c−٣١٫٧٩\u200f٪", "حدود ۴۷\u200f٪", "\u2068\u200e−۳۱٫۷۹٪\u2069"]
    )


PERSIAN_NOUNS = {
    **{"visitor": "مسافر", "pilgrim": "زائر", "tourist": "گردشگر", "arrival": "گردشگر ورودی"},
    **{"visit": "سفر", "student": "دانشجو", "university": "دانشگاه", "branch": "شعبه", "round": "دور"},
    **{"memorandum": "یادداشت تفاهم", "barrel": "بشکه", "cubic_metre": "مترمکعب", "troop": "نظامی"},
    **{"governorate": "استان", "sector": "بخش", "decade": "دهه", "component": "مؤلفه", "capacity": "ظرفیت"},
    **{"type": "نوع", "year": "سال", "month": "ماه", "meeting": "نشست", "kilometre": "کیلومتر"},
    **{"USD": "دلار", "IQD": "دینار عراق", "IRR": "ریال"},
}
PERSIAN_BEFORE = {
    **{Qualifier.STATED: "{}", Qualifier.ABOUT: "حدود {}", Qualifier.NEARLY: "نزدیک به {}"},
    **{Qualifier.MORE_THAN: "بیش از {}", Qualifier.UP_TO: "تا {}", Qualifier.LESS_THAN: "کمتر از {}"},
}


@pytest.mark.parametrize("qualifier", PERSIAN_BEFORE)
def test_persian_has_one_form_of_a_noun_and_words_for_few(
    project: Project, units: dict[str, Quantity], qualifier: Qualifier
) -> None:
    for unit, noun in PERSIAN_NOUNS.items():
        digits = {"0": "۰", "1": "۱", "2": "۲", "11": "۱۱", "90000": "۹۰ هزار", "1500": "۱٬۵۰۰"}
        measured = units[unit].kind is UnitKind.MEASURE
        worded = digits if measured else digits | {"1": "یک", "2": "دو", "10": "ده"}
        for prose, numbers in ((False, digits), (True, worded)):
            for written, number in numbers.items():
                quantity = replace(units[unit], value=Decimal(written), qualifier=qualifier)
                said = amounts.amount(quantity, project.book.brief.units, PERSIAN, prose=prose)
                wanted = PERSIAN_BEFORE[qualifier].format(f"{number} {noun}")
                assert said.replace(cldr.NO_BREAK, " ") == wanted


@pytest.mark.parametrize(
    ("value", "high", "more", "said"),
    [
        ("1", None, {"scale": Scale.BILLION, "qualifier": Qualifier.MORE_THAN}, "بیش از یک میلیارد دلار"),
        ("30", "40", {"scale": Scale.BILLION, "qualifier": Qualifier.RANGE}, "۳۰ تا ۴۰ میلیارد دلار"),
        ("0.2", None, {"scale": Scale.BILLION}, "۲۰۰ میلیون دلار"),
    ],
)
def test_persian_amounts_of_money(value: str, high: str | None, more: dict[str, object], said: str) -> None:
    ends = {"value": Decimal(value), "high": Decimal(high) if high else None}
    quantity = replace(Quantity("x", "USD", UnitKind.CURRENCY), **ends, **more)  # type: ignore[arg-type]
    assert amounts.amount(quantity, {}, PERSIAN, prose=True).replace(cldr.NO_BREAK, " ") == said


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("ar", "place", ["٠ مرتبة", "مرتبة واحدة", "مرتبتين", "٣ مراتب", "١١ مرتبة"]),
        ("ar", "percentage_point", ["٠ نقطة مئوية", "نقطة مئوية واحدة", "نقطتين مئويتين", "٣ نقاط مئوية"]),
        (
            "ar",
            "comparable",
            ["لا قيمة قابلة للمقارنة", "قيمة واحدة قابلة للمقارنة", "قيمتان قابلتان للمقارنة"],
        ),
        ("ar", "values", ["لا قيمة", "قيمة واحدة", "قيمتان", "٣ قيم", "١١ قيمة"]),
        ("ar", "found", ["٠ رقم", "رقم واحد", "رقمان", "٣ أرقام", "١١ رقمًا"]),
        ("ar", "day", ["أقل من يوم", "يوم", "يومان", "٣ أيام", "١١ يومًا"]),
        ("ar", "conflicts", ["متعارض: ٠", "متعارض: ١", "متعارض: ٢", "متعارض: ٣", "متعارض: ١١"]),
        ("fa", "place", ["۰ رتبه", "یک رتبه", "۲ رتبه"]),
        ("fa", "day", ["کمتر از یک روز", "یک روز", "۲ روز"]),
        ("fa", "values", ["هیچ مقداری", "یک مقدار", "۲ مقدار"]),
    ],
)
def test_counted_words_say_small_numbers_as_readers_do(language: str, name: str, said: list[str]) -> None:
    sizes = [Decimal(size) for size in (0, 1, 2, 3, 11)]
    assert [amounts.plural(name, size, catalogue(language)) for size in sizes[: len(said)]] == said


def test_a_unit_without_the_dual_behind_prepositions_is_told() -> None:
    forms = "{zero: a, one: a, two: b, few: c, many: d, other: a}"
    units = f"units:\n  thing: {{forms: {{en: {{one: thing, other: things}}, ar: {forms}}}}}\n"
    with pytest.raises(ProblemsFound, match="the plural form 'two_oblique' is missing"):
        read_book(units)
