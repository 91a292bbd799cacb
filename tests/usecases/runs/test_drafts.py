"""What the next run shall ask, as it was left; and what it would send."""

from __future__ import annotations

import pytest

from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from store import runs, taxonomies
from tests.conftest import ticket
from usecases.runs.defaults import make_default
from usecases.runs.drafts import draft, keep, look, message
from usecases.runs.request import RunRequest

LOCAL = LlmRequest("compatible", "m", "http://localhost:9/v1", examples="none")


def test_a_draft_is_what_was_left_else_what_a_default_run_asks(workspace):
    assert draft(workspace, "compatible").model == ""
    won = RunRequest("llm", llm=LOCAL)
    make_default(workspace, runs.start(workspace, "llm", won.to_settings(), 1))
    assert draft(workspace, "compatible") == LOCAL
    assert draft(workspace, "openai").kind == "openai"
    keep(workspace, LlmRequest("compatible", "other", "http://localhost:9/v1"))
    assert draft(workspace, "compatible").model == "other"


def test_what_is_unchanged_is_not_written_again(workspace):
    keep(workspace, LOCAL)
    before = workspace.revision
    keep(workspace, LOCAL)
    assert workspace.revision == before


def test_before_there_are_categories_there_is_nothing_to_look_at(workspace):
    assert look(workspace, RunRequest("llm", llm=LOCAL)) is None
    taxonomies.save(workspace, Taxonomy((Category("Billing"),)), "the tests")
    assert look(workspace, RunRequest()) is None


@pytest.mark.parametrize("llm", [LOCAL, LlmRequest("compatible", examples="none")])
def test_the_very_request_is_shown_even_before_a_model_is_chosen(workspace, llm):
    taxonomies.save(workspace, Taxonomy((Category("Billing"), Category("Fraud"))), "the tests")
    router = look(workspace, RunRequest("llm", llm=llm))
    shown = message(router, [ticket(1, body="Please refund ann@example.com")])
    assert "Billing" in shown.system + shown.user
    assert "Please refund" in shown.user
    assert "ann@example.com" not in shown.user
    assert shown.fixed_tokens > shown.ticket_tokens > 0
