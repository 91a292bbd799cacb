"""Versions of the taxonomy: nothing is overwritten, and labels make the first."""

from __future__ import annotations

from routing.taxonomy import Category, Taxonomy
from store import taxonomies
from tests.conftest import ticket

FIRST = Taxonomy((Category("Billing", "Money", ("My invoice",), "high", "Finance"),))
SECOND = Taxonomy((Category("Billing"), Category("Fraud")))


def test_the_newest_version_is_the_current_one_and_the_older_stays(workspace):
    first = taxonomies.save(workspace, FIRST, "edited")
    second = taxonomies.save(workspace, SECOND, "a file")
    assert taxonomies.current(workspace) == second
    assert taxonomies.version(workspace, first.taxonomy_id).taxonomy == FIRST
    assert (first.source, second.source) == ("edited", "a file")


def test_before_the_first_there_is_none(workspace):
    assert taxonomies.current(workspace) is None
    assert taxonomies.current_or_labels(workspace) is None


def test_labels_found_become_the_first_version_once(workspace, fill):
    fill(workspace, [ticket(1, "Fraud"), ticket(2, "Billing"), ticket(3)])
    made = taxonomies.current_or_labels(workspace)
    assert made.taxonomy.names == ("Billing", "Fraud")
    assert made.source == "labels found in the tickets"
    assert taxonomies.current_or_labels(workspace) == made


def test_a_taxonomy_that_was_written_is_not_replaced_by_labels(workspace, fill):
    kept = taxonomies.save(workspace, FIRST, "edited")
    fill(workspace, [ticket(1, "Fraud")])
    assert taxonomies.current_or_labels(workspace) == kept
