#!/usr/bin/env bash
# Packages: resvg-py 0.5.0 (Python, PyPI), pillow 12.0.0 (PyPI) to look at the picture, vazirmatn 33.0.3 (npm).
# Behaviour: text-anchor="start" is where a text begins, which is its right end where direction is "rtl"
#   (SVG 2, "Text alignment"). resvg shapes and orders Arabic letters rightly but takes no notice of the
#   direction, as attribute or as style: the text begins at the anchor and runs out to the right of it.
#   Browsers draw the same picture with the text left of the anchor, so that labels overlap or are cut off
#   in one of both.
# Seen: of the ink of a word anchored in the middle of the picture, all lies right of the middle, with "rtl"
#   as with "ltr".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check resvg-py==0.5.0 pillow==12.0.0
npm pack --silent vazirmatn@33.0.3 >/dev/null
tar xzf vazirmatn-33.0.3.tgz
venv/bin/python - <<'PYTHON'
import io

from PIL import Image
from resvg_py import svg_to_bytes

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="#fff"/>
<text x="100" y="28" font-family="Vazirmatn" font-size="20" text-anchor="start" direction="{0}"
 style="direction:{0}">\u062a\u062c\u0627\u0631\u062a</text></svg>"""


def ink(direction):
    """Return how many dark pixels lie left and right of the anchor."""
    png = svg_to_bytes(
        svg_string=SVG.format(direction),
        skip_system_fonts=True,
        font_files=["package/fonts/ttf/Vazirmatn-Regular.ttf"],
    )
    picture = Image.open(io.BytesIO(bytes(png))).convert("L")
    dark = [x for x in range(200) for y in range(40) if picture.getpixel((x, y)) < 128]
    return sum(x < 100 for x in dark), sum(x >= 100 for x in dark)


for direction in ("ltr", "rtl"):
    left, right = ink(direction)
    print(direction, left, right)
    assert left == 0 and right > 50
PYTHON
echo "as described"
