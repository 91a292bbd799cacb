# ruff: noqa: E501 - one case a line reads best as a table
"""How well values suit a field."""

from __future__ import annotations

import pytest

from routing.intake.columns.column_profile import profile
from routing.intake.columns.fit import Fit, fit

SENTENCES = [f"I cannot find button number {n} in the app" for n in range(30)]
LABELS = ["Billing", "Access", "Shipping"] * 10
FLAGS = ["yes", "no"] * 15
MAILS = [f"user{n}@example.com" for n in range(30)]
DATES = [f"2024-01-{n + 1:02}" for n in range(30)]
NUMBERS = [str(n) for n in range(30)]


@pytest.mark.parametrize(
    ("field", "values", "expected"),
    [
        ("body", SENTENCES, Fit.GOOD), ("body", FLAGS, Fit.NEVER), ("body", MAILS, Fit.NEVER),
        ("body", NUMBERS, Fit.NEVER), ("body", DATES, Fit.NEVER), ("body", LABELS, Fit.POSSIBLE),
        ("subject", ["Mail", "Printer"] * 15, Fit.POOR), ("body", ["x"], Fit.POSSIBLE),
        ("category", LABELS, Fit.GOOD), ("category", FLAGS, Fit.NEVER), ("category", MAILS, Fit.NEVER),
        ("category", SENTENCES, Fit.POOR), ("category", ["High", "Low"] * 15, Fit.POOR),
        ("category", ["Ana P.", "Rui S."] * 15, Fit.POOR), ("category", ["0", "1"] * 15, Fit.POSSIBLE),
        ("created_at", DATES, Fit.GOOD), ("created_at", ["true", "false"], Fit.NEVER),
        ("solved_at", ["true"], Fit.NEVER), ("created_at", SENTENCES, Fit.POOR),
        ("created_at", ["1710236460"] * 3, Fit.GOOD), ("id", NUMBERS, Fit.GOOD),
        ("id", SENTENCES, Fit.NEVER), ("id", ["7"] * 30, Fit.POOR),
        ("channel", ["email", "phone"] * 15, Fit.GOOD), ("channel", ["customer"] * 30, Fit.POSSIBLE),
        ("language", ["en", "de"] * 15, Fit.GOOD), ("language", SENTENCES, Fit.POOR),
        ("triage_seconds", NUMBERS, Fit.POSSIBLE), ("triage_seconds", SENTENCES, Fit.NEVER),
        ("reassignments", ["0", "1"] * 15, Fit.POSSIBLE),
    ],
)  # fmt: skip
def test_values_speak_for_or_against_a_field(field: str, values: list[str], expected: Fit):
    assert fit(field, profile(values)) is expected
