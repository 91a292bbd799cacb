"""UTF-16 and UTF-32 without a byte order mark, told by where their zero bytes stand."""

from __future__ import annotations

from typing import Final

_LINE_END_OR_COMMA: Final = ("\n", "\r", ",", ";", "\t", "|", '"')
_TINY: Final = 8
_CANDIDATES: Final = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")


def unmarked(head: bytes) -> str | None:
    r"""The encoding when the bytes are UTF-16 or UTF-32 without a mark, else None.

    Text in one of these has zero bytes in one place of each unit; a stray NUL has no place.

    >>> unmarked("id,text".encode("utf-16-le"))
    'utf-16-le'
    >>> unmarked(b"id,te\0xt") is None
    True
    """
    zeros = head.count(0)
    if zeros < max(2, len(head) // 200):
        return None
    for name in _CANDIDATES:
        width = 4 if "32" in name else 2
        whole = head[: len(head) // width * width]
        if _regular(whole, name, width, zeros) and _reads_well(whole, name):
            return name
    return None


def _regular(head: bytes, name: str, width: int, zeros: int) -> bool:
    """Whether nearly all zero bytes stand where this encoding puts them."""
    high = range(1, width) if name.endswith("le") else range(width - 1)
    in_place = sum(head[offset::width].count(0) for offset in high)
    if width == 4:  # noqa: PLR2004 - UTF-32 has at least one zero in every character
        return in_place * 2 >= len(head) // 2
    return in_place >= 0.7 * zeros


def _reads_well(head: bytes, name: str) -> bool:
    # The cut may fall into a surrogate pair: look at all but the last unit.
    text = head[: -4 if len(head) > _TINY else None].decode(name, errors="replace")
    if text.count("\ufffd") * 100 > len(text):
        return False
    zeros = text.count("\0") * 20 > len(text)
    return not zeros and any(mark in text for mark in _LINE_END_OR_COMMA)
