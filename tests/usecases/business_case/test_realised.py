"""Later tickets say what was saved, against those that by lot went to people as before."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from roi.inputs.volume import Volume
from store.hold_out import HoldOut, chosen_hold_out
from tests.conftest import ticket
from usecases.actor import Actor, NotAllowed, Role
from usecases.business_case.measured_inputs import measured_inputs as measured
from usecases.business_case.realised import choose_hold_out, realised
from usecases.business_case.scenarios import working_copy
from usecases.business_case.volume import answer_volume

HOLD_OUT = HoldOut("held_out", "yes", date(2027, 3, 1))
MARCH = datetime(2027, 3, 1)  # noqa: DTZ001


@pytest.fixture
def later(workspace, fill):
    """A March of 600 tickets, a tenth of them held out; routed ones take a third of the time."""
    fill(
        workspace,
        [
            ticket(
                n, created_at=MARCH + timedelta(hours=n),
                triage_seconds=180.0 + n % 7 if n % 10 == 0 else 60.0 + n % 5,
                attributes={"held_out": "yes" if n % 10 == 0 else "no"},
            )
            for n in range(1, 601)
        ],
    )  # fmt: skip
    answer_volume(workspace, None, Volume("sample", 600.0))
    return workspace


def test_a_month_with_a_hold_out_has_a_statement_with_an_interval(later):
    scenario = working_copy(later, None).scenario
    (march,) = realised(later, None, scenario, HOLD_OUT).statements
    assert march.month == date(2027, 3, 1)
    assert march.saved.low < march.saved.value < march.saved.high
    explained = sum(reason.amount for reason in march.reasons)
    assert explained + march.unexplained == pytest.approx(march.difference)


def test_before_and_after_say_where_they_come_from(later):
    scenario = working_copy(later, None).scenario
    rows = {each.key: each for each in realised(later, None, scenario, HOLD_OUT).comparison}
    assert rows["manual_seconds"].before == pytest.approx(183, abs=1)
    assert rows["manual_seconds"].after == pytest.approx(62, abs=1)
    assert rows["manual_seconds"].before_from == "held-out tickets, 60 tickets"
    assert rows["tickets_per_agent_day"].after > rows["tickets_per_agent_day"].before


def test_nobody_held_out_is_no_statement(later):
    nobody = HoldOut("held_out", "never", HOLD_OUT.since)
    found = realised(later, None, working_copy(later, None).scenario, nobody)
    assert found.statements == found.comparison == ()


def test_tickets_that_were_routed_say_nothing_of_how_people_sort(later):
    assert measured(later, None)["manual_seconds"].base == pytest.approx(74, abs=1)
    choose_hold_out(later, HOLD_OUT)
    by_people = measured(later, None)["manual_seconds"]
    assert by_people.base == pytest.approx(183, abs=1)
    assert by_people.origin.n == 60
    choose_hold_out(later, None)
    assert measured(later, None)["manual_seconds"].base == pytest.approx(74, abs=1)


def test_only_a_manager_says_which_tickets_were_held_out(later):
    with pytest.raises(NotAllowed):
        choose_hold_out(later, HOLD_OUT, Actor("Eve", Role.REVIEWER))
    assert chosen_hold_out(later) is None
