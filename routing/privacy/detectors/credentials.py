"""Passwords, keys and tokens: by their first letters, by what they are called, and in links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from routing.privacy.detectors import named_secrets
from routing.privacy.detectors.context_words import AnnotatedText
from routing.privacy.detectors.named_secrets import trimmed, words
from routing.privacy.span import Found

_MAX_LINK: Final = 4_000
_PEM: Final = "-----BEGIN "
_PEM_LINE: Final = re.compile(
    r"-----BEGIN [A-Z ]{0,40}(?:PRIVATE KEY|CERTIFICATE REQUEST)(?: BLOCK)?-----"
)
_PEM_END: Final = re.compile(r"-----END [A-Z ]{3,50}-----")
_MAX_PEM: Final = 20_000
_PEM_CUT: Final = re.compile(r"(?:\s*[A-Za-z0-9+/=]{16,})*\s*[A-Za-z0-9+/=]*")
_LINK_END: Final = re.compile(r"[\s<>\"]")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]{0,30}\Z")
_USER: Final = re.compile(r"[^/?#@\s:]{0,100}:([^/?#\s]{1,200})@(?=[\w\[.-])")
_PARAMETER: Final = re.compile(r"[?&#;]([A-Za-z0-9_.\-]{1,40})=([^&#;\s]{4,2000})")
_PATH_TOKEN: Final = re.compile(
    r"/(?:reset|verify|confirm|invite|invitation|magic|activate|unsubscribe|login|token|share|password)[\w-]{0,20}/"
    r"(?=[\w.~-]{0,60}\d)([\w.~-]{14,512})",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(
    r"(?:authorization\s?[:=]\s?[\"']?(?:basic|bearer|token|digest|apikey)\s+|(?<![\w-])bearer\s+(?=[\w.-]{0,60}[\d._-]))"
    r"[\"']?([A-Za-z0-9+/=._~\-]{6,4096})",
    re.IGNORECASE,
)
_COOKIE: Final = re.compile(r"(?:set-)?cookie:\s?([^\n]{8,2000})", re.IGNORECASE)
_USER_OPTION: Final = re.compile(
    r"(?<!\w)(?:curl|wget|http)\b[^\n]{0,200}?\s(?:-u|--user)[ =]"
    r"[\"']?[^\s:\"']{1,80}:([^\s\"']{3,200})"
)


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((shape["literal"], re.compile(shape["pattern"])) for shape in words()["shape"])


@cache
def _parameters() -> frozenset[str]:
    return frozenset(words()["url"]["parameters"])


def find(annotated: AnnotatedText) -> Iterator[Found]:
    """Every secret; only the secret itself where it can be told from what surrounds it."""
    text = annotated.text
    for literal, pattern in _shapes():
        if literal in text:
            yield from (Found(*match.span(), "SECRET") for match in pattern.finditer(text))
    yield from _private_keys(text)
    yield from _links(text)
    yield from _headers(annotated)
    yield from named_secrets.find(annotated)


def _private_keys(text: str) -> Iterator[Found]:
    """From the first line to the last; without a last line, as far as it looks like a key."""
    last = None
    at = text.find(_PEM)
    while at >= 0:
        line = _PEM_LINE.match(text, at)
        end = at + len(_PEM)
        if line:
            if last is None or 0 <= last < line.end():
                last = text.find("-----END ", line.end())
            begins_again = text.find(_PEM, line.end(), line.end() + _MAX_PEM)
            end = _pem_end(text, line.end(), last, begins_again)
            yield Found(at, end, "SECRET")
        at = text.find(_PEM, end)


def _pem_end(text: str, start: int, last: int, begins_again: int) -> int:
    closed = last >= 0 and last - start < _MAX_PEM and not 0 <= begins_again < last
    whole = (_PEM_END.match(text, last) if closed else None) or _PEM_CUT.match(text, start)
    return whole.end() if whole else start


def _links(text: str) -> Iterator[Found]:
    at = text.find("://")
    while at >= 0:
        ends = _LINK_END.search(text, at + 3, at + _MAX_LINK)
        end = ends.start() if ends else min(len(text), at + _MAX_LINK)
        yield from _in_link(text, at, end)
        at = text.find("://", end)


def _in_link(text: str, at: int, end: int) -> Iterator[Found]:
    user = _USER.match(text, at + 3, end)
    if user:
        scheme = _SCHEME.search(text, max(0, at - 31), at)
        web = scheme is not None and scheme[0].lower() in {
            "http",
            "https",
            "ftp",
            "ws",
            "wss",
            "sftp",
        }
        whole = scheme is not None and not web
        yield Found(
            scheme.start() if scheme and whole else at + 3, end if whole else user.end(1), "SECRET"
        )
    for parameter in _PARAMETER.finditer(text, at, end):
        if parameter[1].lower() in _parameters() and _opens(parameter[1].lower(), parameter[2]):
            yield Found(*trimmed(text, *parameter.span(2)), "SECRET")
    for token in _PATH_TOKEN.finditer(text, at, end):
        yield Found(*token.span(1), "SECRET")


def _opens(name: str, value: str) -> bool:
    """Short words such as "code=404" or "state=open" open nothing."""
    if name in {
        "code",
        "state",
        "key",
        "hash",
        "t",
        "ticket",
        "policy",
        "verify",
        "session",
        "nonce",
        "auth",
    }:
        return len(value) >= 8 and any(map(str.isdecimal, value)) and not value.isdecimal()  # noqa: PLR2004
    return True


def _headers(annotated: AnnotatedText) -> Iterator[Found]:
    if "authorization" in annotated.lower or "bearer" in annotated.lower:
        for match in _HEADER.finditer(annotated.text):
            yield Found(*trimmed(annotated.text, *match.span(1)), "SECRET")
    if "cookie:" in annotated.lower:
        yield from (Found(*match.span(1), "SECRET") for match in _COOKIE.finditer(annotated.text))
    if "-u" in annotated.lower:
        yield from (
            Found(*match.span(1), "SECRET") for match in _USER_OPTION.finditer(annotated.text)
        )
