"""Dates of birth: a date that a word beside it calls one. Other dates are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from routing.privacy.detectors.context_words import NEUTRAL, AnnotatedText
from routing.privacy.span import Found

_MONTHS: Final = (
    "jan(?:uary|uar|vier|uari)?|feb(?:ruary|ruar|ruari)?|f[ée]v(?:rier|ereiro)?|mar(?:ch|s|zo|ço|et|t)?|märz|maart|"
    "mrz|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|maio|mei|maggio|june?|juni|juin|junio|junho|giugno|"
    "july?|juli|juil(?:let)?|julio|julho|luglio|aug(?:ust|ustus)?|août|aout|ago(?:sto)?|sep(?:t|tember|tembre|tiembre|t\\.)?|"
    "set(?:embro|tembre|iembre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|iembre|embro)?|"
    "dec(?:ember)?|déc(?:embre)?|dez(?:ember|embro)?|dic(?:iembre|embre)?|ene(?:ro)?|jän(?:ner)?|gen(?:naio)?|"
    "febbraio|febrero|janeiro|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|"
    "listopada|grudnia|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
)
_YEAR: Final = r"(?:19\d\d|20[0-2]\d|'?\d\d)"
_DATE: Final = re.compile(
    r"(?<!\d)(?:"
    r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|(?:昭和|平成|令和|大正)\s?\d{1,2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    r"|\d{4}년\s?\d{1,2}월\s?\d{1,2}일"
    r"|(?:19|20)\d\d\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}(?!\d)"
    r"|\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)"
    r"|\d{1,2} \d{1,2} (?:19|20)\d\d(?!\d)"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th|er|º|°|\.)?[\s-]?(?:of |de |di )?"
    rf"(?:{_MONTHS})\.?,?[\s-]?(?:de |del |of )?(?:{_YEAR})(?!\d)"
    rf"|(?:{_MONTHS})\.?[\s-]\d{{1,2}}(?:st|nd|rd|th)?,?\s{_YEAR}(?!\d)"
    r"|(?:19|20)\d{6}(?!\d)|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d(?!\d)"
    r")"
)
# No date is without: looked for first, because most of what follows such a word is none.
_YEAR_MARK: Final = re.compile(r"\d\d|年")
_REACH: Final = 34
_REACH_AFTER: Final = 14
# What stands between the context word and another date: then the date is not the birth.
_OTHER_EVENT: Final = re.compile(
    r"[.!?]\s+[A-ZÀ-Þ]|\b(?:order|bestell|deliver|invoice|ship|party|gift|cake)", re.IGNORECASE
)
_NEXT: Final = re.compile(
    r"\s?(?:,|and|und|et|y|e|en|&|/|;|または|と)\s?(?:the |on )?", re.IGNORECASE
)


def find(annotated: AnnotatedText) -> Iterator[Found]:
    """The date after (or just before) each word that announces a birth."""
    for context_word in annotated.of_kind("birth"):
        date = _after(annotated, context_word.end) or _before(annotated.lower, context_word.start)
        while date:
            yield Found(*date, "DATE_OF_BIRTH")
            # "born 4/12/1981 and 5/6/2010"
            joint = _NEXT.match(annotated.text, date[1])
            following = _DATE.match(annotated.lower, joint.end()) if joint else None
            date = following.span() if following else None


def _after(annotated: AnnotatedText, start: int) -> tuple[int, int] | None:
    if not _YEAR_MARK.search(annotated.lower, start, start + _REACH + 32):
        return None
    match = _DATE.search(annotated.lower, start, start + _REACH + 32)
    if match is None or match.start() > start + _REACH:
        return None
    between = annotated.text[start : match.start()]
    if NEUTRAL in between or any(map(str.isdecimal, between)) or _OTHER_EVENT.search(between):
        return None
    return match.span()


def _before(text: str, end: int) -> tuple[int, int] | None:
    """The date that ends just before the word: "12/04/1981 (DOB)", "1981年4月12日生まれ"."""
    near = None
    if not _YEAR_MARK.search(text, max(0, end - 20), end):
        return None
    for match in _DATE.finditer(text, max(0, end - 40), end):
        near = match
    if near is None or end - near.end() > _REACH_AFTER:
        return None
    between = text[near.end() : end]
    return near.span() if not between.strip(" (-:,[|はにの") else None
