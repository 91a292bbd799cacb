"""The engine at the provider's limit, on a clock of its own: an hour passes in a moment."""

from __future__ import annotations

import asyncio

import pytest

from jobs import Cancelled
from routing.attempt import Failure, Reply, Trouble
from routing.engine import BudgetSpent, MemoryAttempts, Terms
from routing.errors import RouterError, WorkspaceError
from tests.conftest import ticket
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.simulated import MemoryJournal, SimulatedRouter, Simulation

FAULTY = Behaviour(rpm=3000, errors=0.03, resets=0.01, hangs=0.005, malformed=0.02)


def limited(behaviour: Behaviour, tickets: int = 2000) -> tuple[Simulation, float]:
    simulation = Simulation.of(behaviour, tickets)
    span = simulation.run()
    assert sorted(simulation.journal.written) == list(range(1, tickets + 1))
    assert simulation.paid_twice == 0
    return simulation, span


@pytest.mark.parametrize("burst_seconds", [0.2, 2.0])
@pytest.mark.parametrize("charging", [False, True])
def test_a_limit_of_requests_is_used_in_full_and_no_request_is_refused(burst_seconds, charging):
    behaviour = Behaviour(rpm=3000, burst_seconds=burst_seconds, charge_refusals=charging)
    simulation, span = limited(behaviour)
    assert simulation.router.outcomes["429"] == 0
    assert span <= 40 / 0.98


def test_a_whole_minutes_bucket_is_spent_at_once_and_then_refilled():
    _, span = limited(Behaviour(rpm=1500, burst_seconds=60))
    assert span <= 20 * 1.05 + 0.4


def test_a_limit_of_tokens_is_used_in_full():
    _, span = limited(Behaviour(tpm=300_000, burst_seconds=60))
    assert span <= ((2000 * 230 - 300_000) / 5000) * 1.05 + 0.4


def test_under_faults_nothing_is_lost_and_little_time():
    simulation, span = limited(FAULTY)
    assert span <= 42 / 0.87
    assert {d.category for d in simulation.journal.written.values()} <= {"A", "Unknown"}


def test_a_hang_costs_a_deadline_and_not_its_own_length():
    _, span = limited(Behaviour(rpm=3000, hangs=0.02, hang_seconds=600), 500)
    assert span < 30


def test_without_limits_far_more_than_four_hundred_requests_a_second_are_made():
    simulation, span = limited(Behaviour())
    assert 2000 / span > 400
    assert simulation.router.most_in_flight <= 600


def test_a_provider_that_tells_no_limits_is_felt_out():
    simulation, span = limited(Behaviour(rpm=3000, telling=False))
    assert span < 50
    assert simulation.router.outcomes["429"] < 200


def test_an_outage_opens_the_circuit_says_so_and_costs_no_ticket_its_tries():
    simulation, span = limited(Behaviour(rpm=3000, down=(10, 100)))
    assert simulation.router.outcomes["down"] < 60
    assert span < 160
    assert not [d for d in simulation.journal.written.values() if d.error]


def test_the_screen_is_told_that_the_provider_does_not_answer():
    simulation = Simulation.of(Behaviour(down=(1, 60)), 2000)
    said: list[str] = []
    show = simulation.meter.show
    simulation.meter.show = lambda traffic: (said.append(traffic.waiting), show(traffic))
    simulation.run()
    assert any(text.startswith("The provider does not answer since") for text in said)


def test_in_a_brown_out_the_line_goes_on_where_the_headers_show_room():
    """Refusals that name a second each used to halt everybody: 0.8 requests a second."""
    brown = Behaviour(rpm=3000, busy=0.3, busy_seconds=1.0, errors=0.1, hangs=0.02, malformed=0.05)
    simulation, span = limited(brown, 600)
    assert simulation.router.outcomes["busy"] > 150
    assert 600 / span > 10 * 0.8


def test_a_provider_that_is_down_at_the_start_is_waited_for_and_no_ticket_suffers():
    simulation, span = limited(Behaviour(down=(0, 300)), 50)
    assert 300 <= span < 340
    assert not [d for d in simulation.journal.written.values() if d.error]


def test_a_run_of_one_ticket_waits_as_well():
    simulation, _ = limited(Behaviour(down=(0, 100)), 1)
    assert simulation.journal.written[1].error is None


def test_where_nothing_usable_comes_back_the_run_ends_and_decides_nothing():
    simulation = Simulation.of(Behaviour(malformed=1.0), 240)
    with pytest.raises(RouterError, match=r"36 requests in a row .* unclear"):
        simulation.run()
    assert sum(simulation.router.outcomes.values()) <= 40
    assert simulation.journal.written == {}


def test_a_provider_that_never_answers_ends_the_run_with_a_sentence():
    simulation = Simulation.of(Behaviour(down=(0, 1e9)), 50)
    with pytest.raises(RouterError, match="does not answer"):
        simulation.run()
    assert simulation.journal.written == {}


def test_identical_texts_are_asked_once_and_every_ticket_is_decided():
    same = [ticket(key, subject="Invoice", body="Where is it?") for key in range(1, 301)]
    simulation = Simulation(SimulatedRouter(Behaviour()), MemoryJournal(same))
    simulation.run()
    assert simulation.router.outcomes == {"good": 1}
    assert len(simulation.journal.written) == 300
    assert sum(d.cost_usd for d in simulation.journal.written.values()) == 0.001


def test_a_second_run_costs_nothing_and_one_ticket_more_costs_one_request():
    attempts = MemoryAttempts()
    Simulation.of(Behaviour(), 200, attempts=attempts).run()
    again = Simulation.of(Behaviour(), 201, attempts=attempts)
    again.run()
    assert again.router.outcomes == {"good": 1}
    assert len(again.journal.written) == 201


def test_three_answers_that_cannot_be_used_are_the_end_of_it():
    simulation, _ = limited(Behaviour(malformed=1.0), 8)
    assert {len(kinds) for kinds in simulation.router.billed.values()} == {3}
    decisions = simulation.journal.written.values()
    assert {(d.category, d.error, d.disposition.value) for d in decisions} == {
        ("Unknown", "three bad answers", "review")
    }


def test_the_budget_in_dollars_is_never_overspent():
    simulation = Simulation.of(Behaviour(), 500, terms=Terms(budget_usd=0.1))
    with pytest.raises(BudgetSpent, match=r"budget of \$0.10"):
        simulation.run()
    paid = sum(len(kinds) for kinds in simulation.router.billed.values())
    assert 90 <= paid <= 100
    assert len(simulation.journal.written) == paid


def test_the_budget_in_tickets_is_kept_to_the_ticket():
    simulation = Simulation.of(Behaviour(), 500, terms=Terms(budget_tickets=77))
    with pytest.raises(BudgetSpent, match="77 tickets"):
        simulation.run()
    assert len(simulation.journal.written) == 77


def test_the_users_own_limit_holds_beside_the_providers():
    simulation = Simulation.of(Behaviour(rpm=3000), 100, terms=Terms(requests_per_minute=600))
    assert simulation.run() >= 9.5


def test_a_pack_that_fails_is_split_until_the_one_bad_ticket_is_alone():
    class Choosy(SimulatedRouter):
        async def ask(self, pack, pledged, earlier):
            if any("Subject 7\n" in question.text for question in pack):
                await asyncio.sleep(0.1)
                return Failure(Trouble.REQUEST, "the ticket is too long for the model")
            return await super().ask(pack, pledged, earlier)

    many = MemoryJournal([ticket(key) for key in range(1, 41)])
    Simulation(Choosy(Behaviour(), pack=10), many).run()
    assert [d.ticket_key for d in many.written.values() if d.error] == [7]
    assert len(many.written) == 40


def test_tickets_left_out_of_a_packs_answer_are_asked_alone():
    class Forgetful(SimulatedRouter):
        async def ask(self, pack, pledged, earlier):
            reply = await super().ask(pack, pledged, earlier)
            if isinstance(reply, Reply) and len(pack) > 1:
                return Reply(reply.attempts[1:], reply.limits)
            return reply

    many = MemoryJournal([ticket(key) for key in range(1, 41)])
    simulation = Simulation(Forgetful(Behaviour(), pack=10), many)
    simulation.run()
    assert len(many.written) == 40
    assert not [d for d in many.written.values() if d.error]


def test_a_wrong_key_ends_the_run_at_once_and_nothing_is_decided():
    class Locked(SimulatedRouter):
        async def ask(self, pack, pledged, earlier):
            await asyncio.sleep(0.1)
            return Failure(Trouble.STOP, "The key is wrong.")

    simulation = Simulation(Locked(Behaviour()), MemoryJournal([ticket(1), ticket(2)]))
    with pytest.raises(RouterError, match="The key is wrong"):
        simulation.run()
    assert simulation.journal.written == {}


def test_a_cancelled_run_writes_what_it_has_been_answered():
    class Interrupting(SimulatedRouter):
        async def ask(self, pack, pledged, earlier):
            reply = await super().ask(pack, pledged, earlier)
            if self.outcomes["good"] >= 50:
                simulation.control.cancel()
            return reply

    router = Interrupting(Behaviour(rpm=3000))
    simulation = Simulation(router, MemoryJournal([ticket(key) for key in range(1, 501)]))
    with pytest.raises(Cancelled):
        simulation.run()
    assert len(simulation.journal.written) == len(router.billed)
    assert 50 <= len(router.billed) < 200


def test_an_unexpected_error_on_one_ticket_spoils_no_other():
    class Broken(SimulatedRouter):
        async def ask(self, pack, pledged, earlier):
            if any("Subject 7\n" in question.text for question in pack):
                raise KeyError("oddity")
            return await super().ask(pack, pledged, earlier)

    many = MemoryJournal([ticket(key) for key in range(1, 41)])
    Simulation(Broken(Behaviour(), pack=5), many).run()
    assert [d.ticket_key for d in many.written.values() if d.error] == [7]
    assert len(many.written) == 40


def test_a_full_disk_ends_the_run_with_its_sentence():
    class FullDisk(MemoryAttempts):
        def note(self, attempts):
            raise WorkspaceError("The answers cannot be written; make room on the disk.")

    simulation = Simulation.of(Behaviour(), 20, attempts=FullDisk())
    with pytest.raises(WorkspaceError, match="make room"):
        simulation.run()
    assert simulation.journal.written == {}


def test_a_ticket_that_cannot_be_prepared_is_decided_with_an_error_and_never_sent():
    class Odd(SimulatedRouter):
        def question(self, ticket):
            if ticket.key == 7:
                raise ValueError("odd")
            return super().question(ticket)

    many = MemoryJournal([ticket(key) for key in range(1, 21)])
    simulation = Simulation(Odd(Behaviour()), many)
    simulation.run()
    assert [key for key, d in many.written.items() if d.error] == [7]
    assert len(many.written) == 20
    assert len(simulation.router.billed) == 19
