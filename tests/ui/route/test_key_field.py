"""The field for a key: never shown, never kept, and to a stranger's host only by a tick."""

from __future__ import annotations

import json

from routing.routers.llm.request import LlmRequest
from store import settings
from tests.ui.route.screens import KEY, started, told, typed
from ui.shell.server.process import process
from usecases.runs import drafts


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
    drafts.keep(filled, LlmRequest("compatible", "m", "https://elsewhere.example/v1"))
    app = screen("route")
    app.selectbox(key="route_router_Acme").set_value("compatible").run()
    field = app.text_input(key="key_new_compatible_elsewhere.example")
    assert field.placeholder == "none needed by most"
    app.checkbox(key="key_allow_new_compatible_elsewhere.example").check().run()
    field = app.text_input(key="key_new_compatible_elsewhere.example")
    assert field.placeholder == "there, from the environment"
    app.checkbox(key="key_allow_new_compatible_elsewhere.example").uncheck().run()
    field = app.text_input(key="key_new_compatible_elsewhere.example")
    assert field.placeholder == "none needed by most"


def test_openais_key_waits_for_a_tick_before_it_goes_elsewhere_and_the_start_says_so(
    filled, screen, monkeypatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-environment")
    drafts.keep(filled, LlmRequest("openai", "m", "https://api.openai.com.evil.example/v1"))
    settings.ROUTER.set(filled, "openai")
    app = screen("route")
    assert app.button(key="route_start").disabled
    assert "is not sent to an address it was not set for" in told(app)
    app.checkbox(key="key_allow_new_openai_api.openai.com.evil.example").check().run()
    assert not app.button(key="route_start").disabled
