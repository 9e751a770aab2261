"""Lighthouse, run on an address."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from support.programs import LIGHTHOUSE, program

FULL = ("accessibility", "best-practices", "seo")
MOST_SHIFT = 0.1


def audited(address: str, report: Path, *, speed: bool) -> dict[str, Any]:
    """Return what Lighthouse says of the address, with speed as a phone on a slow line."""
    categories = ("performance", *FULL) if speed else FULL
    # What is not timed need not be slowed down.
    throttling = "simulate" if speed else "provided"
    sandbox = " --no-sandbox" if os.geteuid() == 0 else ""
    subprocess.run(
        [
            *(program("nodejs"), str(LIGHTHOUSE), address, "--quiet", "--output=json"),
            *(f"--output-path={report}", f"--chrome-flags=--headless=new --disable-gpu{sandbox}"),
            "--disable-full-page-screenshot",  # for those who look at the report
            f"--only-categories={','.join(categories)}",
            f"--throttling-method={throttling}",
        ],
        env={**os.environ, "CHROME_PATH": program("chromium")},
        check=True,
        capture_output=True,
        text=True,
    )
    said: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return said


def faults(said: dict[str, Any]) -> list[str]:
    """Return the audits that keep a category from its full mark."""
    found = []
    for name in FULL:
        category = said["categories"][name]
        if category["score"] != 1:
            lost = [
                f"{said['audits'][part['id']]['title']}: {said['audits'][part['id']].get('details')}"
                for part in category["auditRefs"]
                if part["weight"] and said["audits"][part["id"]]["score"] not in (1, None)
            ]
            found.append(f"{name} {category['score']}: {lost}")
    shift = said["audits"].get("cumulative-layout-shift")  # a matter of speed
    if shift and shift["numericValue"] > MOST_SHIFT:
        found.append(f"moves by {shift['numericValue']:.3f} while it loads")
    return found
