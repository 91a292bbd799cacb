"""There is one door to money: a claim with what it rests on, or a refusal with its reason."""

from __future__ import annotations

import pytest

from roi.results.case import case
from roi.scenarios.scenario import Scenario
from routing.evaluation.dial.precision_targets import PrecisionTargets
from store import policies
from tests.usecases.conftest import random, right
from usecases.business_case.claim import (
    Claim,
    Refusal,
    RefusalReason,
    business_case,
    policy_in_force,
)
from usecases.business_case.scenario_edits import Edit, edit
from usecases.business_case.scenarios import working_copy
from usecases.evaluation.evidence import choose_thresholds


def test_without_a_run_a_claim_says_that_it_rests_on_assumptions(workspace):
    claim = business_case(workspace, None)
    assert isinstance(claim, Claim)
    assert not claim.is_measured
    assert claim.policy == "assumed shares, no run"


def test_where_no_company_is_named_the_workspace_stands_for_it(workspace):
    claim = business_case(workspace, None)
    assert isinstance(claim, Claim)
    assert claim.report.company == workspace.name
    edit(workspace, None, Edit("company", "Brightside", ""))
    named = business_case(workspace, None)
    assert isinstance(named, Claim)
    assert named.report.company == "Brightside"


def test_a_run_is_claimed_for_with_its_measured_shares_and_its_policy(workspace, measured):
    run = measured(right)
    claim = business_case(workspace, run)
    assert isinstance(claim, Claim)
    assert claim.scenario["coverage"] == 1.0
    assert claim.policy == "the default policy"


def test_labels_that_do_not_follow_the_text_are_a_refusal(workspace, measured):
    refused = business_case(workspace, measured(random))
    assert isinstance(refused, Refusal)
    assert refused.reason is RefusalReason.LABELS_DO_NOT_FOLLOW_TEXT


def test_the_dial_on_such_a_run_is_refused_as_well(workspace, measured):
    run = measured(random)
    chosen = choose_thresholds(workspace, run, PrecisionTargets(0.9))
    assert isinstance(business_case(workspace, run, dial=chosen), Refusal)


def test_thresholds_used_without_a_promise_claim_nothing(workspace, measured):
    run = measured(right)
    version = policies.save(
        workspace, policies.current(workspace).policy if policies.current(workspace) else
        choose_thresholds(workspace, run, PrecisionTargets(0.9)).policy(),
        {"withheld": "New tickets look different."},
    )  # fmt: skip
    policies.apply(workspace, run.run_id, version)
    refused = business_case(workspace, run)
    assert isinstance(refused, Refusal)
    assert refused.reason is RefusalReason.PROMISE_WITHHELD


def test_the_dial_is_priced_by_the_same_model_and_inputs(workspace, measured):
    run = measured(lambda key: (right(key)[0], 0.9 if key <= 150 else 0.4))
    edit(workspace, run, Edit("wage_per_hour", 44.0, 20.59))
    chosen = choose_thresholds(workspace, run, PrecisionTargets(0.9))
    claim = business_case(workspace, run, dial=chosen)
    assert isinstance(claim, Claim)
    expected = working_copy(workspace, run).scenario.with_values(
        coverage=chosen.coverage.value,
        precision=1.0,  # as the run is measured under these thresholds
    )
    net = claim.report.case.net_savings_per_year
    assert net == pytest.approx(case(expected.values()).net_savings_per_year)
    assert claim.policy == "the dial at 90\u202f%"


def test_wrong_routes_a_month_are_those_that_go_to_the_wrong_desk_alone():
    scenario = Scenario.default().with_values(
        tickets_per_month=1000.0, coverage=0.5, precision=0.96
    )
    assert Claim(scenario, "", None).misrouted_per_month == pytest.approx(20.0)


def test_a_newer_policy_in_force_is_named_beside_the_one_that_the_run_follows(workspace, measured):
    run = measured(right)
    policies.save(workspace, choose_thresholds(workspace, run, PrecisionTargets(0.9)).policy(), {})
    assert policy_in_force(workspace, run) == "the default policy; policy 1 is in force"
