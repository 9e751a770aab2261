#!/usr/bin/env bash
# Packages: pypdf 7.1.0, weasyprint 70.0 and pypdfium2 5.15.2 (Python, PyPI), vazirmatn 33.0.3 (npm); needs Pango.
# Behaviour: extract_text() turns a line from right to left round so that its letters stand as they are
#   written, and takes the digits of Arabic and Persian for letters of that direction. Numbers run from left to
#   right in these scripts too: a year is read out backwards, and nothing tells of it. PDFium reads the same file right.
#   A number at the end of a line keeps its order and loses its place.
# Seen: "\u0633\u0627\u0644 \u06f1\u06f4\u06f0\u06f2 \u0628\u0648\u062f" (it was the year 1402) is read with the year 2041 by pypdf.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check weasyprint==70.0 pypdfium2==5.15.2 pypdf==7.1.0
npm pack --silent vazirmatn@33.0.3 >/dev/null
tar xzf vazirmatn-33.0.3.tgz
venv/bin/python - <<'PYTHON'
import io
from pathlib import Path

import pypdf
import pypdfium2
import weasyprint
from weasyprint.text.fonts import FontConfiguration

TEXT = "\u0633\u0627\u0644 \u06f1\u06f4\u06f0\u06f2 \u0628\u0648\u062f"
fonts = FontConfiguration()
font = Path("package/fonts/ttf/Vazirmatn-Regular.ttf").resolve().as_uri()
css = weasyprint.CSS(
    string=f"@font-face {{font-family: F; src: url({font})}} p {{font-family: F}}", font_config=fonts
)
pdf = weasyprint.HTML(string=f"<p dir=rtl>{TEXT}</p>").write_pdf(stylesheets=[css], font_config=fonts)
one = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().strip()
other = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().strip()
print(ascii(one), ascii(other))
assert one == "\u0633\u0627\u0644 \u06f2\u06f0\u06f4\u06f1 \u0628\u0648\u062f"
assert other == TEXT
PYTHON
echo "as described"
