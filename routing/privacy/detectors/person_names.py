"""Names of people, best effort: only where a text introduces, greets, signs or labels one.

A name in the middle of a sentence is not found, and a rare greeting may be taken for a name. What
this finds helps privacy; it promises nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from routing.privacy.detectors import salutations
from routing.privacy.detectors.context_words import AnnotatedText
from routing.privacy.detectors.name_shapes import NAME, end_of_name, is_title, word_set, words
from routing.privacy.span import Found

_GAP: Final = re.compile(r"[ ]?[:,]?[ ]{1,2}|:[ ]?")
_TITLE_GAP: Final = re.compile(r"\.?[ ](?:(?:Dr|Prof|Mr|Mrs|Frau|Herr)\.?[ ])?")
_LABEL_GAP: Final = re.compile(r"[ ]{0,2}[:=|][ ]{0,3}[\"']?")
# The folding has made full-width colons and commas plain.
_SPEAKER: Final = re.compile(
    r"(?:私の名前は|私は|名前は|(?:氏名|お名前|姓名):\s?|我叫|我是|제 이름은 |저는 )"
    r"([\u4e00-\u9fff]{2,4}[ ]?[\u4e00-\u9fff]{0,3}|[\u30a1-\u30f6ー・]{3,12}"
    r"|[\uac00-\ud7a3]{2,4})"
    r"(?=です|と申します|といいます|,|。|\.|、|입니다|이라고|\s|$)"
)
_HONOURED: Final = re.compile(
    r"(?:(?<=^)|(?<=[\s、。]))([\u4e00-\u9fff]{2,4}|[\u30a1-\u30f6ー]{3,10})"
    r"(?=様(?![\u4e00-\u9fff子々]))"
)


def find(annotated: AnnotatedText) -> Iterator[Found]:
    """Names after "my name is", after titles and labels, in greetings and in signatures."""
    text = annotated.text
    for word, end in annotated.occurrences(words("introductions")):
        least = 2 if word in word_set("weak") else 1
        yield from _name_at(text, end, _GAP, least)
    for word, end in annotated.occurrences(words("titles")):
        # "mr smith" is rare, "pan" in small letters is a kitchen tool.
        if text[end - len(word)].isupper():
            yield from _name_at(text, end, _TITLE_GAP, least=1)
    for word, end in annotated.occurrences(words("labels")):
        least = 1 if word in word_set("sure_labels") else 2
        yield from _name_at(text, end, _LABEL_GAP, least)
    yield from salutations.find(text)
    if not text.isascii():
        yield from _east_asian(text)


def _name_at(text: str, at: int, gap: re.Pattern[str], least: int) -> Iterator[Found]:
    """The name after a gap, if it has at least so many words."""
    between = gap.match(text, at)
    match = NAME.match(text, between.end()) if between else None
    if match is None or is_title(match[0]):
        return
    end = end_of_name(text, *match.span())
    count = len(text[match.start() : end].split())
    if count >= least and not _goes_on(text, end):
        yield Found(match.start(), end, "PERSON")


def _goes_on(text: str, end: int) -> bool:
    """Whether the name is part of something longer: a domain, a path, a product."""
    following = text[end : end + 2]
    joined = following[:1] in {".", "-"} and following[1:].isalnum()
    return joined or following[:1] in {"@", "/", "_", "\\", "&"}


def _east_asian(text: str) -> Iterator[Found]:
    for pattern in (_SPEAKER, _HONOURED):
        for match in pattern.finditer(text):
            if match[1] not in word_set("not_names"):
                yield Found(*match.span(1), "PERSON")
