"""Each stage of a cascade is judged by its own threshold."""

from __future__ import annotations

from routing.decision import Decision, Disposition
from routing.routers.cascade import CascadeRule


def test_an_answer_is_judged_by_the_threshold_of_the_router_that_gave_it():
    policy = CascadeRule(sure=0.9, accepted=0.5).policy("embedded")
    found = [
        policy.dispose(Decision(1, "Billing", 0.7, router)).disposition
        for router in ("embedded", "openai · m")
    ]
    assert found == [Disposition.REVIEW, Disposition.AUTO]


def test_a_category_by_hand_goes_to_a_person_at_either_stage():
    policy = CascadeRule(sure=0.1, accepted=0.1).policy("embedded", frozenset({"Fraud"}))
    for router in ("embedded", "openai · m"):
        assert policy.dispose(Decision(1, "Fraud", 1.0, router)).disposition is Disposition.REVIEW
