"""What each field is measured at and worth: accuracy, the share it may fill alone, and money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from roi.results.case import case
from roi.scenarios.scenario import Scenario
from routing.evaluation.calibration import apply, calibrations
from routing.evaluation.dial.certify import Flags
from routing.evaluation.dial.dial import Dial
from routing.evaluation.dial.thresholds import choose_thresholds
from routing.evaluation.statistics.copies import also_of_texts, first_of_each
from routing.evaluation.statistics.intervals import Measured, proportion
from routing.fields.definition import Field
from store import decisions, field_answers
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.fields.definitions import fields_of

SECONDS_AN_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class FieldFigures:
    """One field of a run.

    filled: of all its tickets, those that got a value. accuracy: on those whose actual value the
    export knows, each answered by what never saw it; None without any. commonest: how often the
    commonest value would be right. dial: the threshold that keeps the asked precision.
    """

    field: Field
    filled: Measured
    accuracy: Measured | None = None
    commonest: Measured | None = None
    dial: Dial | None = None

    @property
    def alone(self) -> float:
        """The share of tickets whose value may be written without a person; 0 if unproven."""
        return self.dial.coverage.value if self.dial and self.dial.threshold is not None else 0.0

    def may_write(self, confidence: float) -> bool:
        """Whether a value of that confidence, as the head returned it, may be written alone."""
        if self.dial is None or self.dial.threshold is None:
            return False
        fitted = self.dial.calibrations.get(self.field.name)
        return (fitted.of(confidence) if fitted else confidence) >= self.dial.threshold

    def hours_a_month(self, scenario: Scenario) -> float:
        """Hours of filling by hand that are spared, at the seconds assumed for the field."""
        return self.alone * scenario["tickets_per_month"] * self.field.seconds / SECONDS_AN_HOUR

    def worth_a_month(self, scenario: Scenario) -> float:
        """The same in money, at the loaded wage of Savings."""
        return self.hours_a_month(scenario) * case(scenario.values()).loaded_wage


@kept_by_revision
def field_figures(workspace: Workspace, run_id: int) -> Sequence[FieldFigures]:
    """The figures of every field that a run has answered."""
    answered = set(field_answers.fields(workspace, run_id))
    fields = [each for each in fields_of(workspace) if each.name in answered]
    return [_figures(workspace, run_id, each) for each in fields]


def unanswered(workspace: Workspace, run_id: int) -> Sequence[str]:
    """The names of the fields that are defined, but have no answer in a run."""
    answered = field_answers.fields(workspace, run_id)
    return [each.name for each in fields_of(workspace) if each.name not in answered]


def _figures(workspace: Workspace, run_id: int, field: Field) -> FieldFigures:
    frame = field_answers.of_field(workspace, run_id, field.name)
    filled = proportion(int((frame["value"] != "").sum()), len(frame))
    if filled is None:  # pragma: no cover - the field has answers
        raise ValueError(field.name)
    known = frame[frame["actual"].notna()]
    if known.empty:
        return FieldFigures(field, filled)
    values, actual = known["value"].tolist(), known["actual"].tolist()
    pairs = zip(values, actual, strict=True)
    right = np.array([_same(value, truth) for value, truth in pairs], dtype=bool)
    confidence = known["confidence"].to_numpy(dtype=np.float64)
    routers = [field.name] * len(values)
    groups = decisions.text_groups(known)
    maps = calibrations(confidence, right, routers, groups)
    probability = apply(maps, confidence, routers)
    dial = choose_thresholds(probability, right, values, field.precision, groups=groups)
    dial = replace(dial, calibrations=maps)
    commonest = Counter(actual).most_common(1)[0][1]
    accuracy, texts = _share(right), _share(right[first_of_each(groups)])
    return FieldFigures(
        field, filled, accuracy and also_of_texts(accuracy, texts),
        proportion(commonest, len(values)), dial,
    )  # fmt: skip


def _share(right: Flags) -> Measured | None:
    return proportion(int(right.sum()), right.size)


def _same(value: str, actual: str) -> bool:
    """Values are the same whatever their case and spaces."""
    return " ".join(value.casefold().split()) == " ".join(actual.casefold().split())
