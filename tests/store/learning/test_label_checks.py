"""Findings about labels are kept as a whole, until the next check."""

from __future__ import annotations

import pytest

from store.learning import label_checks
from store.learning.label_checks import LabelCheck
from store.reviewing.reviews import Review, Verdict, record
from tests.conftest import ticket


def finding(key: int, *, wrong: bool = True) -> LabelCheck:
    return LabelCheck(key, "Fraud", "Billing", 0.9, 0.05, 4, 5, 0.9, wrong=wrong)


@pytest.fixture
def labelled(workspace, fill):
    fill(workspace, [ticket(key, "Fraud") for key in range(1, 5)])
    return workspace


def test_before_any_check_there_is_nothing(labelled):
    assert label_checks.made_for(labelled) is None
    assert label_checks.verdict(labelled) is None
    assert label_checks.counts(labelled) == (0, 0)
    assert label_checks.of_ticket(labelled, 1) is None


def test_a_finding_is_read_back_as_it_was(labelled):
    label_checks.keep(labelled, "v1", [finding(1), finding(2, wrong=False)], "as a whole")
    assert label_checks.of_ticket(labelled, 1) == finding(1)
    assert label_checks.counts(labelled) == (2, 1)
    assert label_checks.made_for(labelled) == "v1"
    assert label_checks.verdict(labelled) == "as a whole"


def test_a_new_check_takes_the_place_of_the_earlier_one(labelled):
    label_checks.keep(labelled, "v1", [finding(1), finding(2)], "as a whole")
    label_checks.keep(labelled, "v2", [finding(3)])
    assert label_checks.of_ticket(labelled, 1) is None
    assert label_checks.counts(labelled) == (1, 1)
    assert (label_checks.made_for(labelled), label_checks.verdict(labelled)) == ("v2", None)


def test_a_label_that_a_person_has_changed_since_is_doubtful_no_more(labelled):
    label_checks.keep(labelled, "v1", [finding(1), finding(2)])
    record(labelled, Review(1, "Ana", Verdict.CHOSEN, "Billing"))
    assert label_checks.counts(labelled)[1] == 1
