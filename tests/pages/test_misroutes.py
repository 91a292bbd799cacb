"""The Misroutes screen: three kinds apart, every filter, a ticket opened, what a person does."""

from __future__ import annotations

import pytest

from store import runs, tickets
from store.learning import label_checks
from store.learning.label_checks import LabelCheck
from store.reviewing import reviews
from store.reviewing.reviews import Verdict
from store.tickets import Filters
from tests.conftest import ticket
from tests.pages.test_pages import metrics, said
from ui.shell.server.process import process
from usecases.labels import check

PEOPLE, ROUTER, LABELS = "By people", "By the router", "Labels probably wrong"


@pytest.fixture
def checked(routed):
    """The desk with a check that doubts the label of ticket 2."""
    doubted = LabelCheck(2, "Fraud", "Billing", 0.9, 0.05, 3, 3, 0.9, wrong=True)
    fine = LabelCheck(4, "Fraud", "Billing", 0.1, 0.9, 0, 3, 0.1, wrong=False)
    label_checks.keep(routed, "as it was", [doubted, fine])
    return routed


def opened(screen, kind: str, row: int = 0):
    """The screen of that kind with a ticket picked in the table."""
    app = screen("misroutes", kind=kind)
    app.session_state["tickets_table"] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return app.run()


def table(app, column: str):
    return next(d.value for d in app.dataframe if column in d.value)


def test_the_three_kinds_are_kept_apart_with_their_intervals(checked, screen):
    app = screen("misroutes")
    shown = metrics(app)
    assert shown[PEOPLE] == "20 · 50.0\u202f%"
    assert shown[ROUTER] == "4 · 16.7\u202f%"
    assert shown[LABELS] == "1 · 50.0\u202f%"
    assert "n = 24 tickets · 95 % interval" in said(app).replace("\u00a0", " ")
    assert "n = 2 labels checked" in said(app)


@pytest.mark.parametrize(
    ("kind", "way"),
    [
        (PEOPLE, ["Billing", "Fraud", 20]),
        (ROUTER, ["Billing", "Fraud", 4]),
        (LABELS, ["Fraud", "Billing", 1]),
    ],
)
def test_each_kind_shows_its_own_ways_and_tickets(checked, screen, kind, way):
    app = screen("misroutes", kind=kind)
    shown = table(app, "finish")
    assert shown[["start", "finish", "tickets"]].to_numpy().tolist() == [way]
    assert f"{way[2]} ticket" in said(app)
    assert "wrong" in said(app) or app.get("bidi_component")


def test_a_kind_that_is_chosen_stands_in_the_address(checked, screen):
    app = screen("misroutes")
    app.segmented_control(key="kind").set_value("router").run()
    assert not app.exception
    assert "4 tickets match" in said(app)


def test_flows_can_be_seen_as_a_heat_map(routed, screen):
    app = screen("misroutes")
    app.segmented_control(key="flows_show").set_value("Heat map").run()
    assert not app.exception
    assert "heatmap" in app.get("plotly_chart")[0].proto.spec


def test_what_a_way_costs_is_measured_where_the_export_says_it(routed, screen):
    app = screen("misroutes")
    assert metrics(app)["Time lost"] == "0.7 h"  # 20 times a mean triage of 120.5 s
    assert "one more triage, n = 40 tickets" in said(app)
    assert "loaded wage" in said(app)


def test_without_measured_times_the_assumption_says_so(desk, fill, screen):
    workspace = desk.workspaces.create("Bare")
    fill(workspace, [ticket(n, "A", first_category="AB"[n % 2]) for n in range(1, 41)])
    app = screen("misroutes")
    assert "5 min a handover" in said(app)
    assert "assumed" in said(app)


@pytest.mark.parametrize(
    ("key", "value", "left"),
    [
        ("q", "card", "20 tickets match"),
        ("q", "nowhere", "Nothing of this kind"),
        ("first", "Billing", "20 tickets match"),
        ("actual", "Fraud", "20 tickets match"),
        ("predicted", "Billing", "4 tickets match"),
    ],
)
def test_every_filter_narrows_what_is_shown(routed, screen, key, value, left):
    app = screen("misroutes")
    field = app.text_input(key=key) if key == "q" else app.selectbox(key=key)
    field.set_value(value).run()
    assert not app.exception
    assert left in said(app) + " ".join(i.value for i in app.info)


def test_the_range_of_confidence_is_a_filter(routed, screen):
    app = screen("misroutes", kind=ROUTER)
    app.slider(key="confidence").set_value((0.95, 1.0)).run()
    assert ROUTER not in metrics(app)


def test_days_are_a_filter(desk, fill, screen):
    workspace = desk.workspaces.create("Dated")
    from datetime import date, datetime  # noqa: PLC0415 - only here

    made = [
        ticket(n, "A", first_category="B", created_at=datetime(2026, 3, n)) for n in range(1, 21)  # noqa: DTZ001
    ]  # fmt: skip
    fill(workspace, made)
    app = screen("misroutes")
    assert len(app.get("plotly_chart")) == 1  # the weeks
    app.date_input(key="since").set_value(date(2026, 3, 11)).run()
    assert "10 tickets match" in said(app)
    app.date_input(key="until").set_value(date(2026, 3, 12)).run()
    assert "2 tickets match" in said(app)


def test_a_link_with_a_selection_opens_its_tickets(routed, screen):
    app = screen("misroutes", kind=ROUTER, predicted="Billing", actual="Fraud")
    assert app.selectbox(key="predicted").value == "Billing"
    assert "4 tickets match" in said(app)
    assert app.button(key="chip_actual").label == "Actual\\: Fraud"


def test_a_filter_is_taken_off_by_its_chip(routed, screen):
    app = screen("misroutes", first="Billing", actual="Fraud")
    app.button(key="chip_actual").click().run()
    assert not app.exception
    assert "actual" not in app.query_params
    assert app.selectbox(key="actual").value is None
    app.button(key="chip_first").click().run()
    assert metrics(app)[PEOPLE] == "20 · 50.0\u202f%"


def test_a_selected_way_goes_along_to_the_tickets(routed, screen):
    app = screen("misroutes", first="Billing", actual="Fraud", outcome="moved")
    app.switch_page("../pages/tickets.py").run()
    assert not app.exception
    assert "20 tickets match" in said(app)
    assert app.query_params["outcome"] == "moved"


def test_a_link_without_filters_keeps_what_is_selected(routed, screen):
    app = screen("tickets", channel="web")
    app.switch_page("../pages/misroutes.py").run()
    assert app.query_params["channel"] == "web"


def test_what_misrouted_tickets_have_in_common_is_shown_on_demand(routed, screen):
    app = screen("misroutes", common_open="true")
    words = table(app, "Words")
    assert "stolen" in " ".join(words["Words"])
    assert "20 of these tickets beside 20" in said(app)


def test_an_open_ticket_is_masked_until_somebody_asks(desk, fill, screen):
    workspace = desk.workspaces.create("Private")
    fill(
        workspace,
        [
            ticket(
                1,
                "A",
                first_category="B",
                subject="From ann@example.org",
                body="Call +44 7700 900123",
            )
        ],
    )
    app = opened(screen, PEOPLE)
    shown = " ".join([*(t.value for t in app.text), *(t.value for t in app.text_area)])
    assert "[EMAIL]" in shown
    assert "ann@example.org" not in shown
    assert "900123" not in shown
    app.toggle(key="show_personal").set_value(True).run()
    shown = " ".join([*(t.value for t in app.text), *(t.value for t in app.text_area)])
    assert "ann@example.org" in shown
    assert "900123" in shown


def test_an_open_ticket_shows_where_it_was_and_every_decision(checked, screen):
    app = opened(screen, LABELS)
    shown = " ".join(t.value for t in app.text)
    assert "Billing (first) → Fraud (export)" in shown
    assert "3 of the 3 nearest tickets are Billing" in shown
    assert "Predicted" not in table(app, "review_reason").columns


def test_a_label_is_marked_wrong_and_taken_back(checked, screen):
    app = opened(screen, LABELS)
    assert app.selectbox(key="right_2").value == "Billing"
    app.text_input(key="reviewer").set_value("Ann").run()
    app.button(key="label_wrong").click().run()
    assert not app.exception
    assert tickets.one(checked, 2).category == "Fraud"
    review = reviews.of_ticket(checked, 2)[0]
    assert (review.verdict, review.category, review.origin) == (
        Verdict.CHOSEN,
        "Billing",
        "misroutes",
    )
    assert review.run_id == runs.all_runs(checked)[0].run_id
    assert metrics(app)[LABELS] == "0 · 0.0\u202f%"
    assert (
        "Billing stands beside ticket T-2, whose actual category is Fraud" in app.success[0].value
    )
    app.button(key="take_back").click().run()
    assert tickets.one(checked, 2).category == "Fraud"
    assert metrics(app)[LABELS] == "1 · 50.0\u202f%"


def test_a_label_that_is_right_after_all_leaves_the_list(checked, screen):
    app = opened(screen, LABELS)
    app.text_input(key="reviewer").set_value("Ann").run()
    app.button(key="label_right").click().run()
    assert tickets.one(checked, 2).category == "Fraud"
    assert tickets.keys(checked, Filters(outcome="doubtful"), None).size == 0


def test_a_name_typed_just_before_the_click_counts(checked, screen):
    app = opened(screen, LABELS)
    # Both reach the server together, and nothing was drawn in between: a busy machine.
    app.text_input(key="reviewer").set_value("Ann")
    app.button(key="label_wrong").click().run()
    assert not app.error
    assert reviews.of_ticket(checked, 2)[0].reviewer == "Ann"


def test_nothing_is_recorded_without_a_name(checked, screen):
    app = opened(screen, LABELS)
    app.button(key="label_wrong").click().run()
    assert "Say who reviews" in app.error[0].value
    assert reviews.of_ticket(checked, 2) == []


def test_a_ticket_is_sent_to_review_once(routed, screen):
    app = opened(screen, ROUTER)
    app.text_input(key="reviewer").set_value("Ann").run()
    app.button(key="send_to_review").click().run()
    assert "waits for review" in app.success[0].value
    app.button(key="send_to_review").click().run()
    assert "already" in app.success[0].value
    sent = [key for key in range(1, 41) if reviews.of_ticket(routed, key)]
    assert len(sent) == 1


def test_the_nearest_labelled_tickets_are_looked_up_on_demand(routed, screen):
    app = screen("misroutes", kind=ROUTER)
    app.session_state["tickets_table"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.session_state["nearest_open"] = True
    app.run()
    near = table(app, "alike")
    assert len(near) == 5
    assert near["alike"].is_monotonic_decreasing


def test_the_check_of_the_labels_runs_beside_everything_else(filled, screen):
    app = screen("misroutes", kind=LABELS)
    app.button(key="labels_check").click().run()
    job = process().jobs.at(check.job_key(filled))
    job.wait(60)
    assert job.outcome == "finished"
    assert process().jobs.at(str(filled.path)) is None
    assert "Checked for the labels as they are now" in said(screen("misroutes", kind=LABELS))


def test_a_check_that_is_out_of_date_says_so(checked, screen):
    app = screen("misroutes", kind=LABELS)
    assert "Labels have changed since the check" in said(app)
    assert app.button(key="labels_check").label == "Check the labels again"


def test_labels_that_follow_no_text_are_said_to_follow_none(routed, screen):
    label_checks.keep(routed, "now", [], "The labels do not follow the text: chance.")
    assert "do not follow the text" in screen("misroutes", kind=LABELS).warning[0].value


def test_a_card_of_unchecked_labels_has_the_button_that_leads_to_their_check(routed, screen):
    app = screen("misroutes")
    assert LABELS not in metrics(app)
    app.button(key="to_labels_check").click().run()
    assert app.button(key="labels_check").label == "Check the labels"


def test_a_desk_without_a_run_still_shows_what_people_did(filled, screen):
    app = screen("misroutes")
    assert metrics(app)[PEOPLE] == "20 · 50.0\u202f%"
    assert ROUTER not in metrics(app)
