"""Gzip in one member or several, with and without what does not belong to it."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.errors import FileRefused
from routing.intake.container.gzip_stream import Gunzip


def unpacked(data: bytes, size: int = 1000) -> tuple[bytes, list[str]]:
    warnings: list[str] = []
    stream = Gunzip(io.BytesIO(data), "t.gz", warnings)
    return b"".join(iter(lambda: stream.read(size), b"")), warnings


@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=4), st.integers(1, 5000))
def test_members_are_joined_whatever_is_read_at_a_time(pieces: list[bytes], size: int):
    packed = b"".join(map(gzip.compress, pieces))
    assert unpacked(packed, size) == (b"".join(pieces), [])


def test_a_cut_stream_is_refused():
    with pytest.raises(FileRefused, match="cut off"):
        unpacked(gzip.compress(b"hello" * 100)[:-9])


def test_a_flipped_byte_is_refused():
    data = bytearray(gzip.compress(b"hello" * 100))
    data[-5] ^= 0xFF
    with pytest.raises(FileRefused, match="damaged"):
        unpacked(bytes(data))


def test_bytes_after_the_end_are_warned_of_once():
    data, warnings = unpacked(gzip.compress(b"a") + b"junk junk")
    assert data == b"a"
    assert len(warnings) == 1


def test_zeros_after_the_end_are_none():
    assert unpacked(gzip.compress(b"a") + bytes(600)) == (b"a", [])


def test_the_packed_bytes_are_counted():
    packed = gzip.compress(bytes(100_000))
    stream = Gunzip(io.BytesIO(packed), "t.gz", [])
    while stream.read(1 << 16):
        pass
    assert stream.packed == len(packed)
