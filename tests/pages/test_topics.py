"""The Taxonomy screen's topics: found, renamed, merged, split, accepted, routed again."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from routing.routers.llm.request import LlmRequest
from store import decisions, runs, taxonomies
from store.learning import topics
from store.learning.topics import Found
from store.workspace import Workspace
from tests.conftest import ticket
from tests.pages.test_learning import words
from ui.shell.server.process import Process
from usecases.runs import drafts
from usecases.taxonomy import topics as finds

MATTERS = ("invoice refund money back", "parcel courier late address", "password login reset link")


@pytest.fixture
def bare(desk: Process, fill) -> Workspace:
    """Sixty tickets of three matters without a category."""
    workspace = desk.workspaces.create("Bare")
    fill(workspace, [
        ticket(k, subject="", body=f"{MATTERS[k % 3]} {'abcdefghij'[k % 10] * 5}")
        for k in range(1, 61)
    ])  # fmt: skip
    return workspace


@pytest.fixture
def found(bare: Workspace) -> list[topics.Topic]:
    """Three open topics over the sixty tickets."""
    topics.replace_open(bare, [
        Found(f"Topic {n}", "", (f"word{n}",), tuple(range(20 * n + 1, 20 * n + 21)))
        for n in range(3)
    ])  # fmt: skip
    return topics.of_status(bare, "open")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception
    return app


def test_topics_are_found_and_one_becomes_a_category(desk: Process, bare, screen):
    app = screen("taxonomy", tab="From the tickets")
    app.number_input(key="topics_count_Bare").set_value(3).run()
    app.button(key="topics_find").click().run()
    desk.jobs.at(finds.job_key(bare)).wait(60)
    app.run()
    assert "3 topics in 60 tickets" in words(app)
    first = topics.of_status(bare, "open")[0]
    app.button(key=f"topic_accept_{first.topic_id}").click().run()
    assert taxonomies.current(bare).taxonomy.names == (first.name,)
    assert len(topics.of_status(bare, "open")) == 2


def test_a_topic_is_renamed_where_it_stands(bare, found, screen):
    app = screen("taxonomy", tab="From the tickets")
    number = found[0].topic_id
    app.text_input(key=f"topic_name_{number}_words").set_value("Refunds").run()
    app.text_input(key=f"topic_text_{number}_words").set_value("Money back").run()
    assert topics.of_status(bare, "open")[0].source == "a person"
    app.button(key=f"topic_accept_{number}").click().run()
    (category,) = taxonomies.current(bare).taxonomy.categories
    assert (category.name, category.description) == ("Refunds", "Money back")


def test_a_name_that_is_not_allowed_is_refused_in_one_sentence(bare, found, screen):
    app = screen("taxonomy", tab="From the tickets")
    number = found[0].topic_id
    app.text_input(key=f"topic_name_{number}_words").set_value("Unknown").run()
    app.button(key=f"topic_accept_{number}").click().run()
    assert 'may not be "Unknown"' in app.error[0].value


def test_topics_are_merged_split_and_left_out(bare, found, screen):
    app = screen("taxonomy", tab="From the tickets")
    one, two, three = (topic.topic_id for topic in found)
    app.checkbox(key=f"topic_merge_{one}").check().run()
    app.checkbox(key=f"topic_merge_{two}").check().run()
    app.button(key="topics_merge").click().run()
    merged = topics.of_status(bare, "open")[0]
    assert merged.tickets == 40
    app.button(key=f"topic_split_{merged.topic_id}").click().run()
    assert len(topics.of_status(bare, "open")) == 3
    app.button(key=f"topic_gone_{three}").click().run()
    assert three not in [topic.topic_id for topic in topics.of_status(bare, "open")]


def test_names_are_offered_once_a_model_is_named(bare, found, screen):
    assert "can be asked for names" in words(screen("taxonomy", tab="From the tickets"))
    drafts.keep(bare, LlmRequest("openai", "gpt-x"))
    app = screen("taxonomy", tab="From the tickets")
    app.button(key="topics_name").click().run()
    assert "There is no key for OpenAI" in app.error[0].value


def test_overlap_is_shown_with_its_interval(routed, screen):
    app = screen("taxonomy", tab="Overlap")
    table = next(d.value for d in app.dataframe if "Taken for one another" in d.value)
    assert table["Categories"].tolist() == ["Fraud and Billing"]
    assert table["Tickets"].tolist() == ["4 of 40"]
    assert table["95 % interval"].tolist() == ["4.0–23.1\u202f%"]


def test_after_a_change_only_the_tickets_concerned_are_routed_again(desk: Process, routed, screen):
    version = taxonomies.current(routed)
    changed = version.taxonomy.to_toml().replace("Danger", "Danger, stolen cards")
    taxonomies.save(routed, version.taxonomy.from_toml(changed), "the tests")
    n = sum(decisions.labelled(routed, 1)["predicted"] == "Fraud")
    app = screen("taxonomy")
    press(app, f"Route these {n} again")
    desk.jobs.at(str(routed.path)).wait(60)
    again = runs.all_runs(routed)[0]
    assert (again.decided, again.part) == (n, "concerned by changes")


def test_without_a_run_nothing_is_offered_again(bare, found, screen):
    app = screen("taxonomy", tab="Overlap")
    assert not [button for button in app.button if "again" in button.label]
    assert "shows which categories overlap" in words(app)
