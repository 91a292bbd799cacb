"""Waiting tickets come in whole, whatever the size of a lot."""

from __future__ import annotations

import pytest

from store import tickets
from tests.conftest import ticket


@pytest.mark.parametrize("lot", [1, 2, 3, 100])
def test_every_lot_takes_its_own_tickets_and_no_other(workspace, fill, lot):
    given = [ticket(key) for key in range(1, 6)]
    found = fill(workspace, given, lot=lot)
    assert found.tickets == tickets.count(workspace) == len(given)


def test_keys_go_on_behind_those_of_an_earlier_import(workspace, fill):
    fill(workspace, [ticket(1), ticket(2)], "one", lot=1)
    earlier = {each.key for each in tickets.some(workspace, 10)}
    fill(workspace, [ticket(3), ticket(4)], "two", lot=1)
    later = {each.key for each in tickets.some(workspace, 10)} - earlier
    assert len(later) == len(earlier) == 2
    assert min(later) > max(earlier)
