"""What a run would cost, before it starts."""

from __future__ import annotations

from store import attempts
from tests.pages.test_pages import metrics, said
from tests.ui.route.screens import sentences, started, typed


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


def test_a_second_run_over_the_same_is_free_and_says_so_before(route, filled):
    app = typed(route)
    started(app, filled)
    app.run()
    assert "all of it was answered before, free" in said(app)
    again = started(app, filled)
    assert attempts.spent(filled, again.run_id).requests == 0
