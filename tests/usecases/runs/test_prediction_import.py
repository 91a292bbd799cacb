"""Another tool's predictions become a run that is measured and priced like ours."""

from __future__ import annotations

from random import Random

import pytest

from routing.errors import FileRefused
from routing.intake.prediction_file import Names
from routing.taxonomy import Category, Taxonomy
from store import taxonomies
from tests.conftest import ticket
from usecases.business_case.scenarios import working_copy
from usecases.business_case.tool_worth import run_worth
from usecases.runs.prediction_import import import_predictions, is_imported

NAMES = Names(predicted="Intent", confidence="Intent confidence", id="Ticket")


@pytest.fixture
def desk(workspace, fill):
    taxonomies.save(workspace, Taxonomy((Category("Billing"), Category("Fraud"))), "the tests")
    fill(
        workspace,
        [ticket(k, "Billing" if k % 2 else "Fraud", id=f"Z-{k}") for k in range(1, 201)],
    )
    return workspace


@pytest.fixture
def exported(tmp_path):
    """Sure and right on 120 tickets, sure of little and wrong on half of the other 80."""
    rows = ["Ticket,Intent,Intent confidence"]
    for k in range(1, 201):
        actual = "billing" if k % 2 else "Fraud"
        sure = k <= 120
        rows.append(f"Z-{k},{actual if sure or k % 4 < 2 else 'Fraud'},{'High' if sure else 'Low'}")
    rows.append("Z-999,Fraud,High")
    file = tmp_path / "intent.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    return file


def test_it_is_scored_and_priced_as_it_is_used_and_at_its_best_promise(desk, exported):
    found = import_predictions(desk, exported, NAMES, tool="Zendesk intent", usd_per_ticket=0.99)
    assert (found.matched, found.unmatched) == (200, 1)
    assert is_imported(found.run)
    scenario = working_copy(desk, found.run).scenario
    assert scenario["cost_per_ticket_usd"] == pytest.approx(0.99)
    worth = run_worth(desk, found.run)
    assert worth.right.value == pytest.approx(0.9)
    assert worth.as_used.setting.coverage == 1.0
    assert worth.best.setting.promise > worth.right.value
    assert worth.best.setting.coverage == pytest.approx(0.6)
    assert worth.calibrated.ece.value < 0.05


def test_a_file_without_a_ticket_of_ours_is_refused(desk, tmp_path):
    file = tmp_path / "other.csv"
    file.write_text("Ticket,Intent,Intent confidence\nX-1,Fraud,High\n", encoding="utf-8")
    with pytest.raises(FileRefused, match="No ticket"):
        import_predictions(desk, file, NAMES, tool="")


def test_a_confidence_that_is_none_names_its_line(desk, tmp_path):
    file = tmp_path / "odd.csv"
    file.write_text("Ticket,Intent,Intent confidence\nZ-1,Fraud,perhaps\n", encoding="utf-8")
    with pytest.raises(FileRefused, match="line 2"):
        import_predictions(desk, file, NAMES, tool="")


def test_names_of_the_tool_stand_for_the_categories_of_their_tickets(desk, tmp_path):
    """Zendesk's intents are finer than groups: two of them are one category here."""
    names = {"Billing": ("Billing::Invoice", "Billing::Refund"), "Fraud": ("Account::Stolen",) * 2}
    rows = [
        f"Z-{k},{names['Billing' if k % 2 else 'Fraud'][k % 4 // 2]},High" for k in range(1, 201)
    ]
    file = tmp_path / "intents.csv"
    file.write_text("\n".join(["Ticket,Intent,Intent confidence", *rows]), encoding="utf-8")
    found = import_predictions(desk, file, NAMES, tool="Zendesk intent")
    assert set(found.foreign) == {"Billing::Invoice", "Billing::Refund", "Account::Stolen"}
    assert run_worth(desk, found.run).right.value == 1.0


def test_names_that_have_nothing_to_do_with_the_labels_are_right_by_chance(desk, tmp_path):
    """Every ticket is named at random: a name learned from its own tickets would seem right."""
    draw = Random(5)
    rows = [f"Z-{k},intent {draw.randrange(40)},High" for k in range(1, 201)]
    file = tmp_path / "intents.csv"
    file.write_text("\n".join(["Ticket,Intent,Intent confidence", *rows]), encoding="utf-8")
    found = import_predictions(desk, file, NAMES, tool="Zendesk intent")
    assert len(found.foreign) > 30
    assert run_worth(desk, found.run).right.value < 0.6
