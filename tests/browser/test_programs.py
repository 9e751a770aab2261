"""What the browser tests need is named when it is not there, and its tools are locked."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from support import programs
from support.places import ROOT

LOCK = json.loads((programs.WEB / "package-lock.json").read_text("utf-8"))
STATED = json.loads((programs.WEB / "package.json").read_text("utf-8"))["dependencies"]


def test_what_is_missing_is_named_with_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name in ("java", "firefox") else real(name))
    monkeypatch.setitem(programs.NAMES, "firefox-esr", ("firefox",))
    assert programs.missing() == ["firefox-esr", "default-jre-headless"]
    with pytest.raises(programs.Missing) as refused:
        programs.program("default-jre-headless")
    line = "apt-get install --no-install-recommends firefox-esr default-jre-headless\n"
    assert line in str(refused.value)


def test_without_the_right_to_install_the_set_up_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(programs.Missing, match="chromium firefox-esr default-jre-headless nodejs npm"):
        programs.set_up()


def test_browsers_of_other_systems_do(monkeypatch: pytest.MonkeyPatch) -> None:
    others = {"google-chrome": "/opt/chrome", "firefox": "/opt/firefox"}
    monkeypatch.setattr(shutil, "which", others.get)
    assert programs.program_of("chromium") == "/opt/chrome"
    assert programs.program_of("firefox-esr") == "/opt/firefox"


def test_pages_are_opened_by_the_quicker_browser_or_by_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"chromium": "/usr/bin/chromium", programs.QUICKER: "/usr/bin/shell"}
    monkeypatch.setattr(shutil, "which", there.get)
    assert programs.page_opener() == "/usr/bin/shell"
    del there[programs.QUICKER]
    assert programs.page_opener() == "/usr/bin/chromium"


def test_an_old_node_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "OLDEST_NODE", (999, 0))
    assert programs.missing() == ["nodejs"]


def test_the_lock_names_every_package_by_its_hash_and_no_place() -> None:
    packages = {name: entry for name, entry in LOCK["packages"].items() if name}
    assert len(packages) > 100
    for name, entry in packages.items():
        assert re.match(r"sha(256|512)-", entry["integrity"]), name
        assert "resolved" not in entry, name
        assert "latest" not in entry.get("dependencies", {}).values(), (
            f"{name}: npm refuses it without a place"
        )
    assert LOCK["packages"][""]["dependencies"] == STATED
    assert all(re.fullmatch(r"[\d.]+", version) for version in STATED.values())


def test_every_tool_and_package_is_in_the_guide() -> None:
    guide = (ROOT / "docs/contributing/index.md").read_text("utf-8")
    assert all(f"`{package}`" in guide for package in (*programs.NAMES, programs.QUICKER))
