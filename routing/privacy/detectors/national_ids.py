"""National identifiers, US social security numbers and passports."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from routing.privacy.detectors.checksums import CHECKS
from routing.privacy.detectors.context_words import AnnotatedText, ContextWord
from routing.privacy.span import Found, PersonalData

_FILE: Final = Path(__file__).with_name("national_ids.toml")
_SSN: Final = re.compile(
    r"(?<![\w.,-])(?!000|666)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w]|[-.,]\d)", re.ASCII
)
_BARE: Final = re.compile(r"[ .\-/()+]")
# Words that may stand between the context word and the number it announces.
_FILLER: Final = re.compile(
    r"[.°º]?(?:[\s,:#=()\"'*>|-]{1,4}|(?:number|no|nr|num|nummer|numéro|número|numero|n|numer|code|id|card"
    r"|is|are|was|ist|lautet|war|est|es|è|é|e|jest|on|är|er|to|für|de|del|von|van|of|my|mine|meine"
    r"|my new|new|old"
    r"|hat|die|der|porte|le|la|el|il|het|heeft|has|tiene|ha|the"
    r"|full|ending|wurde|ssn|nino|nif|nie|dni|bsn|nir|cpf|pesel|dob|numaras.|:n)\b[.°º]?|n°|nº|№|は|が|"
    r"です|の|番号|号码|號碼|号|是|为|번호는|번호|는|은){0,8}",
    re.IGNORECASE,
)
_VALUE: Final = re.compile(
    r"(?:[A-Z]{1,6}[ .\-]?){0,2}\d[\dA-Z]*(?:[ .\-/]{1,2}\d[\dA-Z]*){0,7}"
    r"(?:[ .\-/][A-Z]{1,3}\d[\dA-Z]*)?(?:[.\-/]?[A-Z]|[ ][A-D])?(?![\w])(?:\(\w\))?",
    re.ASCII,
)
_VALUE_LOWER: Final = re.compile(r"[a-z]{1,6}\d[\da-z]{4,15}(?!\w)|\d{5,10}[a-z]{1,2}(?!\w)")
_DATE: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-](?:\d{4}|\d\d)")
_MIN_DIGITS: Final = 6
_MIN_PASSPORT: Final = 5
_MAX_PASSPORT: Final = 10
_FEW: Final = 3
_PASSPORT_SIZES: Final = range(8, 11)
_MAX_LENGTH: Final = 30


@dataclass(frozen=True, slots=True)
class _Shape:
    name: str
    check: Callable[[str], bool]


def find(annotated: AnnotatedText) -> Iterator[Found]:
    """Identifiers that a context word announces, or their shape and check digit give away."""
    yield from _announced(annotated)
    yield from _self_evident(annotated)
    yield from _social_security(annotated)
    yield from _machine_readable(annotated.text)


def _announced(annotated: AnnotatedText) -> Iterator[Found]:
    types: dict[str, PersonalData] = {
        "national": "NATIONAL_ID",
        "passport": "PASSPORT",
        "ssn": "US_SSN",
    }
    for context_word in annotated.context_words:
        kind = types.get(context_word.kind)
        if kind:
            yield from _value_after(annotated, context_word, kind)


def _value_after(
    annotated: AnnotatedText, context_word: ContextWord, kind: PersonalData
) -> Iterator[Found]:
    text = annotated.text
    filler = _FILLER.match(text, context_word.end, context_word.end + 60)
    start = filler.end() if filler else context_word.end
    value = _VALUE.match(text, start, start + _MAX_LENGTH) or _VALUE_LOWER.match(
        text, start, start + _MAX_LENGTH
    )
    if value is None or not _plausible(value[0], kind):
        return
    yield Found(start, value.end(), kind)


def _plausible(value: str, kind: PersonalData) -> bool:
    digits = sum(map(str.isdecimal, value))
    if kind == "US_SSN":
        return digits == 9  # noqa: PLR2004 - an SSN has nine
    if kind == "PASSPORT":
        size = sum(map(str.isalnum, value))
        # German passports are mostly letters: C4VNKH3L2.
        enough = digits >= _MIN_PASSPORT or (size in _PASSPORT_SIZES and digits >= _FEW)
        return enough and digits <= _MAX_PASSPORT and not _DATE.fullmatch(value)
    return digits >= _MIN_DIGITS and not _DATE.fullmatch(value)


def _self_evident(annotated: AnnotatedText) -> Iterator[Found]:
    pattern, shapes = _shapes()
    for match in pattern.finditer(annotated.text):
        shape = shapes[int((match.lastgroup or "n0")[1:])]
        if shape.check(_BARE.sub("", match[0])) and not _harmless(annotated, match.start()):
            yield Found(match.start(), match.end(), "NATIONAL_ID")


def _harmless(annotated: AnnotatedText, start: int) -> bool:
    context_word = annotated.before(start, 25, ("harmless", "national", "phone"))
    return context_word is not None and context_word.kind != "national"


@cache
def _shapes() -> tuple[re.Pattern[str], tuple[_Shape, ...]]:
    entries = tomllib.loads(_FILE.read_text("utf-8"))["id"]
    shapes = tuple(_Shape(e["name"], CHECKS[e["check"]]) for e in entries)
    groups = "|".join(f"(?P<n{n}>{e['pattern']})" for n, e in enumerate(entries))
    pattern = rf"(?<![\w.,/-])(?=[A-Z]{{0,6}} ?[A-Z]{{0,3}} ?\d)(?:{groups})(?![\w]|[-.,/]\d)"
    return re.compile(pattern, re.ASCII), shapes


def _social_security(annotated: AnnotatedText) -> Iterator[Found]:
    for match in _SSN.finditer(annotated.text):
        context_word = annotated.before(match.start(), 40, ("ssn", "harmless", "phone", "national"))
        if context_word is None or context_word.kind in {"ssn", "national"}:
            yield Found(match.start(), match.end(), "US_SSN")


_LINE: Final = re.compile(
    r"(?<![\w<])(?:P[A-Z<][A-Z]{3}[A-Z<]{39}|[A-Z0-9<]{9}\d[A-Z]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{14}\d\d)(?![\w<])"
)


def _machine_readable(text: str) -> Iterator[Found]:
    """The two lines at the foot of a passport's page."""
    if "<<" in text:
        yield from (Found(*match.span(), "PASSPORT") for match in _LINE.finditer(text))
