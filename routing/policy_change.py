"""What a changed policy would do to the decisions of a run, before it is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from routing.decision import Decision, Disposition, ReviewKind
from routing.policy import Policy, disposition_of

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Moves:
    """Counts of decisions now and under the other policy, as (now, then).

    between: decisions by (disposition now, disposition then).
    by_reason: those that want a person, by why.
    by_category: those that go without one, by category.
    """

    between: Mapping[tuple[Disposition, Disposition], int]
    by_reason: Mapping[ReviewKind, Pair]
    by_category: Mapping[str, Pair]

    def of(self, disposition: Disposition) -> Pair:
        """How many have that disposition now and then."""
        now = sum(n for (before, _), n in self.between.items() if before is disposition)
        then = sum(n for (_, after), n in self.between.items() if after is disposition)
        return now, then

    @property
    def moved(self) -> int:
        """How many would change their disposition."""
        return sum(n for (before, after), n in self.between.items() if before is not after)


def moves(decisions: Iterable[Decision], policy: Policy) -> Moves:
    """Hold what is against what would be; no router is asked.

    >>> sure = Decision(1, "Billing", 0.9, "embedded", disposition=Disposition.AUTO)
    >>> moves([sure], Policy(0.95)).of(Disposition.AUTO)
    (1, 0)
    """
    between: Counter[tuple[Disposition, Disposition]] = Counter()
    now: Counter[ReviewKind] = Counter()
    then: Counter[ReviewKind] = Counter()
    alone: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for decision in decisions:
        why = policy.why(decision)
        after = disposition_of(decision, why[0] if why else None)
        between[decision.disposition, after] += 1
        if decision.review_kind:
            now[decision.review_kind] += 1
        if why:
            then[why[0]] += 1
        alone[0][decision.category] += decision.disposition is Disposition.AUTO
        alone[1][decision.category] += after is Disposition.AUTO
    return Moves(
        between,
        {kind: (now[kind], then[kind]) for kind in ReviewKind if now[kind] or then[kind]},
        {name: (alone[0][name], alone[1][name]) for name in sorted(alone[0])},
    )
