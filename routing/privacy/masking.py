"""Personal data out of a text, typed placeholders in: what `mask` does, and how detectors meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from routing.privacy import (
    births,
    credentials,
    identity,
    mailboxes,
    networks,
    payment,
    people,
    phones,
    streets,
)
from routing.privacy.cues import Reading, read
from routing.privacy.span import BEST_EFFORT, KINDS, Found, PersonalData, Span

_DETECTORS: Final[tuple[Callable[[Reading], Iterable[Found]], ...]] = (
    credentials.find,
    mailboxes.find,
    payment.find,
    identity.find,
    births.find,
    networks.find,
    phones.find,
    streets.find,
    people.find,
)
_RANK: Final = {kind: rank for rank, kind in enumerate(KINDS)}
_PLACEHOLDER: Final = re.compile(rf"\[(?:{'|'.join(KINDS)})(?:_\d+)?\]")
_BARE: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Masking:
    """What is masked; everything unless a workspace says otherwise."""

    types: frozenset[PersonalData] = frozenset(KINDS)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with placeholders, and where in the original they stand for what."""

    text: str
    spans: tuple[Span, ...]


_EVERYTHING: Final = Masking()


def mask(text: str, options: Masking = _EVERYTHING) -> Masked:
    """Replace personal data by typed placeholders; everything else stays to the letter.

    The first value of a type becomes `[EMAIL]`, a second one `[EMAIL_2]`; the same value always
    gets the same placeholder within a text, so that a router still sees who is who. Numbers that
    name nobody (orders, parcels, versions, prices, error codes, loopback addresses) stay.
    Masking a masked text changes nothing.

    Names and street addresses are best effort: taken where a text introduces, greets, signs or
    labels a person, or where street, name and house number stand together. Other names stay.

    Takes time in proportion to the length of the text, whatever is in it.

    >>> mask("Write to ann@example.org, order 12345678.").text
    'Write to [EMAIL], order 12345678.'
    """
    spans = find(text, options)
    return Masked(replaced(text, spans), spans)


def find(text: str, options: Masking = _EVERYTHING) -> tuple[Span, ...]:
    """The personal data in a text, in order and never overlapping."""
    reading, folded = read(text)
    claims = [c for detect in _DETECTORS for c in detect(reading) if c.type in options.types]
    claims = _outside_placeholders(reading.text, claims)
    hard = _united(c for c in claims if c.type not in BEST_EFFORT)
    soft = _united(c for c in claims if c.type in BEST_EFFORT)
    settled = sorted([*hard, *_beside(reading.text, soft, hard)])
    return tuple(Span(*folded.original(c.start, c.end), c.type) for c in settled)


def replaced(text: str, spans: Iterable[Span]) -> str:
    """The text with each span's placeholder in its place."""
    parts: list[str] = []
    numbers: dict[PersonalData, dict[str, int]] = {}
    at = 0
    for span in spans:
        values = numbers.setdefault(span.type, {})
        value = _BARE.sub("", text[span.start : span.end]).casefold()
        number = values.setdefault(value, len(values) + 1)
        parts += (
            text[at : span.start],
            f"[{span.type}]" if number == 1 else f"[{span.type}_{number}]",
        )
        at = span.end
    return "".join((*parts, text[at:]))


def _outside_placeholders(text: str, claims: list[Found]) -> list[Found]:
    """Claims that touch no placeholder: what is masked already is left as it is."""
    if not claims or "[" not in text:
        return claims
    marks = [Found(*match.span(), "SECRET") for match in _PLACEHOLDER.finditer(text)]
    if not marks:
        return claims
    return [piece for piece in _beside(text, sorted(claims), marks)]


def _united(claims: Iterable[Found]) -> list[Found]:
    """Overlapping claims as one, called what the more certain of them says.

    One stretch over both, because a rest left standing might be half a number.
    """
    result: list[Found] = []
    for claim in sorted(claims):
        if result and claim.start < result[-1].end:
            last = result[-1]
            kind = min(last.type, claim.type, key=_RANK.__getitem__)
            result[-1] = Found(last.start, max(last.end, claim.end), kind)
        else:
            result.append(claim)
    return result


def _beside(text: str, claims: list[Found], taken: list[Found]) -> Iterator[Found]:
    """What is left of the claims beside what is taken; a rest without a word is nothing."""
    first = 0
    for claim in claims:
        while first < len(taken) and taken[first].end <= claim.start:
            first += 1
        at, index = claim.start, first
        while index < len(taken) and taken[index].start < claim.end:
            yield from _trimmed(text, Found(at, min(taken[index].start, claim.end), claim.type))
            at = taken[index].end
            index += 1
        if at == claim.start:
            yield claim
        else:
            yield from _trimmed(text, Found(at, claim.end, claim.type))


_LEAST: Final = 3


def _trimmed(text: str, claim: Found) -> Iterator[Found]:
    start, end = claim.start, claim.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    if end - start >= _LEAST:
        yield Found(start, end, claim.type)
