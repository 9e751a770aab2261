"""Writes a zip whose content is packed as tightly as the format that every program reads allows.

The standard library packs by zlib only and takes no content that is packed already, so that the container,
a few fixed records of PKWARE's APPNOTE 6.3, is written here; the packing itself is libdeflate's.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from deflate import deflate_compress

TIGHTEST = 12
LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
VERSION = 20
"""Of the format: 2.0, the first that knows folders and deflate."""
UNIX = 3 << 8
READABLE = 0o100644 << 16
UTF_8 = 0x0800
DEFLATED = 8
DAY = 1 << 5 | 1
"""1 January 1980, the earliest that a zip can hold; real times would make every build differ."""


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of the files, by name and content in this order; the same files give the same bytes."""
    written, entries = bytearray(), []
    for name, content in files:
        encoded = name.encode()
        flags = 0 if name.isascii() else UTF_8
        packed = deflate_compress(content, TIGHTEST)
        sizes = (zlib.crc32(content), len(packed), len(content), len(encoded), 0)
        common = (VERSION, flags, DEFLATED, 0, DAY, *sizes)
        central = (b"PK\x01\x02", UNIX | VERSION, *common, 0, 0, 0, READABLE, len(written))
        entries.append(CENTRAL.pack(*central) + encoded)
        written += LOCAL.pack(b"PK\x03\x04", *common) + encoded + packed
    directory = b"".join(entries)
    count = len(entries)
    return bytes(
        written + directory + END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(written), 0)
    )
