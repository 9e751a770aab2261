"""The zip that the project writes itself: every reader takes out what was put in, and nothing else."""

from __future__ import annotations

import io
import zipfile
import zlib

from hypothesis import given
from hypothesis import strategies as st

from macros.publishing.outputs.zips import zipped
from support.places import ROOT

NAMES = st.lists(
    st.text(
        st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\\:/"), min_size=1, max_size=9
    ),
    min_size=1,
    max_size=3,
).map("/".join)
FILES = st.dictionaries(NAMES, st.binary(max_size=400) | st.text(max_size=300).map(str.encode), max_size=5)


@given(FILES)
def test_a_reader_takes_out_what_was_put_in(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(files.items()))) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == list(files)
        assert {name: packed.read(name) for name in packed.namelist()} == files


@given(FILES)
def test_the_same_files_give_the_same_bytes(files: dict[str, bytes]) -> None:
    assert zipped(files.items()) == zipped(list(files.items()))


def test_its_records_are_those_that_other_programs_ask_for() -> None:
    name = "a/\u0627\u06cc\u0631\u0627\u0646.txt"
    with zipfile.ZipFile(io.BytesIO(zipped([("b.html", b"<p>"), (name, b"")]))) as packed:
        plain, persian = packed.infolist()
    assert (plain.flag_bits, persian.flag_bits) == (0, 0x800)  # names are in UTF-8 where that matters
    for entry in (plain, persian):
        assert (entry.compress_type, entry.extract_version) == (zipfile.ZIP_DEFLATED, 20)
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.external_attr >> 16 == 0o100644
        assert not entry.is_dir()


def test_it_packs_tighter_than_the_standard_library() -> None:
    sources = b"".join(path.read_bytes() for path in sorted((ROOT / "macros").rglob("*.py")))
    assert len(zipped([("a", sources)])) < len(zlib.compress(sources, 9))
