# ruff: noqa: RUF001 - letters that look alike are what this file is about
"""Which of the encodings from before Unicode a text is in."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from routing.intake.container.alphabets import (
    ARABIC,
    BALTIC,
    CENTRAL,
    CYRILLIC,
    GREEK,
    HEBREW,
    THAI,
    TURKISH,
    WESTERN,
    best_language,
)

_EAST: Final = ("cp932", "gb18030", "euc_jp", "cp949", "big5")
_WEST: Final = ("cp1252", "mac_roman", "cp850")
_SCRIPTS: Final = {
    "cp1251": CYRILLIC, "koi8-r": CYRILLIC, "cp866": CYRILLIC, "cp1253": GREEK, "cp1255": HEBREW,
    "cp1256": ARABIC, "cp874": THAI,
}  # fmt: skip
# Latin letters of other parts of Europe, which look like western ones at first.
_OTHER_LATIN: Final = {
    "cp1250": CENTRAL, "cp1254": TURKISH, "cp1257": BALTIC, "iso8859_2": CENTRAL, "cp852": CENTRAL,
}  # fmt: skip
_MUCH_BETTER: Final = 0.03
_LETTERS: Final = frozenset("éèàçäöüßñáíóúâêîôûëïœøåæãõìòùÄÖÜÉÈÀÇÑØÅÆÁÍÓÚðþýÐÞÝ")
_SIGNS: Final = frozenset("’‘“”–—…€£§°«»¿¡©®™·•½²³´\u00a0ºª‚„×±µ¼¾›‹")
_PRIOR: Final = {"cp1252": 1.0, "mac_roman": 0.9, "cp850": 0.88}
_INSIDE: Final = re.compile(
    r"[A-Za-z][^\x00-\x7f](?=[A-Za-z])|[0-9][^\x00-\x7f][A-Z]|[A-Za-z][\uff61-\uff9f]+|[\uff61-\uff9f]+[A-Za-z]"
)
_FEW: Final = 4


def guess_legacy(sample: bytes, *, certain: bool, least: float = 0.5) -> str | None:
    """The likeliest legacy encoding of lines that are no UTF-8.

    certain: ask for letters that make sense, else None; set where a few broken bytes
        of UTF-8 are the other explanation.
    least: the share of letters that must make sense, from 0 to 1.

    >>> guess_legacy("a “café”".encode("cp1252"), certain=True)
    'cp1252'
    >>> guess_legacy("お問い合わせ".encode("cp932"), certain=False)
    'shift_jis'
    """
    # One or two bytes are too little to tell the rarer encodings from damage.
    names = (*_EAST, "cp1252") if certain else (*_EAST, *_SCRIPTS, *_WEST)
    scores = {name: _score(sample, name) for name in names}
    best = max(scores, key=lambda name: scores[name])
    if best in _WEST and not certain:
        best = _rather(best, sample)
    if scores.get(best, 1.0) >= least:
        return _exact(best, sample)
    if certain:
        return None
    return _other(sample) or _exact("cp1252", sample)


def _rather(western: str, sample: bytes) -> str:
    """An encoding of other Latin letters, where a language of theirs explains the text better."""
    found = western
    best = best_language(sample.decode(western, errors="replace"), WESTERN) + _MUCH_BETTER
    for name, languages in _OTHER_LATIN.items():
        share = best_language(sample.decode(name, errors="replace"), languages)
        if share > best:
            found, best = name, share
    return found


def _exact(name: str, sample: bytes) -> str:
    """The narrower name where the text has none of what the wider one adds."""
    if name == "cp1252" and not re.search(rb"[\x80-\x9f]", sample):
        return "latin-1"
    return "shift_jis" if name == "cp932" and _decodes(sample, "shift_jis") else name


def _decodes(sample: bytes, name: str) -> bool:
    try:
        sample.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _score(sample: bytes, name: str) -> float:
    """From 0 to 1: the share of the letters outside ASCII that make sense in this encoding."""
    text = sample.decode(name, errors="replace")
    strange = [c for c in text if c > "\x7f"]
    if not strange:
        return 0.0
    broken = text.count("\ufffd") / len(strange)
    if broken > 0.02:  # noqa: PLR2004
        return 0.0
    if name in _EAST:
        return _eastern(text, strange, name)
    if name in _SCRIPTS:
        return _SCRIPTS[name].share(text)
    return _western(text, strange) * _PRIOR[name]


def _eastern(text: str, strange: list[str], name: str) -> float:
    n = len(strange)
    kana = sum("\u3040" <= c <= "\u30ff" for c in strange)
    half = sum("\uff61" <= c <= "\uff9f" for c in strange)
    marks = sum("\u3000" <= c <= "\u303f" or "\uff01" <= c <= "\uff5e" for c in strange)
    common = sum(_common_han(c) for c in strange)
    # Latin letters read as East Asian stand in the middle of words: FAﾇADE.
    alone = 1 - min(1.0, 2 * len(_INSIDE.findall(text)) / n)
    if name in {"cp932", "euc_jp"}:
        # Latin letters in a row read as half-width katakana: these alone prove little.
        half_weight = 1.0 if half > 0.6 * n and n >= _FEW else 0.3
        japanese = 1.0 if kana > 0.2 * n else 0.9
        return alone * japanese * (kana + marks + 0.9 * common + half_weight * half) / n
    if n < _FEW:
        return 0.0
    if name == "cp949":
        hangul = sum("\uac00" <= c <= "\ud7a3" and _encodes(c, "euc_kr") for c in strange)
        return alone * 0.95 * (hangul + marks) / n
    return alone * (0.93 * common + 0.9 * marks) / n * (0.3 if kana > 0.1 * n else 0.95)


def _encodes(char: str, name: str) -> bool:
    try:
        char.encode(name)
    except UnicodeEncodeError:
        return False
    return True


def _common_han(char: str) -> bool:
    """Whether a Han character is among the common ones (level 1 of GB 2312, JIS or Big5)."""
    if not "\u4e00" <= char <= "\u9fff":
        return False
    for name, low, high in (
        ("gb2312", 0xB0, 0xD7),
        ("shift_jis", 0x88, 0x97),
        ("big5", 0xA4, 0xC6),
    ):
        try:
            lead = char.encode(name)[0]
        except UnicodeEncodeError:
            continue
        if low <= lead <= high:
            return True
    return False


def _western(text: str, strange: list[str]) -> float:
    good = sum(_sensible(m, text) for m in re.finditer(r"[^\x00-\x7f]", text))
    return good / len(strange)


def _sensible(match: re.Match[str], text: str) -> float:
    char, at = match[0], match.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char in _SIGNS:
        inside = before.isalpha() and after.isalpha() and char not in "’´·\u00a0"
        return 0.2 if inside else 0.9
    if char not in _LETTERS:
        return 0.1 if unicodedata.category(char).startswith("L") and before.isalpha() else 0.0
    if char.isupper() and before.islower():
        return 0.0
    if before > "\x7f" and after > "\x7f" and before.isalpha() and after.isalpha():
        return 0.1
    return 1.0 if before.isalpha() or after.isalpha() or char in "àÀéèó" else 0.3


def _other(sample: bytes) -> str | None:
    """What charset-normalizer says, when it sees no mess at all."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, rarely needed

    best = from_bytes(sample[:50_000]).best()
    if best is None or best.percent_chaos > 1 or best.percent_coherence < 50:  # noqa: PLR2004
        return None
    return best.encoding if best.encoding not in {"ascii", "utf_8"} else None
