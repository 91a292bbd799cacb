"""What the model said, read with care: parsed if it is certain, else a problem with a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from routing.decision import Alternative
from routing.routers.llm.answer.lenient_json import entries_by_id, entry_of_one, share, value_in
from routing.routers.llm.answer.likelihood import likelihood, rivals
from routing.routers.llm.provider import Completion
from routing.taxonomy import UNKNOWN

_FENCE: Final = re.compile(r"^\s*```[\w-]*\s*\n?(.*?)\n?\s*```\s*$", re.DOTALL)
_CONCLUSION: Final = re.compile(
    r"^\W*(?:the )?(?:final |correct )?(?:answer|category|label)(?: is)?\W*:([^\n]+)\s*\Z",
    re.IGNORECASE | re.MULTILINE,
)
_EDGES: Final = " \t\r\n\"'`*_.:;,!-–—()[]{}<>#"
# No answer is longer; what is before it is thought, or nonsense that must not cost time.
_MAX_TEXT: Final = 50_000
_INNER: Final = re.compile(r"[\s_\-/&]+")

EMPTY: Final = "the model said nothing"
CUT: Final = "the answer was cut off before it was complete"
BROKEN: Final = "the answer could not be read"
REFUSED: Final = "the model refused to answer"
FILTERED: Final = "the provider's content filter stopped the answer"
MISSING: Final = "the answer left this ticket out"
NO_CATEGORY: Final = "the answer names a category that does not exist"
UNCLEAR: Final = "the answer does not name one category"


@dataclass(frozen=True, slots=True)
class ParsedAnswer:
    """One ticket's answer.

    category: None when it cannot be used; `problem` then says why.
    confidence: None when the model gave none.
    measured: whether the confidence comes from token probabilities, not from the model's word.
    """

    category: str | None
    problem: str | None = None
    confidence: float | None = None
    measured: bool = False
    alternatives: tuple[Alternative, ...] = ()


class Reader:
    """Knows the categories, and reads answers about one or several tickets."""

    def __init__(self, names: Sequence[str]) -> None:
        everything = (*names, UNKNOWN)
        self._exact = {name.strip().casefold(): name for name in everything}
        loose = Counter(_plain(name) for name in everything)
        # Two names that differ in dress only must be told apart by it.
        self._names = {_plain(name): name for name in everything if loose[_plain(name)] == 1}
        self._longest_first = sorted(self._names, key=len, reverse=True)

    def read(self, completion: Completion, tickets: int) -> list[ParsedAnswer]:
        """One answer per ticket, in the order asked."""
        if tickets == 1 and not completion.text.strip() and completion.finish == "stop":
            concluded = self._concluded(completion.reasoning)
            if concluded:
                return [concluded]
        problem = _trouble(completion)
        if problem:
            return [ParsedAnswer(None, problem)] * tickets
        text = _without_thoughts(completion.text[-_MAX_TEXT:])
        fenced = _FENCE.match(text)
        text = fenced[1] if fenced else text
        value = value_in(text)
        if tickets == 1:
            answer = self._one(value, text, completion)
            return [self._cut(answer, completion)]
        return self._several(value, completion, tickets)

    def label(self, text: str) -> str | None:
        """The category of that name, however it is dressed; None when there is none.

        >>> Reader(["Billing", "Tech & API"]).label("'tech - api'.")
        'Tech & API'
        """
        return self._exact.get(text.strip().casefold()) or self._names.get(_plain(text))

    def _cut(self, answer: ParsedAnswer, completion: Completion) -> ParsedAnswer:
        """An answer cut at its length counts only when its category was complete."""
        if completion.finish == "length" and answer.category is None:
            return ParsedAnswer(None, CUT)
        return answer

    def _one(self, value: Any, text: str, completion: Completion) -> ParsedAnswer:
        value = entry_of_one(value)
        if value is None and completion.finish != "length":
            return self._prose(text)
        return self._entry(value, completion, None)

    def _several(self, value: Any, completion: Completion, tickets: int) -> list[ParsedAnswer]:
        entries = entries_by_id(value)
        if entries is None:
            problem = CUT if completion.finish == "length" else BROKEN
            return [ParsedAnswer(None, problem)] * tickets
        asked = {str(i) for i in range(1, tickets + 1)}
        if asked - entries.keys() and entries.keys() - asked:
            # Counted from 0, or made up: which entry is whose would be a guess.
            return [ParsedAnswer(None, BROKEN)] * tickets
        missing = CUT if completion.finish == "length" else MISSING
        return [
            self._entry(entries[str(i)], completion, str(i))
            if str(i) in entries
            else ParsedAnswer(None, missing)
            for i in range(1, tickets + 1)
        ]

    def _entry(self, value: Any, completion: Completion, place: str | None) -> ParsedAnswer:
        """An answer in JSON: a name, or an object with the name and a stated confidence."""
        stated = value.get("confidence") if isinstance(value, Mapping) else None
        name = self._named(value) if isinstance(value, Mapping) else value
        if not isinstance(name, str) or not name.strip():
            return ParsedAnswer(None, EMPTY if name in ("", None) else UNCLEAR)
        category = self.label(name)
        if category is None:
            return ParsedAnswer(None, NO_CATEGORY)
        measured = likelihood(completion, name, place)
        if measured:
            confidence, first = measured
            others = rivals(first, self._names.values(), category, 1.0 - confidence)
            return ParsedAnswer(category, None, confidence, measured=True, alternatives=others)
        return ParsedAnswer(category, None, share(stated))

    def _named(self, entry: Mapping[str, Any]) -> Any:
        """What stands where the category should; under another key, if one value names one."""
        if "category" in entry:
            return entry["category"]
        texts = [value for value in entry.values() if isinstance(value, str)]
        named = [text for text in texts if self.label(text)]
        if len({self.label(text) for text in named}) == 1:
            return named[0]
        return texts[0] if len(entry) == len(texts) == 1 else None

    def _concluded(self, thoughts: str) -> ParsedAnswer | None:
        """The answer of a model that only thought aloud, None where it does not end in one."""
        ending = thoughts[-_MAX_TEXT:].strip()
        start = ending.rfind("{")
        value = entry_of_one(value_in(ending[start:])) if start >= 0 else None
        if isinstance(value, Mapping) and ending.endswith("}"):
            answer = self._entry(value, Completion(""), None)
            return answer if answer.category else None
        concluded = _CONCLUSION.search(ending)
        category = self.label(concluded[1] if concluded else ending)
        return ParsedAnswer(category) if category else None

    def _prose(self, text: str) -> ParsedAnswer:
        """Plain text: the name alone, or a text that mentions exactly one category."""
        if not text.strip():
            return ParsedAnswer(None, EMPTY)
        category = self.label(text)
        if category is None:
            concluded = _CONCLUSION.search(text)
            category = self.label(concluded[1]) if concluded else None
        if category is None:
            mentioned = self._mentioned(text)
            category = next(iter(mentioned)) if len(mentioned) == 1 else None
        if category is None:
            return ParsedAnswer(None, UNCLEAR)
        return ParsedAnswer(category)

    def _mentioned(self, text: str) -> set[str]:
        """The categories that occur in a text as whole words; negated ones make it unclear."""
        rest = f" {_plain(text)} "
        if re.search(r"\b(?:not|no|neither|nor|isn't|rather than|instead of)\b", rest):
            return set()
        found = set()
        for plain in self._longest_first:
            pattern = rf"(?<!\w){re.escape(plain)}(?!\w)"
            if plain and re.search(pattern, rest):
                found.add(self._names[plain])
                rest = re.sub(pattern, "\0", rest)
        return found


def _trouble(completion: Completion) -> str | None:
    if completion.finish == "broken":
        return BROKEN
    if completion.finish == "content_filter":
        return FILTERED
    if completion.refusal:
        return REFUSED
    if not completion.text.strip():
        return CUT if completion.finish == "length" else EMPTY
    return None


def _without_thoughts(text: str) -> str:
    """What a reasoning model says aloud.

    >>> _without_thoughts("<think>Billing? No.</think>Delivery")
    'Delivery'
    """
    *thoughts, last = text.split("</think>")
    return "".join([*(part.partition("<think>")[0] for part in thoughts), last])


def _plain(text: str) -> str:
    return _INNER.sub(" ", text.strip(_EDGES)).strip().casefold()
