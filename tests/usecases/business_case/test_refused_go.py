"""No "go" where a precision cannot be promised: answers of a language model on bank complaints."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from roi.counter_case import counter_case, decide
from roi.inputs.evidence import Evidence as Shown
from roi.results.case import case
from roi.risk.uncertainty import uncertainty
from roi.scenarios.scenario import Scenario
from routing.evaluation.dial.certify import lower_bound
from routing.evaluation.dial.precision_targets import PrecisionTargets
from usecases.evaluation.evidence import Evidence

DATA = Path(__file__).parents[4] / "shared" / "data" / "cfpb5"
ASKED = 0.95


@pytest.mark.skipif(not DATA.exists(), reason="the optional data beside the project is not there")
def test_cfpb5_at_95_percent_gets_no_go():
    with (DATA / "test.csv").open(encoding="utf-8") as file:
        actual = {row["ticket_id"]: row["category"] for row in csv.DictReader(file)}
    with (DATA / "llm_predictions_test.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    correct = np.array([row["gpt_4o_prediction"] == actual[row["ticket_id"]] for row in rows])
    # Agreement with thirteen other models stands in for a confidence.
    answers = [[value for name, value in row.items() if name != "ticket_id"] for row in rows]
    sure = np.array([each.count(each[0]) / len(each) for each in answers])
    predicted = [row["gpt_4o_prediction"] for row in rows]
    found = Evidence(
        sure, correct, predicted, np.zeros(len(rows), bool), None, None, calibrated=False
    )
    dial = found.dial(PrecisionTargets(ASKED))
    assert not dial.is_met
    n, hits = len(rows), int(correct.sum())
    shown = Shown("gpt-4o", n, n, hits, lower_bound(hits, n, 0.025), hits / n, ASKED,
                  promised=lower_bound(hits, n, 0.05))  # fmt: skip
    scenario = Scenario.default().with_values(
        tickets_per_month=20_000, coverage=1.0, precision=hits / n
    )
    result = case(scenario.values())
    verdict = decide(result, counter_case(scenario, shown), uncertainty(scenario, 2000), shown)
    assert verdict.verdict != "go"
