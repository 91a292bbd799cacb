"""Where it is worst, by the names of the export."""

from __future__ import annotations

from store.tickets import Filters
from tests.conftest import ticket
from usecases.exploring.worst_slices import worst

PLANS = ("free", "plus", "pro")


def bad_plan(n: int):
    """Of the tickets by mail on the plan pro two of three were put elsewhere first."""
    plan, channel = PLANS[n % 3], ("web", "mail")[n // 3 % 2]
    moved = n % 36 < 24 if (plan, channel) == ("pro", "mail") else n % 17 == 0
    return ticket(
        n, "A", first_category="B" if moved else "A", channel=channel, attributes=(("Plan", plan),)
    )


def test_the_worst_slice_is_named_with_what_selects_it(workspace, fill):
    fill(workspace, [bad_plan(n) for n in range(1, 601)])
    found = worst(workspace, Filters(), None, "people")
    assert found.by == ("Channel", "Plan")
    (only,) = found.slices
    assert dict(only.values) == {"channel": "mail", "attribute.Plan": "pro"}
    assert only.title == "Channel mail and Plan pro"
    assert only.share.interval.low > only.elsewhere.interval.high
    inside = Filters(channel="mail", attributes=(("Plan", "pro"),))
    assert not worst(workspace, inside, None, "people").can_tell


def test_of_few_tickets_nothing_is_said(workspace, fill):
    fill(workspace, [bad_plan(n) for n in range(1, 60)])
    assert not worst(workspace, Filters(), None, "people").can_tell
