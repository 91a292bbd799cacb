"""How well the words of a text tell a label: a category follows from it, a priority hardly does."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]{3,20}|[\u2e80-\ud7ff]{2}")
_MAX_WORDS: Final = 60
_MIN_ROWS: Final = 40
_MAX_ROWS: Final = 400


def association(texts: Sequence[str], labels: Sequence[str]) -> float | None:
    """The share of labels told right beyond always telling the most frequent one, 0 to 1.

    Words vote with the labels they were seen with in one half of the rows, for the other half and
    the other way round. None for fewer than 40 rows with both: they would prove nothing.

    >>> texts = ["the invoice is wrong", "cannot reset my password"] * 30
    >>> association(texts, ["Billing", "Access"] * 30)
    1.0
    """
    rows = [
        (frozenset(_WORD.findall(text.casefold())[:_MAX_WORDS]), label.strip())
        for text, label in zip(texts, labels, strict=True)
        if text.strip() and label.strip()
    ][:_MAX_ROWS]
    if len(rows) < _MIN_ROWS:
        return None
    # By position in blocks of two, so that labels that alternate are in both halves.
    halves = (
        [row for n, row in enumerate(rows) if n // 2 % 2],
        [row for n, row in enumerate(rows) if not n // 2 % 2],
    )
    right = _count_right(halves[0], halves[1]) + _count_right(halves[1], halves[0])
    usual = max(Counter(label for _, label in rows).values())
    return max(0.0, (right - usual) / (len(rows) - usual)) if usual < len(rows) else 0.0


def _count_right(
    known: list[tuple[frozenset[str], str]], asked: list[tuple[frozenset[str], str]]
) -> int:
    """How many of the asked rows get their own label by the votes of their words."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words, label in known:
        for word in words:
            seen[word][label] += 1
    right = 0
    for words, label in asked:
        votes: Counter[str] = Counter()
        for word in words:
            counts = seen.get(word)
            if counts:
                total = sum(counts.values())
                for candidate, count in counts.items():
                    # Squared: a word of one label weighs more than one of all.
                    votes[candidate] += (count / total) ** 2  # type: ignore[assignment]
        right += bool(votes) and votes.most_common(1)[0][0] == label
    return right
