"""A language that nobody has told the macros of: what the guide asks to write is all that it needs.

It is made up: English with accents, under the tag of Esperanto, of which CLDR has the digits and months.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from macros import checks
from macros.checks.built.language import built_language
from macros.checks.output.output import load_output
from macros.project.project import read_project
from macros.project.settings import load_settings
from support.places import ROOT
from support.site import figures

TAG = "eo"
MORE = "móré thán"
ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")
KEPT = re.compile(
    r"\{\{.*?\}\}|\{ #.*?\}"  # macro calls and ids of headings
    r"|\{\w+(?:\.\w+)?\}|`[^`]*`|\]\([^)]*\)|https?://\S+"
    r"|^(?:---|description:)|<[^>]*>"
    r"|\b(?:The Paper|The Bureau|US\$|CSV|JSON|SDMX|MIT|EDTF|SH|ISO|Atom|zip|index\.html|sha256sum)\b",
    re.MULTILINE,
)


def accented(text: str) -> str:
    """Return the text in the made-up language: what is no word stays as it is."""
    parts, done = [], 0
    for kept in KEPT.finditer(text):
        parts += [text[done : kept.start()].translate(ACCENTS), kept[0]]
        done = kept.end()
    return "".join((*parts, text[done:].translate(ACCENTS)))


def all_accented(said: Any) -> Any:
    """Return what a catalogue says, in the made-up language."""
    if isinstance(said, dict):
        return {name: all_accented(value) for name, value in said.items()}
    if isinstance(said, list):
        return [all_accented(value) for value in said]
    return accented(said) if isinstance(said, str) else said


def catalogue() -> str:
    """Return the catalogue of the made-up language, made from the English one."""
    said = all_accented(yaml.safe_load((ROOT / "macros/languages/en.yml").read_text("utf-8")))
    said |= {"language": {"tag": TAG, "locale": TAG, "script": "Latn"}}
    said |= {"comparisons": {MORE: "more than"}}
    said |= {"numbers": [{"words": "twó thréé séxty", "after": [["fóld"]]}]}
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=1000)


PAGES = {
    "index.md": """\
---
description: What the article claims.
---

# Small brief

The article puts exports at {{ fig("exports") }} for {{ period("exports") }}.

{{ cards("exports", "students") }}

{{ edition() }}

## At a glance { #glance }

{{ glance() }}
""",
    "trade.md": """\
---
description: Exports, and what others say of them.
---

# Trade

By {{ cite("paper") }} exports came to {{ fig("exports") }}.
That is {{ compare("more than", "exports", "counted") }} what others counted.

## What the article says { #article }

{{ figures("trade") }}

## What others say { #evidence }

{{ evidence("exports") }}

{{ legend("coverage") }}

{{ coverage() }}

{{ legend("outcomes") }}

{{ plans() }}

The one is {{ fig("ratio") }} times the other.

{{ chart("exports") }}

See the [sources](sources.md).
""",
    "register/index.md": "# Register\n\nAll figures by [theme](trade.md).\n",
    "register/trade.md": '# Register of trade\n\n{{ register("trade") }}\n\n{{ reuse() }}\n',
    "sources.md": "# Publications\n\n{{ sources() }}\n",
    "how-to-read.md": """\
# Reading help

{{ legend("qualifiers") }}

{{ legend("statuses") }}

{{ legend("relations") }}

## Verdicts { #verdicts }

{{ legend("verdicts") }}
""",
    "data.md": "# Taking it away\n\n{{ downloads() }}\n\n{{ columns() }}\n",
    "changes.md": "# What changed\n\n{{ changes() }}\n",
}
DATA = """\
about:
  title: Small brief of a paper
  name: small-brief
  summary: {en: A paper claims something of exports., eo: Á pápér cláims sóméthíng óf éxpórts.}
  licence: CC0-1.0
  version: "1"
  updated: 2024-05-01
  article: paper
  languages: [en, eo]
themes:
  trade:
    title: Trade
    page: trade.md
units:
  student: {forms: {en: {one: student, other: students}, eo: {one: stúdént, other: stúdénts}}}
sources:
  paper: {publisher: The Paper, published: 2024-01-02, url: "https://paper.example/"}
  bureau: {publisher: The Bureau, published: 2024-02, url: "https://bureau.example/"}
producers:
  customs:
    name: {en: Customs of the place, eo: Cústóms óf thé pláce}
figures:
  exports:
    label: Exports of goods
    theme: trade
    code: E1
    value: 13
    scale: billion
    unit: USD
    qualifier: about
    period: 2023
    source: paper
    locator: Section on trade
    measures: Goods that crossed the border
  counted:
    label: Exports by the customs
    theme: trade
    value: 9.5
    scale: billion
    unit: USD
    period: 1402 SH
    source: bureau
    producer: customs
    measures: Goods without oil
    evidence_for:
      - figure: exports
        relation: conflicts
        because: Without oil it is below {exports}
  students:
    label: Students abroad
    theme: trade
    value: 2500
    unit: student
    period: 2022
    status: estimate
    source: paper
    measures: Heads
  ratio:
    label: Exports by the article against those counted
    theme: trade
    formula: exports / counted
    unit: ratio
    decimals: 1
    shows: How often {counted} goes into {exports}
"""
FIELDS = re.compile(r"(?<= )(title|label|locator|measures|because|shows): (.*)")
SETTINGS = {
    "site_name": "Small brief",
    "site_description": "A paper and what others say.",
    "site_url": "https://example.org/small/",
    "copyright": "Whose it is.",
    "exclude_docs": f"/{TAG}/\n",
    "nav": [*PAGES],
}


def translated(data: str) -> str:
    """Return the data with each text in both languages."""
    return FIELDS.sub(lambda one: f'{one[1]}: {{en: "{one[2]}", {TAG}: "{accented(one[2])}"}}', data)


def settings() -> dict[str, str]:
    """Return the settings of both languages by their files."""
    read = yaml.safe_load(re.sub("!ENV ", "", (ROOT / "mkdocs.yml").read_text("utf-8")))
    english = read | SETTINGS
    palette = english["theme"]["palette"]
    for one in (own_palette := [{**one, "toggle": dict(one["toggle"])} for one in palette]):
        one["toggle"]["name"] = accented(one["toggle"]["name"])
    own = {
        "INHERIT": "mkdocs.yml",
        **{name: accented(str(SETTINGS[name])) for name in ("site_name", "site_description", "copyright")},
        "exclude_docs": f"*.md\n!/{TAG}/*.md\n!/{TAG}/*/*.md\n",
        "theme": {"language": TAG, "palette": own_palette},
        "markdown_extensions": {"toc": {"permalink": "#", "permalink_title": accented("Link to this")}},
        "nav": [f"{TAG}/{src}" for src in PAGES],
    }
    both = {"mkdocs.yml": english, f"mkdocs.{TAG}.yml": own}
    return {name: yaml.safe_dump(said, allow_unicode=True) for name, said in both.items()}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small project in English and the made-up language, with the macros as they are."""
    root = tmp_path_factory.mktemp("another") / "brief"
    root.mkdir()
    (root / "macros").symlink_to(ROOT / "macros")
    files = {
        **settings(),
        "mkdocs.offline.yml": (ROOT / "mkdocs.offline.yml").read_text("utf-8"),
        "data/figures.yml": translated(DATA),
        f"data/languages/{TAG}.yml": catalogue(),
        "LICENSE": "None.\n",
        **{f"docs/{src}": text for src, text in PAGES.items()},
    }
    for src, text in PAGES.items():
        files[f"docs/{TAG}/{src}"] = accented(text).replace('"more than"', f'"{MORE}"')
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    for words in (("schema", "--write"), ("record", "It begins.", "--in", TAG, accented("It begins."))):
        done = figures(root, *words)
        assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """Return its website, built and checked."""
    done = figures(project, "site")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr
    return project / "site"


def test_its_sources_are_without_a_problem(project: Path) -> None:
    found = checks.of_sources(read_project(project), load_settings(project))
    assert "\n".join(map(str, found)) == ""


def test_its_pages_say_everything_in_it(site: Path) -> None:
    page = html.parse(site / TAG / "trade/index.html").getroot()
    assert page.get("lang") == TAG
    text = " ".join(" ".join(map(str, page.find(".//article").itertext())).split())
    for said in (
        "ábóút US$ 13 bíllíón",
        f"Thát ís {MORE} whát óthérs cóúntéd",
        "cónflícts",
        "óúr áríthmétíc",
    ):
        assert said in text
    named = {str(link.get("hreflang")): link.text for link in page.iterfind(".//a[@hreflang]")}
    assert named == {"en": "English", TAG: "Esperanto"}


def test_its_figures_are_read_back(project: Path, site: Path) -> None:
    done = figures(project, "extract", str(site), "--compare")
    assert (done.returncode, done.stderr) == (0, "")


def test_its_number_words_are_found_in_prose(project: Path) -> None:
    page = f"docs/{TAG}/trade.md"
    text = (project / page).read_text("utf-8") + "\nÓf twó ór thréé, tén ánd séxtyfóld.\n"
    typed = [one for one in read_project(project, {page: text}).problems if one.code == "typed-number"]
    assert [one.message.split("'")[1] for one in typed] == ["twó", "thréé", "séxtyfóld"]
    assert {one.place.path for one in typed} == {page}


def test_english_that_was_left_in_it_is_found(project: Path, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    page = tmp_path / "site" / TAG / "trade/index.html"
    written = page.read_text("utf-8")
    for text in (" what others counted.", "What the article says"):
        assert accented(text) in written
        written = written.replace(accented(text), text)
    page.write_text(written, "utf-8")
    sources, found = read_project(project), load_settings(project)
    output = load_output(tmp_path / "site", "site", sources.texts, offline=False)
    left = [one.message.partition(" (in")[0] for one in built_language(output, sources, found)]
    assert sorted(set(left)) == ["'What the article says' is English", "'what others counted.' is English"]
