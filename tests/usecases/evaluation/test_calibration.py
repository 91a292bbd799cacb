"""As returned, and calibrated on the desk's labels: beside each run, and what the dial goes by."""

from __future__ import annotations

import pytest

from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.policy_record import from_record, to_record
from store import policies, runs
from tests.usecases.conftest import right
from usecases.evaluation.calibration import run_calibration
from usecases.evaluation.evidence import evidence
from usecases.policy.shares import policy_shares

TARGETS = PrecisionTargets(asked=0.9)


def boastful(key: int) -> tuple[str, float]:
    """Right in 19 of 20 where it says 0.99, in 7 of 10 where it says 0.95."""
    sure = key % 4 != 0
    wrong = key % 80 == 1 if sure else (key // 4) % 10 < 3
    answer, other = right(key)[0], right(key + 1)[0]
    return (other if wrong else answer), 0.99 if sure else 0.95


def test_the_error_is_shown_as_returned_and_calibrated(workspace, measured):
    found = run_calibration(workspace, measured(boastful, 400).run_id)
    assert found.calibrated.ece.value < found.returned.ece.value
    assert " → " in found.in_words


def test_of_few_labels_nothing_is_said(workspace, measured):
    assert run_calibration(workspace, measured(boastful, 20).run_id) is None


def test_the_dial_chooses_on_calibrated_confidences_and_its_policy_carries_them(
    workspace, measured
):
    run = measured(boastful, 400)
    found = evidence(workspace, run.run_id)
    dial = found.dial(TARGETS)
    assert set(dial.calibrations) == {"embedded"}
    assert dial.threshold < 0.99
    policy = from_record(to_record(dial.policy()))
    assert policy == dial.policy()
    version = policies.save(workspace, policy, TARGETS.to_record())
    policies.apply(workspace, run.run_id, version)
    shares = policy_shares(found, run, policy)
    assert runs.summary(workspace, run.run_id).auto / 400 == pytest.approx(shares.coverage.value)
    assert shares.coverage.value == 0.75
