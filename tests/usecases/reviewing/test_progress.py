"""The figures of the reviews, from judged suggestions and pairs of second looks."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from usecases.reviewing.progress import acceptance_over_time, disagreements, review_progress

START = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001 - the workspace keeps UTC without a zone
CATEGORIES = st.sampled_from(["Billing", "Fraud", "Login"])


def judged(accepted: list[bool], seconds: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"accepted": accepted, "seconds": seconds})


def test_a_review_that_was_not_timed_counts_for_acceptance_and_not_for_the_pace():
    found = review_progress(judged([True, False, True], [4.0, np.nan, 8.0]), [])
    assert found.decided == 3
    assert found.accepted is not None
    assert found.accepted.value == pytest.approx(2 / 3)
    assert found.seconds is not None
    assert (found.seconds.value, found.seconds.n) == (6.0, 2)


def test_where_nobody_has_looked_twice_there_is_no_agreement_to_speak_of():
    found = review_progress(judged([True], [4.0]), [])
    assert (found.kappa, found.agreement) == (None, None)


@pytest.mark.parametrize("n", [1, 2, 19])
def test_kappa_of_a_few_tickets_is_no_figure(n: int):
    pairs = [("Billing", "Fraud" if i % 2 else "Billing") for i in range(n)]
    found = review_progress(judged([True], [4.0]), pairs)
    assert (found.pairs, found.kappa) == (n, None)


def test_agreement_by_chance_alone_has_a_kappa_of_zero():
    pairs = [(a, b) for a in ("Billing", "Fraud") for b in ("Billing", "Fraud")] * 5
    found = review_progress(judged([True], [4.0]), pairs)
    assert found.agreement is not None
    assert found.kappa is not None
    assert (found.agreement.value, found.kappa.value) == (0.5, pytest.approx(0.0))


@given(st.lists(st.tuples(CATEGORIES, CATEGORIES), min_size=1, max_size=12))
def test_every_pair_either_agrees_or_is_listed_among_the_disagreements(pairs):
    agreement = review_progress(judged([True], [4.0]), pairs).agreement
    assert agreement is not None
    unlike = disagreements(pairs)
    assert round(agreement.value * len(pairs)) + unlike["Tickets"].sum() == len(pairs)
    assert (unlike["First"] != unlike["Second"]).all()


def test_acceptance_goes_by_hour_within_one_day():
    at = [START, START + timedelta(minutes=10), START + timedelta(hours=1)]
    hours = acceptance_over_time(pd.DataFrame({"reviewed_at": at, "accepted": [True, False, True]}))
    assert {name: (m.value, m.n) for name, m in hours.items()} == {
        "09:00": (0.5, 2),
        "10:00": (1.0, 1),
    }


def test_acceptance_goes_by_day_over_several():
    at = [START, START + timedelta(days=1)]
    days = acceptance_over_time(pd.DataFrame({"reviewed_at": at, "accepted": [True, True]}))
    assert list(days) == ["2 Mar", "3 Mar"]
