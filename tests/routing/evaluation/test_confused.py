"""The confusion matrix in words and in an order that shows what is confused."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.evaluation.confused import side_by_side, top_mistakes
from routing.evaluation.confusion import confusion, from_counts

PAIRS = st.lists(st.tuples(st.sampled_from("abcdU"), st.sampled_from("abcdU")), min_size=1)


def test_the_commonest_mistakes_come_first_in_words():
    actual = ["Billing"] * 5 + ["Tech"] * 3
    predicted = ["Account", "Account", "Billing", "Billing", "Billing", "Unknown", "Tech", "Tech"]
    sentences = [m.sentence for m in top_mistakes(confusion(actual, predicted))]
    assert sentences == ["Billing taken for Account: 2 of 5", "Tech not recognised: 1 of 3"]


def test_a_perfect_router_has_no_mistakes():
    assert top_mistakes(confusion(["a", "b"], ["a", "b"])) == ()


def test_categories_taken_for_one_another_stand_together():
    # a-d and b-e are confused, in spite of their names; c is not.
    actual = list("abcde") * 20 + ["a", "d", "b", "e"] * 5
    predicted = list("abcde") * 20 + ["d", "a", "e", "b"] * 5
    order = "".join(side_by_side(confusion(actual, predicted)).labels)
    assert "ad" in order or "da" in order
    assert "be" in order or "eb" in order


def test_unknown_stands_last():
    ordered = side_by_side(confusion(["a", "b", "z"] * 3, ["Unknown", "b", "a"] * 3))
    assert ordered.labels[-1] == "Unknown"


@given(PAIRS)
@settings(deadline=None)
def test_ordering_moves_counts_and_changes_none(pairs: list[tuple[str, str]]):
    counts = confusion([a for a, _ in pairs], [p for _, p in pairs])
    ordered = side_by_side(counts)
    assert sorted(ordered.labels) == sorted(counts.labels)
    for i, actual in enumerate(ordered.labels):
        for j, predicted in enumerate(ordered.labels):
            assert ordered.matrix[i, j] == pairs.count((actual, predicted))


def test_shares_are_of_the_actual_category():
    shares = confusion(["a", "a", "b"], ["a", "c", "b"]).shares()
    assert shares.tolist() == [[0.5, 0, 0.5], [0, 1, 0], [0, 0, 0]]


@given(PAIRS)
def test_counts_summed_elsewhere_give_the_same_matrix(pairs: list[tuple[str, str]]):
    one = confusion([a for a, _ in pairs], [p for _, p in pairs])
    other = from_counts((a, p, n) for (a, p), n in Counter(pairs).items())
    assert one.labels == other.labels
    assert one.matrix.tolist() == other.matrix.tolist()
