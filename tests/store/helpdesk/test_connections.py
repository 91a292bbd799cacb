"""What was learnt of a help desk stays in the workspace."""

from datetime import UTC, datetime, timedelta

from store.helpdesk import connections
from store.helpdesk.archive import open_archive

URL = "https://acme.zendesk.com"


def test_a_wait_is_kept_until_it_is_over(workspace):
    soon = datetime.now(UTC) + timedelta(minutes=1)
    connections.keep_hold(workspace, "zendesk", "tickets", soon)
    connections.keep_hold(workspace, "zendesk", "export", datetime.now(UTC) - timedelta(minutes=1))
    assert connections.holds(workspace, "zendesk") == {"tickets": soon}
    assert connections.holds(workspace, "freshdesk") == {}


def test_a_desk_is_known_with_its_address_and_whether_it_was_proven_safe(workspace):
    assert connections.desks(workspace) == []
    open_archive(workspace, "zendesk", "Zendesk", URL)
    known = connections.desk(workspace, "zendesk")
    assert (known.url, known.respects_stamps, known.read_at, known.tickets) == (URL, None, None, 0)
    connections.keep_proof(workspace, "zendesk", respected=True)
    assert connections.desk(workspace, "zendesk").respects_stamps is True
    assert connections.desk(workspace, "freshdesk") is None
