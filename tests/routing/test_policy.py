"""The policy: each reason to want a person is named, and can be switched."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.confidence_map import ConfidenceMap
from routing.decision import Alternative, Decision, Disposition
from routing.policy import ALL_SIGNS, Policy
from routing.signs import Sign, SignKind
from routing.taxonomy import UNKNOWN

SURE = Decision(1, "Billing", 0.9, "fake", alternatives=(Alternative("Login", 0.3),))
POLICY = Policy(0.8, {"Gifts": None}, frozenset({"Fraud"}))


def signed(kind: SignKind, says: str = "") -> Decision:
    return replace(SURE, signs=(Sign(kind, says),))


@pytest.mark.parametrize(
    ("decision", "kind", "reason"),
    [
        (replace(SURE, error="no answer"), "failed", "no answer"),
        (replace(SURE, category=UNKNOWN), "unknown", "could not place it"),
        (signed(SignKind.ORDERS), "orders", "speaks to an automatic reader"),
        (signed(SignKind.HIDDEN, "HTML comments"), "hidden text", "not see .HTML comments."),
        (signed(SignKind.LANGUAGE, "Dutch"), "language", "know its language .Dutch."),
        (signed(SignKind.PARTS), "two problems", "two problems: Billing and Login"),
        (replace(SURE, category="Fraud"), "by hand", "every ticket of Fraud"),
        (replace(SURE, category="Gifts"), "no threshold", "Gifts was not right often enough"),
        (replace(SURE, confidence=0.79), "unsure", "0.79 is below the threshold 0.80"),
        (
            replace(SURE, confidence=0.5),
            "between two",
            "below the threshold 0.80: Billing or Login",
        ),
        (replace(signed(SignKind.SHORT), confidence=0.5), "too short", "hardly a word"),
        (replace(signed(SignKind.SHORT), category=UNKNOWN), "too short", "too short to place"),
        (replace(signed(SignKind.LANGUAGE, "Dutch"), category=UNKNOWN), "language", "Dutch"),
    ],
)
def test_each_reason_to_want_a_person_is_named(decision, kind, reason):
    disposed = POLICY.dispose(decision)
    assert disposed.disposition is not Disposition.AUTO
    assert disposed.review_kind == kind
    assert all(part in disposed.review_reason for part in reason.split("."))


def test_a_sure_decision_without_signs_goes_alone():
    disposed = POLICY.dispose(SURE)
    assert (disposed.disposition, disposed.review_kind) == (Disposition.AUTO, None)


def test_two_parts_about_one_matter_are_one_problem():
    alike = replace(signed(SignKind.PARTS), alternatives=(Alternative("Login", 0.04),))
    assert POLICY.dispose(alike).disposition is Disposition.AUTO
    assert POLICY.dispose(replace(alike, alternatives=())).disposition is Disposition.AUTO


def test_a_short_text_alone_sends_no_ticket_to_a_person():
    assert POLICY.dispose(signed(SignKind.SHORT)).disposition is Disposition.AUTO


@pytest.mark.parametrize("kind", [SignKind.SHORT, SignKind.LANGUAGE, SignKind.ORDERS])
def test_unknown_stays_unknown_whatever_its_text_shows(kind):
    disposed = POLICY.dispose(replace(signed(kind), category=UNKNOWN))
    assert disposed.disposition is Disposition.UNKNOWN


@given(st.sampled_from(SignKind))
def test_a_sign_that_is_not_heeded_changes_nothing(kind):
    deaf = replace(POLICY, heeds=ALL_SIGNS - {kind})
    assert deaf.dispose(signed(kind)).disposition is Disposition.AUTO


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_threshold_never_sends_more_tickets_alone(confidence, one, other):
    decision = replace(SURE, confidence=confidence)
    low, high = sorted((one, other))
    if Policy(high).dispose(decision).disposition is Disposition.AUTO:
        assert Policy(low).dispose(decision).disposition is Disposition.AUTO


def test_a_threshold_is_about_the_calibrated_confidence_of_its_router():
    modest = ConfidenceMap(1.0, 1.0, -2.0)
    policy = replace(POLICY, calibrations={"fake": modest})
    assert policy.probability(SURE) == pytest.approx(modest.of(0.9))
    disposed = policy.dispose(replace(SURE, alternatives=()))
    assert (
        disposed.review_reason == "confidence 0.55 (0.90 as returned) is below the threshold 0.80"
    )
    assert policy.dispose(replace(SURE, router="other")).disposition is Disposition.AUTO


TREE = replace(POLICY, parents={"Lost card": "Card", "Stolen card": "Card"})
TORN = replace(
    SURE, category="Lost card", confidence=0.5,
    alternatives=(Alternative("Stolen card", 0.4), Alternative("Login", 0.05)),
)  # fmt: skip


def test_an_unsure_category_is_answered_with_its_parent_where_that_is_sure():
    disposed = TREE.dispose(TORN)
    assert (disposed.review_kind, disposed.disposition) == ("parent", Disposition.REVIEW)
    assert disposed.parent == Alternative("Card", 0.9)
    assert disposed.review_reason.startswith("sure of Card (0.90), not of its part")


@pytest.mark.parametrize(
    "policy",
    [
        replace(TREE, threshold=0.95), replace(TREE, thresholds={"Card": None}), POLICY,
        replace(TREE, always_review=frozenset({"Card"})),
    ],
)  # fmt: skip
def test_a_parent_must_be_sure_enough_itself_and_may_go_alone(policy):
    disposed = policy.dispose(TORN)
    assert (disposed.parent, disposed.review_kind) == (None, "between two")


def test_a_sure_category_needs_no_parent():
    disposed = TREE.dispose(replace(TORN, confidence=0.85))
    assert (disposed.disposition, disposed.parent) == (Disposition.AUTO, None)


def test_both_problems_of_a_ticket_are_named_with_their_confidences():
    two = replace(
        signed(SignKind.PARTS), problems=(Alternative("Login", 0.7), Alternative("Billing", 0.9))
    )
    disposed = POLICY.dispose(two)
    assert disposed.review_kind == "two problems"
    assert disposed.review_reason == "two problems: Login (0.70) and Billing (0.90)"
    deaf = replace(POLICY, heeds=ALL_SIGNS - {SignKind.PARTS})
    assert deaf.dispose(two).disposition is Disposition.AUTO
    unsaid = replace(two, signs=())
    assert POLICY.dispose(unsaid).disposition is Disposition.AUTO
