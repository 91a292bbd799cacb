"""The OpenAPI document: what is read by hand stands in it, and the service keeps to it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

pytest.importorskip("fastapi")
schemathesis = pytest.importorskip("schemathesis")

from service.http import openapi  # noqa: E402


@pytest.fixture
def document(running) -> dict:
    return running.client.get("/openapi.json").json()


def test_what_is_read_by_hand_stands_in_it(document):
    route = document["paths"]["/v1/route"]["post"]
    asked = route["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    assert asked == "#/components/schemas/RouteRequest"
    assert {"RouteRequest", "TicketIn", "ProblemOut"} <= set(document["components"]["schemas"])
    (header,) = (each for each in route["parameters"] if each["in"] == "header")
    assert header["name"] == openapi.IDEMPOTENCY_KEY
    assert header["schema"]["maxLength"] == openapi.MAX_KEY


def test_every_reference_leads_to_a_schema(document):
    def references(part):
        if isinstance(part, dict):
            yield from [part["$ref"]] if isinstance(part.get("$ref"), str) else []
            part = list(part.values())
        if isinstance(part, list):
            for each in part:
                yield from references(each)

    prefix, known = "#/components/schemas/", document["components"]["schemas"]
    assert {each.removeprefix(prefix) for each in references(document)} <= set(known)


def test_what_needs_a_key_says_so_and_nothing_else(document):
    secured = {
        path for path, ways in document["paths"].items()
        if any("security" in way for way in ways.values())
    }  # fmt: skip
    assert secured == {"/v1/route", "/v1/decisions/{ticket_id}"}
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"


def test_the_openapi_document_holds_against_the_service(running):
    """Every request that the document allows, and many it does not: no 500, no broken promise."""
    found = schemathesis.openapi.from_url(f"{running.url}/openapi.json")
    for operation in found.get_all_operations():

        @given(case=operation.ok().as_strategy())
        @settings(max_examples=25, deadline=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        def holds(case) -> None:
            case.call_and_validate(headers={"Authorization": f"Bearer {running.key}"})

        holds()
