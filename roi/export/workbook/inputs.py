"""The sheet of assumptions: every input as a named cell, with its range and where it is from."""

from __future__ import annotations

from typing import Any

from roi.export.wording import words
from roi.export.workbook.sheets import Book
from roi.inputs.assumptions import Assumption, assumptions
from roi.inputs.origin import Measured
from roi.inputs.values import INPUTS, LEDGERS
from roi.model.lines import table
from roi.risk.uncertainty import limits
from roi.scenarios.scenario import Commitment
from roi.scenarios.setting_checks import CHOICES

COLUMNS = ["Input", "Value", "Unit", "Low", "High", "Where it comes from", "Strength", "Name"]
WIDTHS = [46, 18, 22, 16, 16, 90, 10, 28]
SETTINGS = {
    "horizon_months": "Horizon",
    "pay": "Pay: hourly or salary",
    "llm_basis": "LLM cost: by tokens or by ticket",
}


def write(book: Book) -> None:
    """Write the sheet."""
    row = book.heading("Assumptions", "Assumptions: change the yellow cells", COLUMNS, WIDTHS)
    row = _benefits(book, _settings(book, row))
    group = ""
    for key, rule in assumptions().items():
        if key not in INPUTS:
            continue
        if rule.group != group:
            group = rule.group
            book.sheets["Assumptions"].write_string(row, 0, group, book.formats["group"])
            row += 1
        _input(book, row, rule)
        row += 1
    # The names are for those who write formulas, not for paper.
    book.sheets["Assumptions"].print_area(0, 0, row - 1, len(COLUMNS) - 2)


def _settings(book: Book, row: int) -> int:
    page, formats, scenario = book.sheets["Assumptions"], book.formats, book.report.scenario
    for key, label in SETTINGS.items():
        page.write_string(row, 0, label, formats["text"])
        page.write(row, 1, getattr(scenario, key), formats["given_text"])
        page.write_string(
            row, 2, "months" if key == "horizon_months" else "choice", formats["text"]
        )
        page.write_string(row, 7, key, formats["small"])
        page.data_validation(row, 1, row, 1, _setting_rule(key))
        book.name(key, "Assumptions", row, 1)
        row += 1
    return row


def _benefits(book: Book, row: int) -> int:
    """Which ledgers count, and from which month, and for whom, each benefit comes."""
    page, formats, scenario = book.sheets["Assumptions"], book.formats, book.report.scenario
    said = words()["ledgers"]
    for ledger in LEDGERS:
        name = f"accept_{ledger}"
        page.write_string(row, 0, f"{said[ledger]} counts: 1 for yes, 0 for no", formats["text"])
        page.write_number(row, 1, int(ledger in scenario.accepted), formats["given"])
        page.write_string(row, 7, name, formats["small"])
        page.data_validation(row, 1, row, 1, {"validate": "list", "source": [0, 1]})
        book.name(name, "Assumptions", row, 1)
        row += 1
    for line in table().where(side="benefit"):
        commitment = scenario.commitments.get(line.key, Commitment())
        page.write_string(row, 0, f"{line.label}, from month", formats["text"])
        page.write_number(row, 1, scenario.first_months.get(line.key, 1), formats["given"])
        page.write_string(row, 5, commitment.owner or said["no_owner"], formats["text"])
        page.write_string(row, 7, f"{line.key}_from", formats["small"])
        book.name(f"{line.key}_from", "Assumptions", row, 1)
        row += 1
    return row


def _setting_rule(key: str) -> dict[str, Any]:
    if key in CHOICES:
        return {"validate": "list", "source": list(CHOICES[key])}
    rule = assumptions()[key]
    return {"validate": "integer", "criteria": "between", **_limits(rule)}


def _input(book: Book, row: int, rule: Assumption) -> None:
    page, formats = book.sheets["Assumptions"], book.formats
    given = book.report.scenario.resolved[rule.key]
    shape = formats["share" if rule.is_share else "edge"]
    unit = rule.unit.replace("money", book.report.scenario.currency)
    strength = "" if isinstance(given.origin, Measured) else str(given.strength)
    page.write_string(row, 0, rule.label, formats["text"])
    shown = formats["given_share" if rule.is_share else "given"]
    source = book.report.scenario.source(rule.key)
    if source and book.report.scenario[source]:
        ratio = given.value / book.report.scenario[source]
        page.write_formula(row, 1, f"={source}*{ratio:.15g}", shown, given.value)
    else:
        page.write_number(row, 1, given.value, shown)
    page.write_string(row, 2, "" if unit == "factor" else unit, formats["text"])
    for column, edge in enumerate(limits(given), 3):
        page.write_number(row, column, edge, shape)
    page.write_string(row, 5, given.words, formats["text"])
    book.fit("Assumptions", row, {given.words: WIDTHS[5], rule.label: WIDTHS[0]})
    page.write_string(row, 6, strength, formats["text"])
    page.write_string(row, 7, rule.key, formats["small"])
    page.data_validation(
        row, 1, row, 1, {"validate": "decimal", "criteria": "between", **_limits(rule)}
    )
    book.name(rule.key, "Assumptions", row, 1)


def _limits(rule: Assumption) -> dict[str, Any]:
    text = f"between {rule.minimum:g} and {rule.maximum:g}"
    return {
        "minimum": rule.minimum,
        "maximum": rule.maximum,
        "error_title": rule.label[:32],
        "error_message": f"Enter a number {text}.",
    }
