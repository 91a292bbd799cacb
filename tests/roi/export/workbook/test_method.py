"""The sheet of method says how it was computed, what it does not say, and the bridge."""

from __future__ import annotations

from roi.export.workbook.method import SHEET


def _lines(book) -> list[str]:
    return [row[0].value for row in book[SHEET].iter_rows() if row[0].value]


def test_method_then_limits_then_the_bridge(values, measured):
    lines = _lines(values)
    limits = lines.index("What the figures do not say")
    bridge = lines.index("The bridge from the simple view")
    assert tuple(lines[3:limits]) == measured.method()
    assert tuple(lines[limits + 1 : bridge]) == measured.limits()
    assert lines[bridge + 1 :] == [
        f"{step.label}: {measured.money(step.amount)}" for step in measured.business.bridge
    ]


def test_it_says_that_its_text_does_not_change(values):
    assert "does not change" in _lines(values)[1]
