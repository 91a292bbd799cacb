"""The laboratory: runs on the same tickets, their differences, and the winner as the default."""

from __future__ import annotations

import json

import pytest

from routing.decision import Decision
from routing.policy import Policy
from routing.routers.cascade import CascadeRule
from routing.routers.llm.request import LlmRequest
from store import runs
from tests.conftest import ticket
from usecases.runs import defaults
from usecases.runs.request import RunRequest


@pytest.fixture
def contested(routed):
    """A second run on the same tickets, right on all of them, at a price, without cleaning."""
    asked = {"router": "embedded", "cleaning": False, "sample": None}
    run = runs.start(routed, "dear", asked, 1)
    runs.RunJournal(routed, run.run_id).write(
        [
            Policy(0.5).dispose(
                Decision(
                    key, "Billing" if key % 2 else "Fraud", confidence=0.8, router="dear",
                    cost_usd=0.002, latency_seconds=1.5,
                )
            )
            for key in range(1, 41)
        ]
    )  # fmt: skip
    return routed


def results(app):
    return next(d.value for d in app.dataframe if "Worth its price" in d.value)


def said(app) -> str:
    return " ".join(str(m.value) for m in (*app.markdown, *app.caption, *app.info, *app.header))


def test_one_run_alone_cannot_be_compared(routed, screen):
    assert "It takes two runs to compare." in said(screen("compare"))


def test_the_difference_stands_with_interval_test_and_price(contested, screen):
    app = screen("compare")
    table = results(app)
    assert table["Accuracy"].tolist() == [90.0, 100.0]
    assert table["Cost per 1,000"].round(6).tolist() == [0.0, 2.0]
    assert table["Worth its price"].tolist() == ["yes", "yes"]
    assert "**Run 2** is not clearly different from Run 1: 10.0 points (−1.5 to" in said(app)
    assert "McNemar's exact test: p = 0.125" in said(app)


def test_of_prompts_that_differ_the_versions_are_named(routed, screen):
    own = {"kind": "compatible", "model": "m", "prompt": {"version": "own 1", "one": "Answer."}}
    for number, llm in enumerate((own, {**own, "prompt": None}), 2):
        runs.start(routed, "compatible", {"router": "compatible", "llm": llm}, 1)
        decided = [Decision(key, "Billing", confidence=0.9, router="m") for key in range(1, 41)]
        runs.RunJournal(routed, number).write(decided)
    app = screen("compare")
    table = next(d.value for d in app.dataframe if "Setting" in d.value)
    assert table.values.tolist() == [["Prompt", "own 1", "RouteCase 1"]]


def test_only_settings_that_differ_are_shown(contested, screen):
    app = screen("compare")
    table = next(d.value for d in app.dataframe if "Setting" in d.value)
    assert table["Setting"].tolist() == ["Threshold", "Text cleaned first"]
    assert table["Run 2"].tolist() == ["–", "no"]


def test_disagreements_stand_side_by_side_with_the_label(contested, screen):
    app = screen("compare")
    rows = next(d.value for d in app.dataframe if "first_confidence" in d.value)
    assert rows["actual"].tolist() == ["Fraud"] * 4
    assert (rows["first"].tolist(), rows["second"].tolist()) == (["Fraud"] * 4, ["Billing"] * 4)
    app.segmented_control(key="compare_outcome").set_value("Neither right").run()
    assert "There is no such ticket." in said(app)


def test_the_winner_becomes_the_default(contested, screen):
    app = screen("compare")
    app.selectbox(key="compare_winner").select_index(1).run()
    app.button(key="compare_default").click().run()
    assert not app.exception
    assert "Later runs start from the settings of run 2." in said(app)
    assert defaults.default_request(contested).cleaning is False
    assert defaults.default_request(contested).sample is None


def test_runs_on_other_tickets_have_nothing_to_compare(routed, fill, screen):
    fill(routed, [ticket(1, "Billing", id="N-1")], sha256="later")
    run = runs.start(routed, "late", {}, 1)
    runs.RunJournal(routed, run.run_id).write([Decision(41, "Billing", 0.9, "late")])
    assert "share no ticket" in said(screen("compare"))


def test_a_single_chosen_run_asks_for_a_second(contested, screen):
    app = screen("compare")
    app.multiselect(key="compare_Acme").set_value([1]).run()
    assert "Choose a second run" in said(app)


def test_a_free_and_a_paid_run_make_a_cascade_with_its_price(contested, screen):
    app = screen("compare")
    table = next(d.value for d in app.dataframe if "Asked of the LLM" in d.value)
    assert table["Router"].tolist() == ["Cascade", "Embedded alone", "LLM alone"]
    assert table["Cost per 1,000"].idxmin() == 0
    app.slider(key="cascade_asked_Acme").set_value(80.0).run()
    assert not app.exception


def test_the_planned_cascade_has_its_place_on_the_pareto_chart(contested, screen):
    app = screen("compare")
    app.slider(key="cascade_asked_Acme").set_value(85.0).run()
    charts = [json.loads(c.proto.spec)["data"] for c in app.get("plotly_chart")]
    place = next(t for traces in charts for t in traces if "planned" in str(t.get("text")))
    table = next(d.value for d in app.dataframe if "Asked of the LLM" in d.value)
    calls = table["Asked of the LLM"].iloc[0] / 100
    assert place["x"] == pytest.approx([2.0 * calls])
    assert 90 <= place["y"][0] <= 100


def test_a_cascade_becomes_the_default_with_its_thresholds(contested):
    rule = CascadeRule(0.8, 0.6)
    paid = runs.one(contested, 2)
    defaults.make_cascade_default(contested, paid, rule)
    request = defaults.default_request(contested)
    assert (request.router, request.cascade) == ("embedded", rule)


def test_the_route_screen_offers_the_cascade_that_was_made_the_default(contested, screen):
    asked = RunRequest("compatible", llm=LlmRequest("compatible", "m", "http://localhost/v1"))
    paid = runs.start(contested, "compatible", asked.to_settings(), 1)
    assert not [t for t in screen("route").toggle if t.key == "route_cascade_Acme"]
    defaults.make_cascade_default(contested, paid, CascadeRule(0.8, 0.6))
    app = screen("route")
    assert app.selectbox(key="route_router_Acme").value == "compatible"
    assert app.toggle(key="route_cascade_Acme").value
