"""A suggestion is hidden where a person's own judgement is wanted, and shown everywhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.decision import Disposition, ReviewKind
from store import runs, settings
from store.reviewing import draws
from tests.conftest import ticket
from tests.store.test_runs import decision
from usecases.reviewing.hidden_suggestions import is_hidden


@pytest.fixture
def run(workspace, fill):
    """Ticket 1 waits because the router is unsure, ticket 2 because the lot held it out."""
    fill(workspace, [ticket(1), ticket(2)])
    settings.BLIND_LOOKS.set(workspace, 0.0)
    started = runs.start(workspace, "fake", {}, 1)
    kinds = {1: ReviewKind.UNSURE, 2: ReviewKind.HOLD_OUT}
    runs.RunJournal(workspace, started.run_id).write(
        [
            replace(decision(key), disposition=Disposition.REVIEW, review_kind=kind)
            for key, kind in kinds.items()
        ]
    )
    return started


def test_a_ticket_that_merely_waits_shows_its_suggestion(workspace, run):
    assert not is_hidden(workspace, run, 1, "Ana")


def test_a_held_out_ticket_is_decided_as_before(workspace, run):
    assert is_hidden(workspace, run, 2, "Ana")


def test_a_ticket_drawn_for_accuracy_today_hides_its_suggestion(workspace, run):
    draws.add(workspace, [1], [0.2], "Ana")
    assert is_hidden(workspace, run, 1, "Ana")


def test_a_ticket_that_owes_a_blind_look_hides_its_suggestion(workspace, run):
    settings.BLIND_LOOKS.set(workspace, 1.0)
    assert is_hidden(workspace, run, 1, "Ana")
