"""Card numbers (brand, length, Luhn) and IBANs (country, length, mod 97)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from routing.privacy.detectors.checksums import luhn, mod97
from routing.privacy.detectors.context_words import AnnotatedText
from routing.privacy.span import Found

_GAP: Final = r"[ .\-/\n\r_]{0,3}"
_GROUPED: Final = re.compile(rf"(?<![^\W_])(?=([2-6]\d{{3}}(?:{_GAP}\d){{9,15}}))", re.ASCII)
_LOOSE: Final = re.compile(rf"(?<![^\W_])(?=([2-6](?:{_GAP}\d){{12,18}}))", re.ASCII)
_BETWEEN: Final = re.compile(r"[\W_]+")
_CARD_REACH: Final = 50
_RIVALS: Final = frozenset({"card", "harmless", "iban", "phone", "national"})

_LENGTHS: Final = {
    code: int(length)
    for length, codes in {
        "15": "NO", "16": "BE", "18": "DK FO FI GL NL SD", "19": "MK SI",
        "20": "AT BA EE KZ XK LT LU MN", "21": "HR LV LI CH",
        "22": "BH BG CR GE DE IE ME RS GB VA", "23": "GI IL AE IQ TL OM SO",
        "24": "AD CZ MD PK RO SA SK ES SE TN VG", "25": "PT LY ST",
        "26": "IS TR", "27": "BI DJ FR GR IT MC MR SM", "28": "AL AZ BY CY DO GT HU LB NI PL SV",
        "29": "BR EG PS QA UA", "30": "JO KW MU", "31": "MT SC", "32": "LC", "33": "RU",
    }.items()
    for code in codes.split()
}  # fmt: skip
_IBAN: Final = re.compile(
    r"(?<![^\W_])(?=([A-Za-z]{2}[ .\-]?\d[ .\-]?\d(?:[ .\-\n/]{0,2}[A-Za-z0-9]){11,29}))", re.ASCII
)
_CUED_IBAN: Final = re.compile(
    r"[\s:#=\-]{0,4}([A-Z]{2}\d\d(?:[ \-]?[A-Z0-9]{2,4}){3,8})(?![A-Za-z0-9])"
)


def find(annotated: AnnotatedText) -> Iterator[Found]:
    """Cards with a right check digit, or named as a card; IBANs likewise."""
    yield from _cards(annotated)
    yield from _ibans(annotated)


def _closed(text: str, end: int) -> bool:
    """Whether no further Latin letter or digit follows; scripts without spaces may."""
    return not (text[end : end + 1].isascii() and text[end : end + 1].isalnum())


def _cards(annotated: AnnotatedText) -> Iterator[Found]:
    text = annotated.text
    cued = next(annotated.of_kind("card"), None) is not None
    done = 0
    for match in (_LOOSE if cued else _GROUPED).finditer(text):
        if match.start() < done:
            continue
        digits = _BETWEEN.sub("", match[1])
        named = cued and _named_card(annotated, match.start())
        for length in _card_lengths(digits, named=named):
            if length <= len(digits) and (named or luhn(digits[:length])):
                end = match.start() + _written_length(match[1], length)
                if _closed(text, end):
                    done = end
                    yield Found(match.start(), end, "CREDIT_CARD")
                    break


def _written_length(written: str, count: int) -> int:
    """How much of what is written the first `count` characters take, separators included."""
    end = count
    missing = count - sum(map(str.isalnum, written[:end]))
    while missing:
        missing -= written[end].isalnum()
        end += 1
    return end


def _named_card(annotated: AnnotatedText, start: int) -> bool:
    context_word = annotated.before(start, _CARD_REACH, _RIVALS)
    return context_word is not None and context_word.kind == "card"


def _card_lengths(digits: str, *, named: bool) -> tuple[int, ...]:  # noqa: PLR0911 - one per brand
    """Lengths that a card of this brand has; none when the prefix is no brand's."""
    if digits[:2] in {"34", "37"}:
        return (15,)
    if digits[0] == "4":
        return (16, 19, 13) if named else (16,)
    if "51" <= digits[:2] <= "55" or "2221" <= digits[:4] <= "2720":
        return (16,)
    if digits[:2] in {"36", "38", "39"} or "300" <= digits[:3] <= "305":
        return (14, 16)
    if digits[:2] in {"35", "60", "62", "64", "65", "81", "82"}:
        return (16, 19, 18, 17) if named else (16, 19)
    if digits[0] in "56" and named:
        return (16, 19, 18, 17, 15, 14, 13)
    return ()


def _ibans(annotated: AnnotatedText) -> Iterator[Found]:
    text = annotated.text
    for match in _IBAN.finditer(text):
        length = _LENGTHS.get(match[1][:2].upper())
        number = _BETWEEN.sub("", match[1])[:length] if length else ""
        if len(number) == length and _right(number, annotated, match.start()):
            end = match.start() + _written_length(match[1], length)
            if _closed(text, end):
                yield Found(match.start(), end, "IBAN")
    for context_word in annotated.of_kind("iban"):
        named = _CUED_IBAN.match(text, context_word.end)
        if named:
            yield Found(named.start(1), named.end(1), "IBAN")


def _right(number: str, annotated: AnnotatedText, start: int) -> bool:
    return mod97(number) or annotated.before(start, 30, ("iban",)) is not None
