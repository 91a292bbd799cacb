"""The tables that documents and screens share say the model's figures, in order."""

from __future__ import annotations

from roi.export.tables import KNOWN, conventions, conventions_note, month, next_rows
from roi.numbers import percent


def test_the_conventions_stand_side_by_side_with_their_own_figures(measured):
    header, benefits, costs, net, returned, paid = conventions(measured)
    told = measured.business.conventions
    assert header == ["", "Unadjusted", "Forrester TEI", "Nucleus"]
    assert benefits[1:] == [measured.money(each.benefits) for each in told]
    assert costs[1:] == [measured.money(each.costs) for each in told]
    assert net[1:] == [measured.money(each.net) for each in told]
    assert returned[1:] == [percent(each.roi) for each in told]
    assert paid[1:] == [month(each.payback) for each in told]


def test_a_case_that_never_pays_says_never_in_every_convention(never):
    assert conventions(never)[-1] == ["Paid back", "never", "never", "never"]


def test_a_case_without_costs_has_no_return_in_any_convention(nothing):
    assert conventions(nothing)[4] == ["Return", *[percent(None)] * 3]


def test_the_note_names_what_counts_and_the_one_off_cost(measured):
    note = conventions_note(measured)
    assert note.startswith("Cash only.")
    assert f"against {measured.money(measured.case.one_off_cost)} one-off" in note


def test_what_is_worth_knowing_stands_in_order_of_its_worth(assumed):
    found = assumed.business.measure_next
    assert [row[2] for row in next_rows(assumed)] == [assumed.money(each.worth) for each in found]
    worths = [each.worth for each in found]
    assert worths == sorted(worths, reverse=True)


def test_what_is_not_worth_measuring_is_known_well_enough(measured):
    rows = next_rows(measured)
    worths = [each.worth for each in measured.business.measure_next]
    assert [row[3] == KNOWN for row in rows] == [worth < 1 for worth in worths]
