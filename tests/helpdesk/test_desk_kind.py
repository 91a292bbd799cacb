"""The help desks there are, as people write them."""

from __future__ import annotations

from helpdesk.desk_kind import DeskKind


def test_every_desk_has_its_makers_name():
    assert [each.product for each in DeskKind] == ["Zendesk", "Freshdesk", "ServiceNow"]
