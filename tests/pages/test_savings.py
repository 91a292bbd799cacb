"""The savings screen: what is entered moves the results, is marked, kept and taken back."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from datetime import date, datetime
from html import unescape

import pytest

from roi.numbers import amount
from roi.results.case import case
from roi.results.simple import manual_hours_saved
from roi.scenarios.scenario import Scenario
from roi.scenarios.scenario_file import from_link, to_link
from routing.decision import Decision
from routing.policy import Policy
from store import runs
from store.hold_out import HoldOut, chosen_hold_out
from tests.conftest import ticket
from usecases.actor import LOCAL_OWNER
from usecases.business_case import scenarios
from usecases.business_case.scenario_edits import Edit, edit
from usecases.business_case.scenarios import working_copy
from usecases.drift.hold_out import choose_rollout

UNDEFINED = re.compile(r"\b(nan|NaN|inf|Infinity|None|null)\b|[-−]0(?![.,\d])")


def key(field: str, generation: int = 0, run: int = 1) -> str:
    return f"savings_{field}_Acme_{run}_{generation}"


def metrics(app) -> dict[str, str]:
    return {m.label: m.value for m in app.metric}


def said(app) -> str:
    shown = (*app.markdown, *app.caption, *app.info, *app.error)
    return " ".join([*(str(m.value) for m in shown), html_of(app)])


def html_of(app) -> str:
    """What stands in the parts drawn as HTML."""
    return unescape(" ".join(each.proto.body for each in app.get("html")))


def saved_a_year(app) -> str:
    """The amount in the answer of the screen."""
    found = re.search(r"(?:saves|costs) <span class=\"\w+\">(\S+) a year", html_of(app))
    return found.group(1) if found else ""


def edited(workspace) -> Scenario:
    return working_copy(workspace, runs.all_runs(workspace)[0]).scenario


def tab(app, name: str):
    """Open a tab, as a click would."""
    app.session_state["savings_tab"] = name
    return app.run()


TABS = ("Three ledgers", "Cash flow", "What could go wrong", "How it is computed", "Scenarios",
        "Realised", "Documents")  # fmt: skip
GROUPS = ("people", "volume", "routing", "finance")


def open_groups(app) -> None:
    """Open the groups of inputs, as clicks would."""
    for group in GROUPS:
        app.session_state[f"savings_group_{group}_Acme"] = True
    app.run()


@pytest.fixture
def savings(routed, screen):
    now = edited(routed)
    edit(routed, runs.one(routed, 1), Edit("tickets_per_month", 10_000.0, now["tickets_per_month"]))
    app = screen("savings")
    open_groups(app)
    assert not app.exception
    return app


def test_the_answer_says_the_figures_of_the_model_with_their_range(routed, savings):
    result = case(edited(routed).values())
    assert saved_a_year(savings) == amount(abs(result.net_savings_per_year))
    assert "bad case" in html_of(savings)
    assert "of 100 simulated futures" in html_of(savings)


def test_what_a_lot_of_live_tickets_shows_stands_beside_the_promise(routed, savings):
    choose_rollout(routed, runs.one(routed, 1), 0.2, LOCAL_OWNER, shadow=False)
    app = tab(savings, "Realised")
    assert not app.exception
    assert re.search(r"By lot \d+ live tickets went to people", said(app))


def test_imported_later_tickets_say_who_was_held_out_by_a_click(routed, fill, savings):
    later = date(2027, 3, 1)
    march = [
        ticket(n, created_at=datetime(2027, 3, 2), attributes={"held_out": said})  # noqa: DTZ001
        for n, said in enumerate(["yes"] * 40 + ["no"] * 40, start=1_001)
    ]
    fill(routed, [replace(each, triage_seconds=90.0 + each.key % 9) for each in march], "later")
    app = tab(savings, "Realised")
    app.selectbox(key="realised_column_Acme").set_value("held_out").run()
    app.selectbox(key="realised_value_Acme").set_value("yes")
    app.date_input(key="realised_since_Acme").set_value(later).run()
    app.button(key="realised_keep_Acme").click().run()
    assert not app.exception
    assert chosen_hold_out(routed) == HoldOut("held_out", "yes", later)
    assert "Mar 2027" in " ".join(each.value for each in app.header)


def test_until_the_volume_is_answered_no_amount_stands_on_screen(routed, screen):
    app = screen("savings")
    assert saved_a_year(app) == ""
    assert not app.tabs
    app.segmented_control(key="volume_extent_savings_Acme").set_value("sample")
    app.number_input(key="volume_said_savings_Acme").set_value(4000)
    app.run()
    app.button(key="volume_save_savings_Acme").click().run()
    assert edited(routed)["tickets_per_month"] == 4000
    assert saved_a_year(app)
    assert edited(routed).volume.words.startswith("entered by you; the file is a sample")


def test_a_line_has_an_owner_and_a_date_and_finance_accepts_ledgers(routed, savings):
    savings.session_state["savings_owners"] = True
    savings.run()
    savings.text_input(key=key("owner_headcount")).set_value("Ana").run()
    assert edited(routed).commitments["headcount"].owner == "Ana"
    assert "Ana" in html_of(savings)
    savings.button_group(key=key("accepted")).set_value(["cash", "avoided"]).run()
    assert edited(routed).accepted == ("cash", "avoided")


def test_measured_inputs_carry_their_tickets_and_interval(routed, savings):
    assert re.search(r"measured · n = 40 · run 1 · 95.% interval \d", said(savings))
    inputs = edited(routed).inputs
    assert inputs["manual_seconds"].origin.n == 40
    assert inputs["coverage"].origin.source == "run 1"
    assert inputs["human_misroute_rate"].base == 0.5


def test_what_was_entered_is_marked_found_again_after_a_reload_and_taken_back(
    routed, savings, screen
):
    savings.number_input(key=key("wage_per_hour")).set_value(77.0).run()
    again = screen("savings")
    open_groups(again)
    assert again.number_input(key=key("wage_per_hour")).value == 77.0
    assert r"entered here, in place of \$20.59 (assumed)" in said(again)
    again.button(key=key("undo_wage_per_hour")).click().run()
    assert again.number_input(key=key("wage_per_hour")).value == 20.59
    assert edited(routed)["tickets_per_month"] == 10_000


def test_everything_entered_is_taken_back_at_once(routed, savings):
    savings.number_input(key=key("wage_per_hour")).set_value(77.0).run()
    savings.button(key="savings_reset").click().run()
    assert all(given.override is None for given in edited(routed).inputs.values())
    assert savings.number_input(key=key("wage_per_hour", 1)).value == 20.59


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("wage_per_hour", -1.0), ("wage_per_hour", 1e12), ("cashable_share", 140.0),
     ("tickets_per_month", 0.0), ("growth_per_year", -95.0)],
)  # fmt: skip
def test_a_wrong_value_gets_a_sentence_and_the_rest_stays(routed, savings, field, wrong):
    open_groups(savings)
    before = saved_a_year(savings)
    savings.number_input(key=key(field)).set_value(wrong).run()
    assert not savings.exception
    assert "must be between" in savings.error[0].value
    assert saved_a_year(savings) == before


@pytest.mark.parametrize("months", [0, 600])
def test_a_horizon_that_is_none_gets_a_sentence(routed, savings, months):
    open_groups(savings)
    savings.number_input(key=key("horizon_months")).set_value(months).run()
    assert "Horizon must be between 1 and 120" in savings.error[0].value
    assert saved_a_year(savings)


def test_conservative_is_worse_and_keeps_what_was_entered(routed, savings):
    expected = case(edited(routed).values()).npv
    savings.segmented_control(key=key("start")).set_value("conservative").run()
    assert edited(routed)["tickets_per_month"] == 10_000
    assert case(edited(routed).values()).npv < expected


def test_currency_and_salary_are_choices_of_the_scenario(routed, savings):
    savings.selectbox(key=key("currency")).set_value("EUR").run()
    savings.segmented_control(key=key("pay")).set_value("salary").run()
    assert "€" in saved_a_year(savings)
    assert "amounts are still defaults in US dollars" in said(savings)
    assert "nobody has confirmed an exchange rate" in html_of(savings)
    assert savings.number_input(key=key("salary_per_year")).label == "Agent's salary, EUR per year"


def test_a_confirmed_rate_converts_and_takes_the_stamp_away(routed, savings):
    savings.selectbox(key=key("currency")).set_value("EUR").run()
    savings.number_input(key=key("rate")).set_value(0.5).run()
    savings.button(key=key("rate_confirm")).click().run()
    assert edited(routed)["wage_per_hour"] == pytest.approx(20.59 / 2)
    assert not edited(routed).rate_is_open
    assert "nobody has confirmed" not in html_of(savings)


@pytest.mark.parametrize("name", TABS)
def test_a_case_that_never_pays_shows_no_undefined_figure(routed, savings, name):
    savings.number_input(key=key("tickets_per_month")).set_value(1.0).run()
    app = tab(savings, name)
    tables = " ".join(str(each.value.to_dict()) for each in app.table)
    charts = [json.loads(each.proto.spec) for each in app.get("plotly_chart")]
    words = " ".join([said(app), str(metrics(app)), tables, *(json.dumps(c) for c in charts)])
    assert not UNDEFINED.search(words), UNDEFINED.search(words)


def test_the_formula_of_a_figure_is_shown_with_its_numbers(routed, savings):
    app = tab(savings, "How it is computed")
    app.selectbox(key="savings_formula").set_value("loaded_wage").run()
    assert "**Loaded wage per hour** = hourly pay × load factor" in said(app)
    assert any("20.59 \\times 1.42" in each.value for each in app.latex)


def test_the_simple_view_follows_the_plain_formula_to_the_cent(routed, savings):
    run = runs.all_runs(routed)[0]
    entered = {"manual_seconds": 110.0, "wage_per_hour": 36.0, "load_factor": 1.0}
    now = edited(routed)
    edit(routed, run, *(Edit(name, value, now[name]) for name, value in entered.items()))
    app = tab(savings, "How it is computed")
    hours = manual_hours_saved(110.0, 0.01, 10_000)
    assert metrics(app)["Annual savings"] == f"${hours * 12 * 36:,.0f}"


def test_a_heat_map_can_be_of_any_two_inputs(routed, savings):
    app = tab(savings, "What could go wrong")
    app.selectbox(key=key("map_x")).set_value("cashable_share").run()
    assert not app.exception
    specs = [json.loads(each.proto.spec) for each in app.get("plotly_chart")]
    titles = [spec["layout"].get("xaxis", {}).get("title", {}).get("text") for spec in specs]
    assert "Freed time that cuts paid hours" in titles


def test_a_scenario_is_saved_duplicated_opened_and_deleted(routed, savings):
    app = tab(savings, "Scenarios")
    app.text_input(key=key("name")).set_value("Board")
    app.button(key="savings_save").click().run()
    app = app.run()
    app.button(key="savings_duplicate_Board").click().run()
    assert set(scenarios.names(routed)) == {"Board", "Board copy"}
    app.button(key="savings_delete_Board").click().run()
    app.number_input(key=key("tickets_per_month")).set_value(77.0).run()
    app.button(key="savings_open_Board copy").click().run()
    assert edited(routed)["tickets_per_month"] == 10_000
    assert "**Board copy**" in said(app)


@pytest.mark.parametrize(("name", "says"), [("", "Give it a name"), ("Working copy", "another")])
def test_a_name_that_cannot_be_is_refused(routed, savings, name, says):
    app = tab(savings, "Scenarios")
    app.text_input(key=key("name")).set_value(name)
    app.button(key="savings_save").click().run()
    assert says in app.error[0].value
    assert scenarios.names(routed) == []


def test_scenarios_stand_side_by_side(routed, savings):
    app = tab(savings, "Scenarios")
    table = app.table[0].value
    assert list(table.columns) == ["As edited now", "Conservative", "Expected", "Optimistic"]
    assert table.loc["Tickets a month"].tolist() == ["10,000"] * 4


def test_a_link_opens_its_scenario_and_keeps_what_was_edited(routed, savings, screen):
    shared = Scenario.default("optimistic").with_values(wage_per_hour=33.0)
    app = screen("savings", scenario=to_link(shared))
    assert edited(routed) == shared
    assert "came by a link" in said(app)
    assert "Before the link" in scenarios.names(routed)


def test_the_link_on_screen_holds_the_scenario(routed, savings):
    app = tab(savings, "Scenarios")
    link = app.code[-1].value.split("scenario=")[1]
    assert from_link(link) == edited(routed)


def test_a_damaged_link_gets_a_sentence(routed, savings, screen):
    app = screen("savings", scenario="nonsense")
    assert "does not hold a whole scenario" in said(app)
    assert edited(routed)["tickets_per_month"] == 10_000


@pytest.mark.parametrize(("kind", "starts"), [("xlsx", b"PK"), ("pdf", b"%PDF"), ("csv", b"month")])
def test_a_document_is_made_when_asked_for(routed, savings, kind, starts):
    app = tab(savings, "Documents")
    app.text_input(key=key("company")).set_value("Gebrüder Müller & Söhne").run()
    assert edited(routed).company == "Gebrüder Müller & Söhne"
    assert not app.get("download_button")
    app.button(key=f"savings_make_{kind}").click().run()
    assert not app.exception
    assert app.session_state[f"savings_made_{kind}"][1].startswith(starts)
    assert len(app.get("download_button")) == 1


def test_a_document_of_an_earlier_state_is_not_offered(routed, savings):
    app = tab(savings, "Documents")
    app.button(key="savings_make_csv").click().run()
    app.number_input(key=key("wage_per_hour")).set_value(33.0).run()
    assert not app.get("download_button")


def test_a_picture_that_is_none_is_refused_as_a_logo(routed, savings):
    app = tab(savings, "Documents")
    app.file_uploader(key="savings_logo_Acme").upload("logo.png", b"GIF89a", "image/png").run()
    assert "PNG or JPEG" in app.error[0].value


def test_labels_without_signal_give_no_savings_claim(filled, screen):
    dice = random.Random(4)
    run = runs.start(filled, "embedded", {"router": "embedded", "threshold": 0.5}, 1)
    chance = [
        Decision(n, dice.choice(["Billing", "Fraud"]), confidence=0.9, router="embedded")
        for n in range(1, 41)
    ]
    journal = runs.RunJournal(filled, run.run_id)
    journal.write([Policy(0.5).dispose(decision) for decision in chance])
    journal.end("finished", 1.0, None)
    app = screen("savings")
    assert "No saving is claimed from this run." in " ".join(s.value for s in app.header)
    assert metrics(app) == {}
    assert "Nothing can be claimed" in html_of(screen("overview"))


def test_a_colleague_s_change_is_taken_up_and_not_overwritten(routed, savings, screen):
    other = screen("savings")
    open_groups(other)
    other.number_input(key=key("wage_per_hour")).set_value(44.0).run()
    savings.number_input(key=key("load_factor")).set_value(1.3).run()
    assert edited(routed)["wage_per_hour"] == 44.0
