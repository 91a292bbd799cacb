"""Whether a run says more than chance would."""

from __future__ import annotations

from tests.conftest import ticket
from tests.usecases.conftest import random, right
from usecases.evaluation.label_signal import signal, unrelated_labels


def test_answers_that_follow_the_labels_are_a_signal(workspace, measured):
    run = measured(right)
    assert signal(workspace, run.run_id).follows is True
    assert unrelated_labels(workspace, run) is None


def test_answers_that_do_no_better_than_chance_are_said_in_one_sentence(workspace, measured):
    assert unrelated_labels(workspace, measured(random)).endswith(".")


def test_without_labels_or_without_a_run_nothing_is_said(workspace, fill, routed):
    fill(workspace, [ticket(key) for key in range(1, 5)])
    run = routed(right)
    assert signal(workspace, run.run_id) is None
    assert unrelated_labels(workspace, run) is None
    assert unrelated_labels(workspace, None) is None
