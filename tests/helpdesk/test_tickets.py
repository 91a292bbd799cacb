"""How far a ticket is says whether it can be assigned."""

from __future__ import annotations

import pytest

from helpdesk.tickets import TicketStatus


@pytest.mark.parametrize("status", TicketStatus)
def test_a_group_can_be_assigned_until_a_ticket_is_closed(status):
    assert status.is_final is (status.value not in ("open", "solved"))
