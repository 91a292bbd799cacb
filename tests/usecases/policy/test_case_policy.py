"""While nobody has chosen a policy, a case stands for what the dial offers, not for a default."""

from __future__ import annotations

import pytest

from roi.inputs.volume import Volume
from routing.decision import Decision
from routing.policy import Policy
from store import runs, taxonomies
from tests.usecases.conftest import right
from usecases.business_case.claim import business_case
from usecases.business_case.scenarios import working_copy
from usecases.business_case.volume import answer_volume
from usecases.evaluation.evidence import evidence
from usecases.evaluation.precision_targets import saved_precision_targets
from usecases.policy.case_policy import case_figures, case_policy
from usecases.policy.promise_offers import promise_offers


@pytest.fixture
def unweighed(workspace, measured):
    """A run that nobody gave a threshold: sure ones are right, unsure ones but half of the time."""
    measured(right)  # brings the tickets
    asked = {"router": "embedded", "threshold": None, "cascade": None}
    run = runs.start(workspace, "embedded", asked, 1)
    journal = runs.RunJournal(workspace, run.run_id)

    def decision(key: int, category: str) -> Decision:
        other = "Fraud" if category == "Billing" else "Billing"
        sure = key <= 150
        return Decision(
            key, category if sure or key % 4 < 2 else other, 0.9 if sure else 0.6, "embedded"
        )

    for batch in journal.pending():
        journal.write([Policy(0.5).dispose(decision(t.key, t.category)) for t in batch])
    journal.end("finished", 1.0, None)
    answer_volume(workspace, runs.one(workspace, run.run_id), Volume("sample", 4000.0))
    return runs.one(workspace, run.run_id)


def test_the_case_stands_for_what_the_dial_offers_first(workspace, unweighed):
    scenario = working_copy(workspace, unweighed).scenario
    taxonomy = taxonomies.version(workspace, unweighed.taxonomy_id).taxonomy
    targets = saved_precision_targets(workspace, taxonomy)
    found = evidence(workspace, unweighed.run_id)
    offered = promise_offers(workspace, unweighed, found, targets, scenario).best
    claim = business_case(workspace, unweighed)
    assert claim.report.case.net_savings_per_year == pytest.approx(offered.net, abs=0.005)
    assert claim.scenario["coverage"] == offered.setting.coverage == 0.75
    assert claim.evidence.promised == offered.setting.promise
    assert (claim.evidence.right, claim.evidence.routed_alone) == (150, 150)
    assert claim.policy.endswith("not in force yet")
    assert "that the dial offers" in claim.scenario.inputs["coverage"].origin.source
    assert case_figures(workspace, unweighed.run_id).coverage.value == 0.75


def test_a_threshold_that_a_person_gave_is_what_its_case_stands_for(workspace, unweighed):
    with workspace.writing() as cursor:
        cursor.execute("""UPDATE runs SET settings = '{"router": "embedded", "threshold": 0.5}'""")
    assert case_policy(workspace, unweighed.run_id) is None
    assert business_case(workspace, runs.one(workspace, unweighed.run_id)).scenario["coverage"] == 1
