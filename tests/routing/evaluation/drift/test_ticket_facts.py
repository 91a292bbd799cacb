"""Facts of tickets: each is true of some, and together they share out one error."""

from __future__ import annotations

import numpy as np
import pytest

from routing.evaluation.drift.alarm import Kind
from routing.evaluation.drift.ticket_facts import Fact, bounds, ticket_facts, truths
from routing.evaluation.drift.traits import Reader, Traits
from tests.routing.evaluation.drift.conftest import CATEGORIES, Desk


@pytest.fixture
def read(desk: Desk) -> tuple[Reader, Traits]:
    tickets = desk.tickets(400)
    reader = Reader.of(tickets, CATEGORIES)
    return reader, reader.read(tickets)


def test_all_facts_together_have_no_more_than_the_whole_error(read):
    facts = ticket_facts(*read)
    assert 0.5 < sum(fact.error for fact in facts) <= 1.0 + 1e-9
    assert {fact.kind for fact in facts} == {
        Kind.CATEGORY_SHARE, Kind.LANGUAGE, Kind.LENGTH, Kind.CONFIDENCE,
    }  # fmt: skip


def test_a_category_may_rise_and_fall(read):
    reader, traits = read
    rising, falling = (
        fact for fact in ticket_facts(reader, traits) if fact.subject == ("Billing",)
    )
    code = reader.categories.index("Billing")
    assert np.array_equal(rising.true(traits), traits.category == code)
    assert np.array_equal(falling.true(traits), traits.category != code)


def test_being_below_a_level_and_not_being_below_it_are_two_facts(read):
    _, traits = read
    level = float(np.median(traits.length))
    lower = Fact(Kind.LENGTH, ("lower",), "length", level, 0.1)
    higher = Fact(Kind.LENGTH, ("higher",), "length", level, 0.1, reverse=True)
    assert np.array_equal(lower.true(traits), ~higher.true(traits))


def test_no_share_of_the_reference_is_above_its_bound_on_any_day(read):
    reader, traits = read
    facts = ticket_facts(reader, traits)
    shares = truths(facts, traits).mean(axis=0)
    found = bounds(facts, traits)
    assert found.shape == (7, len(facts))
    rest = np.array([fact.kind != Kind.CATEGORY_SHARE for fact in facts])
    assert (found[:, rest] >= shares[rest]).all()
