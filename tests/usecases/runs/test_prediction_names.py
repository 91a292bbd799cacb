"""A foreign name stands for the category of its other tickets, and never of the ticket itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from routing.taxonomy import UNKNOWN
from usecases.runs.prediction_names import foreign_names, translated

KNOWN = ("A", "B")
names = st.sampled_from(["A", "B", UNKNOWN, "x", "y"])
answers = st.dictionaries(st.integers(1, 40), names, max_size=40)


@given(answers, st.dictionaries(st.integers(1, 40), st.sampled_from(["A", "B", ""]), max_size=40))
def test_known_names_and_unknown_stay_and_the_label_of_a_ticket_does_not_count(predicted, actual):
    found = translated(predicted, actual, KNOWN)
    assert found.keys() == predicted.keys()
    for key, name in predicted.items():
        if name in {*KNOWN, UNKNOWN}:
            assert found[key] == name
        else:
            assert found[key] in {*KNOWN, name}
            without = {k: v for k, v in actual.items() if k != key}
            assert translated(predicted, without, KNOWN)[key] == found[key]


def test_a_name_without_labels_stays_as_it_is():
    assert translated({1: "x", 2: "x"}, {}, KNOWN) == {1: "x", 2: "x"}


def test_foreign_names_come_most_frequent_first():
    assert foreign_names(["x", "y", "y", "A", UNKNOWN], KNOWN) == ("y", "x")
