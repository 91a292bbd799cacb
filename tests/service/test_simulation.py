"""A few hundred histories of kills, outages and double messages; and faults that they find.

`python -m tests.service.simulation` looks through ten thousand; `--seed N` repeats one.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpdesk.journal import Planned
from service.pipeline.sweeper import Sweeper
from service.storage.helpdesk_journal import EventJournal
from service.storage.paid_answers import Answers
from tests.service.simulation.checker import violations
from tests.service.simulation.history import Simulation

# A kill leaves coroutines behind.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")
SEEDS = range(20)
IN_DOUBT = EventJournal.in_doubt


def failing(seeds: range) -> dict[int, list[str]]:
    return {seed: found for seed in seeds if (found := violations(Simulation(seed).run()))}


def test_every_history_ends_well():
    assert failing(SEEDS) == {}


def test_a_seed_repeats_its_history():
    first, again = (Simulation(7).run() for _ in range(2))
    assert first == again


class Forgetful:
    """What the code would be without one of its precautions."""

    @staticmethod
    def claims_nothing(_self: Answers, _profile: str, _ticket: object) -> bool:
        return True

    @staticmethod
    def remembers_no_answer(_self: Answers, _profile: str, _ticket: object) -> None:
        return None

    @staticmethod
    def doubts_nothing(_self: EventJournal) -> list[Planned]:
        return []

    @staticmethod
    def forgets_the_stamp(self_: EventJournal) -> list[Planned]:
        return [replace(each, stamp="") for each in IN_DOUBT(self_)]

    @staticmethod
    def sends_nothing_again(_self: Sweeper) -> list[object]:
        return []


@pytest.mark.parametrize(
    ("where", "name", "instead", "first"),
    [
        (Answers, "claim", Forgetful.claims_nothing, 1001),
        (Answers, "find", Forgetful.remembers_no_answer, 1001),
        (Sweeper, "_lost", Forgetful.sends_nothing_again, 1005),
        (EventJournal, "in_doubt", Forgetful.doubts_nothing, 1002),
        (EventJournal, "in_doubt", Forgetful.forgets_the_stamp, 145),
    ],
)
def test_a_missing_precaution_is_found(monkeypatch, where, name, instead, first):
    """From a seed on that shows it today; a few more, should the histories change."""
    monkeypatch.setattr(where, name, instead)
    assert any(violations(Simulation(seed).run()) for seed in range(first, first + 60))
