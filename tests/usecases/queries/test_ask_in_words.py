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
from usecases.queries.ask_in_words import SqlDraft, Turn, message, write_sql


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


def test_a_conversation_leaves_with_its_questions_and_statements(workspace: Workspace) -> None:
    earlier = [
        Turn("Tickets of ann@example.org by channel", SqlDraft("SELECT channel FROM tickets", ""))
    ]
    wanted = message(workspace, "only chat, by month", earlier, masking=True)
    assert "SELECT channel FROM tickets" in wanted.user
    assert "Now: only chat, by month" in wanted.user
    assert "ann@example.org" not in wanted.user


def test_a_long_conversation_is_shortened_from_its_beginning(workspace: Workspace) -> None:
    earlier = [Turn(f"question {n}", SqlDraft(f"SELECT {n}", "")) for n in range(20)]
    wanted = message(workspace, "and now?", earlier, masking=True)
    assert "SELECT 19" in wanted.user
    assert "SELECT 3" not in wanted.user


def test_other_columns_of_the_export_are_named_without_their_values(workspace, fill) -> None:
    fill(workspace, [ticket(1, attributes=(("Plan", "secret"),))])
    wanted = message(workspace, "By plan?", masking=True)
    assert '["Plan"]' in wanted.system
    assert "secret" not in wanted.system


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
