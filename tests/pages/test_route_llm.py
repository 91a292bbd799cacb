"""The Route screen of routers that ask a provider: every widget that keeps something."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from store import attempts, prompts, runs, settings
from store.workspace import Workspace
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.provider.process import Running, provider
from tests.pages.test_pages import metrics, said
from ui.shell.process import process
from usecases import run_drafts
from usecases.llm_routers import LlmRequest
from usecases.runs import RunRequest, new_run

KEY = "sk-typed-for-this-session"
QUICK = Behaviour(latency=0.01, key=KEY)


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """A provider that wants a key."""
    with provider(QUICK) as made:
        yield made


@pytest.fixture
def fake(running: Running) -> Running:
    running.behave(QUICK)
    return running


@pytest.fixture
def route(filled: Workspace, fake: Running, screen, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The screen with the compatible router chosen and the fake provider's address typed."""
    for name in ("OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "ROUTECASE_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    app = screen("route")
    app.selectbox(key="route_router_Acme").set_value("compatible").run()
    app.text_input(key="llm_model_compatible_Acme").set_value("fake-1").run()
    app.text_input(key="llm_address_compatible_Acme").set_value(fake.base_url).run()
    assert not app.exception
    return app


def typed(app: AppTest, key: str = KEY, part: str = "new") -> AppTest:
    app.text_input(key=f"key_{part}_compatible_127.0.0.1").set_value(key).run()
    return app


def started(app: AppTest, workspace: Workspace) -> runs.Run:
    app.button(key="route_start").click().run()
    assert not app.exception
    process().jobs.at(str(workspace.path)).wait(60)
    return runs.all_runs(workspace)[0]


def sentences(app: AppTest) -> str:
    return " ".join(str(m.value) for m in (*app.success, *app.error, *app.warning))


def test_router_model_and_address_are_found_again_by_the_next_session(route, filled, screen):
    later = screen("route")
    assert later.selectbox(key="route_router_Acme").value == "compatible"
    assert later.text_input(key="llm_model_compatible_Acme").value == "fake-1"
    assert run_drafts.draft(filled, "compatible").base_url.startswith("http://127.0.0.1:")


def test_a_typed_key_leaves_its_field_and_is_in_no_other_session_and_in_no_file(
    route, filled, screen
):
    app = typed(route)
    field = app.text_input(key="key_new_compatible_127.0.0.1")
    assert field.value == ""
    assert field.placeholder == "there for this session"
    assert KEY not in json.dumps(dict(app.query_params))
    later = screen("route").text_input(key="key_new_compatible_127.0.0.1")
    assert later.placeholder == "none needed by most"
    run = started(app, filled)
    assert run.status == "finished"
    process().workspaces.close()
    assert all(
        KEY.encode() not in f.read_bytes() for f in filled.path.parent.rglob("*") if f.is_file()
    )


def test_a_key_that_is_forgotten_is_gone(route):
    app = typed(route)
    app.button(key="key_forget_new").click().run()
    field = app.text_input(key="key_new_compatible_127.0.0.1")
    assert field.placeholder == "none needed by most"


def test_a_key_of_the_environment_is_only_said_to_be_there(filled, screen, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-environment")
    app = screen("route")
    app.selectbox(key="route_router_Acme").set_value("openai").run()
    field = app.text_input(key="key_new_openai_api.openai.com")
    assert field.placeholder == "there, from the environment"
    assert "sk-from-environment" not in str(app)


def test_a_key_of_the_environment_does_not_go_to_a_host_it_was_not_set_for(
    filled, screen, monkeypatch
):
    monkeypatch.setenv("ROUTECASE_API_KEY", "sk-from-environment")
    run_drafts.keep(filled, LlmRequest("compatible", "m", "https://elsewhere.example/v1"))
    app = screen("route")
    app.selectbox(key="route_router_Acme").set_value("compatible").run()
    field = app.text_input(key="key_new_compatible_elsewhere.example")
    assert field.placeholder == "none needed by most"
    app.button(key="key_trust_new").click().run()
    field = app.text_input(key="key_new_compatible_elsewhere.example")
    assert field.placeholder == "there for this session"


@pytest.mark.parametrize(
    ("key", "behaviour", "says"),
    [
        (KEY, QUICK, "fake-1 answered in"),
        ("", QUICK, "wants a key, and none is set"),
        ("sk-other", QUICK, "is wrong or no longer valid"),
        (KEY, Behaviour(key=KEY, model="another"), 'There is no model "fake-1"'),
        (KEY, Behaviour(key=KEY, quota_gone=True), "no quota left"),
    ],
)
def test_the_connection_is_told_in_one_sentence(
    route, fake, *, key: str, behaviour: Behaviour, says: str
):
    fake.behave(behaviour)
    app = typed(route, key) if key else route
    app.button(key="llm_test").click().run()
    assert says in sentences(app).replace("\\", "")


def test_a_server_that_is_not_there_is_told_as_such(route):
    route.text_input(key="llm_address_compatible_Acme").set_value("http://127.0.0.1:9/v1").run()
    route.button(key="llm_test").click().run()
    assert "cannot be reached" in sentences(route)


def test_without_a_key_nothing_is_started_at_openai(filled, screen, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    app = screen("route")
    app.selectbox(key="route_router_Acme").set_value("openai").run()
    app.button(key="route_start").click().run()
    assert "type the key" in sentences(app)
    assert runs.all_runs(filled) == []


def test_terms_are_kept_and_are_those_of_the_run(route, filled):
    at = "compatible_Acme"
    route.number_input(key=f"llm_pack_{at}").set_value(5).run()
    route.number_input(key=f"llm_budget_{at}").set_value(2.5).run()
    route.number_input(key=f"llm_temperature_{at}").set_value(0.7).run()
    route.toggle(key=f"llm_own_price_{at}").set_value(True).run()
    for place, dollars in enumerate((0.4, 1.6, 0.1)):
        route.number_input(key=f"llm_price_{place}_{at}").set_value(dollars).run()
    assert metrics(route)["Requests"] == "8"
    asked = RunRequest.from_settings(started(typed(route), filled).settings).llm
    assert (asked.pack, asked.budget_usd, asked.price) == (5, 2.5, (0.4, 1.6, 0.1))
    assert asked.temperature == 0.7


def test_an_unknown_price_is_asked_for_and_then_the_estimate_has_a_range(
    filled, screen, monkeypatch
):
    app = screen("route")
    app.selectbox(key="route_router_Acme").set_value("azure").run()
    app.text_input(key="llm_model_azure_Acme").set_value("my-deployment").run()
    assert "price of this model is not known" in sentences(app)
    assert metrics(app)["Estimated cost"] == "unknown"
    for place in (0, 1):
        app.number_input(key=f"llm_price_{place}_azure_Acme").set_value(1.0).run()
    assert metrics(app)["Estimated cost"].startswith("$0.0")
    assert " to " in said(app)


def test_masking_is_on_until_the_workspace_switches_it_off(route, filled, screen):
    assert route.toggle(key="masking_Acme").value
    route.toggle(key="masking_Acme").set_value(False).run()
    assert settings.get(filled, "masking") is False
    assert "Personal data is sent as it is." in said(screen("route"))


def test_an_edited_prompt_becomes_a_version_and_its_run_says_so(route, filled):
    words = route.text_area(key="llm_words_Acme_0")
    words.set_value(words.value.replace("customer support", "space travel")).run()
    assert "Edited." in said(route)
    run = started(typed(route), filled)
    assert [each.prompt["version"] for each in prompts.versions(filled)] == ["own 1"]
    asked = RunRequest.from_settings(run.settings).llm
    assert asked.prompt["version"] == "own 1"
    assert "space travel" in asked.prompt["instructions"]


def test_a_saved_version_is_chosen_and_the_first_one_can_be_had_back(route, filled):
    words = route.text_area(key="llm_words_Acme_0")
    words.set_value(words.value.replace("customer support", "space travel")).run()
    route.button(key="llm_prompt_save").click().run()
    version = route.selectbox(key="llm_version_of_prompt_Acme")
    assert version.value == 1
    assert run_drafts.draft(filled, "compatible").prompt["version"] == "own 1"
    version.set_value(0).run()
    assert "customer support" in route.text_area(key="llm_words_Acme_0").value
    assert run_drafts.draft(filled, "compatible").prompt is None


def test_a_prompt_without_a_place_for_the_categories_is_refused(route):
    route.text_area(key="llm_words_Acme_0").set_value("Sort the tickets.").run()
    assert "$categories" in sentences(route)


def test_what_a_run_cost_is_shown_with_its_prompt(route, filled, screen):
    run = started(typed(route), filled)
    assert run.status == "finished"
    app = screen("route")
    paid = attempts.spent(filled, run.run_id)
    assert metrics(app)["Tokens in"] == f"{paid.input_tokens:,}"
    assert "with prompt RouteCase 1, 1 ticket a request, personal data masked" in said(app)


def test_a_second_run_over_the_same_is_free_and_says_so_before(route, filled):
    app = typed(route)
    started(app, filled)
    app.run()
    assert "all of it was answered before, free" in said(app)
    again = started(app, filled)
    assert attempts.spent(filled, again.run_id).requests == 0


def test_a_run_that_was_cut_off_asks_for_its_key_and_goes_on_within_new_terms(filled, fake, screen):
    asked = LlmRequest("openai", "fake-1", fake.base_url, budget_usd=1.0, price=(1.0, 1.0, 1.0))
    run = new_run(filled, RunRequest("openai", llm=asked))
    runs.mark_interrupted(filled)
    app = screen("route")
    assert app.button(key="route_resume").disabled
    assert "type it again to go on" in said(app)
    app.text_input(key="key_again_openai_127.0.0.1").set_value(KEY).run()
    app.number_input(key=f"llm_budget_again_{run.run_id}").set_value(3.0).run()
    app.button(key="route_resume").click().run()
    process().jobs.at(str(filled.path)).wait(60)
    assert runs.one(filled, run.run_id).status == "finished"


def test_a_budget_without_a_price_is_refused(filled, screen, monkeypatch):
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    app = screen("route")
    app.selectbox(key="route_router_Acme").set_value("azure").run()
    app.text_input(key="llm_model_azure_Acme").set_value("my-deployment").run()
    app.text_input(key="llm_address_azure_Acme").set_value("https://x.openai.azure.com").run()
    app.number_input(key="llm_budget_azure_Acme").set_value(1.0).run()
    app.button(key="route_start").click().run()
    assert "the budget could not be kept" in sentences(app)
    assert runs.all_runs(filled) == []


def test_pack_sizes_are_tried_on_labelled_tickets(route, filled):
    app = typed(route)
    app.session_state["llm_trial_open"] = True
    app.run()
    app.button(key="llm_trial").click().run()
    process().jobs.at(str(filled.path)).wait(60)
    app.run()
    table = next(d.value for d in app.dataframe if "Tickets a request" in d.value)
    assert table["Tickets a request"].tolist() == [1, 5, 10, 20]
    tokens = table["Tokens in per ticket"]
    assert tokens.iloc[2] < 0.4 * tokens.iloc[0]
