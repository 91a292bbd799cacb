"""A policy goes along when categories are renamed, merged or split: nothing is let loose by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from routing.policy import Policy


def renamed(policy: Policy, names: Mapping[str, str]) -> Policy:
    """The same policy under other names; where several become one, the strictest of them counts.

    names: the new name of each category that has one.

    >>> renamed(Policy(0.7, {"A": 0.9, "B": None}), {"A": "C", "B": "C"}).thresholds
    {'C': None}
    """
    if not names:
        return policy
    own = {*policy.thresholds}
    new_names = {names.get(name, name) for name in own}
    # A category without a threshold of its own brings the general one along.
    joined = own | {name for name, new in names.items() if new in new_names}
    thresholds: dict[str, float | None] = {}
    for name in sorted(joined):
        new = names.get(name, name)
        asked = policy.thresholds.get(name, policy.threshold)
        thresholds[new] = _stricter(thresholds.get(new, 0.0), asked)
    return replace(
        policy,
        thresholds=thresholds,
        always_review=frozenset(names.get(name, name) for name in policy.always_review),
        parents={
            names.get(name, name): names.get(parent, parent)
            for name, parent in policy.parents.items()
            if names.get(name, name) != names.get(parent, parent)
        },
    )


def with_part(policy: Policy, whole: str, part: str) -> Policy:
    """The policy that treats a part like the category it was split from."""
    thresholds = dict(policy.thresholds)
    if whole in thresholds:
        thresholds[part] = thresholds[whole]
    more = {part} if whole in policy.always_review else set()
    return replace(policy, thresholds=thresholds, always_review=policy.always_review | more)


def _stricter(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else max(one, other)
