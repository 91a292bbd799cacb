"""The table of lines: its examples come out, and every surface shows every line."""

import io
from dataclasses import replace

import openpyxl
import pytest

from roi.errors import AssumptionError
from roi.export.csv_flows import to_csv
from roi.export.report import prepare
from roi.export.workbook import to_xlsx
from roi.inputs.values import INPUTS, LEDGERS, Values
from roi.model.lines import Example, amounts, environment, idle, read_table, table
from roi.results.bridge import bridge, waterfall
from roi.results.case import case
from roi.results.explain import PARTS
from roi.scenarios.scenario import Scenario

START = Scenario.default()


@pytest.mark.parametrize("example", table().examples, ids=lambda example: example.key)
def test_an_example_worked_by_hand_comes_out(example: Example):
    v = Values.default(**example.given)
    found = {**environment(v), **amounts(v)}[example.key]
    assert float(found) == pytest.approx(example.gives, abs=1e-9)


def test_every_part_and_line_has_an_example():
    assert {example.key for example in table().examples} == {*table().parts, *table().lines}


def test_every_line_is_on_every_surface():
    header = to_csv(START).decode().splitlines()[0].split(",")
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(prepare(START, draws=50))))
    titles = [cell.value for cell in book["Cash flow"][3]]
    everything = replace(START, accepted=LEDGERS)
    steps = [step.label for step in (*bridge(everything), *waterfall(case(everything.values())))]
    for key, line in table().lines.items():
        assert key in header
        assert line.label in titles
        assert f"{key}_line" in PARTS
        assert f"{key}_line" in book.defined_names
        shown = line.basis == "once" or line.short in steps or line.label in steps
        assert shown or line.key == "headcount"  # the bridge takes that one apart


def test_an_input_that_no_formula_names_is_idle():
    assert "salary_per_year" in idle("hourly", "tokens")
    assert "cost_per_ticket_usd" not in idle("hourly", "ticket")
    assert idle("hourly", "tokens") < set(INPUTS)


GOOD = """
[parts.wage]
label = "Wage"
unit = "money"
formula = "wage_per_hour"
[lines.vendor]
label = "Vendor"
short = "Vendor"
side = "cost"
basis = "month"
meaning = "A contract."
formula = "platform_cost_per_month * wage"
[results]
"""


def test_a_benefit_needs_a_ledger_and_a_cost_has_none():
    with pytest.raises(AssumptionError, match="ledger"):
        read_table(GOOD.replace('"cost"', '"benefit"'))


def test_a_table_is_read():
    assert read_table(GOOD).lines["vendor"].sign == -1


@pytest.mark.parametrize(
    ("good", "bad", "named"),
    [
        ("* wage", "* salery", '"salery"'),
        ("* wage", "* __import__('os')", "no arithmetic"),
        ("* wage", "* (", "cannot be read"),
        ('"cost"', '"loss"', '"vendor": side'),
        ('"month"', '"weekly"', '"vendor": basis'),
        ('"money"', '"euro"', '"wage"'),
        ("[results]", "[results", "not valid TOML"),
    ],
)
def test_a_wrong_entry_is_named(good: str, bad: str, named: str):
    with pytest.raises(AssumptionError, match=named):
        read_table(GOOD.replace(good, bad))
