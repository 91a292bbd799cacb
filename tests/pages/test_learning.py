"""The Learning screen: what was learned, what was not put to work, and the guided start."""

from __future__ import annotations

import pytest

from roi.numbers import percent
from routing.taxonomy import Category, Taxonomy
from store import learning, reviews, seed_tickets, taxonomies
from store.reviews import Review, Verdict
from tests.conftest import ticket
from ui.shell.process import Process
from usecases import learning as learns

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


def choose(app, key: int, name: str) -> None:
    """Press the button of that category; the desk draws itself anew."""
    mine = [b for b in app.button if str(b.key).endswith(f"_{key}") and name in b.label]
    mine[0].click().run()
    assert not app.exception, app.exception


def test_a_guided_start_from_the_first_click_to_the_first_router(desk: Process, categories, asking):
    app = asking
    for _ in range(seed_tickets.progress(categories).asked):
        key = seed_tickets.next_ticket(categories).key
        choose(app, key, actual(key))
    assert seed_tickets.progress(categories).is_done
    asked = seed_tickets.progress(categories).asked
    assert reviews.by_basis(categories) == {"guided": asked}
    assert len(learning.gold(categories)) == asked
    app.run()
    app.button(key="start_finish").click().run()
    finished(desk, categories)
    app.run()
    version = learning.at_work(categories)
    assert not version.held_back
    metrics = {m.label: m.value for m in app.metric}
    assert metrics["Accuracy of the router at work"] == percent(version.accuracy.value)
    assert "95 % interval" in words(app).replace("\u00a0", " ")
    assert "are too few, for even without a mistake it takes 59" in words(app)


def test_a_skipped_ticket_is_followed_by_another_and_undo_brings_it_back(categories, asking):
    first = seed_tickets.next_ticket(categories)
    asking.button(key=f"skip_{first.key}").click().run()
    second = seed_tickets.next_ticket(categories)
    assert second != first
    asking.button(key=f"undo_{second.key}").click().run()
    assert seed_tickets.next_ticket(categories) == first
    asking.button(key=f"other_{first.key}").click().run()
    choose(asking, first.key, "Unknown")
    said = reviews.of_ticket(categories, first.key)[0]
    assert (said.category, said.reviewer, said.origin) == ("Unknown", "Ann", "guided start")


def test_two_people_never_label_the_same_ticket(categories, asking):
    first = seed_tickets.next_ticket(categories)
    reviews.record(categories, Review(first.key, "Ben", Verdict.CHOSEN, "Delivery"))
    choose(asking, first.key, "Billing")
    assert "Somebody else has just decided this ticket" in words(asking)
    assert [r.reviewer for r in reviews.of_ticket(categories, first.key)] == ["Ben"]


def test_without_a_name_no_ticket_is_shown(desk: Process, categories, screen):
    app = screen("learning")
    app.button(key="start_begin").click().run()
    finished(desk, categories)
    app.run()
    assert "Say who labels" in words(app)
    assert not [b for b in app.button if str(b.key).startswith("choose_")]


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
    assert learning.at_work(workspace) is None
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
