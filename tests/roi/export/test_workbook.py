"""The workbook: its formulas, recalculated by LibreOffice, equal the model to a cent."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from roi.business_case import BusinessCase
from roi.export.report import Report, prepare
from roi.export.workbook import to_xlsx
from roi.export.workbook.figures import NAMES
from roi.inputs.origin import BY_HAND, Assumed
from roi.results.explain import RESULTS, parts
from roi.scenarios.scenario import Commitment, Scenario

START = replace(
    Scenario.default(),
    begins=date(2027, 1, 1),
    commitments={"headcount": Commitment("Ana", date(2027, 1, 1))},
)
SETTINGS = ("horizon_months", "pay", "llm_basis")
# What a reader might type into the yellow cells.
CHANGES: dict[str, dict[str, Any]] = {
    "as it is": {},
    "optimistic": {"coverage": 0.9, "precision": 0.99, "cashable_share": 1, "manual_seconds": 300},
    "never": {"wage_per_hour": 1, "horizon_months": 6},
    "long": {"horizon_months": 120, "growth_per_year": -0.2, "discount_rate": 0},
    "salary": {"pay": "salary", "salary_per_year": 90000, "llm_basis": "ticket"},
    "worse than people": {"precision": 0.5, "human_misroute_rate": 0.02, "delay_cost_per_hour": 3},
    "slower than people": {"review_seconds": 900, "ramp_months": 0},
    "free": {"implementation_cost": 0, "training_hours": 0, "coverage": 1, "ramp_months": 0.5},
    "nothing at all": {"coverage": 0, "manual_seconds": 0, "review_seconds": 0, "usd_rate": 0.5},
    "batches": {"batch_share": 0.5, "cached_share": 0.3, "price_input": 500, "usd_rate": 150},
    "all ledgers": {"accept_capacity": 1, "accept_avoided": 1, "overtime_part": 0.4},
    "late": {"headcount_from": 7, "horizon_months": 18},
}


def _changed(changes: dict[str, Any]) -> Scenario:
    settings = {key: changes[key] for key in changes if key in SETTINGS}
    numbers = {key: changes[key] for key in changes if key in START.inputs}
    scenario = replace(START.with_values(**numbers), **settings)
    if "accept_capacity" in changes:
        scenario = replace(scenario, accepted=("cash", "capacity", "avoided"))
    if "headcount_from" in changes:
        later = Commitment("Ana", date(2027, changes["headcount_from"], 1))
        scenario = replace(scenario, commitments={"headcount": later})
    return scenario


def _named(book: openpyxl.Workbook) -> dict[str, Any]:
    """The value of every named cell."""
    found = {}
    for name, defined in book.defined_names.items():
        sheet, cell = next(iter(defined.destinations))
        found[name] = book[sheet][cell].value
    return found


def _expected(scenario: Scenario) -> dict[str, Any]:
    business = BusinessCase(scenario, draws=50)
    result = business.case
    expected: dict[str, Any] = dict(parts(result))
    for name in RESULTS:
        figure = getattr(result, name)
        absent = {"roi": "no costs", "irr": "none"}.get(name, "never")
        expected[NAMES.get(name, name)] = absent if figure is None else figure
    expected |= {f"{ledger}_per_year": amount for ledger, amount in result.ledgers.items()}
    return expected | {"nucleus_net": business.conventions[2].net}


def _assert_equal(found: dict[str, Any], expected: dict[str, Any]) -> None:
    for name, value in expected.items():
        if isinstance(value, str):
            assert found[name] == value, name
        else:
            assert found[name] == pytest.approx(value, abs=0.01, rel=1e-6), name


def _report(scenario: Scenario) -> Report:
    return prepare(scenario, draws=50)


def test_the_computed_values_are_stored_so_that_any_viewer_shows_them():
    for changes in CHANGES.values():
        scenario = _changed(changes)
        report = _report(scenario)
        book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report)), data_only=True)
        tei = report.business.conventions[1]
        told = {"tei_benefits": tei.benefits, "tei_costs": tei.costs}
        _assert_equal(_named(book), _expected(scenario) | told)


def test_libreoffice_recalculates_to_the_model_after_inputs_were_changed(tmp_path: Path):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed; the recalculation was not checked.")
    content = to_xlsx(_report(START))
    for number, changes in enumerate(CHANGES.values()):
        book = openpyxl.load_workbook(io.BytesIO(content))  # drops every stored value
        for name, value in changes.items():
            sheet, cell = next(iter(book.defined_names[name].destinations))
            book[sheet][cell] = value
        book.save(tmp_path / f"{number}.xlsx")
    _recalculate(tmp_path)
    for number, (name, changes) in enumerate(CHANGES.items()):
        found = openpyxl.load_workbook(tmp_path / "out" / f"{number}.xlsx", data_only=True)
        _assert_no_errors(found, name)
        _assert_equal(_named(found), _expected(_changed(changes)))
        _assert_flows(found, _changed(changes))
    _assert_first_sheet(tmp_path)


def _assert_first_sheet(folder: Path) -> None:
    """Every formula of the unchanged workbook recalculates to what was stored."""
    stored = openpyxl.load_workbook(io.BytesIO(to_xlsx(_report(START))), data_only=True)
    found = openpyxl.load_workbook(folder / "out" / "0.xlsx", data_only=True)
    for sheet in stored:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float):
                    again = found[sheet.title][cell.coordinate].value
                    where = (sheet.title, cell.coordinate)
                    assert again == pytest.approx(cell.value, abs=0.01, rel=1e-9), where


def _recalculate(folder: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = sorted(str(path) for path in folder.glob("*.xlsx"))
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "out", *files]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=240)


def _assert_no_errors(book: openpyxl.Workbook, name: str) -> None:
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    assert [cell.coordinate for cell in cells if cell.data_type == "e"] == [], name


def _assert_flows(book: openpyxl.Workbook, scenario: Scenario) -> None:
    result = BusinessCase(scenario).case
    sheet = book["Cash flow"]
    header = [cell.value for cell in sheet[3]]
    for title, expected in (
        ("Net cash flow", result.flows.net),
        ("Cumulative cash", result.cumulative),
    ):
        column = header.index(title) + 1
        for month, amount in enumerate(expected):
            found = sheet.cell(4 + month, column).value
            assert found == pytest.approx(amount, abs=0.01, rel=1e-9), (title, month)


def test_text_of_the_user_is_never_a_formula():
    name = '=HYPERLINK("http://x","y")'
    written = replace(START.inputs["coverage"], origin=Assumed(name, BY_HAND.strength))
    scenario = replace(
        START, company=name, name="=1+1", inputs={**START.inputs, "coverage": written}
    )
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(_report(scenario))))
    formulas = [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and ("HYPERLINK" in str(cell.value) or cell.value == "=1+1")
    ]
    assert formulas == []
    assert any("HYPERLINK" in str(c.value) for row in book["Answer"].iter_rows() for c in row)
