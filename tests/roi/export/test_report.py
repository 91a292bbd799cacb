"""A report says the case's figures in its currency, and refuses a brand that cannot be drawn."""

from __future__ import annotations

import pytest

from roi.errors import ExportError
from roi.export.report import Brand, money_shape, prepare
from roi.numbers import NO_FIGURE, amount, payback, percent
from roi.scenarios.scenario import Scenario


@pytest.mark.parametrize("wrong", [{"colour": "red"}, {"logo": b"GIF89a"}, {"accent": "#12345"}])
def test_a_brand_that_cannot_be_used_is_refused(wrong: dict[str, object]):
    with pytest.raises(ExportError):
        Brand(**wrong)


@pytest.mark.parametrize(
    ("logo", "kind"), [(b"\x89PNG\r\n\x1a\n.", "png"), (b"\xff\xd8\xff.", "jpg"), (b"", "")]
)
def test_a_logo_is_known_by_its_first_bytes(logo: bytes, kind: str):
    assert Brand(logo=logo).logo_kind == kind


def test_the_four_cards_are_the_figures_of_the_case(measured):
    case = measured.case
    assert [card.text for card in measured.cards()] == [
        amount(case.net_savings_per_year), payback(case.payback), amount(case.npv),
        percent(case.roi),
    ]  # fmt: skip


def test_while_no_amount_may_be_named_a_card_has_no_figure():
    unknown = prepare(Scenario.default(), draws=50)
    assert {(card.text, card.range) for card in unknown.cards()} == {(NO_FIGURE, "")}


def test_a_case_that_never_pays_says_never(never):
    _, paid, _, returned = never.cards()
    assert paid.text == "never"
    assert returned.label == "Return, 18 months"


def test_a_case_without_costs_has_no_return(nothing):
    assert nothing.case.roi is None
    assert nothing.cards()[3].text == percent(None)
    figures = {card.label: card.text for card in nothing.figures()}
    assert figures["Internal rate of return"] == "none"


def test_amounts_and_spreadsheets_have_the_sign_of_the_currency(euros):
    assert euros.money(1234) == amount(1234, "EUR")
    assert "€" in euros.money(1234)
    assert money_shape(euros) == '"€"#,##0;[Red]-"€"#,##0'


def test_a_report_without_a_company_is_headed_by_its_scenario(measured):
    assert measured.company == "Brightside"
    assert prepare(Scenario.default(), draws=50).company == "Expected"


def test_the_method_names_the_draws_and_the_horizon(measured):
    text = " ".join(measured.method())
    assert "50" in text
    assert measured.settings["horizon"] == "36"
    assert "{" not in text + " ".join(measured.limits())
