"""The way to a case that can be sent: done steps say what was done, the next one what it takes."""

from __future__ import annotations

from tests.usecases.conftest import mostly_right, random
from usecases.business_case.claim import Refusal, business_case
from usecases.business_case.next_steps import next_steps
from usecases.business_case.scenario_edits import Edit, edit
from usecases.business_case.scenarios import working_copy


def done(workspace, run) -> dict[str, bool]:
    steps = next_steps(workspace, business_case(workspace, run))
    return {step.key: step.is_done for step in steps}


def test_an_empty_workspace_begins_with_its_tickets(workspace):
    found = done(workspace, None)
    assert list(found) == ["tickets", "volume", "run", "promise", "owners", "send"]
    assert not any(found.values())


def test_a_measured_run_and_an_answered_volume_are_done(workspace, measured):
    run = measured(mostly_right)
    seen = working_copy(workspace, run).scenario["tickets_per_month"]
    edit(workspace, run, Edit("tickets_per_month", 4000.0, seen))
    found = done(workspace, run)
    assert found["tickets"]
    assert found["run"]
    assert found["volume"]
    assert not found["owners"]


def test_a_refusal_names_its_reason_as_the_next_step(workspace, measured):
    run = measured(random)
    case = business_case(workspace, run)
    assert isinstance(case, Refusal)
    tickets, missing = next_steps(workspace, case)
    assert tickets.is_done
    assert (missing.key, missing.detail) == ("run", case.sentence)


def test_a_case_that_does_not_pay_asks_first_what_would_have_to_change(workspace, measured):
    run = measured(mostly_right)
    for key, value in (("tickets_per_month", 900.0), ("platform_cost_per_month", 9000.0)):
        edit(workspace, run, Edit(key, value, working_copy(workspace, run).scenario[key]))
    found = list(done(workspace, run))
    assert found.index("change") == found.index("owners") - 1
