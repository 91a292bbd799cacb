"""The guided start: tickets to label that differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs import Control, Jobs, Meter
from jobs.control import Cancelled
from routing.errors import RouterError
from store.learning import seed_tickets
from tests.conftest import ticket
from usecases.learning.cold_start import ASKED, choose, start

NO_MODEL = Path("no model")
KINDS = ("refund invoice", "parcel courier", "login error", "price receipt")


@pytest.fixture
def desk(workspace, fill):
    """Eighty tickets of four kinds without a label."""
    fill(workspace, [ticket(k, subject="", body=f"{KINDS[k % 4]} w{k}x") for k in range(1, 81)])
    return workspace


def test_one_ticket_of_each_cluster_is_asked_about(desk):
    assert choose(desk, NO_MODEL, Control(), Meter()) == f"{ASKED} tickets to label"
    assert seed_tickets.next_ticket(desk) is not None


def test_it_runs_beside_the_jobs_of_the_workspace(desk):
    jobs = Jobs()
    job = start(jobs, desk, NO_MODEL)
    job.wait(60)
    assert job.outcome == f"{ASKED} tickets to label"
    assert jobs.at(str(desk.path)) is None


def test_where_every_ticket_has_a_category_nothing_is_asked(workspace, fill):
    fill(workspace, [ticket(1, "Billing")])
    with pytest.raises(RouterError, match="has a category already"):
        choose(workspace, NO_MODEL, Control(), Meter())


def test_it_can_be_cancelled(desk):
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        choose(desk, NO_MODEL, control, Meter())
    assert seed_tickets.progress(desk).asked == 0
