"""The encoder's tokenizer, read from the file of Google's SentencePiece that comes with it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, Final

PIECE, TRAINING = 1, 3
TEXT, SCORE, CHARACTERS = 1, 2, 2
VARINT, BYTES, FLOAT = 0, 2, 5
UNKNOWN: Final = 0


def tokenizer(content: bytes) -> Any:
    """The tokenizer of a model's file: characters made alike, then the likeliest pieces.

    Raises ValueError when the file is no such model.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers  # noqa: PLC0415

    pieces, characters = [], b""
    for field, value in _fields(content):
        if field == PIECE and isinstance(value, bytes):
            pieces.append(_piece(value))
        elif field == TRAINING and isinstance(value, bytes):
            characters = next(
                (each for own, each in _fields(value) if own == CHARACTERS), characters
            )
    found = Tokenizer(models.Unigram(pieces, unk_id=UNKNOWN))
    found.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(characters),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
        ]
    )
    found.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    return found


def _piece(content: bytes) -> tuple[str, float]:
    """A piece and the logarithm of its probability."""
    fields = dict(_fields(content))
    (score,) = struct.unpack("<f", fields.get(SCORE, bytes(4)))
    return fields[TEXT].decode(), score


def _fields(content: bytes) -> Iterator[tuple[int, Any]]:
    """The fields of a message of Protocol Buffers: number and value, bytes or a whole number."""
    place = 0
    while place < len(content):
        key, place = _varint(content, place)
        field, kind = key >> 3, key & 7
        if kind == VARINT:
            value, place = _varint(content, place)
            yield field, value
            continue
        if kind == BYTES:
            size, place = _varint(content, place)
        elif kind == FLOAT:
            size = 4
        else:
            raise ValueError(f"no SentencePiece model: wire type {kind}")
        yield field, content[place : place + size]
        place += size


def _varint(content: bytes, place: int) -> tuple[int, int]:
    """A whole number in sevens of bits, the lowest first, and the place after it."""
    value = shift = 0
    while True:
        byte = content[place]
        place += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004 (the eighth bit says that more follows)
            return value, place
