"""Tables as people read them."""

from __future__ import annotations

import pandas as pd
import pytest

from routing.evaluation.metrics import evaluate
from ui.shell import tables


def test_the_figures_of_a_category_are_percents_between_the_ends_of_their_intervals():
    result = evaluate(
        ["Billing", "Billing", "Fraud", "Fraud"], ["Billing", "Fraud", "Fraud", "Fraud"]
    )
    shown = tables.categories(result).set_index("Category")
    assert shown.loc["Billing", "Precision"] == 100
    assert shown.loc["Billing", "Recall"] == 50
    assert shown.loc["Fraud", "F1"] == pytest.approx(80)
    assert (shown["Recall low"] <= shown["Recall"]).all()
    assert (shown["Recall"] <= shown["Recall high"]).all()


def test_a_category_that_no_ticket_carries_has_no_f1():
    shown = tables.categories(evaluate(["Billing", "Fraud"], ["Billing", "Unknown"]))
    assert shown.set_index("Category").loc["Unknown", ["F1"]].isna().all()


def test_who_routes_a_ticket_is_said_in_words():
    rows = pd.DataFrame({"id": ["1", "2", "3"], "disposition": ["auto", "review", None]})
    shown = tables.in_words(rows)["disposition"]
    assert list(shown[:2]) == ["alone", "by a person"]
    assert shown.isna()[2]
    assert list(tables.in_words(rows[["id"]]).columns) == ["id"]
