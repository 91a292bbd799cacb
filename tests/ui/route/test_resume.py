"""Going on with a run: its key, its terms, and where it asks."""

from __future__ import annotations

from routing.routers.llm.request import LlmRequest
from store import runs
from tests.pages.test_pages import said
from tests.ui.route.screens import KEY
from ui.shell.server.process import process
from usecases.runs.execution import new_run
from usecases.runs.request import RunRequest


def test_a_run_that_was_cut_off_asks_for_its_key_and_goes_on_within_new_terms(filled, fake, screen):
    asked = LlmRequest("openai", "fake-1", fake.base_url, budget_usd=1.0, price=(1.0, 1.0, 1.0))
    run = new_run(filled, RunRequest("openai", llm=asked))
    runs.mark_interrupted(filled)
    app = screen("route")
    assert app.button(key="route_resume").disabled
    assert "type it in the field Key" in said(app)
    app.text_input(key="key_again_openai_127.0.0.1").set_value(KEY).run()
    app.number_input(key=f"llm_budget_again_{run.run_id}").set_value(3.0).run()
    app.button(key="route_resume").click().run()
    process().jobs.at(str(filled.path)).wait(60)
    assert runs.one(filled, run.run_id).status == "finished"


def test_a_run_from_a_foreign_workspace_gets_no_key_of_the_environment_without_a_word(
    filled, screen, monkeypatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-environment")
    planted = LlmRequest("openai", "m", "https://evil.example/v1")
    new_run(filled, RunRequest("openai", llm=planted))
    runs.mark_interrupted(filled)
    app = screen("route")
    assert app.button(key="route_resume").disabled
    assert "https://evil.example/v1" in said(app)
    app.checkbox(key="key_allow_again_openai_evil.example").check().run()
    assert not app.button(key="route_resume").disabled
