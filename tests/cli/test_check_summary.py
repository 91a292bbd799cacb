"""What `check` tells a person."""

from __future__ import annotations

from typing import Any

from cli.check_summary import show

REPORT: dict[str, Any] = {
    "error": None, "rows": 1_015, "mapping": {"subject": "Betreff", "category": None},
    "warnings": ["Dates are read as day first."],
}  # fmt: skip


def rejects(count: int) -> list[dict[str, Any]]:
    return [{"line": n, "reason": f"reason {n}"} for n in range(1, count + 1)]


def test_an_accepted_file_says_its_rows_its_columns_and_what_to_mind(capsys):
    show("in.csv", REPORT, rejects(3))
    said = capsys.readouterr().out
    assert "Accepted: in.csv" in said
    assert "1,012 tickets, 3 rejected rows" in said
    assert "Betreff" in said
    assert "(none)" in said
    assert "! Dates are read as day first." in said
    assert "line 3: reason 3" in said
    assert "more" not in said


def test_of_many_rejected_rows_the_first_are_listed_and_the_others_counted(capsys):
    show("in.csv", REPORT, rejects(15))
    said = capsys.readouterr().out
    assert "line 10: reason 10" in said
    assert "line 11" not in said
    assert "and 5 more" in said


def test_a_refusal_is_all_there_is_to_say(capsys):
    show("in.csv", {**REPORT, "error": "It is [bold]empty[/bold]."}, [])
    said = capsys.readouterr().out
    assert "Refused: It is [bold]empty[/bold]." in said
    assert "tickets" not in said
