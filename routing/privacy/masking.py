"""Personal data out of a text, typed placeholders in: what `mask` does, and how detectors meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from routing.privacy.detectors import (
    credentials,
    dates_of_birth,
    email_addresses,
    ip_addresses,
    national_ids,
    payment_numbers,
    person_names,
    phone_numbers,
    street_addresses,
)
from routing.privacy.detectors.context_words import NEUTRAL, AnnotatedText, read
from routing.privacy.long_texts import CAREFUL, careful_part, rest
from routing.privacy.span import BEST_EFFORT, KINDS, Found, PersonalData, Span

_DETECTORS: Final[tuple[Callable[[AnnotatedText], Iterable[Found]], ...]] = (
    credentials.find,
    email_addresses.find,
    payment_numbers.find,
    national_ids.find,
    dates_of_birth.find,
    ip_addresses.find,
    phone_numbers.find,
    street_addresses.find,
    person_names.find,
)
_RANK: Final = {kind: rank for rank, kind in enumerate(KINDS)}
_PLACEHOLDER: Final = re.compile(rf"\[(?:{'|'.join(KINDS)})(?:_\d+)?\]")
_NEUTRAL: Final = re.compile(NEUTRAL + "+")
_ROUNDS: Final = 3
_LOOKED_AT_AGAIN: Final = 20_000
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

    Takes time in proportion to the length of the text, whatever is in it. Beyond 50,000
    characters nothing is weighed any more: every word with a digit or an @ goes.

    >>> mask("Write to ann@example.org, order 12345678.").text
    'Write to [EMAIL], order 12345678.'
    """
    spans = find(text, options)
    return Masked(replaced(text, spans), spans)


def find(text: str, options: Masking = _EVERYTHING) -> tuple[Span, ...]:
    """The personal data in a text, in order and never overlapping.

    Looks again at what it would send, until nothing more is found: where one value stood glued to
    another, the second may show itself only then.
    """
    found = _claimed(text, options)
    for _ in range(_ROUNDS):
        if not found or len(text) > _LOOKED_AT_AGAIN:
            break
        more = _claimed(_with_placeholders(text, found), options)
        if not more:
            break
        found = sorted([*found, *_back(more, found, text)])
    return tuple(Span(*claim) for claim in found)


def _claimed(text: str, options: Masking) -> list[Found]:
    annotated, folded = read(careful_part(text), _PLACEHOLDER)
    claims = [c for detect in _DETECTORS for c in detect(annotated) if c.type in options.types]
    claims = _outside_placeholders(annotated.text, claims)
    hard = _united(c for c in claims if c.type not in BEST_EFFORT)
    soft = _united(c for c in claims if c.type in BEST_EFFORT)
    settled = sorted([*hard, *_beside(annotated.text, soft, hard)])
    found = [Found(*folded.original(c.start, c.end), c.type) for c in settled]
    if len(text) > CAREFUL:
        beyond = [c for c in rest(text) if c.type in options.types]
        marks = [Found(*match.span(), "SECRET") for match in _PLACEHOLDER.finditer(text)]
        found = _united([*found, *_beside(text, beyond, marks)])
    return found


def _back(more: list[Found], found: list[Found], text: str) -> Iterator[Found]:
    """Claims on the text with placeholders, as claims on the text without."""
    index = shift = 0
    marks = _marks(text, found)
    for claim in more:
        while index < len(found) and found[index].end + shift <= claim.start - marks[index]:
            shift += marks[index]
            index += 1
        yield Found(claim.start - shift, claim.end - shift, claim.type)


def _marks(text: str, found: list[Found]) -> list[int]:
    """How much longer each placeholder is than what it stands for."""
    return [
        len(mark) - (claim.end - claim.start)
        for mark, claim in zip(_placeholders(text, found), found, strict=True)
    ]


def _with_placeholders(text: str, found: list[Found]) -> str:
    parts: list[str] = []
    at = 0
    for mark, claim in zip(_placeholders(text, found), found, strict=True):
        parts += (text[at : claim.start], mark)
        at = claim.end
    return "".join((*parts, text[at:]))


def _placeholders(text: str, found: Iterable[Found]) -> Iterator[str]:
    """`[EMAIL]` for the first value of a type, `[EMAIL_2]` for the second, again for the same."""
    numbers: dict[PersonalData, dict[str, int]] = {}
    for start, end, kind in found:
        values = numbers.setdefault(kind, {})
        number = values.setdefault(_BARE.sub("", text[start:end]).casefold(), len(values) + 1)
        yield f"[{kind}]" if number == 1 else f"[{kind}_{number}]"


def replaced(text: str, spans: Iterable[Span]) -> str:
    """The text with each span's placeholder in its place."""
    return _with_placeholders(text, [Found(s.start, s.end, s.type) for s in spans])


def _outside_placeholders(text: str, claims: list[Found]) -> list[Found]:
    """Claims without the placeholders they reach over: what is masked stays as it is."""
    marks = [Found(*match.span(), "SECRET") for match in _NEUTRAL.finditer(text)]
    return list(_beside(text, sorted(claims), marks)) if marks and claims else claims


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


_MIN_LENGTH: Final = 3


def _trimmed(text: str, claim: Found) -> Iterator[Found]:
    start, end = claim.start, claim.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    if end - start >= _MIN_LENGTH:
        yield Found(start, end, claim.type)
