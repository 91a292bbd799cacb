"""Agreement by pair and by category, with intervals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.reviewing.review_figures import SecondLook
from usecases.reviewing.agreement import by_category, by_pair

NAMES = st.sampled_from(["Ana", "Ben", "Cat"])
LOOKS = st.lists(st.builds(SecondLook, st.sampled_from("AB"), st.sampled_from("AB"), NAMES, NAMES))


@given(LOOKS)
def test_each_ticket_counts_for_one_pair_and_for_each_category_named(looks):
    assert sum(each.share.n for each in by_pair(looks)) == len(looks)
    named = sum(len({look.first, look.second}) for look in looks)
    assert sum(each.share.n for each in by_category(looks)) == named


def test_the_pair_is_the_same_whoever_came_first_and_has_an_interval():
    looks = [SecondLook("A", "A", "Ana", "Ben")] * 3 + [SecondLook("A", "B", "Ben", "Ana")]
    (found,) = by_pair(looks)
    assert (found.of, found.share.value, found.share.n) == ("Ana and Ben", 0.75, 4)
    assert 0.2 < found.share.interval.low < 0.75
