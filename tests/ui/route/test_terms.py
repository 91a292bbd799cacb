"""Pack, budget, rate and price: kept, and those of the run."""

from __future__ import annotations

from tests.pages.test_pages import metrics
from tests.ui.route.screens import started, typed
from usecases.runs.request import RunRequest


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
