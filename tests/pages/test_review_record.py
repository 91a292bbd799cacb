"""Progress and audit: what was measured on people, and the record that is never overwritten."""

from __future__ import annotations

import csv
import io

import pytest

from store import settings
from store.reviewing import review_figures, reviews
from store.reviewing.reviews import Review, Verdict
from ui.review import audit
from usecases.business_case.measured_inputs import measured_inputs


def record(workspace, key: int, category: str, who: str = "Ana", **known: object) -> int:
    review = Review(key, who, Verdict.CHOSEN, category, run_id=1, **known)  # type: ignore[arg-type]
    return reviews.record(workspace, review)


@pytest.fixture
def tab(screen):
    def opened(name: str):
        app = screen("review", reviewer="Ana")
        app.session_state["review_tab"] = name
        return app.run()

    return opened


def cards(app) -> dict[str, str]:
    return {each.label: each.value for each in app.metric}


def test_before_the_first_review_the_progress_says_so(routed, tab):
    assert "Nobody has reviewed yet." in [each.value for each in tab("Progress").header]


def test_pace_acceptance_and_agreement_are_measured(routed, tab):
    for key in range(2, 12, 2):
        record(routed, key, "Fraud" if key > 2 else "Billing", seconds=float(key))
    record(routed, 4, "Fraud", "Ben", blind=True)
    record(routed, 6, "Billing", "Ben", blind=True)
    app = tab("Progress")
    shown = cards(app)
    assert (shown["Decided by hand"], shown["Suggestions accepted"]) == ("5", "80.0\u202f%")
    assert shown["Seconds a ticket"] == "6 s"
    assert "Agreement, Cohen's kappa" not in shown
    assert any("too few: 2 of 20" in each.value for each in app.markdown)
    assert "They agree on **50.0\u202f%** of 2 tickets." in [each.value for each in app.markdown]
    assert list(app.dataframe[-1].value["Reviewer"]) == ["Ana", "Ben"]


def test_the_share_of_second_looks_is_kept(routed, tab):
    record(routed, 2, "Fraud")
    app = tab("Progress")
    app.segmented_control(key="second_looks").set_value(0.1).run()
    assert not app.exception
    assert settings.SECOND_LOOKS.of(routed) == 0.1


def test_the_record_shows_who_decided_what_and_can_be_filtered(routed, tab):
    number = record(routed, 2, "Fraud")
    record(routed, 4, "Billing", "Ben")
    reviews.undo(routed, number, "Ana")
    app = tab("Audit")
    assert list(app.dataframe[0].value["verdict"]) == ["Taken back"] + ["Category chosen"] * 2
    app.selectbox(key="audit_who").select("Ben").run()
    assert list(app.dataframe[0].value["ticket_id"]) == ["T-4"]
    app.selectbox(key="audit_what").select(Verdict.SPLIT).run()
    assert "No review matches." in [each.value for each in app.info]
    app.selectbox(key="audit_what").set_value(None).run()
    app.text_input(key="audit_ticket").set_value("T-4").run()
    assert len(app.dataframe[0].value) == 1
    assert app.get("download_button")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_file_becomes_a_formula(routed, start):
    record(routed, 2, f"{start}A1", f"{start}cmd", note=f"{start}1+1")
    written = audit._csv(review_figures.audit(routed)).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(written))
    cells = dict(zip(head, row, strict=True))
    for name in ("category", "reviewer", "note"):
        assert cells[name].startswith("'"), cells[name]


def test_measured_seconds_reach_the_savings_model_from_twenty_reviews_on(routed):
    for key in range(1, 20):
        record(routed, key, "Fraud", seconds=10.0)
    assert "review_seconds" not in measured_inputs(routed, None)
    record(routed, 20, "Fraud", seconds=30.0)
    given = measured_inputs(routed, None)["review_seconds"]
    assert given.base == 11.0
    assert (given.origin.n, given.origin.source) == (20, "the Review screen")
