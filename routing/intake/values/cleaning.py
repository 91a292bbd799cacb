"""Cleaning: white space, quoted mail trails and signatures out of a text, content never."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("mail_trails.toml")
_LONGEST_MARK: Final = 300
_SIGNATURE_LINES: Final = 12
_SPACES: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE: Final = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]+")


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What is cleaned away; each can be switched off.

    white_space: runs of spaces and blank lines, invisible characters.
    quoted: the earlier mails below "On … wrote:" and the like, and lines that start with ">".
    signatures: what follows "-- " or "Sent from my iPhone".
    """

    white_space: bool = True
    quoted: bool = True
    signatures: bool = True


@dataclass(frozen=True, slots=True)
class _Marks:
    trail: re.Pattern[str]
    headers: re.Pattern[str]
    signature: re.Pattern[str]


@cache
def _marks() -> _Marks:
    data = tomllib.loads(_FILE.read_text("utf-8"))
    return _Marks(*(_any_of(data[name]) for name in ("trail", "headers", "signature")))


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def clean(text: str, options: Cleaning | None = None) -> str:
    r"""The text without what the options take away; never empty where there was content.

    Takes time in proportion to the length of the text, whatever is in it.

    >>> clean("It is broken.\n\nOn Monday Ann wrote:\n> Is it?")
    'It is broken.'
    >>> clean("> only a quote")
    '> only a quote'
    """
    options = options or Cleaning()
    lines = text.splitlines()
    if options.quoted:
        lines = _kept(_without_trail(lines), lines)
    if options.signatures:
        lines = _kept(_without_signature(lines), lines)
    result = text if lines == text.splitlines() else "\n".join(lines)
    return _tidied(result) if options.white_space else result


def _kept(shorter: list[str], lines: list[str]) -> list[str]:
    """The shorter text unless nothing is left of it."""
    return shorter if any(line.strip() for line in shorter) else lines


def _without_trail(lines: list[str]) -> list[str]:
    marks = _marks()
    kept: list[str] = []
    for number, line in enumerate(lines):
        start = line.strip()[:_LONGEST_MARK]
        if start.startswith(">"):
            continue
        if start and _starts_trail(start, lines, number, marks):
            if any(line.strip() for line in kept):
                break
            continue
        kept.append(line)
    return kept


def _starts_trail(start: str, lines: list[str], number: int, marks: _Marks) -> bool:
    if marks.trail.fullmatch(start):
        return True
    following = lines[number + 1].strip()[:_LONGEST_MARK] if number + 1 < len(lines) else ""
    if following and marks.trail.fullmatch(f"{start} {following}"[:_LONGEST_MARK]):
        return not marks.trail.fullmatch(following)
    # A block of mail headers: From, then at least one more header line.
    if marks.headers.match(start):
        near = lines[number + 1 : number + 4]
        return any(marks.headers.match(line.strip()[:_LONGEST_MARK]) for line in near)
    return False


def _without_signature(lines: list[str]) -> list[str]:
    marks = _marks()
    last = max((n for n, line in enumerate(lines) if line.strip()), default=-1)
    for number, line in enumerate(lines[: last + 1]):
        if line.rstrip() == "--" and (line == "-- " or last - number <= _SIGNATURE_LINES):
            return lines[:number]
        near_end = last - number <= _SIGNATURE_LINES // 2
        if near_end and marks.signature.fullmatch(line.strip()[:_LONGEST_MARK]):
            return lines[:number]
    return lines


def _tidied(text: str) -> str:
    """Single spaces, at most one blank line, nothing at the ends."""
    visible = _INVISIBLE.sub("", text)
    result: list[str] = []
    for line in (_SPACES.sub(" ", line).strip() for line in visible.splitlines()):
        if line or (result and result[-1]):
            result.append(line)
    tidied = "\n".join(result).strip()
    return tidied or text.strip() or text
