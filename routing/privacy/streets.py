"""Street addresses, best effort: a street word, a capitalised name and a house number together.

Postcodes and towns are taken only beside a street. Farms, flats without a street and most
addresses outside Europe, the Americas and Japan are not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from routing.privacy.cues import Reading
from routing.privacy.span import Found

_CAP: Final = r"[A-ZÀ-ÖØ-ÞĄĆĘŁŃÓŚŹŻŠČŽ][\w'.-]{0,24}"
_HOUSE: Final = r"\d{1,5}(?!\d)(?: ?[A-Za-z](?![A-Za-z]))?(?:[-/ ]{1,3}\d{1,4}(?!\d)[a-z]?)?"
_TOWN: Final = rf"{_CAP}(?:[ -](?:[a-zà-ÿ]{{1,5}} )?{_CAP}){{0,3}}"
_POSTCODE: Final = r"(?:[A-Z]{1,2}-)?(?:\d{5}-\d{3}|\d{4}-\d{3}|\d{2}-\d{3}|\d{3} \d{2}|\d{5}|\d{4} ?[A-Z]{2}(?![A-Za-z])|\d{4})"
_PLACE: Final = rf"(?:,?[ \n]{{1,3}}(?:- )?{_POSTCODE} {_TOWN}(?:[ ]\([A-Z]{{2}}\))?)?"
_UNIT: Final = r"(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|#)\.? ?#?[\w-]{1,6})?"
_US_UK_PLACE: Final = (
    rf"(?:,?[ \n]{{1,2}}{_TOWN})?(?:,? ?\n? ?(?:[A-Z]{{2}}|[A-Z][a-z]{{3,12}}),? \d{{5}}(?:-\d{{4}})?(?!\d)"
    r"|,?[ \n]{1,2}[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)|,? [A-Z]{2,3} \d{4}(?!\d)|,? (?:[A-Z]{2} )?[A-Z]\d[A-Z] ?\d[A-Z]\d(?!\w))?"
)
_ENGLISH_TYPE: Final = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Way|Place|Pl|Square|Sq|Terrace|Close|"
    r"Crescent|Cres|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Trail|Gardens|Grove|Hill|Mews|Row|Walk|Broadway|Quay|Rise|View)"
)
_NOT_STREETS: Final = r"(?!Google|Hour|Day|Min|Hard|Flash|Pen|Test|USB|SSD|Tape|One|Disk|External|Team|Two|Star|Main Menu|The Only)"
_ENGLISH: Final = re.compile(
    rf"(?<![\w.,#$€£/-])(?:(?:Apt|Flat|Unit|Suite)\.? ?\w{{1,5}},? )?\d{{1,5}}[A-Za-z]?(?:[-/]\d{{1,4}})?,? (?:[NSEW]\.? |North |South |East |West )?"
    rf"{_NOT_STREETS}(?:(?:[A-Z][a-z'.]{{1,20}}|\d{{1,3}}(?:st|nd|rd|th)) ){{1,3}}{_ENGLISH_TYPE}(?![\w])\.?"
    rf"(?: (?:NW|NE|SW|SE|N|S|E|W)\b)?{_UNIT}{_US_UK_PLACE}"
)
_GERMANIC_END: Final = "|".join(
    f"(?<={ending})"
    for ending in (
        "straße strasse straat gasse allee platz damm gracht plein gatan vägen gade veien laan kade singel "
        r"ring ufer weg [a-z]str\. [a-z]str \bStr\. steig dreef Straße Allee Platz katu gata vej Linden Ring Weg markt Markt"
    ).split()
)
_GERMANIC: Final = re.compile(
    rf"(?<!\w)(?:(?:Am|An der|Im|Auf der|In der|Zum|Zur|Unter den|Alte|Neue|Große|Kleine|Oude|Nieuwe) )?{_CAP}(?:[ -]{_CAP}){{0,3}}?"
    rf"(?:{_GERMANIC_END}),? {_HOUSE}(?!\w|[.,]\d| ?(?:€|%|Uhr|EUR)){_PLACE}"
)
_ROMANCE_TYPE: Final = r"(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Bb]d|[Cc]hemin|[Aa]llée|[Ii]mpasse|[Qq]uai|[Cc]ours|[Pp]lace|[Rr]oute|[Ss]quare|[Pp]assage)"
_FRENCH: Final = re.compile(
    rf"(?<![\w.,/-])\d{{1,4}}(?: ?(?:bis|ter|[A-D])(?!\w))?,? {_ROMANCE_TYPE} (?:(?:de la|de l'|des|du|de|d'|la|le|les|l'|aux|au)[ ]?){{0,2}}"
    rf"{_CAP}(?:[ -](?:(?:de|du|des|la|et|l')[ ])?{_CAP}){{0,4}}{_PLACE}"
)
_SOUTHERN: Final = re.compile(
    r"(?<!\w)(?:Calle|C/|c/|Avenida|Avda\.?|Av\.|Plaza|Paseo|Camino|Carrer|Ronda|Travesía|Via|via|Viale|viale|Piazza|piazza|Corso|corso|Largo|Vicolo|Strada|Rua|R\.|"
    r"Travessa|Praça|Alameda|Estrada|Rodovia|ul\.|Ul\.|ulica|al\.|os\.|Carrera|Cra\.?|calle|rua|avenida) ?"
    rf"(?:(?:de la|de los|de las|del|della|delle|dei|degli|de|da|do|dos|das|di|d'|la|el)[ ]?){{0,2}}{_CAP}(?:[ -](?:(?:de|del|da|do|dos|la|y|di)[ ])?{_CAP}){{0,4}}"
    rf",? ?(?:n[.º°o]{{0,2}} ?|nº ?|#)?{_HOUSE}(?!\w|[.,]\d| ?(?:€|%))(?:,? ?\d{{1,2}}[ºª°]? ?(?:[A-Z]|izq|dcha|andar|esq)?\b\.?)?"
    rf"(?:,? ?(?:apto|apt|m|lok|piso|bloco|interno|int)\.? ?\d{{1,4}})?{_PLACE}"
)
_BOX: Final = re.compile(
    rf"(?<!\w)(?:P\.? ?O\.? Box|Postfach|Postbus|Apartado(?: de Correos)?|Casella Postale|Boîte postale|BP|Caixa Postal) \d[\d ]{{0,7}}\d?(?!\w){_PLACE}"
)
_JAPANESE: Final = re.compile(
    r"(?:〒 ?\d{3}-?\d{4}\s?)?(?:東京都|北海道|(?:京都|大阪)府|[\u4e00-\u9fff]{2,3}県)[\u3040-\u30ff\u4e00-\u9fff々ヶケ]{1,20}"
    r"(?:[\d一二三四五六七八九十]{1,4}(?:丁目|番地?|号|-)?[ ]?){1,5}(?:[\u30a0-\u30ff\u4e00-\u9fffA-Za-z]{0,20}\d{0,4}号室?)?|〒 ?\d{3}-\d{4}"
)
_CHINESE: Final = re.compile(
    r"[\u4e00-\u9fff]{2,8}[市区][\u4e00-\u9fff]{1,10}[路街道]\d{1,5}号(?:\d{1,4}[室楼])?"
)
_PATTERNS: Final = (
    (_ENGLISH, ("st", "rd", "road", "ave", "lane", "ln", "dr", "bl", "c", "way", "pl", "sq", "p", "hwy", "highway", "trail", "g", "hill", "mews", "row", "walk", "quay", "rise", "view", "terrace")),
    (_GERMANIC, ("str", "gasse", "allee", "platz", "damm", "gracht", "plein", "gat", "väg", "gade", "vei", "laan", "kade", "singel", "ring", "ufer", "weg", "steig", "dreef", "katu", "vej", "linden")),
    (_FRENCH, ("rue", "avenue", "boulevard", "bd ", "chemin", "allée", "impasse", "quai", "cours", "place", "route", "square", "passage")),
    (_SOUTHERN, ("calle", "c/", "av", "plaza", "paseo", "camino", "carrer", "ronda", "trav", "via", "piazza", "corso", "largo", "vicolo", "strada", "rua", "r.", "praça", "alameda", "estrada", "rodovia", "ul", "al.", "os.", "cra")),
    (_BOX, ("box", "postfach", "postbus", "apartado", "casella", "boîte", "bp ", "caixa")),
    (_JAPANESE, ("〒", "県", "都", "府", "北海道")),
    (_CHINESE, ("路", "街", "道")),
)  # fmt: skip


def find(reading: Reading) -> Iterator[Found]:
    """Streets with a house number, with flat, postcode and town where these follow."""
    if not any(map(str.isdecimal, reading.text)):
        return
    for pattern, words in _PATTERNS:
        if any(word in reading.lower for word in words):
            for match in pattern.finditer(reading.text):
                yield Found(match.start(), match.end(), "ADDRESS")
