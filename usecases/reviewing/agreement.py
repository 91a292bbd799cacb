"""How far reviewers agree: by pair of people, and by category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from routing.evaluation.statistics.intervals import Measured, proportion
from store.reviewing.review_figures import SecondLook


@dataclass(frozen=True, slots=True)
class Agreement:
    """The share of tickets looked at twice on which two people say the same.

    of: the two people, or the category.
    """

    of: str
    share: Measured


def by_pair(looks: Sequence[SecondLook]) -> list[Agreement]:
    """The agreement of each two people, whoever came first; most tickets first.

    >>> by_pair([SecondLook("A", "A", "Ana", "Ben"), SecondLook("A", "B", "Ben", "Ana")])[0].of
    'Ana and Ben'
    """
    found: dict[str, list[bool]] = defaultdict(list)
    for look in looks:
        pair = " and ".join(sorted((look.first_reviewer, look.second_reviewer)))
        found[pair].append(look.first == look.second)
    return _sorted(found)


def by_category(looks: Sequence[SecondLook]) -> list[Agreement]:
    """Of the tickets that at least one of the two put into a category, the share both did.

    >>> found = by_category([SecondLook("A", "A", "x", "y"), SecondLook("A", "B", "x", "y")])
    >>> [(each.of, each.share.value, each.share.n) for each in found]
    [('A', 0.5, 2), ('B', 0.0, 1)]
    """
    found: dict[str, list[bool]] = defaultdict(list)
    for look in looks:
        for category in {look.first, look.second}:
            found[category].append(look.first == look.second)
    return _sorted(found)


def _sorted(found: dict[str, list[bool]]) -> list[Agreement]:
    shares = [(name, proportion(sum(same), len(same))) for name, same in found.items()]
    known = [Agreement(name, share) for name, share in shares if share]
    return sorted(known, key=lambda each: (-each.share.n, each.of))
