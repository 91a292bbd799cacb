"""The taxonomy: read from TOML and from labels, and refused with the place that is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.errors import TaxonomyError
from routing.taxonomy import Category, Taxonomy

CATEGORIES = st.builds(
    Category,
    st.text("abcdé \"'#=\n", min_size=1, max_size=9).map(str.strip).filter(bool),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip),
    st.lists(st.text("a b\"'\\", max_size=9), max_size=3).map(tuple),
    st.sampled_from(["low", "medium", "high"]),
    st.text("xyz", max_size=5),
)


@given(st.lists(CATEGORIES, min_size=1, max_size=4, unique_by=lambda c: c.name.casefold()))
def test_what_is_written_is_read_back_as_it_was(categories):
    taxonomy = Taxonomy(tuple(categories))
    assert Taxonomy.from_toml(taxonomy.to_toml()) == taxonomy


def test_labels_that_differ_by_case_alone_are_one_category():
    found = Taxonomy.from_labels(["billing", "Billing", " ", None, "unknown", "Fraud"])
    assert found.names == ("Fraud", "billing")


def test_a_category_is_found_by_its_name_alone():
    taxonomy = Taxonomy((Category("Billing", "Money"),))
    assert taxonomy.category("Billing").description == "Money"
    assert taxonomy.category("billing") is None


def test_a_name_that_is_there_twice_is_refused():
    with pytest.raises(TaxonomyError, match='"fraud" is used twice'):
        Taxonomy((Category("Fraud"), Category("fraud")))


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[[category]\n", "not valid TOML"),
        ("", 'at least one table "[[category]]"'),
        ("category = 3", 'at least one table "[[category]]"'),
        ("colour = 3", 'unknown key "colour"'),
        ("[[category]]", 'category 1: the key "name" is missing'),
        ('[[category]]\nname = " "', 'category 1: the key "name" is missing'),
        ('[[category]]\nname = "unknown"', "it is always there"),
        ('[[category]]\nname = "A"\n[[category]]\ncolor = 1', "category 2: unknown key"),
        ('[[category]]\nname = "A"\nrisk = "huge"', 'low, medium or high, not "huge"'),
        ('[[category]]\nname = "A"\nexamples = "one"', '"examples" must be a list of texts'),
        ('[[category]]\nname = "A"\nexamples = [1]', '"examples" must be a list of texts'),
        ("[[category]]\nname = 7", '"name" must be a text, not 7'),
        ('[[category]]\nname = "A"\ndescription = 7', 'category 1 ("A"): "description" must be'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(toml: str, said: str):
    with pytest.raises(TaxonomyError) as refusal:
        Taxonomy.from_toml(toml)
    assert said in str(refusal.value)


CARD = (
    Category("Card"), Category("Lost", parent="Card"), Category("Stolen", parent="Lost"),
    Category("Invoice"),
)  # fmt: skip


def test_parents_stand_above_their_categories_the_nearest_first():
    taxonomy = Taxonomy(CARD)
    assert taxonomy.ancestors("Stolen") == ("Lost", "Card")
    assert taxonomy.ancestors("Invoice") == ()
    assert Taxonomy.from_toml(taxonomy.to_toml()) == taxonomy


def test_a_router_chooses_among_categories_that_are_nobodys_parent():
    assert Taxonomy(CARD).leaves().names == ("Stolen", "Invoice")
    flat = Taxonomy((Category("Invoice"),))
    assert flat.leaves() is flat
    assert "parent" not in flat.to_toml()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (Category("Refund", parent="Money"), 'The parent "Money" of "Refund" is no category'),
        (Category("Refund", parent="Refund"), "a parent of itself"),
        (Category("In town", parent="Stolen"), "more than 3 levels"),
    ],
)
def test_a_parent_that_is_none_is_refused(more, said):
    with pytest.raises(TaxonomyError, match=said):
        Taxonomy((*CARD, more))
