"""From tickets to questions and back: identical ones are asked once, odd ones never sent."""

from __future__ import annotations

import asyncio

from jobs.control import Ending
from routing.attempt import Answer
from routing.decision import Decision
from routing.engine import MemoryAttempts
from routing.engine.questions import Preparation, Questions, Resolved
from routing.errors import RouterError
from routing.ticket import Ticket
from tests.conftest import ticket
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.simulated import SimulatedRouter

SAME = [ticket(key, subject="Invoice", body="Where is it?") for key in (1, 2, 3)]


def questions(tickets: list[Ticket], router: SimulatedRouter | None = None) -> Questions:
    asked = router or SimulatedRouter(Behaviour())
    return Questions(asked, MemoryAttempts(), iter([tickets]))


def resolved(made: Questions) -> Resolved:
    made.begin()
    prepared = made.prepare()
    assert prepared
    return made.resolve(prepared)


def test_identical_texts_are_one_question_whose_answer_all_share_and_one_pays():
    made = questions(SAME)
    (question,) = resolved(made).questions
    decisions = made.settled(question, Answer("A", 0.9, "r", cost_usd=0.5, input_tokens=7))
    assert [d.ticket_key for d in decisions] == [1, 2, 3]
    assert [d.cost_usd for d in decisions] == [0.5, 0.0, 0.0]
    assert [d.input_tokens for d in decisions] == [7, 0, 0]


def test_what_the_router_decides_itself_is_no_question():
    class Sure(SimulatedRouter):
        def decide_here(self, tickets):
            return [Decision(t.key, "A", 1.0, "first") for t in tickets if t.key == 2]

    found = resolved(questions([ticket(key) for key in (1, 2, 3)], Sure(Behaviour())))
    assert [d.ticket_key for d in found.decided] == [2]
    assert len(found.questions) == 2
    assert found.reused == 0


def test_a_ticket_of_which_no_question_can_be_made_is_decided_with_an_error():
    class Odd(SimulatedRouter):
        def question(self, ticket):
            raise ValueError("odd")

    (decision,) = resolved(questions([ticket(1)], Odd(Behaviour()))).decided
    assert "nothing of it was sent" in (decision.error or "")


def test_an_error_while_preparing_ends_the_run_with_what_it_is():
    class Broken(SimulatedRouter):
        def question(self, ticket):
            raise RouterError("The masking is broken.")

    ending = Ending()

    async def work() -> None:
        preparation = Preparation(
            questions([ticket(1)], Broken(Behaviour())), None, ending,
            deliver=lambda _resolved: None, changed=lambda: None,
        )  # fmt: skip
        preparation.go_on(0, 0)
        await preparation.rest(5)

    asyncio.run(work())
    assert str(ending.reason) == "The masking is broken."


def test_no_more_is_prepared_than_will_be_asked_soon():
    async def work() -> tuple[bool, bool]:
        preparation = Preparation(
            questions([ticket(1)]), None, Ending(),
            deliver=lambda _resolved: None, changed=lambda: None,
        )  # fmt: skip
        preparation.go_on(1_000, 10)
        idle = preparation._going_on is None
        preparation.go_on(0, 10)
        await preparation.rest(5)
        preparation.go_on(0, 10)
        await preparation.rest(5)
        return idle, preparation.done

    assert asyncio.run(work()) == (True, True)
