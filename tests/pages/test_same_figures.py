"""One figure, one value: every screen, document and command says the same of a case."""

from __future__ import annotations

import io
import json
from datetime import date
from html import unescape
from pathlib import Path

import openpyxl
import pptx
import pytest

from cli import roi as roi_command
from roi.export.pdf.content import content
from roi.export.report import Report
from roi.export.slides import to_pptx
from roi.export.workbook import to_xlsx
from roi.inputs.volume import Volume
from roi.numbers import number, payback, percent
from roi.scenarios.scenario_file import write_scenario
from routing.decision import Decision
from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.intake.prediction_file import Names
from routing.policy import Policy
from store import runs
from store.runs import Run
from store.workspace import Workspace
from tests.conftest import ticket
from usecases.business_case.claim import Claim, business_case
from usecases.business_case.scenario_edits import Edit, confirm_rate, edit
from usecases.business_case.scenarios import working_copy
from usecases.business_case.volume import answer_volume
from usecases.evaluation.evidence import choose_thresholds
from usecases.policy.changes import adopt_dial
from usecases.runs.prediction_import import import_predictions


@pytest.fixture
def claim(filled: Workspace, fill, tmp_path: Path) -> Claim:
    """The case of a run that follows the dial, in which one in twenty of the surest is wrong.

    Some tickets carry no label: the share routed alone is of all of them, the precision of the
    labelled ones. Another tool has answered as well.
    """
    fill(
        filled,
        [
            ticket(key, ("Billing" if key % 2 else "Fraud") if key <= 400 else None, id=f"M-{key}")
            for key in range(1, 461)
        ],
        sha256="more",
    )
    run = runs.start(filled, "embedded", {"router": "embedded", "threshold": 0.1}, 1)
    journal = runs.RunJournal(filled, run.run_id)
    for batch in journal.pending():
        journal.write([Policy(0.1).dispose(_decision(each.key)) for each in batch])
    journal.end("finished", 1.0, None)
    _their_predictions(filled, tmp_path)
    _weigh(filled, runs.one(filled, run.run_id))
    found = business_case(filled, runs.one(filled, run.run_id))
    assert isinstance(found, Claim)
    return found


def _decision(key: int) -> Decision:
    """Sure of three tickets in four and then right in 19 of 20; a guess for the others."""
    right = "Billing" if key % 2 else "Fraud"
    is_sure = key % 4 < 3
    is_wrong = key % 20 == 1 if is_sure else key % 8 == 3
    other = "Fraud" if right == "Billing" else "Billing"
    return Decision(key, other if is_wrong else right, 0.9 if is_sure else 0.3, "embedded")


def _their_predictions(workspace: Workspace, folder: Path) -> None:
    file = folder / "theirs.csv"
    answers = ["Billing" if key % 2 or key % 8 == 0 else "Fraud" for key in range(1, 361)]
    rows = [f"M-{key},{answer},High" for key, answer in enumerate(answers, 1)]
    file.write_text("\n".join(["id,predicted_category,confidence", *rows]), "utf-8")
    import_predictions(workspace, file, Names(), tool="Theirs", usd_per_ticket=0.1)


def _weigh(workspace: Workspace, run: Run) -> None:
    """Volume, euros at a confirmed rate, a wage at which it pays, the dial's promise in force."""
    answer_volume(workspace, run, Volume("sample", 9000.0))
    edit(workspace, run, Edit("currency", "EUR", "USD"))
    confirm_rate(workspace, run, 0.8613, date(2026, 11, 28))
    wage = working_copy(workspace, run).scenario["wage_per_hour"]
    edit(workspace, run, Edit("wage_per_hour", 61.0, wage))
    asked = PrecisionTargets(0.85)
    adopt_dial(workspace, run, asked, choose_thresholds(workspace, run, asked))


def _html(app) -> str:
    assert not app.exception
    drawn = [each.proto.body for each in app.get("html")]
    told = [str(each.value) for each in (*app.markdown, *app.caption)]
    return unescape(" ".join([*drawn, *told]))


def _slides(report: Report) -> str:
    deck = pptx.Presentation(io.BytesIO(to_pptx(report)))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    texts = [each.text_frame.text for each in shapes if each.has_text_frame]
    cells = [cell.text for each in shapes if each.has_table for row in each.table.rows
             for cell in row.cells]  # fmt: skip
    return " ".join([*texts, *cells])


def _workbook(report: Report) -> dict[str, object]:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report)), data_only=True)
    places = {name: next(iter(each.destinations)) for name, each in book.defined_names.items()}
    return {name: book[sheet][cell].value for name, (sheet, cell) in places.items()}


def _command(report: Report, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    file = folder / "case.toml"
    file.write_text(write_scenario(report.scenario), "utf-8")
    assert roi_command.main([str(file), "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)["results"]
    return found


def _assert_theirs_is_the_same(workspace: Workspace, compare: str, screen) -> None:
    """Of another tool's run Compare says what Savings and its documents say of it."""
    (theirs,) = (run for run in runs.all_runs(workspace) if run.router == "Theirs")
    found = business_case(workspace, theirs)
    assert isinstance(found, Claim)
    net = found.report.money(found.report.case.net_savings_per_year)
    assert net in compare
    assert net in _html(screen("savings", run=str(theirs.run_id)))
    assert net in _slides(found.report)


def test_every_surface_says_the_same_figures(
    claim: Claim, filled: Workspace, screen, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    report, shown, run = claim.report, claim.evidence, claim.run
    assert shown is not None
    assert run is not None
    case, at = report.case, {"run": str(run.run_id)}
    screens = {name: _html(screen(name, **at)) for name in ("overview", "savings", "dial")}
    surfaces = {
        **screens,
        "compare": _html(screen("compare")),
        "study": json.dumps(content(report), ensure_ascii=False),
        "slides": _slides(report),
    }
    net, month = report.money(case.net_savings_per_year), payback(case.payback)
    right, share = percent(1 - shown.misroute_rate), percent(claim.scenario["coverage"])
    everywhere = set(surfaces)
    said = {
        net: everywhere,
        month: everywhere - {"dial", "compare", "savings"},
        f"month {case.payback}": {"savings", "study"},
        right: everywhere - {"compare", "savings"},
        percent(shown.low): {"overview", "study"},
        percent(shown.high): {"overview", "study"},
        percent(shown.misroute_rate): {"savings", "study"},
        share: {"dial", "compare"},
        f"{share} of all tickets": {"study"},
        number(shown.checked): {"overview", "dial", "study", "slides"},
    }
    missing = [(what, where) for what, places in said.items() for where in sorted(places)
               if what not in surfaces[where]]  # fmt: skip
    assert missing == []

    book, command = _workbook(report), _command(report, tmp_path, capsys)
    for name in ("net_savings_per_year", "payback", "npv", "irr", "one_off_cost"):
        of_book = {"npv": "net_present_value", "irr": "internal_rate"}.get(name, name)
        assert book[of_book] == pytest.approx(getattr(case, name), abs=0.005), name
        assert command[name] == pytest.approx(getattr(case, name), abs=0.005), name
    _assert_theirs_is_the_same(filled, surfaces["compare"], screen)
    assert book["coverage"] == pytest.approx(claim.scenario["coverage"])
    assert book["precision"] == pytest.approx(1 - shown.misroute_rate)
