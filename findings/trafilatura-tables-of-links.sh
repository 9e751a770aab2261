#!/usr/bin/env bash
# Package: trafilatura 2.3.1 (Python, PyPI), which takes the text of a page out of its HTML.
# Behaviour: with include_tables=True a table is still dropped as a whole where nearly all its text stands in
#   links, though each cell holds a value of its own. Nothing tells of it: the paragraphs round it come out.
#   The same values without links, or with words beside the links, come out whole.
# Seen: of a table of twelve rows, name and value both links, nothing is left; without links all of it is.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.3
venv/bin/python - <<'PYTHON'
import trafilatura

PROSE = "<p>" + "The harvest of the region was counted again this year, and the count took some weeks. " * 6 + "</p>"


def page(linked):
    def cell(text, number):
        return f'<a href="/item/{number}/">{text}</a>' if linked else text

    rows = "".join(
        f"<tr><th>{cell(f'Village number {n}', n)}</th><td>{cell(f'{n}17 sacks of grain', n)}</td></tr>"
        for n in range(1, 13)
    )
    return f"<html><body><article><h1>Harvest</h1>{PROSE}<table>{rows}</table>{PROSE}</article></body></html>"


for linked in (False, True):
    text = trafilatura.extract(page(linked), include_tables=True) or ""
    kept = sum(f"{n}17 sacks" in text for n in range(1, 13))
    print("links" if linked else "plain", kept, "of 12")
    assert kept == (0 if linked else 12)
    assert "harvest of the region" in text
PYTHON
echo "as described"
