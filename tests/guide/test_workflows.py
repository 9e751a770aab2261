"""The workflows pin their actions, run the words of the guide and hide no status."""

from __future__ import annotations

import os
import re

import yaml

from support.places import ROOT


def test_the_workflows_pin_their_actions_and_run_the_same_words() -> None:
    seen = 0
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"]
        for step in (step for job in jobs.values() for step in job["steps"]):
            seen += 1
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/none@v0"))
            assert step.get("run", "make site") in ("make site", "make newest", "make deep", ".ci/run")
    assert seen > 5


def test_the_script_of_the_workflow_runs_all_tests_and_hides_no_status() -> None:
    path = ROOT / ".ci" / "run"
    assert os.access(path, os.X_OK)
    text = path.read_text("utf-8")
    assert "set -euo pipefail" in text
    # With the option above, the first word that fails ends the script with its status.
    assert text.rstrip().endswith("\nmake test\nexec make editors")
