"""Categories from the tickets themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs import Control, Meter
from routing.errors import RouterError, TaxonomyError
from routing.taxonomy import Category, Taxonomy
from store import runs, taxonomies
from store.learning import topics as kept
from store.workspace import Workspace
from tests.conftest import ticket
from usecases.runs.execution import new_run, perform
from usecases.runs.request import RunRequest
from usecases.taxonomy import topics
from usecases.taxonomy.topics import Search

NO_MODEL = Path("no model")
SAID = (
    ("invoice refund money", "the invoice is wrong and the refund never came back"),
    ("parcel courier late", "the parcel is late and the courier lost my address"),
    ("password login reset", "the password reset link fails and the login is locked"),
)


@pytest.fixture
def desk(workspace: Workspace, fill) -> Workspace:
    """Ninety tickets of three matters, none of which has a category."""
    fill(
        workspace,
        [
            ticket(k, subject=SAID[k % 3][0], body=f"{SAID[k % 3][1]} {'abcdefghij'[k % 10] * 4}")
            for k in range(1, 91)
        ],
    )
    return workspace


def found(workspace: Workspace, count: int | None = 3) -> list[kept.Topic]:
    topics.find(workspace, NO_MODEL, Search("unlabelled", count=count), Control(), Meter())
    return kept.of_status(workspace, "open")


def test_topics_have_the_words_that_set_their_tickets_apart(desk):
    three = found(desk)
    assert [t.tickets for t in three] == [30, 30, 30]
    together = " ".join(" ".join(t.terms) for t in three)
    assert all(word in together for word in ("refund", "courier", "password"))
    for topic in three:
        assert len({key % 3 for key in kept.keys(desk, topic.topic_id)}) == 1


def test_as_many_topics_are_found_as_the_tickets_bear(desk):
    assert len(found(desk, count=None)) == 3


def test_an_accepted_topic_is_a_category_with_masked_examples(workspace, fill):
    fill(
        workspace,
        [
            ticket(k, subject="Refund", body=f"Refund me at ann{k}@example.org")
            for k in range(1, 31)
        ],
    )
    topic = found(workspace, count=2)[0]
    topics.accept(workspace, topic)
    (category,) = taxonomies.current(workspace).taxonomy.categories
    assert category.name == topic.name
    assert "[EMAIL]" in category.examples[0]
    assert "ann" not in " ".join(category.examples)
    assert topic.topic_id not in [t.topic_id for t in kept.of_status(workspace, "open")]


def test_a_name_that_is_taken_is_refused_and_the_topic_stays_open(desk):
    first, *_ = found(desk)
    taxonomies.save(desk, Taxonomy((Category(first.name),)), "the tests")
    with pytest.raises(TaxonomyError, match="used twice"):
        topics.accept(desk, first)
    assert first in kept.of_status(desk, "open")


def test_topics_are_merged_split_and_renamed(desk):
    one, two, _three = found(desk)
    topics.merge(desk, [one, two])
    both = kept.of_status(desk, "open")[0]
    assert (both.tickets, len(kept.of_status(desk, "open"))) == (60, 2)
    topics.split(desk, both, NO_MODEL)
    assert sorted(t.tickets for t in kept.of_status(desk, "open")) == [30, 30, 30]


def test_too_few_tickets_are_said(workspace, fill):
    fill(workspace, [ticket(1), ticket(2)])
    with pytest.raises(RouterError, match="2 tickets are too few"):
        found(workspace)


def test_only_the_tickets_concerned_by_new_categories_are_routed_again(desk):
    taxonomies.save(desk, Taxonomy((Category("Money", "invoice, refund"),)), "the tests")
    run = new_run(desk, RunRequest())
    perform(desk, run, NO_MODEL, Control(), Meter())
    assert topics.concerned(desk, run.run_id) == []

    parcels = next(t for t in found(desk) if "courier" in " ".join(t.terms))
    topics.accept(desk, parcels)
    keys = topics.concerned(desk, run.run_id)
    assert set(kept.keys(desk, parcels.topic_id)) <= set(keys)
    assert len(keys) < 90

    again = new_run(desk, RunRequest(), only=runs.Selection(tuple(keys), "concerned by changes"))
    assert again.total == len(keys)
    assert f"{len(keys)} tickets concerned by changes" in again.title
    perform(desk, again, NO_MODEL, Control(), Meter())
    assert runs.one(desk, again.run_id).decided == len(keys)
