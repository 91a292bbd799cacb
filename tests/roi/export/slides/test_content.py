"""Each slide has one message, and it is what the model says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi.export.report import Report
from roi.export.slides import content
from roi.numbers import amount, payback, percent
from tests.roi.export.conftest import RUN
from tests.roi.export.slides.conftest import deck_of


def _slide(draw, report: Report):
    deck = deck_of(report)
    draw(deck)
    return deck.presentation.slides[0]


def _title(draw, report: Report) -> str:
    return _slide(draw, report).shapes.title.text


def _texts(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def _tables(slide) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]


def test_the_first_slide_says_the_answer_and_its_four_figures(measured):
    texts = _texts(_slide(content.answer, measured))
    assert measured.headline()[0] in texts
    assert {card.text for card in measured.cards()} <= set(texts)


def test_the_cash_slide_says_when_it_is_paid_back_or_that_it_never_is(measured, never):
    month = payback(measured.case.payback)
    assert _title(content.cash, measured) == f"It pays for itself after {month}"
    assert "18 months" in _title(content.cash, never)


def test_the_ledger_slide_says_what_each_ledger_brings_a_year(measured):
    slide = _slide(content.ledgers, measured)
    assert amount(measured.case.ledgers["cash"]) in slide.shapes.title.text
    for ledger in measured.business.ledgers:
        assert f"{measured.money(ledger.amount)} a year" in _texts(slide)
    assert "Ana Lindqvist" in _texts(slide)


def test_the_evidence_slide_says_how_many_were_right(measured):
    title = _title(content.evidence, measured)
    assert percent(603 / 634) in title
    assert percent(0.827) in title


def test_before_a_run_the_evidence_slide_says_what_to_measure(assumed):
    slide = _slide(content.evidence, assumed)
    assert "label 200 tickets" in slide.shapes.title.text
    header, *rows = _tables(slide)[0]
    assert header[0] == "What is worth knowing"
    assert 0 < len(rows) <= content.MAX_ROWS


def test_a_run_without_categories_is_a_table_of_its_counts(measured):
    bare = Report(replace(measured.business, evidence=replace(RUN, categories=())))
    assert _tables(_slide(content.evidence, bare)) == [
        [["", "Tickets"], ["Checked", "1,260"], ["Routed alone", "634"], ["Right", "603"]]
    ]


def test_the_three_conventions_are_named_with_their_returns(measured):
    title = _title(content.told_three_ways, measured)
    assert all(percent(each.roi) in title for each in measured.business.conventions)


def test_what_may_go_wrong_is_green_where_something_is_left(measured):
    slide = _slide(content.against, measured)
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    rows = measured.business.counter_case.rows
    colours = [
        f"#{row.cells[1].text_frame.paragraphs[0].runs[0].font.color.rgb}".lower()
        for row in list(table.rows)[1:]
    ]
    assert colours == [content.GOOD if row.net_per_year >= 0 else content.BAD for row in rows]


def test_where_nothing_is_worth_knowing_only_the_stops_are_shown(nothing, assumed):
    assert len(_tables(_slide(content.worth_knowing, nothing))) == 1
    worth = assumed.business.measure_next[0].worth
    assert len(_tables(_slide(content.worth_knowing, assumed))) == (2 if worth >= 1 else 1)


def test_the_last_slide_asks_for_the_decision_by_its_day(measured, never):
    texts = _texts(_slide(content.decision, measured))
    assert any(text.endswith("15 January 2027") for text in texts)
    assert any(text.startswith("Release nothing yet.") for text in
               _texts(_slide(content.decision, never)))  # fmt: skip


@pytest.mark.parametrize("name", ["measured", "never", "nothing", "euros"])
def test_no_title_has_a_hole(name: str, request: pytest.FixtureRequest):
    report = request.getfixturevalue(name)
    for draw in (content.cash, content.ledgers, content.told_three_ways, content.against):
        assert not {"{", "None", "nan"} & set(_title(draw, report).split())
