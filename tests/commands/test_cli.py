"""The command line: what it prints and how it exits."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from macros.checks.authored import external
from macros.commands.cli import main
from macros.commands.command import OK, PROBLEMS, WRONG_USE
from support.places import AUTHORED, ROOT
from support.site import copied, copied_in_english, run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the data, the pages and the settings."""
    return copied(tmp_path, AUTHORED)


@pytest.fixture
def english(tmp_path: Path) -> Path:
    """Return a copy of the same with the English edition alone."""
    return copied_in_english(tmp_path)


def test_check_says_what_was_looked_at(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "check", "--sources") == OK
    said = capsys.readouterr().out
    assert said.startswith("no problems\n")
    assert re.search(r"looked at \d+ figures, .* pages", said)


def damage(project: Path) -> None:
    data = project / "data/figures.yml"
    data.write_text(data.read_text("utf-8").replace("theme: society", "theme: sociaty", 1), "utf-8")
    page = project / "docs/society.md"
    page.write_text(page.read_text("utf-8") + "\nIn 2024 there were {{ 7 }} of them.\n", "utf-8")


def test_check_reports_data_and_pages_together(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(project)
    assert run(project, "check", "--sources", "--format", "short") == PROBLEMS
    lines = capsys.readouterr().out.splitlines()
    codes = [line.split("error[")[1].split("]")[0] for line in lines if "error[" in line]
    assert codes == ["unknown-theme", "typed-number", "wrong-call"]
    assert "3 errors" in lines


def test_errors_in_the_sources_stop_before_anything_is_built(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(project)
    assert run(project, "check") == PROBLEMS
    assert "the outputs were not checked: mend the sources first" in capsys.readouterr().out
    assert not (project / "site").exists()


def test_people_see_the_line_and_the_place(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damage(project)
    run(project, "check", "--sources")
    lines = capsys.readouterr().out.splitlines()
    (at,) = [index for index, line in enumerate(lines) if "error[typed-number]" in line]
    assert lines[at + 1] == "    In 2024 there were {{ 7 }} of them."
    assert lines[at + 2] == "       ^"


def test_an_old_schema_is_a_problem(english: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (english / "data/figures.schema.json").write_text("{}", "utf-8")
    assert run(english, "check", "--sources") == PROBLEMS
    assert "error[stale-schema]" in capsys.readouterr().out
    assert run(english, "schema", "--write") == OK
    assert run(english, "check", "--sources") == OK


def test_a_folder_without_data_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "check") == PROBLEMS
    assert "data/figures.yml:1:1: error[missing-file]" in capsys.readouterr().out


def test_schema_is_printed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "schema") == OK
    assert "figures" in json.loads(capsys.readouterr().out)["properties"]


def test_list_gives_a_line_for_each_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(ROOT, "list", "--theme", "mediation") == OK
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert ["saudi_talks_rounds", "several rounds"] in [line[:2] for line in lines]
    assert "trade_2023" not in [line[0] for line in lines]


def test_show_tells_all_of_a_figure_and_its_uses(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(ROOT, "show", "trade_2023") == OK
    said = capsys.readouterr().out
    assert "about US$13 billion" in said.replace("\u00a0", " ")
    assert "used in: docs/economics.md#evidence-trade" in said


@pytest.mark.parametrize(
    ("words", "meant"),
    [(("show", "trade_2032"), "trade_2023"), (("list", "--theme", "econmics"), "economics")],
)
def test_wrong_names_are_answered_with_the_right_one(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], meant: str
) -> None:
    assert run(ROOT, *words) == WRONG_USE
    assert f"did you mean '{meant}'?" in capsys.readouterr().err


def test_an_unknown_command_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["chek"])
    assert ended.value.code == WRONG_USE


def test_a_second_call_of_make_repeats_no_set_up(tmp_path: Path) -> None:
    """With the stamps newer than the lock files, make only runs the command itself."""
    make = shutil.which("make")
    assert make, "make is not installed: apt-get install make"
    for part in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / part, tmp_path / part)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    for name in ("tests/web/package-lock.json", "tests/support/programs.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").mkdir()
    first = subprocess.run([make, "-n", "site"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "--require-hashes" in first.stdout
    for stamp in ("site.stamp", "test.stamp", "web.stamp", "zensical.stamp"):
        (tmp_path / ".venv" / stamp).touch()
    for goal in ("site", "test"):
        again = subprocess.run([make, "-n", goal], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert "pip" not in again.stdout
        assert ".venv/bin" in again.stdout


def test_external_asks_after_every_address_unless_it_was_well_of_late(
    english: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_again: object, _turns: object, address: str, _seconds: float) -> external.Answer:
        asked.append(address)
        return external.Answer(404 if "ashooranews" in address else 200)

    monkeypatch.setattr(external, "the_web", answer)
    assert run(english, "check", "--sources", "--external", "--format", "short") == PROBLEMS
    said = capsys.readouterr().out
    assert re.search(r"data/figures\.yml:\d+:\d+: error\[dead-address\]: 'http://ashooranews", said)
    assert len(set(asked)) > 100
    asked.clear()
    assert run(english, "check", "--sources", "--external") == PROBLEMS
    assert {address.split("/")[2] for address in asked} == {"ashooranews.ir"}


def test_a_page_that_an_item_lacks_is_written_and_no_other(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = project / "docs/fa/items/d1.md"
    before = page.read_text("utf-8")
    other = project / "docs/items/d1.md"
    other.write_text(other.read_text("utf-8") + "\nA sentence of an author.\n", "utf-8")
    page.unlink()
    assert run(project, "pages") == OK
    assert capsys.readouterr().out == "docs/fa/items/d1.md\n1 pages written\n"
    assert page.read_text("utf-8") == before
    assert "A sentence of an author." in other.read_text("utf-8")


def test_the_report_of_a_reader_leads_to_the_entry(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.txt"
    lines = (
        "entry: trade_2023",
        "edition: 2020-01-01",
        "language: en",
        "value: about US$12 billion",
        "",
        "It is 13.",
    )
    letter.write_text("\n".join(f"> {line}" for line in lines), "utf-8")
    assert run(ROOT, "report", str(letter)) == OK
    said = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"entry: trade_2023 \(data/figures\.yml:\d+.*\)", said[0])
    assert said[1].startswith("edition: 2020-01-01; now ")
    assert said[2] == "value: about US$12 billion; now about US$13 billion"
    assert said[3] == "It is 13."
    for wrong, told in (
        ("Hello", "no line begins with 'entry:'"),
        ("entry: trade_2032\nedition: x\nlanguage: en", "trade_2023"),
    ):
        letter.write_text(wrong, "utf-8")
        assert run(ROOT, "report", str(letter)) == WRONG_USE
        assert told in capsys.readouterr().err
