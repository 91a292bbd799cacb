"""Telephone numbers: by their plus, by a context word, by shape and numbering plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import phonenumbers

from routing.privacy.detectors.context_words import AnnotatedText
from routing.privacy.span import Found

_EXTENSION: Final = (
    r"(?:,?\s?(?:ext|x|extension|durchwahl|dw|poste|anexo|int)\.?\s?:?\d{1,6}(?!\w))?"
)
_PLUS: Final = re.compile(
    rf"(?<![\w+])(?:\(\+|\+ ?\(?|%2B)\d(?:[ .\-/()]{{0,3}}\d){{6,16}}(?!\d){_EXTENSION}",
    re.IGNORECASE | re.ASCII,
)
_NATIONAL: Final = re.compile(
    rf"(?<![\w#$€£¥+=_-])\(?\d(?:[ .\-/()]{{0,3}}\d){{5,16}}(?![\w%€$£]|[-.,:/]\d|=){_EXTENSION}",
    re.IGNORECASE | re.ASCII,
)
_DIGITS: Final = re.compile(r"\D+")
_GROUP_END: Final = re.compile(r"[ .\-/()]+\d+\Z")
_RIVALS: Final = frozenset(
    {"phone", "harmless", "card", "iban", "national", "passport", "ssn", "birth"}
)
_REACH: Final = 45
_REACH_AFTER: Final = 28
_MAX_LENGTH: Final = 15
# Numbering plans asked in turn when a number has no country code.
_REGIONS: Final = (
    *("DE", "GB", "FR", "US", "NL", "IT", "ES", "BE", "AT", "CH", "PT", "PL", "SE", "DK", "NO"),
    *("FI", "IE", "AU", "NZ", "JP", "IN", "BR", "ZA", "CZ", "GR", "TR", "IL", "KR", "CN", "MX"),
    *("AR", "CO", "CL", "HU", "RO", "UA", "ID", "TH", "MY", "PH", "VN", "SG", "HK", "AE", "EG"),
)
# Ways of writing a number that hardly anything else shares; reserved numbers included.
_TYPICAL: Final = re.compile(
    r"(?:1[ .-])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[ .-])\d{3}[ .-]\d{4}"  # North America
    r"|0\d(?:[ .]\d\d){4}"  # France
    r"|07\d{3} ?\d{3} ?\d{3}|0\d{3,4} \d{3} ?\d{3,4}"
    r"|02\d \d{4} \d{4}|\(0\d{2,5}\) ?\d{3,4} ?\d{3,5}"  # UK
    r"|04\d\d \d{3} \d{3}|\(0\d\) \d{4} \d{4}"  # Australia
    r"|0\d{1,4}-\d{1,4}-\d{4}"  # Japan, Korea
    r"|06[ -]\d{8}|0\d{2}-\d{7}|0\d{3}-\d{6}"  # Netherlands
    r"|\(\d\d\) ?9?\d{4}-\d{4}"  # Brazil
    r"|8[ -]?\(?[89]\d\d\)?[ -]?\d{3}-\d\d-\d\d"  # Russia
    r"|0\d{2,4}[/-] ?\d{3,9}(?:[ -]\d{1,5})*|\(0\d{1,4}\) ?[\d /-]{5,12}"  # Germany, Austria
)
_TRUNK: Final = re.compile(r"\(?0[1-9]")
_ITALIAN_OR_INDIAN: Final = re.compile(
    r"3[2-9]\d[ -]\d{3} ?\d{3,4}|[6-9]\d{4}[ -]\d{5}|1[3-9]\d[ -]\d{4}[ -]\d{4}"
)
_OTHER: Final = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?: \d{1,2}){0,3}"
    r"|(?:19|20)\d\d[ -]\d{2}[ -]\d{2}.*|\d{1,3}(?:\.\d{1,3}){3}"
    r"|(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d"
)
_MAX_ASKED: Final = 1_000


def find(annotated: AnnotatedText) -> Iterator[Found]:
    """Numbers with a country code, with a context word, or written as a country writes them.

    After 1,000 numbers in one text the numbering plans are no longer asked and the shape decides,
    so that a long list is masked rather than waited for.
    """
    if "+" in annotated.text or "%2B" in annotated.text:
        for asked, match in enumerate(_PLUS.finditer(annotated.text)):
            end = _international_end(match[0]) if asked < _MAX_ASKED else len(match[0])
            if end:
                yield Found(match.start(), match.start() + end, "PHONE")
    for asked, match in enumerate(_NATIONAL.finditer(annotated.text)):
        end = _national_end(annotated, match, ask=asked < _MAX_ASKED)
        if end:
            yield Found(match.start(), match.start() + end, "PHONE")


def _international_end(written: str) -> int | None:
    """The length of the part that is a number of its country, the longest that fits."""
    part = written
    while part:
        number = _DIGITS.sub("", part.replace("(0)", ""))
        if len(number) <= _MAX_LENGTH + 6 and _possible("+" + number[:_MAX_LENGTH]):
            return len(part)
        shorter = _GROUP_END.sub("", part)
        part = shorter if shorter != part else ""
    return None


@lru_cache(maxsize=4096)
def _possible(number: str) -> bool:
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return False
    # Some tests and examples use numbers that no plan has; the length is enough after a plus.
    return phonenumbers.is_possible_number(parsed) or len(number) in range(10, 15)


def _national_end(annotated: AnnotatedText, match: re.Match[str], *, ask: bool) -> int | None:
    written = match[0]
    start = match.start()
    if _follows_number(annotated.text, start) or _OTHER.fullmatch(written.strip("() ")):
        return None
    context_word = annotated.before(start, _REACH, _RIVALS)
    if context_word is not None and context_word.kind != "phone":
        return None
    digits = _DIGITS.sub("", written)
    if context_word is None:
        context_word = annotated.after(match.end(), _REACH_AFTER, _RIVALS)
    if context_word is not None and context_word.kind == "phone":
        return len(written) if len(digits) <= _MAX_LENGTH else None
    if digits.startswith("00"):
        return len(written) if ask and _real("+" + digits[2:]) else None
    return len(written) if _looks_national(written, digits, ask=ask) else None


def _follows_number(text: str, start: int) -> bool:
    """Whether the number goes on from another one: "12:30 4711", "3.141592", "1/4711"."""
    before = text[max(0, start - 2) : start]
    return len(before) > 1 and before[1] in ".,:/" and before[0].isdecimal()


def _looks_national(written: str, digits: str, *, ask: bool) -> bool:
    body = re.sub(_EXTENSION + r"\Z", "", written, flags=re.IGNORECASE)
    if _TYPICAL.fullmatch(body):
        return True
    if not ask or not 9 <= len(digits) <= 13:  # noqa: PLR2004 - lengths of full national numbers
        return False
    if _ITALIAN_OR_INDIAN.fullmatch(body):
        return True
    if not _TRUNK.match(body):
        return False
    return _valid_somewhere(digits, mobile_only=body.isdecimal())


@lru_cache(maxsize=4096)
def _valid_somewhere(digits: str, *, mobile_only: bool) -> bool:
    for region in _REGIONS:
        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number_for_region(number, region):
            kind = phonenumbers.number_type(number)
            if not mobile_only or kind == phonenumbers.PhoneNumberType.MOBILE:
                return True
    return False


@lru_cache(maxsize=4096)
def _real(number: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return False
