"""The gallery, whose case a screen shows, the tour and the presenter view."""

from __future__ import annotations

import shutil

import pytest

from roi.inputs.volume import Volume
from store import settings
from usecases.business_case.volume import answer_volume


@pytest.fixture
def demo(desk, routed_file):
    """A workspace that passes for the demo of Hollenvik, with its volume answered."""
    shutil.copy(routed_file, desk.workspaces.folder / "Hollenvik.duckdb")
    workspace = desk.workspaces.open("Hollenvik")
    settings.DEMO.set(workspace, "hollenvik")
    answer_volume(workspace, None, Volume("sample", 18_000.0))
    return workspace


def html(app) -> str:
    return "".join(element.proto.body for element in app.get("html"))


def test_the_gallery_shows_what_is_made_and_offers_to_make_the_others(demo, screen):
    app = screen("demo")
    assert "a year" in html(app)
    assert html(app).count("Not on this machine.") == 3
    assert {b.key for b in app.button} >= {"demo_open_hollenvik", "demo_reset_hollenvik",
                                           "demo_make_corrane", "demo_set_up"}  # fmt: skip


def test_screens_say_whose_case_it_is_and_lead_on_to_the_next(demo, screen):
    app = screen("accuracy")
    assert "An invented company, retailer." in html(app)
    assert any(link.proto.label == "Choose what can be promised" for link in app.get("page_link"))


def test_the_tour_begins_on_overview_and_ends_when_it_is_told_to(demo, screen):
    app = screen("overview")
    app.button(key="tour_take").click().run()
    assert "Step 1 of 6" in html(app)
    app.button(key="tour_end").click().run()
    assert "Step 1 of 6" not in html(app)


def test_the_presenter_turns_six_pages(demo, screen):
    app = screen("present")
    assert "Hollenvik sorts" in html(app) or "sorts 18,000 tickets a month" in html(app)
    for _ in range(5):
        assert not app.button(key="present_Next").disabled
        app.button(key="present_Next").click().run()
        assert not app.exception, app.exception
    assert app.button(key="present_Next").disabled


def test_without_a_case_the_presenter_says_what_is_missing(filled, screen):
    app = screen("present")
    assert "no case to present yet" in app.info[0].value
