"""What can be promised of a run at all: the asked precision, else the highest below it."""

from __future__ import annotations

import pytest

from routing.evaluation.dial.precision_targets import PrecisionTargets
from tests.usecases.conftest import often_wrong
from usecases.business_case.scenarios import working_copy
from usecases.evaluation.evidence import evidence
from usecases.policy.promised_settings import best_promise, first_offer, met, settings


@pytest.fixture
def run(measured):
    return measured(often_wrong, tickets=600)


def test_what_can_be_promised_is_offered_as_it_was_asked(workspace, run):
    found, targets = evidence(workspace, run.run_id), PrecisionTargets(0.8)
    promise, policy = first_offer(found, targets)
    assert promise == 0.8
    assert policy == found.dial(targets).policy()


def test_else_the_highest_promise_below_is_offered_and_priced(workspace, run):
    found, targets = evidence(workspace, run.run_id), PrecisionTargets(0.995)
    scenario = working_copy(workspace, run).scenario
    promise, _ = first_offer(found, targets)
    assert met(run.decided, found, targets, scenario) is None
    assert best_promise(found, run.decided, targets, scenario).setting.promise == promise
    assert promise == max(each.promise for each in settings(found, run.decided, targets))
    assert promise < 0.995
