"""Street addresses, best effort: a street word, a capitalised name and a house number together.

Postcodes and towns are taken only beside a street. Farms, flats without a street and most
addresses outside Europe, the Americas, Japan and China are not found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from routing.privacy.detectors.context_words import AnnotatedText
from routing.privacy.span import Found

_FILE: Final = Path(__file__).with_name("street_addresses.toml")
_CAP: Final = r"[A-ZÀ-ÖØ-ÞĄĆĘŁŃÓŚŹŻŠČŽ][\w'.-]{0,24}"
_HOUSE: Final = r"\d{1,5}(?!\d)(?: ?[A-Za-z](?![A-Za-z]))?(?:[-/]\d{1,4}(?!\d)[a-z]?)?"
_NO_COUNT: Final = r"(?!\w|[.,]\d| ?(?:€|%|Uhr|EUR))"
_TOWN: Final = rf"{_CAP}(?:[ -](?:[a-zà-ÿ]{{1,5}} )?{_CAP}){{0,3}}"
_POSTCODE: Final = (
    r"(?:[A-Z]{1,2}-)?(?:\d{5}-\d{3}|\d{4}-\d{3}|\d{2}-\d{3}|\d{3} \d{2}|\d{5}"
    r"|\d{4} ?[A-Z]{2}(?![A-Za-z])|\d{4})"
)
_PLACE: Final = rf"(?:,?[ \n]{{1,3}}(?:- )?{_POSTCODE} {_TOWN}(?:[ ]\([A-Z]{{2}}\))?)?"
_UNIT: Final = r"(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|#)\.? ?#?[\w-]{1,6})?"
_OVERSEAS: Final = (
    r",? ?\n? ?(?:[A-Z]{2}|[A-Z][a-z]{3,12}),? \d{5}(?:-\d{4})?(?!\d)"  # United States
    r"|,?[ \n]{1,2}[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)"  # United Kingdom
    r"|,? [A-Z]{2,3} \d{4}(?!\d)"  # Australia
    r"|,? (?:[A-Z]{2} )?[A-Z]\d[A-Z] ?\d[A-Z]\d(?!\w)"  # Canada
)
# The town only together with its postcode, or "5 Oak Lane. Please" would be a town.
_TOWN_OVERSEAS: Final = rf"(?:(?:,?[ \n]{{1,2}}{_CAP}(?:[ -]{_CAP}){{0,2}}?)?(?:{_OVERSEAS}))?"
_JAPANESE: Final = re.compile(
    r"(?:〒 ?\d{3}-?\d{4}\s?)?(?:東京都|北海道|(?:京都|大阪)府|[\u4e00-\u9fff]{2,3}県)"
    r"[\u3040-\u30ff\u4e00-\u9fff々ヶケ]{1,20}"
    r"(?:[\d一二三四五六七八九十]{1,4}(?:丁目|番地?|号|-)?[ ]?){1,5}"
    r"(?:[\u30a0-\u30ff\u4e00-\u9fffA-Za-z]{0,20}\d{0,4}号室?)?|〒 ?\d{3}-\d{4}"
)
_CHINESE: Final = re.compile(
    r"[\u4e00-\u9fff]{2,8}[市区][\u4e00-\u9fff]{1,10}[路街道]\d{1,5}号(?:\d{1,4}[室楼])?"
)


def find(annotated: AnnotatedText) -> Iterator[Found]:
    """Streets with a house number, with flat, postcode and town where these follow."""
    if not any(map(str.isdecimal, annotated.text)):
        return
    for pattern, triggers in _patterns():
        if any(word in annotated.lower for word in triggers):
            for match in pattern.finditer(annotated.text):
                yield Found(match.start(), match.end(), "ADDRESS")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    words = tomllib.loads(_FILE.read_text("utf-8"))
    builders = {
        "english": _english,
        "germanic": _germanic,
        "french": _french,
        "southern": _southern,
        "box": _box,
    }
    built = ((re.compile(build(words[n])), words[n]["triggers"]) for n, build in builders.items())
    return (*built, (_JAPANESE, ("〒", "県", "都", "府", "北海道")), (_CHINESE, ("路", "街", "道")))


def _any(fragments: list[str]) -> str:
    return f"(?:{'|'.join(fragments)})"


def _english(words: dict[str, list[str]]) -> str:
    """`Flat 4, 22 Oak Lane, Bristol BS1 5TR`."""
    flat = r"(?<![\w.,#$€£/-])(?:(?:Apt|Flat|Unit|Suite)\.? ?\w{1,5},? )?"
    number = r"\d{1,5}[A-Za-z]?(?:[-/]\d{1,4})?,? (?:[NSEW]{1,2}\.? |(?:North|South|East|West) )?"
    other = rf"(?!{_any(words['not_streets'])}\b)"
    name = rf"{other}(?:(?:[A-Z][a-z'.]{{1,20}}|\d{{1,3}}(?:st|nd|rd|th)) ){{1,3}}"
    kind = rf"{_any(words['types'])}(?![\w])\.?(?: (?:NW|NE|SW|SE|N|S|E|W)\b)?"
    return flat + number + name + kind + _UNIT + _TOWN_OVERSEAS


def _germanic(words: dict[str, list[str]]) -> str:
    """`Lindenstraße 14b, 10969 Berlin`."""
    before = rf"(?<!\w)(?:{_any(words['before'])} )?"
    ending = "|".join(f"(?<={ending})" for ending in words["endings"])
    return rf"{before}{_CAP}(?:[ -]{_CAP}){{0,3}}?(?:{ending}),? {_HOUSE}{_NO_COUNT}{_PLACE}"


def _french(words: dict[str, list[str]]) -> str:
    """`12 bis rue de la Paix, 75002 Paris`."""
    number = r"(?<![\w.,/-])\d{1,4}(?: ?(?:bis|ter|[A-D])(?!\w))?,? "
    link = r"(?:(?:de|du|des|la|et|l')[ ])?"
    name = rf"(?:{_any(words['articles'])}[ ]?){{0,2}}{_CAP}(?:[ -]{link}{_CAP}){{0,4}}"
    return f"{number}{_any(words['types'])} {name}{_PLACE}"


def _southern(words: dict[str, list[str]]) -> str:
    """`Calle Alcalá 45, 3º B, 28014 Madrid`, `Via Roma 12`, `ul. Długa 5/7`."""
    link = r"(?:(?:de|del|da|do|dos|la|y|di)[ ])?"
    name = rf"(?:{_any(words['articles'])}[ ]?){{0,2}}{_CAP}(?:[ -]{link}{_CAP}){{0,4}}"
    number = rf",? ?(?:n[.º°o]{{0,2}} ?|nº ?|#)?{_HOUSE}{_NO_COUNT}"
    floor = r"(?:,? ?\d{1,2}[ºª°] ?(?:[A-Z]|izq|dcha|andar|esq)?\b\.?)?"
    flat = r"(?:,? ?(?:apto|apt|m|lok|piso|bloco|interno|int)\.? ?\d{1,4})?"
    return rf"(?<!\w){_any(words['types'])} ?{name}{number}{floor}{flat}{_PLACE}"


def _box(words: dict[str, list[str]]) -> str:
    """`PO Box 1234`."""
    return rf"(?<!\w){_any(words['types'])} \d[\d ]{{0,7}}\d?(?!\w){_PLACE}"
