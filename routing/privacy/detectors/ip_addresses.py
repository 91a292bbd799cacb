"""IP addresses, told from version numbers by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address
from typing import Final

from routing.privacy.detectors.context_words import AnnotatedText
from routing.privacy.span import Found

_OCTET: Final = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_DOT: Final = r"(?:\.|\[\.\]|\(\.\))"
_V4: Final = re.compile(
    rf"(?<![\w.,-])(?<!\d[.])(v?)({_OCTET}(?:{_DOT}{_OCTET}){{3}})(?![\w]|{_DOT}\d|-\d|-[a-z])(/\d\d?)?",
    re.IGNORECASE | re.ASCII,
)
_V6: Final = re.compile(
    r"(?<![\w:.])(?=[0-9A-Fa-f:]{0,4}:)[0-9A-Fa-f:]{2,39}(?:\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])",
    re.ASCII,
)
_REACH: Final = 45
# Octets this small are the usual numbers of a version, and rare in an address.
_SMALL: Final = 32
_LOCAL: Final = ("127.", "0.0.0.0", "255.255.")  # noqa: S104 - compared, not bound
_MIN_COLONS: Final = 2
# Addresses of small numbers that everybody knows and no version has.
_KNOWN: Final = frozenset({"8.8.8.8", "8.8.4.4", "1.1.1.1", "9.9.9.9"})


def find(annotated: AnnotatedText) -> Iterator[Found]:
    """Addresses of both versions; loopback, 0.0.0.0 and netmasks name nobody and stay."""
    text = annotated.text
    if text.count(".") > _MIN_COLONS:
        for match in _V4.finditer(text):
            if not match[1] and _is_address(annotated, match):
                yield Found(match.start(), match.end(), "IP_ADDRESS")
    if text.count(":") >= _MIN_COLONS:
        yield from _version_six(text)


def _is_address(annotated: AnnotatedText, match: re.Match[str]) -> bool:
    number = match[2].replace("[", "").replace("]", "").replace("(", "").replace(")", "")
    if number.startswith(_LOCAL):
        return False
    if _PORT.match(annotated.text, match.end()) or match[3]:
        return True
    context_word = annotated.before(match.start(), _REACH, ("ip", "version"))
    if context_word is not None and _spent(annotated.text[context_word.end : match.start()]):
        context_word = None
    if context_word is not None and (
        context_word.kind == "version"
        or annotated.lower[context_word.start : context_word.end] not in _WEAK
    ):
        return context_word.kind == "ip"
    return number in _KNOWN or max(map(int, number.split("."))) >= _SMALL


_PORT: Final = re.compile(r":\d{2,5}(?!\d)|/(?=[a-z?])")
_DOTTED: Final = re.compile(r"\d+\.\d+(?:\.\d+)*")
_AND: Final = re.compile(r"\s*(?:to|and|or|,|->|-|bis|auf|und|à|et|a|y|e|>|/)?\s*v?\s*")


def _spent(between: str) -> bool:
    """Whether the context word spoke of another number that stands between."""
    numbers = list(_DOTTED.finditer(between))
    return bool(numbers) and not _AND.fullmatch(between, numbers[-1].end())


# Words that stand before versions as well: "upgraded from 10.2.1.4".
_WEAK: Final = frozenset({"from", "von", "desde", "depuis", "aus", "client", "static"})


def _version_six(text: str) -> Iterator[Found]:
    for match in _V6.finditer(text):
        token = match[0]
        if token.endswith(":") and not token.endswith("::"):
            token = token[:-1]
        if token.count(":") < _MIN_COLONS or not any(map(str.isdecimal, token)):
            continue
        try:
            address = IPv6Address(token)
        except AddressValueError:
            continue
        if not address.is_loopback and len(token) > 4:  # noqa: PLR2004 - "::1", "1::"
            yield Found(match.start(), match.start() + len(token), "IP_ADDRESS")
