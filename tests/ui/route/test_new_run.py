"""What keeps a run from starting is said before the start."""

from __future__ import annotations

from routing.errors import KeyMissing, RouterError
from routing.routers.llm.request import LlmRequest
from tests.ui.route.screens import KEY, told
from ui.route import new_run as new_run_form


def test_what_is_missing_is_said_before_the_start_with_what_to_do(filled, screen, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    app = screen("route")
    app.selectbox(key="route_router_Acme").set_value("openai").run()
    assert app.button(key="route_start").disabled
    assert "type it in the field Key, or set OPENAI_API_KEY" in told(app)
    app.text_input(key="key_new_openai_api.openai.com").set_value(KEY).run()
    assert not app.button(key="route_start").disabled
    assert "There is no key" not in told(app)


def test_a_field_that_is_empty_is_named_before_the_start(filled, screen):
    app = screen("route")
    app.selectbox(key="route_router_Acme").set_value("compatible").run()
    assert app.button(key="route_start").disabled
    assert 'Fill in "Model"' in told(app)


def test_a_budget_without_a_price_is_refused(filled, screen, monkeypatch):
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    app = screen("route")
    app.selectbox(key="route_router_Acme").set_value("azure").run()
    app.text_input(key="llm_model_azure_Acme").set_value("my-deployment").run()
    app.text_input(key="llm_base_url_azure_Acme").set_value("https://x.openai.azure.com").run()
    app.number_input(key="llm_budget_azure_Acme").set_value(1.0).run()
    assert app.button(key="route_start").disabled
    assert "the budget could not be kept" in told(app)


def test_a_problem_is_told_as_this_screen_can_mend_it_and_any_other_as_it_stands():
    asked = LlmRequest("transformers", "m")
    told_here = new_run_form.in_words(KeyMissing("set X"), asked)
    assert "HF_TOKEN or HUGGINGFACEHUB_API_TOKEN" in told_here
    assert new_run_form.in_words(RouterError("No *model*."), asked) == r"No \*model\*."
