"""The pace where a provider tells nothing of its limits."""

from __future__ import annotations

from routing.engine.pacer import Pacer


def test_a_refusal_before_anything_went_through_does_not_bring_the_run_to_a_crawl():
    pacer = Pacer()
    pacer.start(0.0, 1)
    pacer.refused(0.1, 1.0)
    assert pacer.wait(0.2, 1) > 0
    assert pacer.requests_limit == 60
    for second in range(2, 22):
        pacer.passed(float(second))
    assert pacer.requests_limit > 300


def test_a_rate_that_was_seen_to_hold_is_felt_for_slowly():
    pacer = Pacer()
    for request in range(200):
        pacer.passed(request * 0.02)
    pacer.refused(4.0, 0.5)
    limit = pacer.requests_limit
    assert 0.8 * 3_000 < limit < 3_000
    pacer.passed(4.6)
    assert limit < pacer.requests_limit < limit * 1.01
