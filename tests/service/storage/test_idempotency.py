"""A request that is sent again gets the first answer, and nobody else's."""

from __future__ import annotations

import pytest

from service.storage.idempotency import (
    KEPT_SECONDS,
    MAX_UNANSWERED_SECONDS,
    Earlier,
    Replies,
    Standing,
)

NOW = 1_000_000.0


@pytest.fixture
def replies(database) -> Replies:
    """One caller's first request under the key `k`."""
    made = Replies(database)
    assert made.begin("Ann", "k", b"first", NOW) == Earlier(Standing.NEW)
    return made


def test_while_the_first_is_answered_the_second_is_told_so(replies):
    assert replies.begin("Ann", "k", b"first", NOW + 1).standing is Standing.RUNNING


def test_the_answer_is_given_again_for_a_day(replies):
    replies.keep("Ann", "k", "the answer")
    last = NOW + KEPT_SECONDS
    assert replies.begin("Ann", "k", b"first", last) == Earlier(Standing.ANSWERED, "the answer")
    assert replies.begin("Ann", "k", b"first", last + 1).standing is Standing.NEW


def test_the_key_of_another_request_is_refused_and_another_callers_is_free(replies):
    replies.keep("Ann", "k", "the answer")
    assert replies.begin("Ann", "k", b"second", NOW) == Earlier(Standing.OTHER)
    assert replies.begin("Ben", "k", b"second", NOW).standing is Standing.NEW


def test_a_request_that_was_never_answered_gives_its_key_free(replies):
    assert replies.begin("Ann", "k", b"x", NOW + MAX_UNANSWERED_SECONDS).standing is Standing.OTHER
    later = NOW + MAX_UNANSWERED_SECONDS + 1
    assert replies.begin("Ann", "k", b"x", later).standing is Standing.NEW


def test_a_failed_request_may_try_again_and_an_answer_is_not_forgotten(replies):
    replies.forget("Ann", "k")
    assert replies.begin("Ann", "k", b"first", NOW).standing is Standing.NEW
    replies.keep("Ann", "k", "the answer")
    replies.forget("Ann", "k")
    assert replies.begin("Ann", "k", b"first", NOW).standing is Standing.ANSWERED
