"""A request that is sent again gets the first answer, and nobody else's."""

from __future__ import annotations

import pytest

from service.storage.idempotency import KEPT_SECONDS, Earlier, Replies, Standing

NOW = 1_000_000.0
YEAR = 365 * 24 * 3600.0


@pytest.fixture
def alive() -> set[str]:
    """The processes that live."""
    return {"here", "there"}


@pytest.fixture
def replies(database, alive) -> Replies:
    """One caller's first request under the key `k`."""
    made = Replies(database, "here", alive.__contains__)
    assert made.begin("Ann", "k", b"first", NOW) == Earlier(Standing.NEW)
    return made


@pytest.fixture
def elsewhere(database, alive) -> Replies:
    """The same folder in another process."""
    return Replies(database, "there", alive.__contains__)


@pytest.mark.parametrize("clock", [1.0, YEAR, -YEAR], ids=["later", "set on", "set back"])
def test_while_the_first_is_answered_the_second_is_told_so_whatever_the_clock_shows(
    replies, elsewhere, clock
):
    for asked in (replies, elsewhere):
        assert asked.begin("Ann", "k", b"first", NOW + clock).standing is Standing.RUNNING
        assert asked.begin("Ann", "k", b"second", NOW + clock).standing is Standing.OTHER


def test_the_answer_is_given_again_for_a_day(replies, elsewhere):
    replies.keep("Ann", "k", "the answer")
    last = NOW + KEPT_SECONDS
    assert elsewhere.begin("Ann", "k", b"first", last) == Earlier(Standing.ANSWERED, "the answer")
    assert replies.begin("Ann", "k", b"first", last + 1).standing is Standing.NEW


def test_the_key_of_another_request_is_refused_and_another_callers_is_free(replies):
    replies.keep("Ann", "k", "the answer")
    assert replies.begin("Ann", "k", b"second", NOW) == Earlier(Standing.OTHER)
    assert replies.begin("Ben", "k", b"second", NOW).standing is Standing.NEW


def test_a_process_that_ended_without_an_answer_gives_its_key_free(replies, elsewhere, alive):
    alive.remove("here")
    assert elsewhere.begin("Ann", "k", b"other", NOW).standing is Standing.NEW


def test_a_failed_request_may_try_again_and_an_answer_is_not_forgotten(replies):
    replies.forget("Ann", "k")
    assert replies.begin("Ann", "k", b"first", NOW).standing is Standing.NEW
    replies.keep("Ann", "k", "the answer")
    replies.forget("Ann", "k")
    assert replies.begin("Ann", "k", b"first", NOW).standing is Standing.ANSWERED


def test_a_key_that_a_full_disk_kept_from_being_given_up_is_free_all_the_same(replies, database):
    database.write("CREATE TRIGGER full BEFORE DELETE ON reply_claims "
                   "BEGIN SELECT raise(ABORT, 'full'); END")  # fmt: skip
    with pytest.raises(Exception, match="full"):
        replies.forget("Ann", "k")
    database.write("DROP TRIGGER full")
    assert replies.begin("Ann", "k", b"first", NOW).standing is Standing.NEW
