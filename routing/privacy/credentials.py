"""Passwords, keys and tokens: by their first letters, by what they are called, and in links."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from routing.privacy.cues import Reading
from routing.privacy.span import Found

_FILE: Final = Path(__file__).with_name("credentials.toml")
_GLUED: Final = "\u2e80"  # scripts from here on have no spaces
_LONGEST_LINK: Final = 4_000
_PEM: Final = "-----BEGIN "
_PEM_LINE: Final = re.compile(
    r"-----BEGIN [A-Z ]{0,40}(?:PRIVATE KEY|CERTIFICATE REQUEST)(?: BLOCK)?-----"
)
_PEM_END: Final = re.compile(r"-----END [A-Z ]{3,50}-----")
_LONGEST_PEM: Final = 20_000
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
_SETTING: Final = re.compile(
    r"\s{0,3}(?:\([^()\n]{1,30}\)\s?)?(?::=|=>|->|[:=])\s{0,3}(?:is\s)?([\"']?)([^\s\"'<>]{3,400})"
)
_SAID: Final = re.compile(
    r"\s(?:is|was|are|ist|lautet|war|est|es|è|é|era|jest|to|auf|this|still|now|of)\s?:?\s"
    r"(?:still |now |also |currently |this |jetzt |noch |ahora )?([\"']?)([^\s\"'<>]{4,128})"
)
_SAID_CJK: Final = re.compile(r"\s?(?:は|は「|是|는|은|:|：)\s?(\"?)([!-~]{4,64})")
_LOOSE: Final = re.compile(
    r"\s(?=[a-z/+_=-]{0,60}[A-Z0-9])(?=[A-Za-z/+_=-]{0,60}\d)([A-Za-z0-9/+_=.-]{20,400})(?![A-Za-z0-9])"
)
_QUOTED: Final = re.compile(r"\s{0,2}(?::|=|is|ist|lautet|est|es)?\s{0,2}([\"'])([^\"'\n]{4,80})\1")
_USER_OPTION: Final = re.compile(
    r"(?<!\w)(?:curl|wget|http)\b[^\n]{0,200}?\s(?:-u|--user)[ =][\"']?[^\s:\"']{1,80}:([^\s\"']{3,200})"
)
_PIN: Final = re.compile(
    r"(?:\s(?:is|number|code|ist|lautet|est|es|è|é|:n))?\s?[:=#(]?\s?(\d{3,8})(?![\w]|[.,/-]\d|\s?(?:€|%|digit|stellig))"
)
_ORDINARY: Final = re.compile(
    r"(?:reset|required|expired?|incorrect|wrong|forgotten|forgot|unknown|none|null|changed?|invalid|empty|"
    r"missing|failed|failure|true|false|not|same|different|protected|policy|please|https?://.*|again|correct|"
    r"too|the|and|for|my|a|an|is|was|your|hidden|secret|redacted|removed|x{3,}|\*+|•+|\.+|-+|_+|<.*|"
    r"falsch|vergessen|zurückgesetzt|abgelaufen|ungültig|oublié|incorrecta?|olvidada?|vergeten|esquecida|working)",
    re.IGNORECASE,
)
_TRAILING: Final = ".,;:)]}>?"


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((shape["literal"], re.compile(shape["pattern"])) for shape in _words()["shape"])


@cache
def _parameters() -> frozenset[str]:
    return frozenset(_words()["url"]["parameters"])


@cache
def _names() -> tuple[tuple[str, str], ...]:
    names = _words()["names"]
    return tuple((name, kind) for kind in ("password", "key", "pin") for name in names[kind])


def find(reading: Reading) -> Iterator[Found]:
    """Every secret; only the secret itself where it can be told from what surrounds it."""
    text = reading.text
    for literal, pattern in _shapes():
        if literal in text:
            yield from (Found(*match.span(), "SECRET") for match in pattern.finditer(text))
    yield from _private_keys(text)
    yield from _links(text)
    yield from _headers(reading)
    yield from _named(reading)


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
            begins_again = text.find(_PEM, line.end(), line.end() + _LONGEST_PEM)
            end = _pem_end(text, line.end(), last, begins_again)
            yield Found(at, end, "SECRET")
        at = text.find(_PEM, end)


def _pem_end(text: str, start: int, last: int, begins_again: int) -> int:
    closed = last >= 0 and last - start < _LONGEST_PEM and not 0 <= begins_again < last
    whole = (_PEM_END.match(text, last) if closed else None) or _PEM_CUT.match(text, start)
    return whole.end() if whole else start


def _links(text: str) -> Iterator[Found]:
    at = text.find("://")
    while at >= 0:
        ends = _LINK_END.search(text, at + 3, at + _LONGEST_LINK)
        end = ends.start() if ends else min(len(text), at + _LONGEST_LINK)
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
            yield Found(*_trimmed(text, *parameter.span(2)), "SECRET")
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


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start + 1 and text[end - 1] in _TRAILING:
        end -= 1
    return start, end


def _headers(reading: Reading) -> Iterator[Found]:
    if "authorization" in reading.lower or "bearer" in reading.lower:
        for match in _HEADER.finditer(reading.text):
            yield Found(*_trimmed(reading.text, *match.span(1)), "SECRET")
    if "cookie:" in reading.lower:
        yield from (Found(*match.span(1), "SECRET") for match in _COOKIE.finditer(reading.text))
    if "-u" in reading.lower:
        yield from (
            Found(*match.span(1), "SECRET") for match in _USER_OPTION.finditer(reading.text)
        )


def _named(reading: Reading) -> Iterator[Found]:
    plain = reading.lower.isascii()
    for name, kind in _names():
        if name[-1] < _GLUED:
            ends = reading.places(name)
        else:
            ends = iter(()) if plain else _anywhere(reading.lower, name)
        done = 0
        for end in ends:
            value = _value(reading.text, end, kind) if end >= done else None
            if value:
                done = value[1]
                yield Found(*value, "SECRET")


def _anywhere(lower: str, name: str) -> Iterator[int]:
    """The ends of a name in a script without spaces."""
    at = lower.find(name)
    while at >= 0:
        yield at + len(name)
        at = lower.find(name, at + len(name))


def _value(text: str, start: int, kind: str) -> tuple[int, int] | None:
    if text[start : start + 1] in "'\"" and text[start + 1 : start + 2] in ":=":
        start += 1
    if kind == "pin":
        match = _PIN.match(text, start)
        return match.span(1) if match else None
    quoted = _QUOTED.match(text, start)
    if quoted and not _ORDINARY.fullmatch(quoted[2]) and _is_value(quoted[2], kind):
        return quoted.span(2)
    match = _SETTING.match(text, start)
    if match:
        return _set_value(text, match, kind)
    match = _LOOSE.match(text, start) if kind == "key" else None
    if match:
        return match.span(1)
    match = _SAID.match(text, start) or _SAID_CJK.match(text, start)
    if match:
        begin, end = _trimmed(text, *match.span(2))
        return (begin, end) if _unusual(text[begin:end], kind) else None
    return None


def _is_value(value: str, kind: str) -> bool:
    return " " not in value or (kind == "password" and any(map(str.isdecimal, value)))


def _set_value(text: str, match: re.Match[str], kind: str) -> tuple[int, int] | None:
    begin, end = _trimmed(text, *match.span(2))
    if kind == "key" and "&" in text[begin:end]:
        end = text.index("&", begin)
    value = text[begin:end]
    if _ORDINARY.fullmatch(value) or value.startswith("["):
        return None
    if _unusual(value, kind):
        return begin, end
    # A plain word is a password only where nothing goes on after it.
    alone = kind == "password" and len(value) > 3 and _ENDS.match(text, match.end(2))  # noqa: PLR2004
    return (begin, end) if alone else None


_ENDS: Final = re.compile(r"[.,;]?\s*(?:\n|\Z)|[,;]\s")


def _unusual(value: str, kind: str) -> bool:
    """Whether no dictionary has it: digits or signs among letters, and long enough for a key."""
    if _ORDINARY.fullmatch(value) or value.startswith("["):
        return False
    digits = any(map(str.isdecimal, value))
    letters = any(map(str.isalpha, value))
    if kind == "key":
        return len(value) >= 8 and digits and letters  # noqa: PLR2004
    signs = any(c in "!@#$%^&*+=_?~" for c in value)
    mixed = letters and not value.islower() and not value.istitle() and not value.isupper()
    return (digits and (letters or signs or len(value) >= 6)) or (signs and letters) or mixed  # noqa: PLR2004
