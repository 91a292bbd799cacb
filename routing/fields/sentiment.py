"""The mood of a text by its words, without labels: negative, neutral or positive."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from math import exp
from typing import Final

NEGATIVE, NEUTRAL, POSITIVE = "negative", "neutral", "positive"
READ: Final = 5_000
# How many words back a negation turns the mood around.
REACH: Final = 3
_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?")
_SHOUTED: Final = re.compile(r"\b[A-Z]{4,}\b|!{2,}")


def sentiment(text: str) -> tuple[str, float]:
    """The mood and a confidence from 0 to 1 in it; a score, no probability.

    A polite "thanks" at the end weighs less than what is wrong: half a word.

    >>> sentiment("This is unacceptable, I am very disappointed!")[0]
    'negative'
    >>> sentiment("Great service, I am happy")[0], sentiment("What are your hours?")[0]
    ('positive', 'neutral')
    >>> sentiment("I am not happy")[0]
    'negative'
    """
    read = text[:READ].replace("\u2019", "'")
    balance = _balance(_WORD.findall(read.lower()))
    if balance < 0:
        balance -= 0.5 * len(_SHOUTED.findall(read))
    if abs(balance) < 1:
        return NEUTRAL, round(1 - abs(balance) / 2, 2)
    return (POSITIVE if balance > 0 else NEGATIVE), round(1 / (1 + exp(-abs(balance))), 4)


def _balance(words: list[str]) -> float:
    """Good words less bad ones."""
    total = 0.0
    for place, word in enumerate(words):
        mood = _mood(word)
        if mood and _negated(words[max(0, place - REACH) : place]):
            mood = -abs(mood) if mood > 0 else 0.0
        total += mood
    return total


def _negated(before: list[str]) -> bool:
    return any(word in _words()["negation"] for word in before)


@cache
def _mood(word: str) -> float:
    table = _words()
    if any(word.startswith(stem) for stem in table["negative"]):
        return -1.0
    if word.startswith("thank") or word in ("cheers", "kind", "like", "please", "pleased"):
        return 0.5
    return float(any(word.startswith(stem) for stem in table["positive"]))


@cache
def _words() -> dict[str, frozenset[str]]:
    table = tomllib.loads(files(__package__).joinpath("sentiment.toml").read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}
