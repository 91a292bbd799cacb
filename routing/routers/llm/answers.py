"""What the model said, read with care: parsed if it is certain, else a problem with a name."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from routing.decision import Alternative
from routing.routers.llm.provider import Said, Token
from routing.taxonomy import UNKNOWN

_FENCE: Final = re.compile(r"^\s*```[\w-]*\s*\n?(.*?)\n?\s*```\s*$", re.DOTALL)
_THOUGHT: Final = re.compile(r"<think>.*?</think>", re.DOTALL)
_CONCLUSION: Final = re.compile(
    r"^\W*(?:the )?(?:final |correct )?(?:answer|category|label)(?: is)?\W*:([^\n]+)\s*\Z",
    re.IGNORECASE | re.MULTILINE,
)
_EDGES: Final = " \t\r\n\"'`*_.:;,!-–—()[]{}<>#"
_INNER: Final = re.compile(r"[\s_\-/&]+")
_LEAST_ALTERNATIVE: Final = 0.01

EMPTY: Final = "the model said nothing"
CUT: Final = "the answer was cut off"
BROKEN: Final = "the answer could not be read"
REFUSED: Final = "the model refused to answer"
FILTERED: Final = "the provider's content filter stopped the answer"
MISSING: Final = "the answer left this ticket out"
NO_CATEGORY: Final = "the answer names a category that does not exist"
UNCLEAR: Final = "the answer does not name one category"


@dataclass(frozen=True, slots=True)
class Answer:
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

    def read(self, said: Said, tickets: int) -> list[Answer]:
        """One answer per ticket, in the order asked."""
        problem = _trouble(said)
        if problem:
            return [Answer(None, problem)] * tickets
        text = _THOUGHT.sub("", said.text)
        fenced = _FENCE.match(text)
        text = fenced[1] if fenced else text
        value = _json(text)
        if tickets == 1:
            answer = self._one(value, text, said)
            return [self._cut(answer, said)]
        return self._several(value, said, tickets)

    def label(self, text: str) -> str | None:
        """The category of that name, however it is dressed; None when there is none.

        >>> Reader(["Billing", "Tech & API"]).label("'tech - api'.")
        'Tech & API'
        """
        return self._exact.get(text.strip().casefold()) or self._names.get(_plain(text))

    def _cut(self, answer: Answer, said: Said) -> Answer:
        """An answer cut at its length counts only when its category was complete."""
        if said.finish == "length" and answer.category is None:
            return Answer(None, CUT)
        return answer

    def _one(self, value: Any, text: str, said: Said) -> Answer:
        if isinstance(value, Mapping):
            value = _inner(value)
        if value is None and said.finish != "length":
            return self._prose(text)
        return self._entry(value, said, None)

    def _several(self, value: Any, said: Said, tickets: int) -> list[Answer]:
        entries = _by_id(value)
        if entries is None:
            problem = CUT if said.finish == "length" else BROKEN
            return [Answer(None, problem)] * tickets
        asked = {str(i) for i in range(1, tickets + 1)}
        if asked - entries.keys() and entries.keys() - asked:
            # Counted from 0, or made up: which entry is whose would be a guess.
            return [Answer(None, BROKEN)] * tickets
        missing = CUT if said.finish == "length" else MISSING
        return [
            self._entry(entries[str(i)], said, str(i))
            if str(i) in entries
            else Answer(None, missing)
            for i in range(1, tickets + 1)
        ]

    def _entry(self, value: Any, said: Said, place: str | None) -> Answer:
        """An answer in JSON: a name, or an object with the name and a stated confidence."""
        stated = value.get("confidence") if isinstance(value, Mapping) else None
        name = value.get("category") if isinstance(value, Mapping) else value
        if not isinstance(name, str) or not name.strip():
            return Answer(None, EMPTY if name in ("", None) else UNCLEAR)
        category = self.label(name)
        if category is None:
            return Answer(None, NO_CATEGORY)
        measured = self._measured(said, name, place)
        if measured:
            confidence, alternatives = measured
            return Answer(category, None, confidence, measured=True, alternatives=alternatives)
        return Answer(category, None, _share(stated))

    def _prose(self, text: str) -> Answer:
        """Plain text: the name alone, or a text that mentions exactly one category."""
        if not text.strip():
            return Answer(None, EMPTY)
        category = self.label(text)
        if category is None:
            concluded = _CONCLUSION.search(text)
            category = self.label(concluded[1]) if concluded else None
        if category is None:
            mentioned = self._mentioned(text)
            category = next(iter(mentioned)) if len(mentioned) == 1 else None
        if category is None:
            return Answer(None, UNCLEAR)
        return Answer(category)

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

    def _measured(
        self, said: Said, name: str, place: str | None
    ) -> tuple[float, tuple[Alternative, ...]] | None:
        """Confidence and rivals from the tokens that spell the name, None without tokens."""
        span = _span(said.text, name, place)
        if not said.tokens or span is None:
            return None
        spelling = list(_within(said.tokens, said.text, span))
        if not spelling:
            return None
        chosen = math.exp(min(0.0, sum(token.logprob for token in spelling)))
        return chosen, self._rivals(spelling[0], name, 1.0 - chosen)

    def _rivals(self, first: Token, name: str, rest: float) -> tuple[Alternative, ...]:
        """Categories that only one other beginning fits, with that beginning's probability."""
        found: dict[str, float] = {}
        for text, logprob in first.rivals:
            start = text.strip(' "').casefold()
            fits = [n for n in self._names.values() if start and n.casefold().startswith(start)]
            if len(fits) == 1 and fits[0] != self.label(name):
                found[fits[0]] = max(found.get(fits[0], 0.0), min(rest, math.exp(logprob)))
        ranked = sorted(found.items(), key=lambda item: -item[1])
        return tuple(Alternative(n, p) for n, p in ranked if p >= _LEAST_ALTERNATIVE)


def _trouble(said: Said) -> str | None:
    if said.finish == "broken":
        return BROKEN
    if said.finish == "content_filter":
        return FILTERED
    if said.refusal:
        return REFUSED
    if not said.text.strip():
        return CUT if said.finish == "length" else EMPTY
    return None


def _plain(text: str) -> str:
    return _INNER.sub(" ", text.strip(_EDGES)).strip().casefold()


def _json(text: str) -> Any:
    """The JSON in a text, also with prose around it; None when there is not exactly one."""
    try:
        return _DECODER.decode(text)
    except RecursionError:
        return None
    except ValueError:
        pass
    start = min((i for i in (text.find("{"), text.find("[")) if i >= 0), default=-1)
    if start < 0:
        return None
    try:
        value, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return None if "{" in text[end:] else value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object without the keys that it holds twice: which value is meant would be a guess."""
    keys = Counter(key for key, _ in pairs)
    return {key: value for key, value in pairs if keys[key] == 1}


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_once)


def _inner(value: Mapping[str, Any]) -> Any:
    """The entry of a single ticket, also when the model answered as for several."""
    if "category" in value:
        return value
    entries = _by_id(value)
    if entries and len(entries) == 1:
        return next(iter(entries.values()))
    texts = [v for k, v in value.items() if isinstance(v, str) and k != "confidence"]
    return texts[0] if len(value) == 1 and texts else {}


def _by_id(value: Any) -> dict[str, Any] | None:
    """Entries by id, from an object keyed by id or from a list of objects with an id."""
    if isinstance(value, Mapping):
        lists = [v for v in value.values() if isinstance(v, list)]
        if len(value) == 1 and lists:
            return _by_id(lists[0])
        entries = {str(k).strip(): v for k, v in value.items()}
        return entries if all(k.isdecimal() for k in entries) else None
    if isinstance(value, list) and all(isinstance(v, Mapping) and "id" in v for v in value):
        ids = [str(v["id"]).strip() for v in value]
        # The same id twice: which of them is meant is a guess.
        return {i: v for i, v in zip(ids, value, strict=True) if ids.count(i) == 1}
    return None


def _share(value: Any) -> float | None:
    """A stated confidence as a share; percentages are understood.

    >>> _share(0.8), _share("85 %"), _share("high"), _share(True)
    (0.8, 0.85, None, None)
    """
    if isinstance(value, bool):
        return None
    try:
        number = float(str(value).strip().rstrip("%").strip())
    except ValueError:
        return None
    if 1 < number <= 100:  # noqa: PLR2004 - a percentage
        number /= 100
    return number if 0 <= number <= 1 else None


def _span(text: str, name: str, place: str | None) -> tuple[int, int] | None:
    """Where the name stands in the answer; after its id when there are several."""
    start = 0
    if place is not None:
        key = re.search(rf'"(?:id"\s*:\s*"?)?{place}"?\s*[:,}}]', text)
        if not key:
            return None
        start = key.end()
    found = text.find(json.dumps(name, ensure_ascii=False), start)
    if found >= 0:
        return found + 1, found + 1 + len(name)
    found = text.find(name, start)
    return (found, found + len(name)) if found >= 0 else None


def _within(tokens: Sequence[Token], text: str, span: tuple[int, int]) -> list[Token]:
    """The tokens that spell a span of the text; none when tokens and text do not match."""
    if "".join(token.text for token in tokens)[: len(text)] != text:
        return []
    found, at = [], 0
    for token in tokens:
        if at < span[1] and at + len(token.text) > span[0]:
            found.append(token)
        at += len(token.text)
    return found
