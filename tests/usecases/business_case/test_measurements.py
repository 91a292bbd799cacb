"""One click begins the measurement of an input."""

from __future__ import annotations

from roi.risk.value_of_information import MEASURED_BY
from store.reviewing import review_figures
from tests.usecases.conftest import mostly_right
from usecases.actor import LOCAL_OWNER
from usecases.business_case.measurements import DRAWN, begin


def test_tickets_drawn_by_lot_wait_for_a_blind_look_once(workspace, measured):
    measured(mostly_right, 400)
    sent = begin(workspace, "time_30_triages", LOCAL_OWNER, seed=1)
    assert 15 <= sent <= 45
    assert set(review_figures.audit(workspace)["origin"]) == {"blind look"}
    assert len(review_figures.audit(workspace)) == sent


def test_what_needs_no_ticket_sends_none(workspace, measured):
    measured(mostly_right)
    assert begin(workspace, "ask_finance", LOCAL_OWNER) == 0
    assert set(DRAWN) <= set(MEASURED_BY.values())
