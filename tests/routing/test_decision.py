"""What the policy made of a decision stands beside it."""

from __future__ import annotations

from routing.decision import Alternative, Decision, Disposition, ReviewKind


def test_until_a_policy_has_spoken_a_person_looks():
    assert Decision(1, "Billing", 1.0, "embedded").disposition is Disposition.REVIEW


def test_the_disposition_changes_and_nothing_else_does():
    decided = Decision(
        1, "Billing", 0.6, "embedded", (Alternative("Fraud", 0.3),), "Words.", cost_usd=0.01
    )
    disposed = decided.disposed(Disposition.REVIEW, "It is unsure.", ReviewKind.UNSURE)
    assert (disposed.review_reason, disposed.review_kind) == ("It is unsure.", ReviewKind.UNSURE)
    assert disposed.disposed(Disposition.REVIEW) == decided
    assert decided.review_kind is None


def test_a_reason_of_an_earlier_policy_is_not_kept():
    reviewed = Decision(1, "Billing", 0.6, "embedded").disposed(
        Disposition.REVIEW, "It is unsure.", ReviewKind.UNSURE
    )
    auto = reviewed.disposed(Disposition.AUTO)
    assert (auto.review_reason, auto.review_kind) == (None, None)
