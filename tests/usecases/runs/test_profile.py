"""A run keeps what answered it as a profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs import Control, Meter
from routing.errors import RouterError
from store.runs import Run
from tests.conftest import ticket
from tests.usecases.conftest import noise, right
from usecases.runs.execution import new_run, perform
from usecases.runs.profile import profile_of
from usecases.runs.request import RunRequest

NO_MODEL = Path("no model")


@pytest.fixture
def desk(workspace, fill):
    """Twenty labelled tickets whose words tell their category."""
    texts = {"Billing": "refund of my invoice", "Fraud": "a stolen card"}
    labels = ["Billing", "Fraud"] * 10
    fill(
        workspace,
        [ticket(k, c, subject="", body=f"{texts[c]} {noise(k)}") for k, c in enumerate(labels, 1)],
    )
    return workspace


def finished(workspace) -> Run:
    """A run of the default recipe."""
    run = new_run(workspace, RunRequest())
    perform(workspace, run, NO_MODEL, Control(), Meter())
    return run


def test_every_run_of_the_same_recipe_has_its_profile(desk):
    first, second = finished(desk), finished(desk)
    assert profile_of(desk, first).fingerprint == profile_of(desk, second).fingerprint


def test_a_run_that_kept_none_says_what_to_do(workspace, measured):
    with pytest.raises(RouterError, match="Route the tickets again"):
        profile_of(workspace, measured(right))
