#!/usr/bin/env bash
# Packages: weasyprint 70.0 and pypdfium2 5.15.2 (Python, PyPI), vazirmatn 33.0.3 (a font, npm); needs Pango.
# Behaviour: lam and alef are drawn by one joined glyph, and WeasyPrint says in the PDF that it stands for the
#   two letters, in the order in which they are written. PDFium, which Chrome searches and copies with, turns
#   the glyphs of a line from right to left round and with them the two letters of this glyph: "la" is copied
#   as "al", in every Arabic text, and a search for the word does not find it.
# Seen: "\u0644\u0627 \u0634\u064a\u0621" (nothing) comes out as "\u0627\u0644 \u0634\u064a\u0621" (the thing);
#   where the glyph is named by the one sign U+FEFB, it comes out right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check weasyprint==70.0 pypdfium2==5.15.2
npm pack --silent vazirmatn@33.0.3 >/dev/null
tar xzf vazirmatn-33.0.3.tgz
venv/bin/python - <<'PYTHON'
from pathlib import Path

import pypdfium2
import weasyprint
from weasyprint.text.fonts import FontConfiguration

TEXT = "\u0644\u0627 \u0634\u064a\u0621"


def copied(finisher=None):
    fonts = FontConfiguration()
    font = Path("package/fonts/ttf/Vazirmatn-Regular.ttf").resolve().as_uri()
    css = weasyprint.CSS(
        string=f"@font-face {{font-family: F; src: url({font})}} p {{font-family: F}}", font_config=fonts
    )
    html = weasyprint.HTML(string=f"<p dir=rtl>{TEXT}</p>")
    pdf = html.write_pdf(stylesheets=[css], font_config=fonts, finisher=finisher)
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().strip()


def by_one_sign(_document, pdf):
    for item in pdf.objects:
        lines = getattr(item, "stream", None)
        if isinstance(lines, list) and b"begincmap" in lines:
            item.stream = [line.replace(b"<06440627>", b"<FEFB>") for line in lines]


print(ascii(copied()), ascii(copied(by_one_sign)))
assert copied() == "\u0627\u0644 \u0634\u064a\u0621"
assert copied(by_one_sign) == TEXT
PYTHON
echo "as described"
