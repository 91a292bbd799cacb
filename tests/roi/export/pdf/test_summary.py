"""The first page asks for one decision, with its amount and date, and shows both sides."""

from __future__ import annotations

from dataclasses import replace

from roi.export.pdf.summary import ask, summary
from roi.export.report import Report
from roi.model.lines import table
from roi.numbers import amount


def test_a_case_that_may_go_asks_for_its_one_off_cost_and_its_bills(measured):
    found, case = ask(measured), measured.case
    bills = sum(case.a_year(line.key) for line in table().running if not line.labour)
    assert found["text"].startswith(
        f"Release {amount(case.one_off_cost)} once and {amount(bills)} a year"
    )
    assert "Ana Lindqvist, 1 Mar 2027" in found["text"]
    assert found["date"] == "15 January 2027"


def test_without_an_owner_the_ask_is_for_one(measured):
    business = replace(measured.business, scenario=replace(measured.scenario, commitments={}))
    assert "name who cuts which paid hours" in ask(Report(business))["text"]


def test_a_case_that_is_stopped_asks_for_nothing_but_a_measurement(never):
    found = ask(never)
    assert found["text"].startswith("Release nothing yet.")
    assert found["later"] == ""
    assert found["date"] == ""


def test_before_a_run_the_first_thing_to_do_is_to_label(assumed):
    assert ask(assumed)["text"] == "Release nothing yet. Label 200 tickets first."


def test_what_waiting_costs_is_a_month_of_the_net_savings(measured):
    later = amount(measured.case.net_savings_per_year / 12)
    assert ask(measured)["later"] == f"each month later costs {later}"


def test_the_page_says_the_answer_and_the_figures_of_the_cards(measured):
    found = summary(measured)
    assert found["answer"] == measured.headline()[0]
    assert [card["text"] for card in found["cards"]] == [card.text for card in measured.cards()]
    assert found["verdict"].startswith("Verdict: ")


def test_it_is_believed_for_what_was_measured_and_what_is_left_out(measured, assumed):
    measured_here, only_cash, _ = (text for _, text in summary(measured)["believed"])
    assert measured_here.startswith("1,260 tickets were checked. Of the 634 routed alone, 603")
    capacity = next(each for each in measured.business.ledgers if each.ledger == "capacity")
    assert (measured.money(capacity.amount) in only_cash) == bool(capacity.amount)
    assert "were checked" not in summary(assumed)["believed"][0][1]


def test_where_nothing_stands_beside_the_headline_the_page_says_so(nothing):
    assert summary(nothing)["believed"][1][1] == "Nothing stands beside the headline."
