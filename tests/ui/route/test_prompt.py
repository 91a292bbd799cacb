"""The prompt: its versions and their words."""

from __future__ import annotations

from store import prompts
from tests.pages.test_pages import said
from tests.ui.route.screens import sentences, started, typed
from usecases.runs import drafts
from usecases.runs.request import RunRequest


def test_an_edited_prompt_becomes_a_version_and_its_run_says_so(route, filled):
    words = route.text_area(key="llm_words_Acme_0")
    words.set_value(words.value.replace("customer support", "space travel")).run()
    assert "Edited." in said(route)
    run = started(typed(route), filled)
    assert [each.prompt["version"] for each in prompts.versions(filled)] == ["own 1"]
    asked = RunRequest.from_settings(run.settings).llm
    assert asked.prompt["version"] == "own 1"
    assert "space travel" in asked.prompt["instructions"]


def test_a_saved_version_is_chosen_and_the_first_one_can_be_had_back(route, filled):
    words = route.text_area(key="llm_words_Acme_0")
    words.set_value(words.value.replace("customer support", "space travel")).run()
    route.button(key="llm_prompt_save").click().run()
    version = route.selectbox(key="llm_version_of_prompt_Acme")
    assert version.value == 1
    assert drafts.draft(filled, "compatible").prompt["version"] == "own 1"
    version.set_value(0).run()
    assert "customer support" in route.text_area(key="llm_words_Acme_0").value
    assert drafts.draft(filled, "compatible").prompt is None


def test_a_prompt_without_a_place_for_the_categories_is_refused(route):
    route.text_area(key="llm_words_Acme_0").set_value("Sort the tickets.").run()
    assert "$categories" in sentences(route)


def test_what_is_typed_just_before_the_click_is_what_is_saved(route, filled):
    words = route.text_area(key="llm_words_Acme_0")
    first = words.value
    words.set_value(first.replace("customer support", "space travel")).run()
    # Both reach the server together: the screen was not drawn with the last words.
    route.text_area(key="llm_words_Acme_0").set_value(first.replace("customer", "sea"))
    route.button(key="llm_prompt_save").click().run()
    assert "sea support" in prompts.versions(filled)[0].prompt["instructions"]
