"""E-mail addresses, also as people spell them to hide them from robots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from routing.privacy.detectors.context_words import AnnotatedText
from routing.privacy.span import Found

_LABEL: Final = r"[^\W_](?:[\w-]{0,60}[^\W_])?"
_ADDRESS: Final = re.compile(
    rf"(?:@|%40|&#64;|&commat;)({_LABEL}(?:\.{_LABEL}){{0,6}}\.(?:[A-Za-z]{{2,24}}|xn--[a-z0-9-]{{2,40}}|[^\W\d_A-Za-z]{{2,10}}))"
)
_IN_LOCAL: Final = frozenset(".!#$%&'*+^_~-")
_MAX_LOCAL: Final = 64
# A file or a package may also have an @ in its name.
_NOT_A_HOST: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".css", ".js", ".ts", ".py")

_BRACKET_AT: Final = r"[(\[{<]\s?(?:at|@|ät|arroba|chez|chiocciola|apenstaartje|a)\s?[)\]}>]"
_AT_SIGN: Final = rf"(?:@|{_BRACKET_AT})"
_DOT_WORD: Final = r"(?:dot|punkt|point|punto|ponto|punt)"
_SPELT_DOT: Final = rf"(?:\s?[(\[{{<]\s?(?:{_DOT_WORD}|\.)\s?[)\]}}>]\s?|\s{_DOT_WORD}\s)"
_DOT: Final = rf"(?:\s?\.\s?|{_SPELT_DOT})"
_WORD: Final = r"[^\W_][\w+-]{0,40}"
_TLD: Final = (
    r"(?:com|net|org|info|edu|gov|io|eu|co|me|biz|dev|app|[a-z]{2}|example|test|invalid|email)"
)
_BRACKETED: Final = re.compile(
    rf"(?<![\w.])({_WORD}(?:(?:\.|{_SPELT_DOT}){_WORD}){{0,4}})\s?{_AT_SIGN}\s?"
    rf"{_WORD}(?:{_DOT}{_WORD}){{0,3}}?{_DOT}{_TLD}(?![\w-]|\.\w)",
    re.IGNORECASE,
)
_SPOKEN: Final = re.compile(
    rf"(?<![\w.])({_WORD}(?:(?:[._]|{_SPELT_DOT}){_WORD}){{0,4}})\s(?:at|ät|arroba|chez|chiocciola|apenstaartje)\s"
    rf"{_WORD}(?:{_DOT}{_WORD}){{0,3}}?{_SPELT_DOT}{_TLD}(?![\w-]|\.\w)",
    re.IGNORECASE,
)
_PROVIDER: Final = re.compile(
    r"(?<![\w.])([\w.+-]{2,40})\s(?:at|arroba|chez)\s(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|gmx|proton|"
    r"protonmail|web|aol|live|example)\s?\.\s?(?:com|net|org|de|fr|es|it|co\.uk|me)(?![\w-])",
    re.IGNORECASE,
)


def find(annotated: AnnotatedText) -> Iterator[Found]:
    """Every address with an @ and a domain, and those spelt out ("ann (at) example dot org")."""
    text = annotated.text
    if "@" in text or "%40" in text or "&#64;" in text or "&commat;" in text:
        yield from _plain_addresses(text)
        yield from _mistyped(text)
        yield from _bracketed(text)
    elif any(mark in text for mark in "([{<"):
        yield from _bracketed(text)
    if any(word in annotated.lower for word in _SEPARATE):
        yield from _spoken(annotated)


# "ann.lee AT example.com": nobody shouts the word but to hide an address.
_LOUD_AT: Final = re.compile(
    r"(?<![\w.])[a-z][a-z0-9._+-]{0,40} AT "
    r"[a-z0-9][a-z0-9-]{0,40}(?:\.[a-z0-9-]{1,40}){0,3}\.[a-z]{2,12}(?![\w-])"
)
_SEPARATE: Final = (" at ", " ät ", " arroba ", " chez ", " chiocciola ", " apenstaartje ")


def _plain_addresses(text: str) -> Iterator[Found]:
    for match in _ADDRESS.finditer(text):
        if match[1].lower().endswith(_NOT_A_HOST):
            continue
        start = _local_start(text, match.start(), glued=not match[1].isascii())
        if start is None or text[start : match.start()] == "git" or _in_link(text, start):
            continue
        yield Found(start, match.end(), "EMAIL")


def _mistyped(text: str) -> Iterator[Found]:
    """`ann@example,com`: a comma for the dot."""
    for match in _COMMA.finditer(text):
        start = _local_start(text, match.start())
        if start is not None:
            yield Found(start, match.end(), "EMAIL")


_COMMA: Final = re.compile(
    r"@[a-z0-9-]{2,40},(?:com|net|org|de|fr|es|it|nl|uk)(?![\w-])", re.IGNORECASE
)


def _local_start(text: str, at: int, *, glued: bool = False) -> int | None:
    """Where the part before the @ starts, None when there is none.

    glued: scripts without spaces may stand in it, for the domain is not Latin either.
    """
    if text[at - 1 : at] == '"':
        quote = text.rfind('"', max(0, at - _MAX_LOCAL), at - 1)
        return quote if quote >= 0 else None
    start = at
    while start > max(0, at - _MAX_LOCAL) and _in_local(text[start - 1], glued=glued):
        start -= 1
    # In a link, the address may be one value of several: "?email=ann@example.org".
    start = max(start, text.rfind("&", start, at) + 1)
    while start < at and not text[start].isalnum() and text[start] != "_":
        start += 1
    return start if start < at else None


def _in_local(character: str, *, glued: bool) -> bool:
    # Scripts without spaces would run into the address: "メールはann@example.org".
    return character in _IN_LOCAL or (character.isalnum() and (glued or character < "\u2e80"))


def _in_link(text: str, start: int) -> bool:
    """Whether this is the password of "https://name:password@host"."""
    if text[start - 1 : start] != ":":
        return False
    scheme = text.rfind("://", max(0, start - 120), start)
    return scheme >= 0 and not any(map(str.isspace, text[scheme:start]))


_HIDING: Final = re.compile(
    _BRACKET_AT + r"|\s@|@\s|@[\w-]{1,60}\s?[(\[{]|@[\w-]{1,60}\s(?:\.|dot|pun)|@[\w-]{1,60}\.\s",
    re.IGNORECASE,
)


def _bracketed(text: str) -> Iterator[Found]:
    """Look only around each spelt @, so that long texts stay cheap."""
    done = 0
    for sign in _HIDING.finditer(text):
        if sign.start() < done:
            continue
        for match in _BRACKETED.finditer(text, max(done, sign.start() - 50), sign.end() + 60):
            if match.end() > sign.start() and not _plain_prose(match):
                done = match.end()
                yield Found(match.start(), match.end(), "EMAIL")
                break


def _plain_prose(match: re.Match[str]) -> bool:
    """Whether "a @ b. Co" is two sentences and not an address."""
    return bool(re.search(r"[a-z]\.\s[A-Z]", match[0]))


def _spoken(annotated: AnnotatedText) -> Iterator[Found]:
    for match in _around(annotated, _SPOKEN):
        yield Found(match.start(), match.end(), "EMAIL")
    for match in _LOUD_AT.finditer(annotated.text):
        yield Found(match.start(), match.end(), "EMAIL")
    for match in _around(annotated, _PROVIDER):
        told = annotated.before(match.start(), 40, ("email",)) is not None
        if told or any(mark in match[1] for mark in "._0123456789"):
            yield Found(match.start(), match.end(), "EMAIL")


def _around(annotated: AnnotatedText, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches near the words for @; each word is looked at once."""
    done = 0
    for sign in _SIGNS.finditer(annotated.lower):
        if sign.start() >= done:
            found = pattern.search(annotated.text, max(done, sign.start() - 50), sign.end() + 60)
            if found:
                done = found.end()
                yield found


_SIGNS: Final = re.compile("|".join(_SEPARATE))
