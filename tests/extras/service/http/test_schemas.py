"""What the API takes: whole texts of a size, and nothing it does not know."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from routing.ticket import Ticket
from service.http import schemas


def read(**ticket: object) -> schemas.RouteRequest:
    body = json.dumps({"tickets": [{"id": "T1"} | ticket]})
    return schemas.RouteRequest.model_validate_json(body)


def test_a_ticket_reaches_the_router_with_its_attributes():
    (asked,) = read(subject="Help", body="refund", attributes={"plan": "gold"}).tickets
    assert asked.as_ticket() == Ticket(0, "T1", "Help", "refund", attributes=(("plan", "gold"),))


def test_subject_and_body_may_be_missing():
    assert read().tickets[0].as_ticket().text.strip() == ""


@pytest.mark.parametrize(
    "ticket",
    [
        {"id": ""},
        {"id": "T" * 201},
        {"id": 7},
        {"body": "x" * (schemas.MAX_TEXT + 1)},
        {"subject": None},
        {"category": "Billing"},
        {"attributes": {"plan": "x" * (schemas.MAX_ATTRIBUTE + 1)}},
        {"attributes": {str(n): "" for n in range(schemas.MAX_ATTRIBUTES + 1)}},
        {"attributes": {"plan": 1}},
    ],
    ids=str,
)
def test_what_is_no_ticket_is_refused(ticket):
    with pytest.raises(ValidationError):
        read(**ticket)


@pytest.mark.parametrize("place", ["id", "subject", "body"])
def test_half_a_character_is_refused_wherever_it_stands(place):
    with pytest.raises(ValidationError, match="half a character"):
        schemas.TicketIn.model_validate({"id": "T1"} | {place: "a\ud800"})


@pytest.mark.parametrize(("count", "taken"), [(0, False), (1, True), (100, True), (101, False)])
def test_a_request_holds_one_to_a_hundred_tickets(count, taken):
    body = {"tickets": [{"id": "x"}] * count}
    if taken:
        assert len(schemas.RouteRequest.model_validate(body).tickets) == count
    else:
        with pytest.raises(ValidationError):
            schemas.RouteRequest.model_validate(body)
