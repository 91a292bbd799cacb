"""`python -m routing price`: what the predictions of any tool are worth, in a few lines."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from routing.__main__ import main

HEADER = ["id", "category", "predicted_category", "confidence"]


@pytest.fixture
def priced(tmp_path: Path, capsys):
    """What it says of a file with these rows: (actual, predicted, confidence)."""

    def price(rows, *words: str, code: int = 0) -> str:
        file = tmp_path / "tool.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(HEADER)
            writer.writerows([number, *row] for number, row in enumerate(rows))
        assert main(["price", str(file), *words]) == code
        told = capsys.readouterr()
        assert (told.err if code == 0 else told.out) == ""
        return (told.err if code else told.out).replace("\u202f%", "%")

    return price


def half_sure(right: int, wrong: int):
    """As many right rows that it is sure of as wrong ones that it is not."""
    return [("Billing", "Billing", "0.9")] * right + [("Billing", "Technical", "0.2")] * wrong


def test_it_tells_how_often_the_tool_is_right_as_it_is_used(priced):
    told = priced(half_sure(90, 10))
    assert "tool: right in 90.0% of 100 tickets." in told
    assert "As it is used: 100.0% routed alone, 90.0% of it right," in told


def test_rows_without_an_actual_category_do_not_count(priced):
    told = priced([*half_sure(30, 10), ("", "Billing", "0.9")])
    assert "of 40 tickets" in told


def test_a_tool_without_confidences_can_promise_only_all_or_nothing(priced):
    told = priced([("Billing", "Billing", "")] * 6 + [("Billing", "Technical", "")] * 4)
    assert "No precision can be promised of it." in told
    assert "right in 60.0% of 10 tickets" in told


def test_confidences_in_words_are_told_one_by_one(priced):
    rows = [("A", "A", "High")] * 9 + [("A", "B", "Low")] * 3 + [("A", "A", "Low")]
    told = priced(rows).splitlines()
    assert "  High: 100.0% of 9" in told
    assert "  Low: 25.0% of 4" in told


def test_a_confidence_of_numbers_is_not_told_one_by_one(priced):
    told = priced([("A", "A", f"0.{number:02}") for number in range(10, 40)])
    assert not [line for line in told.splitlines() if line.startswith("  ")]


def test_a_dearer_ticket_leaves_less(priced):
    def left(price: str) -> str:
        told = priced(half_sure(90, 10), "--usd-per-ticket", price)
        return next(line for line in told.splitlines() if line.startswith("As it is used"))

    assert left("0.01") != left("5")


def test_the_currency_is_that_of_the_scenario(priced, tmp_path):
    file = tmp_path / "s.toml"
    file.write_text('currency = "EUR"\n', "utf-8")
    assert "€" in priced(half_sure(9, 1), "--scenario", str(file))


def test_an_amount_that_is_none_is_refused_by_its_option(priced):
    told = priced(half_sure(9, 1), "--usd-per-ticket", "-1", code=2)
    assert told.startswith("--usd-per-ticket: ")


@pytest.mark.parametrize("text", ['currency = "euro"', "[inputs", "[inputs]\nunheard_of = 1"])
def test_a_scenario_that_cannot_be_read_is_named(priced, tmp_path, text):
    file = tmp_path / "s.toml"
    file.write_text(text, "utf-8")
    assert "s.toml" in priced(half_sure(9, 1), "--scenario", str(file), code=2)
    assert "none.toml" in priced(half_sure(9, 1), "--scenario", str(tmp_path / "none.toml"), code=2)


def test_without_a_single_actual_category_it_says_what_to_do(priced):
    assert "--actual" in priced([("", "Billing", "0.9")], code=2)
