"""Every rule of asking again."""

from __future__ import annotations

import pytest

from routing.attempt import Attempt, Failure, Question, Reply, Trouble
from routing.engine.requests import Pack
from routing.engine.retry_policy import (
    FAILURES_TO_OPEN,
    MAX_FAILURES,
    MAX_USELESS,
    Circuit,
    Step,
    UsefulnessCheck,
    after_failure,
    after_reply,
)  # fmt: skip

ONE = Pack((Question("a", "text"),), new=True)
TWO = Pack((Question("a", "text"), Question("b", "text")), new=True)
GOOD = Reply((Attempt("1", "a", "Billing"),))
BAD = Reply((Attempt("1", "a", None, problem="unclear", raw="<html> no"),))


@pytest.mark.parametrize(
    ("pack", "trouble", "step"),
    [
        (ONE, Trouble.STOP, Step.STOP),
        (ONE, Trouble.BUSY, Step.RETRY),
        (ONE, Trouble.SERVER, Step.RETRY),
        (ONE, Trouble.TIMEOUT, Step.RETRY),
        (ONE, Trouble.NO_ANSWER, Step.RETRY),
        (ONE, Trouble.REQUEST, Step.GIVE_UP),
        (ONE, Trouble.FILTER, Step.GIVE_UP),
        (TWO, Trouble.REQUEST, Step.SPLIT),
    ],
)
def test_each_trouble_has_its_step(pack, trouble, step):
    assert after_failure(pack, Failure(trouble, "why"), 0.0, down=False).step is step


def test_a_refused_request_waits_as_long_as_it_was_told_and_counts_no_failure():
    todo = after_failure(ONE, Failure(Trouble.BUSY, "busy", 7.0), 100.0, down=False)
    assert (todo.due, todo.pack.failures, todo.pack.new) == (107.0, 0, False)


def test_failures_count_only_while_the_provider_answers_others():
    lost = Failure(Trouble.CONNECTION, "lost")
    assert after_failure(ONE, lost, 0.0, down=True).pack.failures == 0
    slow = after_failure(ONE, Failure(Trouble.TIMEOUT, "slow"), 0.0, down=False)
    assert (slow.pack.failures, slow.pack.timeouts) == (1, 1)


def test_after_enough_failures_the_ticket_goes_to_a_person():
    pack = Pack(ONE.questions, failures=MAX_FAILURES - 1)
    todo = after_failure(pack, Failure(Trouble.SERVER, "500"), 0.0, down=False)
    assert todo.step is Step.GIVE_UP
    assert todo.reason == "no answer after 6 tries: 500"


def test_a_pack_that_failed_as_a_whole_is_halved_and_then_asked_one_by_one():
    (first, second) = after_reply(TWO, TWO.questions, {"a", "b"})
    assert (len(first.questions), len(second.questions)) == (1, 1)
    (rest,) = after_reply(TWO, TWO.questions[:1], {"a", "b"})
    assert rest.questions == TWO.questions[:1]
    assert after_reply(TWO, (), {"a", "b"}) == ()


def test_what_a_batch_was_never_asked_goes_into_another_one_and_all_else_is_asked_live():
    batch = Pack(TWO.questions, new=True, batch=True)
    live, again = after_reply(batch, TWO.questions, {"b"})
    assert (live.questions[0].key, live.batch) == ("b", False)
    assert (again.questions[0].key, again.batch, again.failures) == ("a", True, 1)


def test_nothing_usable_so_many_times_in_a_row_is_hopeless_and_told_in_the_servers_words():
    useful = UsefulnessCheck()
    for _ in range(MAX_USELESS - 1):
        useful.replied(BAD)
    assert useful.stop_reason is None
    useful.replied(BAD)
    assert "36 requests in a row" in (useful.stop_reason or "")
    assert "unclear (“<html> no”)" in (useful.stop_reason or "")


def test_one_usable_answer_starts_the_count_anew():
    useful = UsefulnessCheck()
    for _ in range(10 * MAX_USELESS):
        useful.failed(Failure(Trouble.REQUEST, "refused"))
        useful.replied(GOOD)
    assert useful.stop_reason is None
    assert useful.proven


def test_what_passes_and_filters_that_stop_some_tickets_are_no_sign_of_a_fault():
    useful = UsefulnessCheck()
    useful.replied(GOOD)
    for trouble in (Trouble.BUSY, Trouble.SERVER, Trouble.TIMEOUT, Trouble.FILTER):
        for _ in range(MAX_USELESS):
            useful.failed(Failure(trouble, "why"))
    assert useful.stop_reason is None


def test_the_circuit_opens_tries_once_and_waits_twice_as_long():
    circuit = Circuit()
    for second in range(FAILURES_TO_OPEN):
        assert not circuit.open
        circuit.failed(float(second))
    assert circuit.open
    assert circuit.wait(8.0) == pytest.approx(4.0)
    circuit.start()
    assert circuit.wait(12.0) > 0
    circuit.failed(13.0)
    assert circuit.wait(13.0) == pytest.approx(10.0)
    assert circuit.silent_for(20.0) == 20.0
    circuit.answered()
    assert (circuit.open, circuit.silent_for(20.0)) == (False, 0.0)


def test_a_trial_that_brings_no_news_makes_room_for_another():
    circuit = Circuit()
    for second in range(FAILURES_TO_OPEN):
        circuit.failed(float(second))
    circuit.start()
    circuit.abandoned()
    assert circuit.wait(60.0) == 0
