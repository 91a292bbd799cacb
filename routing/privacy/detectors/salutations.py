"""Names in the form of a letter: whom it greets, and who signs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from routing.privacy.detectors.name_shapes import INITIALS, NAME, end_of_name, is_title, word_set
from routing.privacy.span import Found

_CLOSED: Final = re.compile(rf"[ ]?[,.!-][ ]?({NAME.pattern}|{INITIALS.pattern})[.!]?\Z")
_SENTENCE_END: Final = re.compile(r"[.!?] ")
_LINE: Final = 90
_SHORT_LINE: Final = 60
_TAIL: Final = 70
_MAX_WORDS: Final = 4


def find(text: str) -> Iterator[Found]:
    """Greetings at the start of a line, and names after or below a closing."""
    start = 0
    signed = False
    for line in text.split("\n"):
        head = line.strip()[:_LINE]
        if head:
            offset = start + len(line) - len(line.lstrip())
            if signed:
                yield from _signature(head, offset)
            yield from _greeted(head, offset)
            signed = head.lower().rstrip(" ,.!-:") in word_set("closings")
            if not signed:
                yield from _closed_line(line, start)
        start += len(line) + 1


def _greeted(head: str, offset: int) -> Iterator[Found]:
    """`Dear Ann,` or `Hi Ann Smith,` but not `Hi Team,`."""
    for count in (1, 2, 3):
        parts = head.split(" ", count)
        greeting = " ".join(parts[:count]).rstrip(",").lower()
        if len(parts) > count and greeting in word_set("greetings"):
            begin = len(head) - len(parts[count])
            match = NAME.match(head, begin)
            if match and not is_title(match[0]) and _stands_alone(head, match):
                yield Found(offset + begin, offset + match.end(), "PERSON")
                return


def _stands_alone(head: str, match: re.Match[str]) -> bool:
    """Whether the whole match is a name, with the end of the greeting right after it."""
    whole = end_of_name(head, *match.span()) == match.end()
    return whole and head[match.end() : match.end() + 1] in {"", *",!:.-"}


def _signature(head: str, offset: int) -> Iterator[Found]:
    match = NAME.match(head) or INITIALS.match(head)
    if match is None or len(match[0].split()) > _MAX_WORDS:
        return
    rest = head[match.end() :].strip()
    if end_of_name(head, *match.span()) == match.end() and (not rest or rest[0] in ",(|/-."):
        yield Found(offset, offset + match.end(), "PERSON")


def _closed_line(line: str, start: int) -> Iterator[Found]:
    """`Thanks, Ann` as a line of its own, or as the last words of a long one."""
    bare = line.rstrip()
    begins = [len(line) - len(line.lstrip())] if len(bare) < _SHORT_LINE else []
    tail = max(0, len(bare) - _TAIL)
    begins += [match.end() for match in _SENTENCE_END.finditer(bare, tail)]
    for begin in begins:
        yield from _closed(bare[begin:], start + begin)


def _closed(words: str, offset: int) -> Iterator[Found]:
    for mark in (",", "-", ".", "!"):
        cut = words.rfind(mark, 0, -1)
        closing = words[:cut].strip(" ,.!-").lower() if cut > 0 else ""
        match = _CLOSED.match(words, cut) if closing in word_set("closings") else None
        if match and end_of_name(words, *match.span(1)) == match.end(1):
            yield Found(offset + match.start(1), offset + match.end(1), "PERSON")
            return
