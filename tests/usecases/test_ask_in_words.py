"""A question in words becomes SQL, and nothing of a ticket leaves for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from routing.errors import RouterError
from routing.routers.llm.endpoint import Endpoint
from routing.taxonomy import Category, Taxonomy
from store import taxonomies
from store.workspace import Workspace
from tests.conftest import ticket
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.provider.process import provider
from usecases.ask_in_words import message, write_sql


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with provider(Behaviour(latency=0.0)) as made:
        yield Endpoint("compatible", "any", made.base_url)


def runs(_sql: str) -> None:
    return None


def test_the_schema_leaves_and_no_ticket_does(workspace: Workspace, fill) -> None:
    taxonomies.save(workspace, Taxonomy((Category("Billing", "Money"),)), "the tests")
    fill(workspace, [ticket(1, "Billing", subject="Zebra subject", body="Zebra body")])
    wanted = message(workspace, "How many from ann@example.org?", masking=True)
    sent = wanted.system + wanted.user
    assert "v_misroutes" in sent
    assert "Where a person put it at first" in sent
    assert '["Billing"]' in sent
    assert "Zebra" not in sent
    assert "ann@example.org" not in sent


def test_the_model_writes_the_statement(workspace: Workspace, endpoint: Endpoint) -> None:
    found = write_sql(workspace, "How many?\nwrite: SELECT count(*) FROM tickets;", endpoint, runs)
    assert found.sql == "SELECT count(*) FROM tickets"
    assert found.says == "What was asked."


def test_what_would_not_run_is_asked_for_once_more(
    workspace: Workspace, endpoint: Endpoint
) -> None:
    asked: list[str] = []

    def check(sql: str) -> str | None:
        asked.append(sql)
        return "there is no table ticket" if sql.endswith("ticket") else None

    question = "How many?\nwrite: SELECT 1 FROM ticket\nthen: SELECT 1 FROM tickets"
    assert write_sql(workspace, question, endpoint, check).sql == "SELECT 1 FROM tickets"
    assert asked == ["SELECT 1 FROM ticket"]


def test_a_model_without_a_query_is_one_sentence(workspace: Workspace, endpoint: Endpoint) -> None:
    with pytest.raises(RouterError, match="no query for this"):
        write_sql(workspace, "What is the weather?", endpoint, runs)


def test_a_server_that_is_not_there_is_one_sentence(workspace: Workspace) -> None:
    nowhere = Endpoint("compatible", "any", "http://127.0.0.1:9/v1")
    with pytest.raises(RouterError):
        write_sql(workspace, "How many?", nowhere, runs)
