"""Renaming, merging and splitting categories: labels, reviews, runs and history go along."""

from __future__ import annotations

import pytest

from routing.errors import TaxonomyError
from routing.taxonomy import Taxonomy
from store import category_aliases, runs, taxonomies, tickets
from store.reviewing import reviews
from store.workspace import Workspace
from tests.conftest import ticket
from tests.store.reviewing.test_reviews import look
from tests.store.test_runs import decision


@pytest.fixture
def desk(workspace: Workspace, fill) -> Workspace:
    """Five tickets, a run that is right on three of four, and a blind look."""
    known = [ticket(1, "A", first_category="B"), ticket(2, "A"), ticket(3, "B"), ticket(4)]
    fill(workspace, [*known, ticket(5, "C")])
    run = runs.start(workspace, "fake", {}, 1)
    said = [decision(1, "A"), decision(2, "A"), decision(3, "B"), decision(4, "B")]
    runs.RunJournal(workspace, run.run_id).write(said)
    reviews.record(workspace, look("A", key=4, run_id=1))
    return workspace


def correct(desk: Workspace) -> int:
    return runs.summary(desk, 1).correct


def test_a_renamed_category_keeps_labels_reviews_and_the_accuracy_of_runs(desk):
    before = correct(desk)
    category_aliases.rename(desk, "A", "Alpha", "Ana")
    assert tickets.labels(desk) == {"Alpha": 3, "B": 1, "C": 1}
    assert tickets.exported_category(desk, 1) == "Alpha"
    assert reviews.of_ticket(desk, 4)[0].category == "Alpha"
    assert correct(desk) == before
    (alias,) = category_aliases.all_of(desk)
    assert (alias.change, alias.old_name, alias.new_name) == ("renamed", "A", "Alpha")


def test_what_was_written_stays_beside_the_new_name(desk):
    category_aliases.rename(desk, "A", "Alpha", "Ana")
    category_aliases.rename(desk, "Alpha", "First", "Ana")
    with desk.reading() as cursor:
        cursor.execute("SELECT DISTINCT category, written_category FROM decisions ORDER BY ALL")
        assert cursor.fetchall() == [("B", None), ("First", "A")]
        cursor.execute("SELECT category, written_category FROM reviews")
        assert cursor.fetchall() == [("First", "A")]


def test_what_comes_in_later_under_an_old_name_is_found_under_the_new_one(desk, fill):
    category_aliases.rename(desk, "A", "Alpha", "Ana")
    category_aliases.rename(desk, "Alpha", "First", "Ana")
    fill(desk, [ticket(1, "A", id="late", first_category="Alpha")], "two")
    late = tickets.one(desk, 6)
    assert (late.category, late.first_category) == ("First", "First")
    runs.RunJournal(desk, 1).write([decision(6, "A")])
    assert correct(desk) == 4


def test_merged_categories_are_one_and_confusions_between_them_are_none(desk):
    category_aliases.merge(desk, ["A", "B"], "B", "Ana")
    assert tickets.labels(desk) == {"B": 4, "C": 1}
    assert correct(desk) == 4
    assert [alias.change for alias in category_aliases.all_of(desk)] == ["merged"]


def test_a_split_category_keeps_its_accuracy_and_what_is_in_no_part_its_name(desk):
    before = correct(desk)
    category_aliases.split(desk, "A", {"A one": [1], "A two": [2]}, "Ana")
    assert tickets.labels(desk) == {"A": 1, "A one": 1, "A two": 1, "B": 1, "C": 1}
    assert correct(desk) == before


def test_a_name_that_is_a_category_again_means_itself(desk, fill):
    category_aliases.rename(desk, "A", "Alpha", "Ana")
    taxonomies.save(desk, Taxonomy.from_labels({"A": 1, "Alpha": 1}), "edited")
    fill(desk, [ticket(1, "A", id="late")], "two")
    assert tickets.one(desk, 6).category == "A"


def test_renaming_back_ends_where_it_began(desk):
    category_aliases.rename(desk, "A", "Alpha", "Ana")
    category_aliases.rename(desk, "Alpha", "A", "Ana")
    assert tickets.labels(desk) == {"A": 3, "B": 1, "C": 1}
    assert [alias.change for alias in category_aliases.all_of(desk)].count("renamed") == 2


def test_a_rename_taken_back_gives_labels_of_the_export_and_of_looks_their_old_names(desk):
    category_aliases.rename(desk, "A", "Alpha", "Ana")
    assert tickets.one(desk, 4).category == "Alpha"
    category_aliases.take_back(desk, ["A"], "Ana")
    assert tickets.labels(desk) == {"A": 3, "B": 1, "C": 1}
    assert correct(desk) == 3


def test_a_look_taken_back_after_a_rename_leaves_no_label(desk):
    category_aliases.rename(desk, "A", "Alpha", "Ana")
    reviews.undo(desk, 1, "Ana")
    assert tickets.one(desk, 4).category is None


@pytest.mark.parametrize(("old", "new"), [("A", ""), ("", "A"), ("A", "A")])
def test_a_name_that_changes_nothing_is_refused(desk, old, new):
    with pytest.raises(TaxonomyError):
        category_aliases.rename(desk, old, new, "Ana")
