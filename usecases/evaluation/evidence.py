"""The labelled decisions of a run that thresholds are chosen on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from routing.confidence_map import ConfidenceMap
from routing.errors import EvaluationError
from routing.evaluation.calibration import apply, calibrations
from routing.evaluation.dial.certify import Counts, Flags, Floats
from routing.evaluation.dial.coverage import CoveragePoint, risk_coverage
from routing.evaluation.dial.dial import Dial
from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.evaluation.dial.shift import Look, Shift, shift
from routing.taxonomy import UNKNOWN
from store import decisions, taxonomies
from store.runs import Run
from store.tickets import Keys
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.evaluation.label_signal import unrelated_labels
from usecases.evaluation.precision_targets import saved_precision_targets

Dates = npt.NDArray[np.datetime64]
P = ParamSpec("P")
T = TypeVar("T")


def kept_with_evidence(
    function: Callable[Concatenate[Evidence, P], T],
) -> Callable[Concatenate[Evidence, P], T]:
    """Answer again what was asked of the same evidence: of a million tickets it takes seconds.

    The other arguments must be hashable, and the answer is shared by all callers.
    """

    @wraps(function)
    def answered(found: Evidence, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (function, args, tuple(sorted(kwargs.items())))
        if key not in found.answers:
            found.answers[key] = function(found, *args, **kwargs)
        answer: T = found.answers[key]
        return answer

    return answered


@dataclass(frozen=True, slots=True, eq=False)
class Unlabelled:
    """What the dial needs of the decided tickets that carry no label; fields as in `Evidence`."""

    confidence: Floats = field(default_factory=lambda: np.zeros(0))
    routed: Sequence[str] = ()
    routers: Sequence[str] = ()
    keys: Keys = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the dial needs of a run.

    predicted: per labelled ticket. held: whether a sign in its text sends it to a person.
    groups: its near-duplicates; equal texts until these are known.
    shift: how tickets without a label differ; None where there are too few of them.
    calibrated: whether the router says that its confidences were fitted on labelled tickets.
    alone: whether it is auto-routed under the policy that the run follows. created: its time, NaT
        where the export has none. unlabelled: the decided tickets without a label.
    routers: who answered each ticket; empty where its confidences are taken as they are.
    keys: of the labelled tickets. answers: what was asked of it so far (`kept_with_evidence`).
    """

    confidence: Floats
    correct: Flags
    predicted: Sequence[str]
    held: Flags
    groups: Counts | None
    shift: Shift | None
    calibrated: bool
    alone: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))
    created: Dates = field(default_factory=lambda: np.zeros(0, dtype="datetime64[ns]"))
    unlabelled: Unlabelled = field(default_factory=Unlabelled)
    routers: Sequence[str] = ()
    keys: Keys = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    answers: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def calibrations(self) -> Mapping[str, ConfidenceMap]:
        """By router, what brings its confidences nearer to right and wrong on these tickets.

        Fitted when it is first asked for: who only asks about new tickets does not wait for it.
        """
        placed = np.fromiter((answer != UNKNOWN for answer in self.predicted), bool, self.n)
        groups = None if self.groups is None else self.groups[placed]
        names = [name for name, counts in zip(self.routers, placed, strict=False) if counts]
        if not names:
            return {}
        return calibrations(self.confidence[placed], self.correct[placed], names, groups)

    @cached_property
    def probability(self) -> Floats:
        """The confidences calibrated so, where that helps: what thresholds are chosen on."""
        return apply(self.calibrations, self.confidence, self.routers)

    @property
    def n(self) -> int:
        """Labelled tickets."""
        return len(self.predicted)

    @cached_property
    def routed(self) -> list[str]:
        """Where a ticket may go without a person; `Unknown` for those that a sign holds back."""
        return _routed(self.predicted, self.held)

    @kept_with_evidence
    def dial(self, targets: PrecisionTargets) -> Dial:
        """The thresholds for these targets; no promise where new tickets look different."""
        found = targets.choose(self.probability, self.correct, self.routed, self.groups)
        found = replace(found, calibrations=self.calibrations)
        return found.without_promise(self.shift.doubt(targets.asked) if self.shift else None)

    @kept_with_evidence
    def curve(self, targets: PrecisionTargets) -> tuple[CoveragePoint, ...]:
        """Risk against coverage for the tickets under the common target, as shares."""
        apart = {UNKNOWN, *targets.own, *targets.by_hand}
        mine = np.fromiter((c not in apart for c in self.routed), dtype=bool, count=self.n)
        share = float(mine.mean())
        points = risk_coverage(self.probability[mine], self.correct[mine]) if share else ()
        return tuple(CoveragePoint(p.threshold, p.coverage * share, p.precision) for p in points)


@kept_by_revision
def evidence(workspace: Workspace, run_id: int) -> Evidence | None:
    """The evidence of a run; None when no decided ticket is labelled."""
    frame = decisions.evidence(workspace, run_id)
    if frame.empty:
        return None
    others = decisions.unlabelled(workspace, run_id)
    placed = frame["predicted"] != UNKNOWN
    confidence = frame["confidence"].to_numpy(dtype=np.float64)
    correct = frame["correct"].to_numpy(dtype=bool)
    return Evidence(
        confidence=confidence,
        correct=correct,
        predicted=frame["predicted"].tolist(),
        held=frame["held"].to_numpy(dtype=bool),
        groups=np.asarray(decisions.text_groups(frame), dtype=np.int64),
        calibrated=bool(frame.loc[placed, "calibrated"].all()),
        shift=shift(_look(frame), _look(others)),
        alone=frame["alone"].to_numpy(dtype=bool),
        created=frame["created"].to_numpy(dtype="datetime64[ns]"),
        unlabelled=Unlabelled(
            others["confidence"].to_numpy(dtype=np.float64),
            _routed(others["predicted"].tolist(), others["held"].to_numpy(dtype=bool)),
            others["router"].tolist(),
            others["ticket_key"].to_numpy(dtype=np.int64),
        ),
        routers=frame["router"].tolist(),
        keys=frame["ticket_key"].to_numpy(dtype=np.int64),
    )


def choose_thresholds(workspace: Workspace, run: Run, targets: PrecisionTargets) -> Dial:
    """The dial on a run, its promise withheld where anything forbids one.

    Raises EvaluationError where no decided ticket is labelled.
    """
    found = evidence(workspace, run.run_id)
    if found is None:
        raise EvaluationError("No decided ticket has an actual category; import labelled tickets.")
    return found.dial(targets).without_promise(unrelated_labels(workspace, run))


def doubt(workspace: Workspace, run: Run) -> str | None:
    """Why what was measured on labelled tickets may not hold for the new ones; None: it may."""
    found = evidence(workspace, run.run_id)
    if found is None or found.shift is None:
        return None
    taxonomy = taxonomies.version(workspace, run.taxonomy_id).taxonomy
    return found.shift.doubt(saved_precision_targets(workspace, taxonomy).asked)


def _routed(predicted: Sequence[str], held: Flags) -> list[str]:
    pairs = zip(predicted, held.tolist(), strict=True)
    return [UNKNOWN if stays else category for category, stays in pairs]


def _look(frame: pd.DataFrame) -> Look:
    confidence = frame["confidence"].where(frame["predicted"] != UNKNOWN, 0.0)
    return Look(confidence.to_numpy(dtype=np.float64), frame["length"].to_numpy(dtype=np.float64))
