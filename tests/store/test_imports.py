"""A file comes in whole and goes whole: every row is a ticket or a reject."""

from __future__ import annotations

import pytest

from routing.errors import WorkspaceError
from store import imports, tickets
from tests.conftest import ticket


def test_every_row_of_an_import_is_a_ticket_or_a_reject(workspace, fill):
    taken = fill(workspace, [ticket(1), ticket(2)])
    assert (taken.tickets, taken.rejected) == (2, 1)
    assert imports.rejects(workspace, taken.import_id)["reason"].tolist() == ["no text"]


def test_the_same_file_is_not_imported_twice(workspace, fill):
    fill(workspace, [ticket(1)])
    with pytest.raises(WorkspaceError, match=r"already imported as export\.csv"):
        fill(workspace, [ticket(1)])
    assert tickets.count(workspace) == 1


def test_an_id_of_an_earlier_import_is_refused_and_shown(workspace, fill):
    fill(workspace, [ticket(1)])
    second = fill(workspace, [ticket(1), ticket(2, id="new")], sha256="two")
    assert (second.tickets, second.rejected) == (1, 2)
    reasons = imports.rejects(workspace, second.import_id)["reason"].tolist()
    assert any("T-1 is already in this workspace" in reason for reason in reasons)


def test_an_id_that_repeats_within_one_file_is_kept_twice(workspace, fill):
    taken = fill(workspace, [ticket(1, id="same"), ticket(2, id="same")])
    assert taken.tickets == 2


def test_keys_go_on_after_an_earlier_import(workspace, fill):
    fill(workspace, [ticket(1), ticket(2)])
    fill(workspace, [ticket(1, id="x"), ticket(2, id="y")], sha256="two")
    assert [t.key for batch in tickets.pending(workspace, 0) for t in batch] == [1, 2, 3, 4]


def test_removing_an_import_takes_its_tickets_and_rejects_along(workspace, fill):
    taken = fill(workspace, [ticket(1)])
    imports.remove(workspace, taken.import_id)
    assert tickets.count(workspace) == 0
    assert imports.all_of(workspace) == []
    assert fill(workspace, [ticket(1)]).tickets == 1
