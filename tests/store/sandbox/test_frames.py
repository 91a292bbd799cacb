"""Frames come out as they went in, however the pipe cut them."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.sandbox.frames import END, HEAD, ROWS, Frames, Sink, write


@given(st.lists(st.tuples(st.sampled_from([ROWS, END]), st.binary(max_size=20)), max_size=6),
       st.integers(1, 9))  # fmt: skip
def test_any_cut_of_the_bytes_gives_the_same_frames(sent, at_once: int) -> None:
    raw = b"".join(HEAD.pack(kind, len(content)) + content for kind, content in sent)
    coming, found = Frames(100), []
    for at in range(0, len(raw), at_once):
        coming.add(raw[at : at + at_once])
        while frame := coming.next():
            found.append(frame)
    assert found == sent


def test_a_frame_larger_than_any_honest_one_is_no_frame() -> None:
    coming = Frames(10)
    coming.add(HEAD.pack(ROWS, 11))
    with pytest.raises(ValueError, match="too large"):
        coming.next()


def test_rows_go_out_piece_by_piece_and_the_pipe_stays_open() -> None:
    reading, writing = os.pipe()
    sink = Sink(writing)
    assert sink.write(b"abc") == 3
    sink.flush()
    sink.close()
    write(writing, END, b"{}")
    coming = Frames(10)
    coming.add(os.read(reading, 1000))
    assert (coming.next(), coming.next(), coming.next()) == ((ROWS, b"abc"), (END, b"{}"), None)
    os.close(reading)
    os.close(writing)
