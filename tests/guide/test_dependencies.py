"""The dependencies that the guide explains are those of the project."""

from __future__ import annotations

import re
import tomllib

from support.guide import DECISIONS, part, rows
from support.places import ROOT


def test_the_dependencies_are_those_of_the_project() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = stated["optional-dependencies"]
    wanted = [*stated["dependencies"], *(name for extra in extras.values() for name in extra)]
    table = rows(part(DECISIONS, "dependencies"))
    assert [row[0].strip("`") for row in table] == [re.split(r"[<>=]", name)[0] for name in wanted]
    reasons = re.findall(r'",\s+# (.*)', (ROOT / "pyproject.toml").read_text("utf-8"))
    for row in table:
        assert any(row[1] in reason.replace(" (libyaml)", "") for reason in reasons), row
