"""The thresholds of a cascade, chosen on labelled tickets that both routers have answered.

`cheapest` asks for a precision and looks for the least cost. Every pair of thresholds it looks at
is judged by tests that share the allowed error out among all of them, so the promise holds for the
pair that is taken, however it was picked. `most_accurate` makes no promise: it takes the threshold
that was right most often within a share of calls.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

import numpy as np

from routing.errors import EvaluationError
from routing.evaluation.dial.certify import Flags, Floats, candidates, certify
from routing.evaluation.statistics.intervals import LEVEL
from routing.routers.cascade.rule import CascadeRule

TRIED: Final = 8
TESTS: Final = TRIED + 2  # one for each first threshold, one for each router alone
SETTLED: Final = 2.0  # above any confidence
Groups = Sequence[Hashable] | None


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What one router said of the tickets.

    confidence, correct: per ticket; a ticket that may not go without a person has confidence -1.
    cost: what asking it costs a ticket, in the money that a person's work is given in.
    """

    confidence: Floats
    correct: Flags
    cost: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A rule and what it comes to on the tickets it was chosen on.

    calls: share of tickets that the second router is asked. auto: share that no person sees.
    right: share of those that is right, None where there are none.
    cost: money a ticket, a person's work on the rest included.
    """

    rule: CascadeRule
    calls: float
    auto: float
    right: float | None
    cost: float

    @property
    def cost_per_1000(self) -> float:
        """The same for a thousand tickets."""
        return 1000 * self.cost

    def saves_per_1000(self, other: Plan) -> float:
        """What a thousand tickets cost less than by the other plan; below 0 where they cost more.

        >>> rule = CascadeRule(0.9, 0.9)
        >>> round(Plan(rule, 0.1, 0.5, 0.9, 0.02).saves_per_1000(Plan(rule, 1, 0.5, 0.9, 0.05)))
        30
        """
        return other.cost_per_1000 - self.cost_per_1000


def cheapest(
    first: Stage,
    second: Stage,
    asked: float,
    person: float,
    level: float = LEVEL,
    *,
    groups: Groups = None,
) -> tuple[Plan, Plan, Plan]:
    """The cascade that costs least at the asked precision, then either router alone.

    asked: precision from 0 to 1 among tickets that go without a person.
    person: what a person's decision costs a ticket.
    groups: the near-duplicate group of each ticket; each proves no more than one text does.
    Each router alone has the whole allowed error for its one threshold. The cascade pays for the
    thresholds it has looked at, so on few tickets it may come out dearer.

    Raises EvaluationError where the two have not answered the same tickets.
    """
    _check(first, second)
    error = (1 - level) / TESTS
    rules = [
        *_rules(first, second, asked, error, groups),
        *_alone(first, second, asked, error, groups),
    ]
    best = min((plan_of(first, second, rule, person) for rule in rules), key=lambda p: p.cost)
    one, other = _alone(first, second, asked, 1 - level, groups)
    return best, plan_of(first, second, one, person), plan_of(first, second, other, person)


def most_accurate(first: Stage, second: Stage, most_calls: float = 1.0) -> Plan:
    """The threshold below which asking the second router is right most often.

    most_calls: share of tickets, from 0 to 1, that the second router may be asked at most.
    Of equally good ones the strictest on calls is taken.

    >>> unsure = Stage(np.array([0.9, 0.2]), np.array([True, False]), 0.0)
    >>> better = Stage(np.array([1.0, 1.0]), np.array([False, True]), 0.01)
    >>> most_accurate(unsure, better).rule.sure, most_accurate(unsure, better).right
    (0.9, 1.0)
    """
    _check(first, second)
    order = np.argsort(first.confidence, kind="stable")
    ranked = first.confidence[order]
    gain = second.correct[order].astype(np.int64) - first.correct[order].astype(np.int64)
    total = np.concatenate([[0], np.cumsum(gain)])
    starts = np.concatenate([[True], ranked[1:] != ranked[:-1], [True]])
    allowed = starts & (np.arange(ranked.size + 1) <= most_calls * ranked.size)
    asked = int(np.where(allowed, total, -ranked.size - 1).argmax())
    sure = float(ranked[asked]) if asked < ranked.size else None
    return plan_of(first, second, CascadeRule(sure, 0.0), 0.0)


def plan_of(first: Stage, second: Stage, rule: CascadeRule, person: float) -> Plan:
    """What a rule comes to on these tickets."""
    settled = first.confidence >= _limit(rule.sure)
    accepted = ~settled & (second.confidence >= _limit(rule.accepted))
    # A rule that accepts nothing of the second router need not ask it.
    calls = 0.0 if rule.accepted is None else float((~settled).mean())
    auto = float((settled | accepted).mean())
    hits = int((first.correct & settled).sum() + (second.correct & accepted).sum())
    right = hits / (auto * settled.size) if auto else None
    cost = first.cost * (rule.sure is not None) + second.cost * calls + person * (1 - auto)
    return Plan(rule, calls, auto, right, cost)


def without_person(first: Stage, second: Stage, rule: CascadeRule) -> tuple[int, float]:
    """Tickets right were every answer taken, and what the answers cost a ticket.

    So a cascade can stand beside routers that are judged on all of their answers.

    >>> one = Stage(np.array([0.9, 0.2]), np.array([True, False]), 0.0)
    >>> other = Stage(np.array([1.0, 1.0]), np.array([False, True]), 0.01)
    >>> without_person(one, other, CascadeRule(0.9, 0.5))
    (2, 0.005)
    """
    if rule.accepted is None:
        return int(first.correct.sum()), first.cost
    settled = first.confidence >= _limit(rule.sure)
    hits = int(np.where(settled, first.correct, second.correct).sum())
    return hits, first.cost * (rule.sure is not None) + second.cost * float((~settled).mean())


def _rules(
    first: Stage, second: Stage, asked: float, error: float, groups: Groups
) -> Iterator[CascadeRule]:
    """Pairs of thresholds that hold all at once; the first ones laid out by confidences alone.

    The promise is about all that goes without a person, so what is settled comes first in one
    ranking with what the second router says of the rest.
    """
    for sure in candidates(first.confidence, first.correct, TRIED).threshold.tolist():
        if sure < 0:
            continue
        settled = first.confidence >= sure
        confidence = np.where(settled, SETTLED, second.confidence)
        correct = np.where(settled, first.correct, second.correct)
        found = certify(confidence, correct, asked, error, groups)
        if found and found.threshold >= 0:
            accepted = None if found.threshold >= SETTLED else found.threshold
            yield CascadeRule(float(sure), accepted)


def _alone(
    first: Stage, second: Stage, asked: float, error: float, groups: Groups
) -> list[CascadeRule]:
    """Each router without the other, a person for its rest."""
    found = [certify(s.confidence, s.correct, asked, error, groups) for s in (first, second)]
    own = [f.threshold if f and f.threshold >= 0 else None for f in found]
    return [CascadeRule(own[0], None), CascadeRule(None, own[1])]


def _limit(threshold: float | None) -> float:
    return inf if threshold is None else threshold


def _check(first: Stage, second: Stage) -> None:
    if not first.confidence.size or first.confidence.size != second.confidence.size:
        raise EvaluationError(
            "A cascade is chosen on labelled tickets that both routers have answered; there are "
            f"{first.confidence.size:,} and {second.confidence.size:,}."
        )
