"""Later tickets are measured once for the labels as they are; other labels ask anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs import Control, Jobs, Meter
from store import settings
from store.learning import baseline
from store.workspace import Workspace
from tests.conftest import Fill, ticket
from usecases.learning.later_tickets import is_fresh, job_key, measure, measured, start

NO_MODEL = Path("no model")


@pytest.fixture
def labelled(workspace: Workspace, fill: Fill) -> Workspace:
    """A workspace with two labelled tickets."""
    fill(workspace, [ticket(1, "Billing"), ticket(2, "Fraud")])
    return workspace


def keep(workspace: Workspace, **figures: list[int]) -> None:
    labels = baseline.labels_version(workspace)
    settings.LATER_TICKETS.set(workspace, {"labels": labels, **figures})


def test_before_anything_was_measured_there_is_nothing(labelled: Workspace):
    assert measured(labelled) is None
    assert not is_fresh(labelled)


def test_too_few_labels_are_told_and_not_tried_again(labelled: Workspace):
    assert measure(labelled, NO_MODEL, Control(), Meter()) == "too few labelled tickets"
    assert measured(labelled) is None
    assert is_fresh(labelled)


def test_kept_counts_come_back_as_shares_with_their_doubt(labelled: Workspace):
    keep(labelled, repeated=[3, 12], later=[9, 10], seen=[0, 0], new=[4, 5])
    found = measured(labelled)
    assert found is not None
    assert (found.repeated.value, found.repeated.n) == (0.25, 12)
    assert (found.later.value, found.later.n) == (0.9, 10)
    assert found.later.interval is not None
    assert found.seen is None
    assert found.new is not None


def test_what_was_measured_for_other_labels_is_stale(labelled: Workspace, fill: Fill):
    keep(labelled, repeated=[3, 12], later=[9, 10], seen=[0, 0], new=[9, 10])
    fill(labelled, [ticket(3, "Fraud")], "two")
    assert measured(labelled) is None
    assert not is_fresh(labelled)


def test_its_job_is_in_nobodys_way_and_ends_with_what_it_found(labelled: Workspace):
    jobs = Jobs()
    job = start(jobs, labelled, NO_MODEL)
    job.wait(10)
    assert jobs.at(job_key(labelled)) is job
    assert jobs.at(str(labelled.path)) is None
    assert is_fresh(labelled)
