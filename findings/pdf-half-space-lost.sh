#!/usr/bin/env bash
# Packages: weasyprint 70.0, pypdfium2 5.15.2 and pypdf 7.1.0 (Python, PyPI), vazirmatn 33.0.3 (npm); needs Pango.
# Behaviour: the half-space of Persian (U+200C) parts two letters within a word and has no picture of its own.
#   The shaper takes it out once it has chosen the forms of the letters, and WeasyPrint writes nothing in its
#   place into the PDF, though the font has a glyph for it: the word looks right, and every reader of the PDF
#   copies and searches another word. A space or a hyphen at the same place is kept.
# Seen: "\u0645\u06cc\u200c\u06af\u0648\u06cc\u062f" is copied without its U+200C by PDFium and by pypdf alike.
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

WORD = "\u0645\u06cc\u200c\u06af\u0648\u06cc\u062f"
fonts = FontConfiguration()
font = Path("package/fonts/ttf/Vazirmatn-Regular.ttf").resolve().as_uri()
css = weasyprint.CSS(
    string=f"@font-face {{font-family: F; src: url({font})}} p {{font-family: F}}", font_config=fonts
)
pdf = weasyprint.HTML(string=f"<p dir=rtl>{WORD}</p>").write_pdf(stylesheets=[css], font_config=fonts)
for copied in (
    pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().strip(),
    pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().strip(),
):
    print(ascii(copied))
    assert copied == WORD.replace("\u200c", "")
PYTHON
echo "as described"
