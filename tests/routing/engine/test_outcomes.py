"""What becomes of a request: nothing is lost, nothing is decided on a guess about the endpoint."""

from __future__ import annotations

import asyncio

import pytest

from routing.attempt import Failure, Reply, Trouble
from routing.errors import RouterError
from tests.conftest import ticket
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.simulated import MemoryJournal, SimulatedRouter, Simulation


class Refusing(SimulatedRouter):
    """Refuses some tickets for good."""

    def __init__(self, refused, trouble: Trouble = Trouble.REQUEST) -> None:
        super().__init__(Behaviour())
        self.refused = refused
        self.trouble = trouble

    async def ask(self, pack, pledged, earlier):
        if any(self.refused(question) for question in pack):
            await asyncio.sleep(0.05)
            self.outcomes["refused"] += 1
            return Failure(self.trouble, "this field is not known (400: no such field)")
        return await super().ask(pack, pledged, earlier)


def journal(tickets: int) -> MemoryJournal:
    return MemoryJournal([ticket(key) for key in range(1, tickets + 1)])


def test_a_refused_ticket_goes_to_a_person_in_the_servers_words():
    made = Simulation(Refusing(lambda q: "Subject 7\n" in q.text), journal(20))
    made.run()
    (failed,) = (d for d in made.journal.written.values() if d.error)
    assert (failed.ticket_key, failed.cost_usd) == (7, 0.0)
    assert "no such field" in (failed.error or "")


def test_where_everything_is_refused_nothing_is_decided_and_a_resumed_run_asks_again():
    made = Simulation(Refusing(lambda _q: True), journal(200))
    with pytest.raises(RouterError, match="no such field"):
        made.run()
    assert made.journal.written == {}
    assert made.router.outcomes["refused"] <= 40
    made.router = SimulatedRouter(Behaviour())
    made.run()
    assert not [d for d in made.journal.written.values() if d.error]


def test_failures_at_the_start_are_decided_once_something_usable_comes_back():
    first = {f"Subject {n}\n" for n in range(1, 6)}
    made = Simulation(Refusing(lambda q: any(s in q.text for s in first)), journal(20))
    made.run()
    assert sorted(d.ticket_key for d in made.journal.written.values() if d.error) == [1, 2, 3, 4, 5]


def test_a_desk_full_of_texts_that_a_filter_stops_is_no_fault_of_the_endpoint():
    late = Refusing(lambda q: len(q.text) > 18, Trouble.FILTER)
    many = MemoryJournal([ticket(key, body="x" * (30 if key > 5 else 1)) for key in range(1, 101)])
    made = Simulation(late, many)
    made.run()
    assert len(made.journal.written) == 100
    assert sum(bool(d.error) for d in made.journal.written.values()) == 95


def test_a_time_out_counts_as_spent_and_a_refusal_does_not():
    made = Simulation.of(Behaviour(hangs=0.3, hang_seconds=900), 20)
    made.run()
    noted = made.attempts.noted  # type: ignore[attr-defined]
    assert sum(not attempt.answered for attempt in noted) > 0
    refused = Simulation(Refusing(lambda q: "Subject 7\n" in q.text), journal(20))
    refused.run()
    assert all(attempt.answered for attempt in refused.attempts.noted)  # type: ignore[attr-defined]


def test_a_question_that_a_pack_left_out_is_asked_alone():
    class Forgetful(SimulatedRouter):
        async def ask(self, pack, pledged, earlier):
            reply = await super().ask(pack, pledged, earlier)
            if isinstance(reply, Reply) and len(pack) > 1:
                return Reply(reply.attempts[1:], reply.limits)
            return reply

    made = Simulation(Forgetful(Behaviour(), pack=5), journal(10))
    made.run()
    assert {d.category for d in made.journal.written.values()} == {"A"}
