"""Later runs start from the settings of the experiment that won."""

from __future__ import annotations

from routing.routers.cascade import CascadeRule
from routing.routers.llm.request import LlmRequest
from store import runs, settings
from usecases.runs.defaults import default_request, default_run, make_cascade_default, make_default
from usecases.runs.request import RunRequest

LLM = LlmRequest("compatible", "m", "http://localhost/v1")


def run_of(workspace, request: RunRequest) -> runs.Run:
    """A recorded run that was asked for this."""
    return runs.start(workspace, request.router, request.to_settings(), 1)


def test_before_a_winner_the_usual_settings_count(workspace):
    assert default_request(workspace) == RunRequest()
    assert default_run(workspace) is None


def test_the_winner_is_asked_for_again_over_all_tickets_and_by_the_policy(workspace):
    won = RunRequest("llm", threshold=0.4, cleaning=False, sample=20, llm=LLM)
    run = run_of(workspace, won)
    make_default(workspace, run)
    assert default_request(workspace) == RunRequest("llm", cleaning=False, llm=LLM)
    assert default_run(workspace) == run.run_id


def test_what_was_last_chosen_on_screen_gives_way_to_the_winner(workspace):
    settings.ROUTER.set(workspace, "embedded")
    make_default(workspace, run_of(workspace, RunRequest("llm", cleaning=False, llm=LLM)))
    assert settings.ROUTER.of(workspace) == "compatible"
    assert settings.CLEANING.of(workspace) is False
    assert LlmRequest.from_settings(settings.provider("compatible").of(workspace)) == LLM


def test_a_planned_cascade_becomes_the_default_with_its_rule(workspace):
    make_cascade_default(
        workspace, run_of(workspace, RunRequest("llm", llm=LLM)), CascadeRule(0.8, 0.6)
    )
    assert default_request(workspace).cascade == CascadeRule(0.8, 0.6)
    assert default_request(workspace).llm == LLM
