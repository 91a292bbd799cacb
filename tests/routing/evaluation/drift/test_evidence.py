"""Evidence grows where a share has grown, and on average not at all where it has not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.evaluation.drift.evidence import Detectors, evidence, factors


@given(st.floats(0.001, 0.9))
def test_no_bet_wins_on_average_while_the_share_is_at_its_bound(share: float):
    bound = np.full(2, share)
    won = factors(np.array([True, False]), bound)
    assert share * won[:, 0] + (1 - share) * won[:, 1] == pytest.approx(np.ones(6))


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.floats(0.05, 0.5))
def test_ticket_by_ticket_gives_the_same_evidence_as_the_whole_series(true, bound: float):
    detectors = Detectors(np.array([bound]), np.array([np.inf]))
    for each in true:
        detectors.see(factors(np.array([each]), detectors.bounds))
    assert detectors.evidence[0] == pytest.approx(evidence(np.array(true), bound), rel=1e-6)


def test_alarms_come_less_often_than_was_allowed_however_often_one_looks():
    rng = np.random.default_rng(0)
    detectors = Detectors(np.full(400, 0.1), np.full(400, 1_000.0))
    raised = set()
    for _ in range(500):
        raised |= set(detectors.see(factors(rng.random(400) < 0.1, detectors.bounds)))
    assert len(raised) / 400 < 500 / 1_000


def test_a_share_that_has_trebled_is_seen_soon():
    rng = np.random.default_rng(1)
    detectors = Detectors(np.array([0.1]), np.array([10_000.0]))
    took = next(
        i for i in range(500) if detectors.see(factors(rng.random(1) < 0.3, detectors.bounds))
    )
    assert took < 120


def test_a_fact_that_rests_raises_no_alarm_and_the_others_go_on():
    detectors = Detectors(np.array([0.1, 0.1]), np.array([50.0, 50.0]))
    detectors.rest(0)
    true = factors(np.array([True, True]), detectors.bounds)
    assert [detectors.see(true) for _ in range(4)][-1] == [1]
    assert detectors.evidence[0] == 0


def test_reviews_count_for_the_facts_they_speak_of_alone():
    detectors = Detectors(np.array([0.1, 0.1]), np.array([50.0, 50.0]))
    for _ in range(5):
        found = detectors.see_some(np.array([1]), np.array([True]))
    assert found == [1]
    assert detectors.evidence[0] == 0
