"""The categories of a workspace are changed by a manager."""

from __future__ import annotations

import pytest

from routing.taxonomy import Taxonomy
from store import taxonomies
from usecases.actor import Actor, NotAllowed, Role
from usecases.taxonomy.edits import labels_without_category, save_taxonomy

TAXONOMY = Taxonomy.from_labels(["Billing", "Fraud"])


def test_a_save_is_a_new_version_with_its_source(workspace):
    save_taxonomy(workspace, TAXONOMY, "edited")
    found = taxonomies.current(workspace)
    assert (found.taxonomy, found.source) == (TAXONOMY, "edited")


def test_a_reviewer_saves_none(workspace):
    with pytest.raises(NotAllowed, match="change the categories"):
        save_taxonomy(workspace, TAXONOMY, "edited", Actor("Ben", Role.REVIEWER))
    assert taxonomies.current(workspace) is None


def test_labels_that_are_no_category_are_counted_without_unknown():
    labels = {"Billing": 5, "billing": 2, "Refund": 3, "Unknown": 9}
    assert labels_without_category(TAXONOMY, labels) == (["billing", "Refund"], 5)
    assert labels_without_category(TAXONOMY, {"Fraud": 1}) == ([], 0)
