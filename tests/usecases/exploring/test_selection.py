"""A selection goes into an address and comes back, and loses its filters one by one."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from store.tickets import Area, Filters
from usecases.exploring.selection import from_address, is_filter, parts, to_address, toggled

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
corners = st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=3, max_size=9)
selections = st.builds(
    Filters, text=st.none() | words, actual=st.none() | words, first=st.none() | words,
    outcome=st.none() | st.sampled_from(["moved", "misroute"]), since=st.none() | st.dates(),
    until=st.none() | st.dates(), least=st.none() | st.sampled_from([0.25, 0.5]),
    suggested=st.none() | words,
    attributes=st.dictionaries(words, words, max_size=3).map(lambda d: tuple(sorted(d.items()))),
    area=st.none() | st.builds(Area, st.integers(1, 99), corners.map(tuple)),
)  # fmt: skip


@given(selections)
def test_an_address_leads_back_to_the_same_tickets(filters: Filters):
    assert from_address(to_address(filters)) == filters
    assert all(is_filter(name) for name in to_address(filters))


@given(selections)
def test_without_all_of_its_filters_a_selection_is_everything(filters: Filters):
    while found := parts(filters):
        assert len(parts(found[0].rest)) == len(found) - 1
        filters = found[0].rest
    assert filters == Filters()


@given(selections)
def test_what_is_clicked_twice_is_as_it_was(filters: Filters):
    click = {"channel": "chat", "attribute.Plan?": "new"}
    assert toggled(toggled(filters, click), click) == filters


def test_a_click_replaces_an_earlier_value():
    week = toggled(Filters(since=date(2026, 1, 5)), {"since": date(2026, 1, 12)})
    assert week.since == date(2026, 1, 12)


def test_what_no_screen_has_written_selects_nothing():
    assert from_address({"since": "soon", "area": "1:2,3", "least": "much"}) == Filters(area=None)
    odd = {"area": "x:" + "1,1 " * 9, "until": "2026-13-01", "most": "7"}
    assert from_address(odd) == Filters(most=1.0)
