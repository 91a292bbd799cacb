"""Names of people, best effort: only where a text introduces, greets, signs or labels one.

A name in the middle of a sentence is not found, and a rare greeting may be taken for a name. What
this finds helps privacy; it promises nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from routing.privacy.cues import Reading
from routing.privacy.span import Found

_FILE: Final = Path(__file__).with_name("people.toml")
_UPPER: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŸŹŻŽȘȚΑ-ΩΆΈ-ΏА-ЯЁ"
_PART: Final = (
    rf"(?:O'|D'|Mc|Mac|L')?[{_UPPER}][^\W\d_{_UPPER}]{{1,24}}(?:['-][{_UPPER}][^\W\d_]{{1,20}})?"
)
_PARTICLE: Final = r"(?:van der|van den|van de|von der|von|van|de la|de los|del|della|der|den|ter|dos|das|da|de|di|du|le|la|el|al|bin|ibn|zu|af)"
_NAME: Final = re.compile(rf"{_PART}(?:\s[{_UPPER}]\.)?(?:[ ](?:{_PARTICLE}[ ])?{_PART}){{0,3}}")
_CJK_SPEAKER: Final = re.compile(
    r"(?:私の名前は|私は|名前は|氏名[:：]\s?|お名前[:：]\s?|姓名[:：]\s?|我叫|我是|제 이름은 |저는 )"
    r"([\u4e00-\u9fff]{2,4}[ ]?[\u4e00-\u9fff]{0,3}|[\u30a1-\u30f6ー・]{3,12}|[\uac00-\ud7a3]{2,4})"
    r"(?=です|と申します|といいます|，|,|。|\.|、|입니다|이라고|\s|$)"
)
_CJK_HONOURED: Final = re.compile(
    r"(?:(?<=^)|(?<=[\s、。]))([\u4e00-\u9fff]{2,4}|[\u30a1-\u30f6ー]{3,10})(?=様(?![\u4e00-\u9fff子々]))"
)
_NOT_CJK: Final = frozenset(
    {
        "お客",
        "客",
        "皆",
        "担当者",
        "各位",
        "御社",
        "弊社",
        "会員",
        "新規",
        "利用者",
        "何",
        "同",
        "多",
        "異",
        "様",
    }
)
_GAP: Final = re.compile(r"[ ]?[:,]?[ ]{1,2}|:[ ]?")
_LABEL_GAP: Final = re.compile(r"[ ]{0,2}[:=|][ ]{0,3}[\"']?")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {
        kind: tuple(dict.fromkeys(w)) for kind, w in tomllib.loads(_FILE.read_text("utf-8")).items()
    }


@cache
def _not_names() -> frozenset[str]:
    return frozenset(_words()["not_names"])


@cache
def _weak() -> frozenset[str]:
    return frozenset(_words()["weak"])


def find(reading: Reading) -> Iterator[Found]:
    """Names after "my name is", after titles and labels, in greetings and in signatures."""
    words, text = _words(), reading.text
    for word, end in _ends(reading, words["introductions"]):
        yield from _name_at(text, end, _GAP, least=2 if word in _weak() else 1, word=word)
    for word, end in _ends(reading, words["titles"]):
        # "mr smith" is rare, "pan" in small letters is a kitchen tool.
        if text[end - len(word)].isupper():
            yield from _name_at(text, end, _TITLE_GAP, least=1, word=word)
    for word, end in _ends(reading, words["labels"]):
        yield from _name_at(
            text, end, _LABEL_GAP, least=2 if word not in _SURE_LABELS else 1, word=word
        )
    yield from _lines(text, words)
    if not text.isascii():
        yield from _east_asian(text)


_TITLE_GAP: Final = re.compile(r"\.?[ ](?:(?:Dr|Prof|Mr|Mrs|Frau|Herr)\.?[ ])?")
_SURE_LABELS: Final = frozenset(
    {"first name", "last name", "surname", "vorname", "nachname", "prénom", "apellidos", "cognome", "nombre",
     "voornaam", "achternaam", "nazwisko", "full name", "cardholder", "account holder", "name on card"}
)  # fmt: skip


def _ends(reading: Reading, words: Sequence[str]) -> Iterator[tuple[str, int]]:
    return ((word, end) for word in words for end in reading.places(word))


def _name_at(text: str, at: int, gap: re.Pattern[str], *, least: int, word: str) -> Iterator[Found]:
    between = gap.match(text, at)
    if between is None or (word[-1] == "." and not between[0].strip(" .:,") == ""):
        return
    match = _NAME.match(text, between.end())
    if match is None or _is_title(match[0]):
        return
    end = _without_common_words(text, match.start(), match.end())
    count = len(text[match.start() : end].split())
    if end > match.start() and count >= least and not _goes_on(text, end):
        yield Found(match.start(), end, "PERSON")


def _without_common_words(text: str, start: int, end: int) -> int:
    """The name cut before the first word that is no name."""
    kept = start
    at = start
    for part in text[start:end].split(" "):
        if part[:1].isupper() and part.lower().rstrip(".") in _not_names():
            break
        at += len(part)
        kept = at
        at += 1
    # A particle alone at the end belongs to what was cut.
    while kept > start and text[start:kept].rpartition(" ")[2].islower():
        kept = start + max(0, text[start:kept].rfind(" "))
    return max(start, kept)


def _is_title(name: str) -> bool:
    return name.split(" ")[0].lower() in _titles()


@cache
def _titles() -> frozenset[str]:
    return frozenset(_words()["titles"])


def _goes_on(text: str, end: int) -> bool:
    """Whether the name is part of something longer: a domain, a path, a product."""
    following = text[end : end + 2]
    return bool(following) and (
        following[0] in "@/_\\&" or (following[0] in ".-" and following[1:].isalnum())
    )


def _lines(text: str, words: dict[str, tuple[str, ...]]) -> Iterator[Found]:
    """Greetings at the start of a line, and the line below or after a closing."""
    greetings, closings = _greeting_set(), _closing_set()
    start = 0
    signed = 0
    for number, line in enumerate(text.split("\n")):
        head = line.strip()[:90]
        offset = start + len(line) - len(line.lstrip())
        low = head.lower()
        if signed and head:
            signed -= 1
            yield from _signature(head, offset)
        if head:
            yield from _greeted(head, low, offset, greetings)
            closing = low.rstrip(" ,.!-:")
            if closing in closings:
                signed = 1
            elif number or len(head) < 60:  # noqa: PLR2004 - a closing line is short
                yield from _closed(head, low, offset, closings)
            else:
                yield from _last_words(line, start)
        start += len(line) + 1


@cache
def _greeting_set() -> frozenset[str]:
    return frozenset(_words()["greetings"])


@cache
def _closing_set() -> frozenset[str]:
    return frozenset(_words()["closings"])


_FIRST_WORDS: Final = re.compile(
    r"((?:[^\W\d_]+[ ]){0,2}?)(?:(?:Herrn?|Frau|Mr|Mrs|Ms|Monsieur|Madame|Mme|Señora?|Dr|Prof)\.? )?(?=\b)"
)


def _greeted(head: str, low: str, offset: int, greetings: frozenset[str]) -> Iterator[Found]:
    """ "Dear Ann," or "Hi Ann Smith," but not "Hi Team,"."""
    for words in (1, 2):
        parts = low.split(" ", words)
        if len(parts) > words and " ".join(parts[:words]).rstrip(",") in greetings:
            begin = sum(len(p) + 1 for p in parts[:words])
            match = _NAME.match(head, begin)
            if match is None or _is_title(match[0]):
                continue
            end = _without_common_words(head, match.start(), match.end())
            closed = head[end : end + 1] in ",!:.-" or end == len(head)
            if end > begin and closed and end == match.end() and len(head[begin:end].split()) <= 3:  # noqa: PLR2004
                yield Found(offset + begin, offset + end, "PERSON")
            return


def _signature(head: str, offset: int) -> Iterator[Found]:
    match = _NAME.match(head) or _INITIAL.match(head)
    if match and match.end() > 1:
        end = _without_common_words(head, 0, match.end())
        rest = head[end:].strip()
        if (
            end == match.end()
            and (not rest or rest[0] in ",(|/-.")
            and len(head[:end].split()) <= 4
        ):  # noqa: PLR2004
            yield Found(offset, offset + end, "PERSON")


_INITIAL: Final = re.compile(rf"[{_UPPER}]\.(?: ?[{_UPPER}]\.)? {_PART}")
_CLOSED: Final = re.compile(rf"[ ]?[,.!-][ ]?({_NAME.pattern}|{_INITIAL.pattern})[.!]?\Z")


def _closed(head: str, low: str, offset: int, closings: frozenset[str]) -> Iterator[Found]:
    """ "Thanks, Ann" on a line of its own."""
    for mark in (",", "-", ".", "!"):
        cut = low.rfind(mark, 0, -1)
        words = low[:cut].rpartition(". ")[2].strip(" ,.!-") if cut > 0 else ""
        if words in closings:
            match = _CLOSED.match(head, cut)
            if match and _without_common_words(head, match.start(1), match.end(1)) == match.end(1):
                yield Found(offset + match.start(1), offset + match.end(1), "PERSON")
                return


def _last_words(line: str, start: int) -> Iterator[Found]:
    """The end of a text in one line: "... not working. Regards, Ann Smith"."""
    tail = max(0, len(line) - 70)
    sentence = max(line.rfind(". ", tail), line.rfind("! ", tail), line.rfind("? ", tail))
    for begin in {
        sentence,
        line.rfind(". ", tail, max(sentence, 0)),
        line.rfind("? ", tail, max(sentence, 0)),
    }:
        if begin >= 0:
            head = line[begin + 2 :].strip()
            at = start + line.index(head, begin + 2) if head else 0
            yield from _closed(head, head.lower(), at, _closing_set())


def _east_asian(text: str) -> Iterator[Found]:
    for pattern in (_CJK_SPEAKER, _CJK_HONOURED):
        for match in pattern.finditer(text):
            if match[1] not in _NOT_CJK:
                yield Found(*match.span(1), "PERSON")
