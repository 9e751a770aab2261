#!/usr/bin/env bash
# Package: rispy 0.10.0 (Python, PyPI), a reader and writer of RIS.
# Behaviour: dumps() puts a line with a running number before each reference ("1.", "2."), which RIS
#   knows nothing of: a file begins with TY. The library's own reader skips such lines, so that a round trip
#   shows nothing.
# Seen: the first line of the written file is "1."; loads() of it gives both references.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check rispy==0.10.0
"$work/venv/bin/python" - <<'PYTHON'
import rispy

written = rispy.dumps([
    {"type_of_reference": "BOOK", "title": "One"},
    {"type_of_reference": "BOOK", "title": "Two"},
])
lines = written.splitlines()
print(written)
assert lines[0] == "1.", lines[0]
assert "2." in lines
assert [item["title"] for item in rispy.loads(written)] == ["One", "Two"]
PYTHON
echo "as described"
