"""What a run has proven is published as one file, and read without a workspace."""

from __future__ import annotations

import pytest

from routing import profile_archive
from routing.errors import RouterError
from routing.policy import Policy
from store import policies
from store.helpdesk import desk_groups
from store.helpdesk.archive import open_archive
from tests.usecases.conftest import finished, right
from tests.usecases.conftest import random as unrelated
from usecases.live.publishing import proof_of, publish, publishable


def test_a_published_profile_holds_the_evidence_and_the_policy_in_force_of_its_run(
    told_apart, tmp_path
):
    run = finished(told_apart)
    policies.apply(told_apart, run.run_id, policies.save(told_apart, Policy(0.8), {"asked": 0.9}))
    publish(told_apart, run, tmp_path / "profile")
    loaded = profile_archive.read(tmp_path / "profile")
    assert loaded.policy == Policy(0.8)
    assert loaded.proof.n == 60
    assert loaded.proof.promise == 0.9
    assert loaded.proof.accuracy.interval is not None


def test_the_groups_that_categories_were_mapped_to_go_along(told_apart, tmp_path):
    run = finished(told_apart)
    open_archive(told_apart, "zendesk", "Acme", "https://acme.zendesk.com")
    desk_groups.map_categories(told_apart, "zendesk", {"Billing": "42"})
    publish(told_apart, run, tmp_path / "profile")
    groups = {each.name: each.group for each in
              profile_archive.read(tmp_path / "profile").taxonomy.categories}  # fmt: skip
    assert groups["Billing"] == "42"


def test_the_newest_finished_run_is_published_where_none_is_named(told_apart):
    finished(told_apart)
    newest = finished(told_apart)
    assert publishable(told_apart).run_id == newest.run_id
    with pytest.raises(RouterError, match="no run 99"):
        publishable(told_apart, 99)


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
