"""The bulk tab: no bulk without a sample that was decided by hand and proves enough."""

from __future__ import annotations

import pytest

from routing.decision import Alternative, Decision
from routing.policy import Policy
from store import runs, taxonomies, tickets
from store.reviewing import bulk, locks, review_figures, reviews
from store.reviewing.reviews import Review, Verdict
from store.reviewing.waiting import ReviewFilter
from tests.conftest import ticket
from tests.pages.conftest import TAXONOMY
from tests.pages.test_review import told


@pytest.fixture
def flood(desk, fill):
    """A workspace with sixty tickets that are not sure enough."""
    workspace = desk.workspaces.create("Flood")
    taxonomies.save(workspace, TAXONOMY, "the tests")
    fill(workspace, [ticket(key) for key in range(1, 61)])
    run = runs.start(workspace, "embedded", {"router": "embedded"}, 1)
    answers = [
        Policy(0.9).dispose(
            Decision(key, "Billing", 0.5, "embedded", alternatives=(Alternative("Fraud", 0.4),))
        )
        for key in range(1, 61)
    ]
    runs.RunJournal(workspace, run.run_id).write(answers)
    return workspace


@pytest.fixture
def tab(flood, screen):
    app = screen("review", reviewer="Ana")
    app.session_state["review_tab"] = "Bulk accept"
    return app.run()


def check(workspace, count: int, wrong: int = 0) -> None:
    """Decide the first of the sample by hand, as Ana would."""
    sample = bulk.candidates(workspace, 1, ReviewFilter()).slice(0, count)
    for place, key in enumerate(sample["ticket_key"].to_pylist()):
        category = "Fraud" if place < wrong else "Billing"
        reviews.record(
            workspace, Review(key, "Ana", Verdict.CHOSEN, category, origin="sample", run_id=1)
        )


def cards(app) -> dict[str, str]:
    return {each.label: each.value for each in app.metric}


def has(app, key: str) -> bool:
    return any(each.key == key for each in app.button)


def test_the_sample_comes_first_and_is_decided_without_the_suggestion(tab, flood):
    assert cards(tab)["Sample to decide by hand"] == "0 of 29"
    assert not has(tab, "bulk_accept")
    (first, *_) = told(tab)["cards"]
    assert (first["origin"], first["blind"], first["suggestions"]) == ("sample", True, [])
    check(flood, 1)
    tab.run()
    assert cards(tab)["Sample to decide by hand"] == "1 of 29"


def test_after_a_good_sample_the_rest_is_accepted_and_can_be_taken_back(tab, flood):
    check(flood, 29)
    tab.run()
    assert cards(tab)["Right, at least"] == "90.2\u202f%"
    tab.button(key="bulk_accept").click().run()
    assert tickets.labels(flood) == {}
    assert review_figures.by_basis(flood) == {"bulk": 31, "shown": 29}
    tab.button(key="bulk_take_back").click().run()
    assert review_figures.by_basis(flood) == {"shown": 29}


def test_by_default_only_tickets_of_unknown_label_are_accepted(tab, flood):
    with flood.writing() as cursor:
        cursor.execute(
            "UPDATE tickets SET category = 'Fraud', exported_category = 'Fraud' "
            "WHERE ticket_key <= 20"
        )
    tab.run()
    assert cards(tab)["Tickets that match"] == "40"
    said = " ".join(each.value for each in tab.markdown)
    assert "Of the 20 tickets under these filters whose label is known already, **20**" in said
    tab.toggle(key="bulk_labelled").set_value(True).run()
    assert cards(tab)["Tickets that match"] == "60"


def test_a_sample_with_too_many_wrong_ones_proves_nothing(tab, flood):
    check(flood, 3, wrong=1)
    tab.run()
    assert "1 of 3 were wrong, 0 were allowed." in [each.value for each in tab.header]
    assert not has(tab, "bulk_accept")


def test_more_wrong_ones_need_a_larger_sample_chosen_before(tab):
    tab.selectbox(key="bulk_wrong").select(1).run()
    assert cards(tab)["Sample to decide by hand"] == "0 of 46"
    tab.selectbox(key="bulk_precision").select(0.80).run()
    assert cards(tab)["Sample to decide by hand"] == "0 of 22"


def test_too_few_tickets_for_a_sample_are_decided_one_by_one(tab):
    tab.selectbox(key="bulk_precision").select(0.98).run()
    assert "60 tickets match." in [each.value for each in tab.header]


def test_filters_narrow_the_pile(tab):
    tab.slider(key="bulk_range").set_range(0.6, 1.0).run()
    assert "No ticket can be accepted together." in [each.value for each in tab.header]
    tab.slider(key="bulk_range").set_range(0.0, 1.0).run()
    tab.selectbox(key="why").select("LANGUAGE").run()
    assert cards(tab)["Tickets that match"] == "0"


def test_leaving_the_tab_gives_the_ticket_of_the_sample_free(tab, flood):
    assert locks.others(flood, locks.Holder("Ben", "another tab")) == ["Ana"]
    tab.session_state["review_tab"] = "Decide"
    tab.run()
    first = told(tab)["cards"][0]
    assert (first["key"], first["origin"]) == (1, "queue")
