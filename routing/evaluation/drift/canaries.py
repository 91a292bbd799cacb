"""Canaries: tickets with settled answers that are asked again and again.

The first runs show how much the router wavers by itself. Later runs are counted answer by answer:
whether a ticket that was always answered alike is answered otherwise, and whether its confidence is
farther from its usual one than nine in ten of the first runs were. A single ticket counts as well,
when run after run it is answered otherwise: chance would soon bring the old answer back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.errors import EvaluationError
from routing.evaluation.dial.certify import Flags, Floats
from routing.evaluation.drift.bounds import upper_bound
from routing.evaluation.drift.evidence import Detectors
from routing.evaluation.drift.tickets import Names
from routing.evaluation.statistics.intervals import wilson

MAX_CANARIES: Final = 200
FIRST_RUNS: Final = 3
FAR: Final = 0.9
MARGIN: Final = 1e-6
ANSWER_ERROR: Final = 1 / 100_000
ANSWERS, CONFIDENCES = 0, 1
LASTING_ERROR: Final = 1 / 1_000  # false alarms a run, of single tickets
BY_CHANCE: Final = 0.2  # of the runs may answer a settled ticket otherwise
FOR_GOOD: Final = 0.95  # of the runs do so once a change is there


@dataclass(frozen=True, slots=True, eq=False)
class CanaryRun:
    """What a model answered to all canaries, in their order, confidences included."""

    model: str
    answer: Names
    confidence: Floats


@dataclass(frozen=True, slots=True)
class Moved:
    """What a run shows: a renamed model, changed answers, or changed confidences.

    run: its number, from 0. canaries: places of those that show it.
    usual, now: the share of canaries of which it is true, in the first runs and in this one.
    low, high: interval of the share in this one (Wilson).
    """

    run: int
    what: str
    canaries: tuple[int, ...]
    usual: float
    now: float
    low: float
    high: float


RENAMED, OTHER_ANSWERS, OTHER_CONFIDENCES = "model", "answers", "confidences"


class CanaryWatch:
    """Learns the noise of the first three runs and judges the later ones."""

    def __init__(self) -> None:
        self.first: list[CanaryRun] = []
        self.runs = 0
        self._detectors: Detectors | None = None
        self._lasting: Floats | None = None  # evidence of each canary; None once it was told
        self._model = ""

    def see(self, run: CanaryRun) -> tuple[Moved, ...]:
        """Judge one more run; what it shows for the first time.

        Raises EvaluationError where the canaries are too many or not those of the first run.
        """
        size = run.answer.size
        if size > MAX_CANARIES:
            raise EvaluationError(
                f"{size} canaries are too many to ask on schedule: keep {MAX_CANARIES} or fewer."
            )
        if self.first and size != self.first[0].answer.size:
            raise EvaluationError(
                f"This run has {size} canaries and the first one {self.first[0].answer.size}: "
                "ask the same tickets, or begin anew."
            )
        number, self.runs = self.runs, self.runs + 1
        renamed = self._renamed(number, run)
        if len(self.first) < FIRST_RUNS:
            self.first.append(run)
            return renamed
        return (*renamed, *self._judged(number, run))

    def _renamed(self, number: int, run: CanaryRun) -> tuple[Moved, ...]:
        before, self._model = self._model, run.model
        if number == 0 or run.model == before:
            return ()
        return (Moved(number, RENAMED, (), 0.0, 1.0, 1.0, 1.0),)

    def _judged(self, number: int, run: CanaryRun) -> tuple[Moved, ...]:
        usual = _Usual.of(self.first)
        if self._detectors is None:
            self._detectors = Detectors(usual.bounds, np.full(2, 2 / ANSWER_ERROR))
            self._lasting = np.zeros(run.answer.size)
        changed, far = usual.changed(run), usual.far(run)
        over: set[int] = {ANSWERS} if self._last(changed & usual.settled) else set()
        for i in range(run.answer.size):
            facts = np.array([ANSWERS, CONFIDENCES])[[bool(usual.settled[i]), True]]
            true = np.array([changed[i], far[i]])[[bool(usual.settled[i]), True]]
            over.update(self._detectors.see_some(facts, true))
        found = []
        for fact, what, true in (
            (ANSWERS, OTHER_ANSWERS, changed & usual.settled),
            (CONFIDENCES, OTHER_CONFIDENCES, far),
        ):
            if fact in over:
                self._detectors.rest(fact)
                if fact == ANSWERS:
                    self._lasting = None
                places = tuple(np.flatnonzero(true).tolist())
                ends = wilson(len(places), true.size)
                found.append(Moved(number, what, places, float(usual.shares[fact]),
                                   float(true.mean()), ends.low, ends.high))  # fmt: skip
        return tuple(found)

    def _last(self, changed: Flags) -> bool:
        """Whether single tickets have been answered otherwise for too many runs in a row.

        A bet on each that it now is so for good, all with an equal part of the stake; on average
        their mean grows by one a run at most while it is by chance (Shiryaev and Roberts).
        """
        if self._lasting is None:
            return False
        factor = np.where(changed, FOR_GOOD / BY_CHANCE, (1 - FOR_GOOD) / (1 - BY_CHANCE))
        self._lasting = np.asarray((self._lasting + 1) * factor)
        return bool(self._lasting.mean() >= 1 / LASTING_ERROR)


@dataclass(frozen=True, slots=True, eq=False)
class _Usual:
    """What the first runs show.

    answer: the commonest of each canary. settled: those that were always answered so.
    confidence: the mean of each. distance: how far it may be off.
    shares, bounds: of the two facts in the first runs, each against the others.
    """

    answer: Names
    settled: Flags
    confidence: Floats
    distance: float
    shares: Floats
    bounds: Floats

    @classmethod
    def of(cls, first: list[CanaryRun]) -> _Usual:
        answers = np.stack([run.answer for run in first])
        levels = np.stack([run.confidence for run in first])
        runs, size = answers.shape
        settled = (answers == answers[0]).all(axis=0)
        # Each run against the others, as a later run will be against these.
        hits = [0.0, 0.0]
        asked = 0
        off = np.abs(levels - (levels.sum(axis=0) - levels) / (runs - 1))
        distance = float(np.quantile(off, FAR)) + MARGIN
        for left_out in range(runs):
            others = np.delete(answers, left_out, axis=0)
            agreed = (others == others[0]).all(axis=0)
            asked += int(agreed.sum())
            hits[ANSWERS] += float((agreed & (answers[left_out] != others[0])).sum())
        hits[CONFIDENCES] = float((off >= distance).sum())
        n = np.array([max(asked, 1), runs * size], dtype=np.float64)
        seen = np.array(hits)
        return cls(
            answers[0], settled, levels.mean(axis=0), distance, seen / n, upper_bound(seen, n)
        )

    def changed(self, run: CanaryRun) -> Flags:
        return np.asarray(run.answer != self.answer, dtype=bool)

    def far(self, run: CanaryRun) -> Flags:
        return np.asarray(np.abs(run.confidence - self.confidence) >= self.distance)
