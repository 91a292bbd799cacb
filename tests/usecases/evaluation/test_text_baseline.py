"""The textbook's router, computed in the background until labels change."""

from __future__ import annotations

import random

import pytest

from jobs import Jobs
from store import decisions
from store.learning import baseline
from tests.conftest import ticket
from tests.usecases.conftest import right
from usecases.evaluation.text_baseline import is_fresh, job_key, start_baseline


@pytest.fixture
def jobs():
    """The jobs of this process, ended with the test."""
    made = Jobs()
    yield made
    made.stop_all()


def told(key: int, label: str | None):
    """A ticket whose words tell its category."""
    draw = random.Random(key)
    said = draw.choice(["refund", "invoice"] if label == "Billing" else ["stolen", "card"])
    noise = ["".join(draw.choices("abcdefghij", k=5)) for _ in range(8)]
    return ticket(key, label, subject="", body=" ".join([said, *noise]))


def test_it_answers_every_labelled_ticket_out_of_fold(workspace, fill, routed, jobs):
    fill(workspace, [told(k, "Billing" if k % 2 else "Fraud") for k in range(1, 61)])
    assert not is_fresh(workspace)
    job = start_baseline(jobs, workspace)
    job.wait(60)
    assert job.outcome == "finished"
    assert is_fresh(workspace)
    frame = decisions.labelled(workspace, routed(right).run_id)
    assert (frame["by_text"] == frame["actual"]).mean() > 0.9


def test_a_new_label_makes_it_stale(workspace, fill, jobs):
    baseline.keep(workspace, baseline.labels_version(workspace), [], [], [])
    assert is_fresh(workspace)
    fill(workspace, [told(1, "Billing")])
    assert not is_fresh(workspace)


@pytest.mark.parametrize("labels", [["Billing"] * 40, ["Billing", "Fraud"] * 14])
def test_of_too_few_labels_or_one_category_nothing_is_learned(workspace, fill, jobs, labels):
    fill(workspace, [told(k, label) for k, label in enumerate(labels, 1)])
    job = start_baseline(jobs, workspace)
    job.wait(60)
    assert job.outcome == "too few labelled tickets"
    assert is_fresh(workspace)


def test_it_stands_beside_the_jobs_of_the_workspace(workspace, jobs):
    job = start_baseline(jobs, workspace)
    assert jobs.at(job_key(workspace)) is job
    assert jobs.at(str(workspace.path)) is None
