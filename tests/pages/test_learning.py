"""The Learning screen: what was learned, what was not put to work, and the guided start."""

from __future__ import annotations

import pytest

from routing.taxonomy import Category, Taxonomy
from service import learning as learns
from store import learning, reviews, starts, taxonomies
from store.reviews import Review, Verdict
from tests.conftest import ticket
from ui.process import Process

WORDS = {
    "Billing": ("invoice", "refund", "charged", "price"),
    "Delivery": ("parcel", "courier", "late", "address"),
}
NAMES = tuple(WORDS)


def actual(key: int) -> str:
    return NAMES[key % 2]


def written(key: int, label: str | None):
    words = WORDS[actual(key)]
    noise = " ".join(f"{'abcdefgh'[key % 8]}{'ijklmnop'[key // 8 % 8]}x{'qrstuv'[key % 6]}y" * 2)
    body = f"{words[key % 4]} {words[key // 4 % 4]} {noise}"
    return ticket(key, label, subject=f"Case {key}", body=body)


@pytest.fixture
def bare(desk: Process, fill):
    """Sixty tickets of two kinds without any label."""
    workspace = desk.shelf.create("Bare")
    fill(workspace, [written(key, None) for key in range(1, 61)])
    return workspace


@pytest.fixture
def categories(bare):
    taxonomies.save(bare, Taxonomy(tuple(Category(name) for name in NAMES)), "the tests")
    return bare


def finished(desk: Process, workspace) -> None:
    desk.jobs.at(learns.place(workspace)).wait(60)


def words(app) -> str:
    return "\n".join(
        element.value for kind in ("markdown", "caption", "warning", "success", "info", "text")
        for element in getattr(app, kind)
    )  # fmt: skip


def test_without_tickets_the_screen_leads_to_the_import(desk: Process, screen):
    desk.shelf.create("Empty")
    assert "There is nothing to learn from yet." in screen("learning").subheader[0].value


def test_without_categories_they_are_typed_first(bare, screen):
    app = screen("learning")
    assert app.button(key="start_use").disabled
    app.text_area(key="start_categories").input("Billing: invoices, refunds\nDelivery\n\nBilling")
    app.run()
    app.button(key="start_use").click().run()
    assert taxonomies.current(bare).taxonomy.names == NAMES
    assert app.button(key="start_begin")


def test_a_guided_start_from_the_first_click_to_the_first_router(desk: Process, categories, screen):
    app = screen("learning")
    app.button(key="start_begin").click().run()
    finished(desk, categories)
    app.run()
    for _ in range(starts.progress(categories).asked):
        asked = starts.next_ticket(categories)
        name = actual(asked.key)
        next(button for button in app.button if button.label == name).click().run()
        assert not app.exception, app.exception
    assert starts.progress(categories).is_done
    app.button(key="start_finish").click().run()
    finished(desk, categories)
    app.run()
    version = learning.at_work(categories)
    assert not version.held_back
    metrics = {m.label: m.value for m in app.metric}
    assert metrics["Accuracy of the router at work"] == f"{100 * version.accuracy.value:.1f} %"
    assert "95 % interval" in words(app).replace("\u00a0", " ")
    assert "are too few, for even without a mistake it takes 59" in words(app)


def test_a_skipped_ticket_is_followed_by_another_and_undo_brings_it_back(
    desk: Process, categories, screen
):
    app = screen("learning")
    app.button(key="start_begin").click().run()
    finished(desk, categories)
    app.run()
    first = starts.next_ticket(categories)
    app.button(key="label_skip").click().run()
    assert starts.next_ticket(categories) != first
    app.button(key="label_undo").click().run()
    assert starts.next_ticket(categories) == first
    app.button(key="label_unknown").click().run()
    assert reviews.of_ticket(categories, first.key)[0].category == "Unknown"


def test_a_missing_category_is_added_on_the_way(desk: Process, categories, screen):
    app = screen("learning")
    app.button(key="start_begin").click().run()
    finished(desk, categories)
    app.run()
    app.text_input[0].input("Praise: kind words")
    next(button for button in app.button if button.label == "Add it").click().run()
    assert taxonomies.current(categories).taxonomy.names == (*NAMES, "Praise")


def test_a_version_that_is_worse_is_named_and_the_one_at_work_stays(desk: Process, fill, screen):
    workspace = desk.shelf.create("Poisoned")
    fill(workspace, [written(key, actual(key) if key <= 60 else None) for key in range(1, 181)])
    wrong = [Review(k, "Ann", Verdict.CHOSEN, actual(k + 1)) for k in range(61, 181)]
    reviews.record_all(workspace, wrong)
    app = screen("learning")
    assert "120" in {m.label: m.value for m in app.metric}["New labels"]
    app.button(key="learning_now").click().run()
    finished(desk, workspace)
    app.run()
    assert "Version 1. Not put to work, because it is worse" in words(app)
    assert learning.at_work(workspace) is None
    assert list(app.dataframe[0].value["State"]) == ["not put to work"]


def test_thresholds_of_a_version_are_put_in_force_with_one_click(desk: Process, fill, screen):
    workspace = desk.shelf.create("Taught")
    fill(workspace, [written(key, actual(key)) for key in range(1, 201)])
    app = screen("learning")
    app.button(key="learning_now").click().run()
    finished(desk, workspace)
    app.run()
    app.button(key="learning_use").click().run()
    assert "These thresholds are in force: policy 1." in words(app)
    assert app.get("plotly_chart")
    app.button(key="learning_dismiss").click().run()
    assert desk.jobs.at(learns.place(workspace)) is None
