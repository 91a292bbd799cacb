"""Ids that come again, texts that are all the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from routing.intake.values.repetition import RepeatedIds, SameTexts


@given(st.lists(st.sampled_from("abcdefgh"), max_size=20))
def test_the_count_is_that_of_the_ids_seen_before(ids: list[str]):
    repeated = RepeatedIds()
    for line, id_ in enumerate(ids, 2):
        repeated.add(id_, line)
    again = len(ids) - len(set(ids))
    said = repeated.warnings()
    assert said == [] if not again else said[0].startswith(f"{again} ticket")


def same(*texts: str) -> list[str]:
    found = SameTexts()
    for text in texts:
        found.add(text, "")
    return found.warnings()


def test_texts_that_are_all_the_same_are_told():
    assert 'All 20 tickets have the same text, "null"' in same(*["null"] * 20)[0]


def test_a_single_other_text_is_enough_and_so_are_few_tickets():
    assert same(*["null"] * 20, "x") == []
    assert same("a", "a") == []
