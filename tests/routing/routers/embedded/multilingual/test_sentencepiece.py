"""The tokenizer is read from SentencePiece's own file."""

from __future__ import annotations

import struct

import pytest

from routing.routers.embedded.multilingual.sentencepiece import tokenizer


def field(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | 2, len(content)]) + content


def piece(text: str, score: float) -> bytes:
    return field(1, field(1, text.encode()) + bytes([2 << 3 | 5]) + struct.pack("<f", score))


def test_what_is_no_model_is_refused():
    with pytest.raises(ValueError, match="no SentencePiece model"):
        tokenizer(bytes([1 << 3 | 3, 0]))


@pytest.mark.model
def test_the_likeliest_pieces_are_chosen_whatever_the_white_space(multilingual_directory):
    words = tokenizer((multilingual_directory / "sp.model").read_bytes())
    one, other = words.encode("Wo ist\n meine  Karte?"), words.encode("Wo ist meine Karte?")
    assert one.ids == other.ids
    assert one.tokens[:3] == ["▁Wo", "▁ist", "▁meine"]
