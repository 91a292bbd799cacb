"""Where a run is right, and whether its confidences mean what they say."""

from __future__ import annotations

from datetime import datetime

from tests.conftest import ticket
from tests.usecases.conftest import mostly_right, right
from usecases.evaluation.accuracy_parts import accuracy_by_part, confidence_reliability


def test_only_parts_that_the_export_knows_are_shown(workspace, measured):
    assert set(accuracy_by_part(workspace, measured(right).run_id)) == {"Length"}


def test_each_part_counts_its_own_tickets(workspace, fill, routed):
    fill(
        workspace,
        [
            ticket(
                k, "Billing", channel="mail" if k <= 30 else "chat",
                created_at=datetime(2026, 1 if k <= 20 else 2, 3),  # noqa: DTZ001
            )
            for k in range(1, 41)
        ],
    )  # fmt: skip
    run = routed(lambda key: ("Billing" if key <= 30 else "Fraud", 0.9))
    found = accuracy_by_part(workspace, run.run_id)
    channels = {part.value: part.accuracy for part in found["Channel"]}
    assert (channels["mail"].value, channels["mail"].n) == (1.0, 30)
    assert (channels["chat"].value, channels["chat"].n) == (0.0, 10)
    assert sorted(part.accuracy.n for part in found["Month"]) == [20, 20]


def test_confidences_are_shown_as_given_and_calibrated_out_of_fold(workspace, measured):
    found = confidence_reliability(workspace, measured(mostly_right).run_id, "temperature")
    assert list(found) == [
        "Raw, as the router gives it", "Calibrated here (temperature), each ticket by others"
    ]  # fmt: skip
    raw, calibrated = found.values()
    assert calibrated.ece.value < raw.ece.value


def test_a_router_that_calibrates_is_named_so(workspace, fill, routed):
    fill(workspace, [ticket(k, "Billing" if k % 2 else "Fraud") for k in range(1, 61)])
    run = routed(right, calibrated=True)
    assert "Calibrated by the router" in confidence_reliability(workspace, run.run_id, "isotonic")


def test_of_too_few_tickets_nothing_is_said(workspace, measured):
    assert confidence_reliability(workspace, measured(right, 29).run_id, "temperature") == {}


def test_unknown_is_no_answer_whose_confidence_could_be_judged(workspace, measured):
    run = measured(lambda key: right(key) if key <= 20 else ("Unknown", 0.0))
    assert confidence_reliability(workspace, run.run_id, "temperature") == {}
