"""From the cells of a row to a ticket."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from routing.intake.columns.mapping import Mapping
from routing.intake.formats.opening import open_table
from routing.intake.formats.table import Notes, Reject, Row
from routing.intake.limits import MAX_ATTRIBUTE_CHARACTERS, MAX_ATTRIBUTES
from routing.intake.reading import read
from routing.intake.ticket_builder import TicketBuilder
from routing.ticket import Ticket

MAPPING = Mapping(id="id", subject="subject", category="group", reassignments="moves")
HEAD = "id,subject,group,moves,team\n"


@pytest.fixture
def builder(save: Callable) -> TicketBuilder:
    table = open_table([save(HEAD + "1,a,b,0,x\n")], whole=True).table
    return TicketBuilder(table, MAPPING, Notes())


def test_a_row_is_a_ticket_with_the_rest_as_attributes(builder: TicketBuilder):
    found = builder.ticket(Row(7, ["9", " a ", " Billing ", "2", "North"]), 1, 1)
    assert found == Ticket(
        1, "9", " a ", "", "Billing", reassignments=2, line=7, attributes=(("team", "North"),)
    )


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["9", " ", "b", "", ""], "no text"),
        (["", "", "", "", ""], "empty row"),
        (["1", "a", "b", "0", "x", "y"], "6 cells"),
        (["id", "subject", "group", "moves", "team"], "the header again"),
    ],
)
def test_what_is_no_ticket_says_why(builder: TicketBuilder, cells: list[str], reason: str):
    found = builder.ticket(Row(3, cells), 1, 1)
    assert isinstance(found, Reject)
    assert found.reason.startswith(reason)


def test_a_short_row_is_completed_and_an_empty_cell_too_many_dropped(builder: TicketBuilder):
    assert isinstance(builder.ticket(Row(3, ["9", "a"]), 1, 1), Ticket)
    assert isinstance(builder.ticket(Row(3, ["9", "a", "b", "0", "x", ""]), 1, 1), Ticket)


def test_a_ticket_without_an_id_is_numbered_by_its_row(builder: TicketBuilder):
    assert builder.ticket(Row(3, ["", "a", "", "", ""]), 4, 5).id == "row-5"


def test_a_long_attribute_is_cut(builder: TicketBuilder):
    found = builder.ticket(Row(3, ["9", "a", "", "", "x" * 9_000]), 1, 1)
    assert len(found.attributes[0][1]) < MAX_ATTRIBUTE_CHARACTERS + 20


def test_only_so_many_attributes_are_kept_and_it_is_said(save: Callable):
    names = [f"c{n}" for n in range(MAX_ATTRIBUTES + 50)]
    text = ",".join(["id", "subject", *names]) + "\n" + ",".join(["1", "a", *["x"] * len(names)])
    found = read(save(text), Mapping(id="id", subject="subject"))
    (ticket,) = found
    assert len(ticket.attributes) == MAX_ATTRIBUTES
    assert any("columns without a field" in said for said in found.warnings)
