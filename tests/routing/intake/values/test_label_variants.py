"""Labels that are alike but for case and white space."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from routing.intake.values.label_variants import Labels, folded


def labels(*given_labels: str) -> Labels:
    found = Labels()
    for label in given_labels:
        found.add(label)
    return found


def test_the_most_frequent_spelling_comes_first():
    assert labels("billing", "Billing", "Billing", "BILLING ", "Access").variants() == (
        ("Billing", "BILLING ", "billing"),
    )


@given(st.lists(st.sampled_from(["a", "A", " a", "b", "B  c", "b c"]), max_size=30))
def test_every_label_is_in_one_group_at_most_and_groups_differ(given_labels: list[str]):
    groups = labels(*given_labels).variants()
    members = [label for group in groups for label in group]
    assert len(members) == len(set(members))
    assert len({folded(group[0]) for group in groups}) == len(groups)
    assert all(len({folded(label) for label in group}) == 1 for group in groups)


def test_too_many_labels_are_told():
    assert "5,000 different labels" in labels(*map(str, range(9000))).warnings()[0]
    assert labels("a", "b").warnings() == []
