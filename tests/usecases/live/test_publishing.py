"""What a run has proven is published as one file, and read without a workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs import Control, Meter
from routing import profile_archive
from routing.errors import RouterError
from routing.policy import Policy
from store import policies
from store.helpdesk import desks
from store.runs import Run
from tests.conftest import ticket
from tests.usecases.conftest import noise, right
from tests.usecases.conftest import random as unrelated
from usecases.live.publishing import proof_of, publish, publishable
from usecases.runs.execution import new_run, perform
from usecases.runs.request import RunRequest

NO_MODEL = Path("no model")


@pytest.fixture
def desk(workspace, fill):
    """Sixty labelled tickets whose words tell their category."""
    said = {"Billing": "refund of my invoice", "Fraud": "a stolen card"}
    labels = ["Billing", "Fraud"] * 30
    fill(
        workspace,
        [ticket(k, c, subject="", body=f"{said[c]} {noise(k)}") for k, c in enumerate(labels, 1)],
    )
    return workspace


def finished(workspace) -> Run:
    """A run of the default recipe."""
    run = new_run(workspace, RunRequest())
    perform(workspace, run, NO_MODEL, Control(), Meter())
    return run


def test_a_published_profile_holds_the_evidence_and_the_policy_in_force_of_its_run(desk, tmp_path):
    run = finished(desk)
    policies.apply(desk, run.run_id, policies.save(desk, Policy(0.8), {"asked": 0.9}))
    publish(desk, run, tmp_path / "profile")
    loaded = profile_archive.read(tmp_path / "profile")
    assert loaded.policy == Policy(0.8)
    assert loaded.proof.n == 60
    assert loaded.proof.promise == 0.9
    assert loaded.proof.accuracy.interval is not None


def test_the_groups_that_categories_were_mapped_to_go_along(desk, tmp_path):
    run = finished(desk)
    desks.open_archive(desk, "zendesk", "Acme", "https://acme.zendesk.com")
    desks.map_categories(desk, "zendesk", {"Billing": "42"})
    publish(desk, run, tmp_path / "profile")
    groups = {each.name: each.group for each in
              profile_archive.read(tmp_path / "profile").taxonomy.categories}  # fmt: skip
    assert groups["Billing"] == "42"


def test_the_newest_finished_run_is_published_where_none_is_named(desk):
    finished(desk)
    newest = finished(desk)
    assert publishable(desk).run_id == newest.run_id
    with pytest.raises(RouterError, match="no run 99"):
        publishable(desk, 99)


def test_where_no_run_has_kept_a_profile_it_says_what_to_do(workspace, measured):
    measured(right)
    with pytest.raises(RouterError, match="route the tickets first"):
        publishable(workspace)


def test_what_may_not_be_claimed_is_promised_by_no_profile(workspace, measured):
    run = measured(unrelated)
    policies.apply(workspace, run.run_id, policies.save(workspace, Policy(0.8), {"asked": 0.9}))
    proof = proof_of(workspace, run)
    assert proof.promise is None
    assert proof.withheld is not None
