"""The Learning screen: what was learned, what was not put to work, and the guided start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi.numbers import percent
from routing.taxonomy import Category, Taxonomy
from store import taxonomies
from store.learning import seed_tickets, versions
from store.reviewing import review_figures, reviews
from store.reviewing.reviews import Review, Verdict
from tests.conftest import ticket
from tests.pages.test_review import told
from ui.shell.server.process import Process
from usecases.actor import LOCAL_OWNER
from usecases.learning import training as learns
from usecases.reviewing.answer import Answer
from usecases.reviewing.guided_start import GuidedStart

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
    workspace = desk.workspaces.create("Bare")
    fill(workspace, [written(key, None) for key in range(1, 61)])
    return workspace


@pytest.fixture
def categories(bare):
    taxonomies.save(bare, Taxonomy(tuple(Category(name) for name in NAMES)), "the tests")
    return bare


def finished(desk: Process, workspace) -> None:
    desk.jobs.at(learns.job_key(workspace)).wait(60)


def words(app) -> str:
    return "\n".join(
        element.value for kind in ("markdown", "caption", "warning", "success", "info", "text")
        for element in getattr(app, kind)
    )  # fmt: skip


def test_without_tickets_the_screen_leads_to_the_import(desk: Process, screen):
    desk.workspaces.create("Empty")
    assert "There is nothing to learn from yet." in screen("learning").header[0].value


def test_without_categories_they_are_typed_first(bare, screen):
    app = screen("learning")
    assert app.button(key="start_use").disabled
    app.text_area(key="start_categories").input("Billing: invoices, refunds\nDelivery\n\nBilling")
    app.run()
    app.button(key="start_use").click().run()
    assert taxonomies.current(bare).taxonomy.names == NAMES
    assert app.button(key="start_begin")


@pytest.fixture
def asking(desk: Process, categories, screen):
    """The screen of a guided start that was begun by somebody with a name."""
    app = screen("learning")
    app.button(key="start_begin").click().run()
    finished(desk, categories)
    app.run()
    app.text_input(key="reviewer").set_value("Ann").run()
    return app


def choose(workspace, name: str) -> None:
    """Ann labels the ticket on screen, as the browser sends it."""
    start = GuidedStart(workspace, "Ann")
    card = start.card(start.held()[0])
    answer = Answer("a", card.ticket.key, Verdict.CHOSEN, name)
    start.decide(card.review(answer, "Ann"), replace(LOCAL_OWNER, name="Ann"))


def test_a_guided_start_from_the_first_click_to_the_first_router(desk: Process, categories, asking):
    app = asking
    for _ in range(seed_tickets.progress(categories).asked):
        key = seed_tickets.next_ticket(categories).key
        choose(categories, actual(key))
    assert seed_tickets.progress(categories).is_done
    asked = seed_tickets.progress(categories).asked
    assert review_figures.by_basis(categories) == {"guided": asked}
    assert len(versions.gold(categories)) == asked
    app.run()
    app.button(key="start_finish").click().run()
    finished(desk, categories)
    app.run()
    version = versions.at_work(categories)
    assert not version.held_back
    metrics = {m.label: m.value for m in app.metric}
    assert metrics["Accuracy of the router at work"] == percent(version.accuracy.value)
    assert "95 % interval" in words(app).replace("\u00a0", " ")
    assert "are too few, for even without a mistake it takes 59" in words(app)


def test_the_ticket_on_screen_comes_without_a_suggestion(categories, asking):
    (card,) = told(asking)["cards"]
    assert card["key"] == seed_tickets.next_ticket(categories).key
    assert (card["blind"], card["suggestions"]) == (True, [])
    assert "0 of" in told(asking)["status"]


def test_without_a_name_no_ticket_is_shown(desk: Process, categories, screen):
    app = screen("learning")
    app.button(key="start_begin").click().run()
    finished(desk, categories)
    app.run()
    assert "Say who labels" in words(app)
    assert not [each for each in app.get("bidi_component") if "review_card" in each.proto.id]


def test_a_missing_category_is_added_on_the_way(categories, asking):
    next(t for t in asking.text_input if t.label.startswith("New category")).input("Praise: thanks")
    next(button for button in asking.button if button.label == "Add it").click().run()
    assert taxonomies.current(categories).taxonomy.names == (*NAMES, "Praise")


def test_a_version_that_is_worse_is_named_and_the_one_at_work_stays(desk: Process, fill, screen):
    workspace = desk.workspaces.create("Poisoned")
    fill(workspace, [written(key, actual(key) if key <= 40 else None) for key in range(1, 121)])
    wrong = [Review(k, "Ann", Verdict.CHOSEN, actual(k + 1)) for k in range(41, 121)]
    reviews.record_all(workspace, wrong)
    app = screen("learning")
    assert "80" in {m.label: m.value for m in app.metric}["New labels"]
    app.button(key="learning_now").click().run()
    finished(desk, workspace)
    app.run()
    assert "Version 1. Not put to work, because it is worse" in words(app)
    assert versions.at_work(workspace) is None
    assert list(app.dataframe[0].value["State"]) == ["not put to work"]


def test_thresholds_of_a_version_are_put_in_force_with_one_click(desk: Process, fill, screen):
    workspace = desk.workspaces.create("Taught")
    fill(workspace, [written(key, actual(key)) for key in range(1, 121)])
    app = screen("learning")
    app.button(key="learning_now").click().run()
    finished(desk, workspace)
    app.run()
    app.button(key="learning_use").click().run()
    assert "These thresholds are in force: policy 1." in words(app)
    assert app.get("plotly_chart")
    app.button(key="learning_dismiss").click().run()
    assert desk.jobs.at(learns.job_key(workspace)) is None


@pytest.mark.parametrize("name", ["overview", "route", "accuracy"])
def test_a_workspace_without_labels_is_offered_the_guided_start(bare, screen, name: str):
    assert "No ticket here has a category yet." in words(screen(name))


@pytest.mark.parametrize("name", ["overview", "route", "accuracy"])
def test_a_workspace_with_labels_is_not(filled, screen, name: str):
    assert "No ticket here has a category yet." not in words(screen(name))
