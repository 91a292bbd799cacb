"""The dial never opens on failure: the best promise, what it earns, and the ways on."""

from __future__ import annotations

import pytest

from routing.evaluation.dial.precision_targets import PrecisionTargets
from store import policies
from tests.usecases.conftest import often_wrong
from usecases.business_case.claim import Claim, business_case
from usecases.business_case.scenarios import working_copy
from usecases.evaluation.evidence import choose_thresholds, evidence
from usecases.policy.promise_offers import promise_offers
from usecases.policy.shares import policy_shares


@pytest.fixture
def offered(workspace, measured):
    run = measured(often_wrong, tickets=600)
    found = evidence(workspace, run.run_id)
    scenario = working_copy(workspace, run).scenario

    def at(asked: float):
        return promise_offers(workspace, run, found, PrecisionTargets(asked), scenario)

    return run, found, at


def test_what_cannot_be_promised_is_answered_with_the_highest_that_can(offered):
    _, _, at = offered
    found = at(0.995)
    assert not found.is_met
    assert found.best is not None
    assert 0.95 <= found.best.setting.promise < 0.995
    assert found.best.setting.coverage == pytest.approx(1 / 3)


def test_a_looser_promise_routes_more_and_the_best_earning_one_is_named(offered):
    _, _, at = offered
    rows = at(0.995).curve
    assert [each.setting.promise for each in rows] == sorted(
        (each.setting.promise for each in rows), reverse=True
    )
    shares = [each.setting.coverage for each in rows]
    assert shares == sorted(shares)
    assert at(0.995).earning.net == max(each.net for each in rows)


def test_a_little_less_asked_changes_the_answer_by_a_little(offered):
    _, _, at = offered
    nets = [at(asked).best.net for asked in (0.995, 0.99, 0.985, 0.98)]
    assert all(net != 0 for net in nets)


def test_the_offer_is_what_the_run_is_measured_at_once_it_is_used(workspace, offered):
    run, found, at = offered
    best = at(0.995).best
    dial = choose_thresholds(workspace, run, PrecisionTargets(best.setting.promise))
    shares = policy_shares(found, run.decided, dial.policy())
    policies.apply(workspace, run.run_id, policies.save(workspace, dial.policy(), {}))
    claim = business_case(workspace, run)
    assert isinstance(claim, Claim)
    assert claim.scenario["coverage"] == shares.coverage.value == best.setting.coverage
    assert claim.scenario["precision"] == shares.precision.value == best.setting.precision


def test_what_the_highest_promise_forgoes_is_the_difference_to_what_earns_most(offered):
    _, _, at = offered
    found = at(0.995)
    assert found.forgone.net == found.earning.net - found.best.net > 0
    assert found.forgone.wrong_a_month > 0
    earns_most = at(found.earning.setting.promise)
    assert earns_most.forgone is None
