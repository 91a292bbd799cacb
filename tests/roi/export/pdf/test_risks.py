"""The pages about doubt name what moves the case, what turns it, and every input that counts."""

from __future__ import annotations

from roi.export.pdf.risks import MAX_NEXT, assumption_rows, counter, sensitivity
from roi.inputs.assumptions import assumptions
from roi.numbers import percent


def test_the_input_that_moves_most_is_the_title(measured):
    top = measured.business.tornado[0].label
    assert sensitivity(measured)["title"] == f"{top} moves the result most"


def test_only_what_is_worth_knowing_is_asked_for(assumed):
    worth = [each for each in assumed.business.measure_next if each.worth >= 1]
    assert len(sensitivity(assumed)["next"]) == min(MAX_NEXT, len(worth))


def test_where_nothing_is_worth_knowing_the_study_says_so(nothing):
    found = sensitivity(nothing)
    assert found["next"] == []
    assert found["known"].startswith("Nothing")


def test_the_rate_of_wrong_routes_that_turns_it_is_the_title(measured, never):
    limit = percent(measured.business.counter_case.break_even)
    assert counter(measured)["title"] == (
        f"It stops paying when more than {limit} are routed wrongly"
    )
    assert counter(never)["title"] == "No rate of wrong routes turns the sign"


def test_each_adversity_says_what_is_left_and_whether_that_is_a_loss(measured):
    rows = measured.business.counter_case.rows
    found = counter(measured)["rows"]
    assert [row[1] for row in found] == [measured.money(each.net_per_year) for each in rows]
    assert [row[2] for row in found] == [each.net_per_year >= 0 for each in rows]


def test_the_verdict_stands_only_when_a_run_allows_one(measured, assumed, never):
    assert counter(never)["verdict"] == "Stop, it does not pay"
    assert counter(measured)["verdict"] != ""
    assert counter(assumed)["verdict"] == counter(assumed)["because"] == ""


def test_inputs_behind_no_line_are_not_listed(assumed, nothing):
    labels = {row["label"] for row in assumption_rows(assumed)}
    assert assumptions()["wage_per_hour"].label in labels
    assert assumptions()["salary_per_year"].label not in labels
    assert len(assumption_rows(nothing)) < len(labels)


def test_an_input_that_was_entered_says_so_with_its_value_and_how_far_it_may_be_off(measured):
    volume = assumptions()["tickets_per_month"].label
    row = next(row for row in assumption_rows(measured) if row["label"] == volume)
    assert (row["kind"], row["value"]) == ("entered", "30,000")
    assert row["range"] == "24,000 – 36,000"
