"""Runs are recorded before they start, finish, and go on where they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs import Control, ExpectedError, Job, Jobs, Meter
from routing.errors import RouterError
from routing.policy import Policy
from routing.routers.cascade import CascadeRule
from routing.taxonomy import Category, Taxonomy
from store import policies, runs, taxonomies
from tests.conftest import ticket
from tests.usecases.conftest import noise
from usecases.runs.execution import new_run, perform, resume_run, start_run
from usecases.runs.request import RunRequest

NO_MODEL = Path("no model")


@pytest.fixture
def desk(workspace, fill):
    """Forty labelled tickets whose words tell their category, and ten without a label."""
    said = {"Billing": "refund of my invoice", "Fraud": "a stolen card"}
    labels = ["Billing", "Fraud"] * 20 + [None] * 10
    fill(
        workspace,
        [
            ticket(k, c, subject="", body=f"{said[c or 'Fraud']} {noise(k)}")
            for k, c in enumerate(labels, 1)
        ],
    )
    return workspace


def test_without_categories_or_tickets_a_run_says_what_to_do(workspace):
    with pytest.raises(RouterError, match="Taxonomy screen"):
        new_run(workspace, RunRequest())
    taxonomies.save(workspace, Taxonomy((Category("Billing"),)), "the tests")
    with pytest.raises(RouterError, match="Tickets screen"):
        new_run(workspace, RunRequest())


def test_the_labels_found_become_the_taxonomy_of_the_first_run(desk):
    run = new_run(desk, RunRequest())
    assert taxonomies.version(desk, run.taxonomy_id).taxonomy.names == ("Billing", "Fraud")


def test_a_run_follows_the_policy_in_force_unless_it_brings_its_own_threshold(desk):
    policy = policies.save(desk, Policy(0.7), {})
    assert new_run(desk, RunRequest()).policy_id == policy.policy_id
    assert new_run(desk, RunRequest(threshold=0.2)).policy_id is None
    assert new_run(desk, RunRequest(cascade=CascadeRule(0.8, 0.6))).policy_id is None


def test_a_sample_and_a_selection_take_only_some_tickets(desk):
    assert new_run(desk, RunRequest(sample=10)).total == 10
    chosen = runs.Selection((3, 5, 7), "chosen by hand")
    assert new_run(desk, RunRequest(), only=chosen).total == 3


def test_a_run_decides_every_ticket_and_keeps_its_profile(desk):
    run = new_run(desk, RunRequest())
    assert perform(desk, run, NO_MODEL, Control(), Meter()) == "finished"
    found = runs.summary(desk, run.run_id)
    assert (found.tickets, found.labelled, found.errors) == (50, 40, 0)
    assert found.correct >= 36
    assert desk.rows("profiles.of_run", [run.run_id])


def test_history_from_elsewhere_is_all_that_is_learned_from(desk):
    swapped = [
        ticket(k, "Fraud" if k % 2 else "Billing", subject="", body=body)
        for k, body in enumerate(["refund of my invoice", "a stolen card"] * 20, 1)
    ]
    run = new_run(desk, RunRequest())
    perform(desk, run, NO_MODEL, Control(), Meter(), history=swapped, keep=False)
    assert runs.summary(desk, run.run_id).correct == 0
    assert not desk.rows("profiles.of_run", [run.run_id])


def test_a_run_goes_on_with_the_tickets_that_came_since(desk, fill):
    jobs = Jobs()
    first = start_run(jobs, desk, RunRequest(), NO_MODEL)
    first.wait(60)
    fill(desk, [ticket(51, "Fraud", id="N", subject="", body="a stolen card again")], "two")
    again = resume_run(jobs, desk, 1, NO_MODEL)
    again.wait(60)
    assert (first.outcome, again.outcome) == ("finished", "finished")
    assert runs.one(desk, 1).decided == 51


def test_while_another_job_goes_on_no_run_is_recorded(desk):
    jobs = Jobs()

    def held(control: Control, _meter: Meter) -> str:
        control.pause()
        control.checkpoint()
        return ""

    jobs.start(str(desk.path), lambda: Job("import", "An import", held))
    with pytest.raises(ExpectedError, match="An import is still going on"):
        start_run(jobs, desk, RunRequest(), NO_MODEL)
    jobs.stop_all()
    assert runs.all_runs(desk) == []
