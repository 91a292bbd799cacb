"""What a tool calls a category that is called otherwise here, learned from labelled tickets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from routing.taxonomy import UNKNOWN

HALVES = 2


def translated(
    predicted: Mapping[int, str], actual: Mapping[int, str], known: Collection[str]
) -> dict[int, str]:
    """The predictions by ticket, each foreign name replaced by the category it stands for.

    predicted: what the tool said, by the key of the ticket. actual: labels, where they are known.
    known: the categories of the desk; a name among them stands for itself.

    A foreign name stands for the category that most of its labelled tickets have. So that no ticket
    has a say in its own translation, what counts for one half of the tickets is learned from the
    other. A name without a labelled ticket there stays as it is, and counts as wrong.

    >>> translated({1: "bill", 2: "bill", 3: "bill", 4: "B"}, {1: "A", 2: "A", 3: "A"}, {"A", "B"})
    {1: 'A', 2: 'A', 3: 'A', 4: 'B'}
    """
    own = {*known, UNKNOWN}
    foreign = [key for key, name in predicted.items() if name not in own]
    half = _halves({key: predicted[key] for key in sorted(foreign)})
    seen: defaultdict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for key in foreign:
        if actual.get(key):
            seen[half[key], predicted[key]][actual[key]] += 1
    found = dict(predicted)
    for key in foreign:
        other = seen.get((1 - half[key], predicted[key]))
        if other:
            found[key] = min(other, key=lambda name: (-other[name], name))
    return found


def _halves(names: Mapping[int, str]) -> dict[int, int]:
    """The half of each ticket: those of one name take turns."""
    met: Counter[str] = Counter()
    half = {}
    for key, name in names.items():
        half[key] = met[name] % HALVES
        met[name] += 1
    return half


def foreign_names(predicted: Collection[str], known: Collection[str]) -> tuple[str, ...]:
    """The names that are no category of the desk, the commonest first."""
    own = {*known, UNKNOWN}
    counted = Counter(name for name in predicted if name not in own)
    return tuple(name for name, _ in counted.most_common())
