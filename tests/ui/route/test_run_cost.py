"""What a run that asked a provider has cost."""

from __future__ import annotations

from store import attempts
from tests.pages.test_pages import metrics, said
from tests.ui.route.screens import started, typed


def test_what_a_run_cost_is_shown_with_its_prompt(route, filled, screen):
    run = started(typed(route), filled)
    assert run.status == "finished"
    app = screen("route")
    paid = attempts.spent(filled, run.run_id)
    assert metrics(app)["Tokens in"] == f"{paid.input_tokens:,}"
    assert "with prompt RouteCase 1, 1 ticket a request, personal data masked" in said(app)
