"""Secrets by what they are called: passwords, keys, PINs and the value that follows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from routing.privacy.detectors.context_words import AnnotatedText
from routing.privacy.span import Found

_FILE: Final = Path(__file__).with_name("credentials.toml")
_UNSPACED: Final = "\u2e80"  # scripts from here on have no spaces
_SETTING: Final = re.compile(
    r"\s{0,3}(?:\([^()\n]{1,30}\)\s?)?(?::=|=>|->|[:=])\s{0,3}(?:is\s)?([\"']?)([^\s\"'<>]{3,400})"
)
_SAID: Final = re.compile(
    r"\s(?:is|was|are|ist|lautet|war|est|es|è|é|era|jest|to|auf|this|still|now|of)\s?:?\s"
    r"(?:still |now |also |currently |this |jetzt |noch |ahora )?([\"']?)([^\s\"'<>]{4,128})"
)
_SAID_CJK: Final = re.compile(r"\s?(?:は|は「|是|는|은)\s?(\"?)([!-~]{4,64})")
_ELEMENT: Final = re.compile(r">([^<>\s]{3,200})</")
_LOOSE: Final = re.compile(
    r"\s(?=[a-z/+_=-]{0,60}[A-Z0-9])(?=[A-Za-z/+_=-]{0,60}\d)([A-Za-z0-9/+_=.-]{20,400})(?![A-Za-z0-9])"
)
# "user ann password hunter2"
_BESIDE_USER: Final = re.compile(r"\s(?=\S{0,40}\d)(?=\S{0,40}[A-Za-z])([^\s\"'<>,;]{6,64})")
# "password Tr0ub4dor"
_NEXT_WORD: Final = re.compile(r"\s([^\s\"'<>,;]{6,64})")
_INNER_DIGIT: Final = re.compile(r"[a-z]\d{1,8}[a-z]", re.IGNORECASE)
_SIGNS: Final = "!@#$%^&*+=_?~"
# "I typed hunter2! as my password"
_BEFORE_NAME: Final = re.compile(
    r"(?:^|\s)[\"']?([^\s\"']{4,64})[\"']? (?:as|als|comme|como|come) "
    r"(?:(?:my|the|a|your|new|our|mein|das|mon|le|mi|la) ){0,2}\Z"
)
_MORE_OF_NAME: Final = re.compile(r"\s(?:manager|reset|policy|field|tool|provider|app|hint)")
_QUOTED: Final = re.compile(r"\s{0,2}(?::|=|is|ist|lautet|est|es)?\s{0,2}([\"'])([^\"'\n]{4,80})\1")
_PIN: Final = re.compile(
    r"(?:\s(?:is|number|code|ist|lautet|est|es|è|é|:n))?\s?[:=#(]?\s?"
    r"(\d{3}[ -]\d{3}|\d{3,8})(?![\w]|[.,/-]\d|\s?(?:€|%|digit|stellig))"
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
def words() -> dict[str, Any]:
    """What secrets look like and are called."""
    return tomllib.loads(_FILE.read_text("utf-8"))


@cache
def _names(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of one kind: those written with spaces around them, and those without."""
    names: list[str] = words()["names"][kind]
    return tuple(n for n in names if n[-1] < _UNSPACED), tuple(
        n for n in names if n[-1] >= _UNSPACED
    )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the punctuation that ends a sentence."""
    while end > start + 1 and text[end - 1] in _TRAILING:
        end -= 1
    return start, end


def find(annotated: AnnotatedText) -> Iterator[Found]:
    """The value after each name that a secret has, where it looks like one."""
    yield from _before_name(annotated)
    for kind in ("password", "key", "pin"):
        done = 0
        for end in _places(annotated, kind):
            value = _value(annotated.text, end, kind) if end >= done else None
            if value:
                done = value[1]
                yield Found(*value, "SECRET")


def _before_name(annotated: AnnotatedText) -> Iterator[Found]:
    """`I typed hunter2! as my password`."""
    for name, end in annotated.occurrences(_names("password")[0]):
        start = end - len(name)
        if _MORE_OF_NAME.match(annotated.lower, end):
            continue
        match = _BEFORE_NAME.search(annotated.text, max(0, start - 100), start)
        if match and _unusual(match[1], "password"):
            yield Found(*match.span(1), "SECRET")


def _places(annotated: AnnotatedText, kind: str) -> list[int]:
    """The ends of all names of this kind, in order."""
    apart, glued = _names(kind)
    ends = [end for _, end in annotated.occurrences(apart)]
    if not annotated.lower.isascii():
        ends += [end for name in glued for end in _anywhere(annotated.lower, name)]
    return sorted(ends)


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
    setting = _SETTING.match(text, start)
    if setting:
        return _set_value(text, setting, kind)
    return _bare_value(text, start, kind) or _said_value(text, start, kind)


def _bare_value(text: str, start: int, kind: str) -> tuple[int, int] | None:
    """`<password>hunter2</password>`, `secret wJalr…`, `user ann password hunter2`."""
    match = _ELEMENT.match(text, start)
    if match is None and kind == "key":
        match = _LOOSE.match(text, start)
    user = text[max(0, start - 60) : start].lower()
    if match is None and kind == "password" and ("user" in user or "login" in user):
        match = _BESIDE_USER.match(text, start)
    if match is None and kind == "password":
        match = _NEXT_WORD.match(text, start)
        match = match if match and _wild(match[1]) else None
    return match.span(1) if match else None


def _wild(value: str) -> bool:
    """Whether it is written as no product's name is: signs or inner digits among letters."""
    letters, digits = any(map(str.isalpha, value)), any(map(str.isdecimal, value))
    mixed = value != value.lower() and value != value.upper() and _INNER_DIGIT.search(value)
    return letters and digits and bool(mixed or any(c in _SIGNS for c in value.rstrip("?!")))


def _said_value(text: str, start: int, kind: str) -> tuple[int, int] | None:
    """`my password is hunter2`."""
    match = _SAID.match(text, start) or _SAID_CJK.match(text, start)
    if match is None:
        return None
    begin, end = trimmed(text, *match.span(2))
    return (begin, end) if _unusual(text[begin:end], kind) else None


def _is_value(value: str, kind: str) -> bool:
    return " " not in value or (kind == "password" and any(map(str.isdecimal, value)))


def _set_value(text: str, match: re.Match[str], kind: str) -> tuple[int, int] | None:
    begin, end = trimmed(text, *match.span(2))
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
    signs = any(c in _SIGNS for c in value)
    mixed = letters and not value.islower() and not value.istitle() and not value.isupper()
    return (digits and (letters or signs or len(value) >= 6)) or (signs and letters) or mixed  # noqa: PLR2004
