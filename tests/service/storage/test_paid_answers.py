"""Nothing is paid twice, whoever asks, unless whoever asked has died of it."""

from __future__ import annotations

from routing.decision import Decision
from service.storage.liveness import Liveness
from service.storage.paid_answers import Answers
from tests.conftest import ticket

ANSWER = Decision(0, "Billing", 0.9, "llm", cost_usd=0.01)


def test_a_text_that_was_answered_costs_nothing_the_second_time(database):
    Answers(database, "a", {"a"}.__contains__).keep("p1", ticket(1), ANSWER)
    found = Answers(database, "b", {"b"}.__contains__).find("p1", ticket(1, id="another"))
    assert (found.category, found.cost_usd, found.ticket_key) == ("Billing", 0.0, 1)


def test_another_profile_has_not_answered(database):
    answers = Answers(database, "a", {"a"}.__contains__)
    answers.keep("p1", ticket(1), ANSWER)
    assert answers.find("p2", ticket(1)) is None


def test_only_one_worker_asks_at_a_time_while_it_lives(database):
    living = {"a", "b"}
    first, second = (Answers(database, each, living.__contains__) for each in "ab")
    assert first.claim("p1", ticket(1))
    assert not second.claim("p1", ticket(1))
    living.remove("a")
    assert second.claim("p1", ticket(1))


def test_who_gives_up_lets_others_ask(database):
    first, second = (Answers(database, each, {"a", "b"}.__contains__) for each in "ab")
    first.claim("p1", ticket(1))
    first.release("p1", ticket(1))
    assert second.claim("p1", ticket(1))


def test_a_process_lives_as_long_as_it_holds_its_lock(tmp_path):
    here, there = Liveness(tmp_path), Liveness(tmp_path)
    name = here.join()
    assert there.is_alive(name)
    assert not there.is_alive("1-abc")
    assert here.hold("writer")
    assert not there.hold("writer")
    del here  # as a kill does, the files are closed
    assert not there.is_alive(name)
    assert there.hold("writer")


def test_an_answer_that_came_between_looking_and_claiming_is_not_paid_again(database):
    first, second = (Answers(database, each, {"a", "b"}.__contains__) for each in "ab")
    assert second.find("p1", ticket(1)) is None
    first.claim("p1", ticket(1))
    first.keep("p1", ticket(1), ANSWER)
    assert not second.claim("p1", ticket(1))
    assert second.find("p1", ticket(1)) is not None
