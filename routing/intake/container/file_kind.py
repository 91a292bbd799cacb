"""What a file is, told from its first bytes and never from its name."""

from __future__ import annotations

from typing import Final, Literal

from routing.errors import FileRefused
from routing.intake.container.utf_detection import unmarked

Kind = Literal["gzip", "zip", "text"]

HEAD: Final = 65_536

# (offset, magic, what it is); the longer and surer ones first.
_MAGIC: Final[tuple[tuple[int, bytes, str], ...]] = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF87a", "a GIF picture"),
    (0, b"GIF89a", "a GIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (0, b"II*\x00", "a TIFF picture"),
    (0, b"MM\x00*", "a TIFF picture"),
    (4, b"ftypheic", "a HEIC picture"),
    (4, b"ftypavif", "an AVIF picture"),
    (4, b"ftyp", "a video"),
    (0, b"\x1a\x45\xdf\xa3", "a video"),
    (0, b"OggS", "an audio file"),
    (8, b"WAVE", "an audio file"),
    (0, b"ID3", "an audio file"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"%!PS", "a PostScript document"),
    (0, b"{\\rtf", "a rich text (RTF) document"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel (.xls) or password-protected workbook"),
    (0, b"\x09\x08\x10\x00\x00\x06", "an old Excel (.xls) workbook"),
    (0, b"\x7fELF", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"\xcf\xfa\xed\xfe", "a program"),
    (0, b"\x00asm", "a program"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (8, b"DUCK", "a DuckDB database"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (0, b"\x04\x22\x4d\x18", "an LZ4 archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"ARROW1", "an Arrow file"),
    (0, b"Obj\x01", "an Avro file"),
    (0, b"\x80\x04\x95", "a Python pickle"),
)
_MARKUP: Final[tuple[tuple[bytes, str], ...]] = (
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<head", "a web page (HTML)"),
    (b"<body", "a web page (HTML)"),
    (b"<table", "a web page (HTML)"),
    (b"<svg", "an SVG picture"),
    (b"<?xml", "an XML document"),
    (b"<?php", "a program"),
    (b"#!/", "a program (script)"),
)
_CONTROL: Final = bytes(c for c in range(1, 32) if c not in b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f")
_ADVICE: Final = "export the tickets as CSV, XLSX or JSON"


def recognise(head: bytes, name: str) -> Kind:
    """The kind of content that starts with `head`.

    Raises FileRefused naming what it is when it can never be a ticket export.

    >>> recognise(b"id,subject", "t.csv")
    'text'
    """
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if what := _foreign(head):
        raise FileRefused(f'"{name}" is {what}, not a ticket export: {_ADVICE}.')
    return "text"


def _foreign(head: bytes) -> str | None:
    for offset, magic, what in _MAGIC:
        if head.startswith(magic, offset):
            return what
    if head.startswith(b"MZ") and b"\0" in head:
        return "a program"
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "a BMP picture"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    for mark, what in _MARKUP:
        if start.startswith(mark):
            return what
    return "a binary file" if _binary(head) else None


def _binary(head: bytes) -> bool:
    """Whether the share of control characters is too high for any text, UTF-16 included."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or unmarked(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROL))
    return controls > max(10, 0.03 * len(head))
