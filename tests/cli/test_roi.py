"""The command line: a template, a scenario, its documents, and exit code 2 for a wrong key."""

import json
from pathlib import Path

import pytest

from roi.__main__ import main
from roi.numbers import amount
from roi.results.case import case
from roi.scenarios.scenario import Scenario
from roi.scenarios.scenario_file import read_scenario, template


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "scenario.toml"
    path.write_text(template(), "utf-8")
    return path


def test_the_template_can_be_read_back(capsys: pytest.CaptureFixture[str]):
    assert main(["--template"]) == 0
    assert read_scenario(capsys.readouterr().out) == Scenario.default()


def test_results_as_json_are_those_of_the_model(scenario: Path, capsys: pytest.CaptureFixture[str]):
    assert main([str(scenario), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    expected = case(Scenario.default().values())
    assert found["results"]["npv"] == pytest.approx(expected.npv, abs=1e-5)
    assert found["results"]["payback"] == expected.payback
    assert found["futures"]["draws"] == 10_000


def test_results_as_text_name_the_headline(scenario: Path, capsys: pytest.CaptureFixture[str]):
    scenario.write_text('volume = { extent = "sample", tickets_per_month = 5000 }', "utf-8")
    assert main([str(scenario)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("On assumptions alone: routing 60")
    assert amount(case(Scenario.default().values()).net_savings_per_year) in shown


def test_without_a_volume_the_text_names_no_amount_first(
    scenario: Path, capsys: pytest.CaptureFixture[str]
):
    assert main([str(scenario)]) == 0
    assert capsys.readouterr().out.startswith("How many tickets come a month?")


def test_documents_are_written_where_asked(scenario: Path, tmp_path: Path):
    targets = {kind: tmp_path / f"case.{kind}" for kind in ("xlsx", "pdf", "pptx", "csv")}
    options = [part for kind, path in targets.items() for part in (f"--{kind}", str(path))]
    assert main([str(scenario), *options]) == 0
    starts = {kind: path.read_bytes()[:4] for kind, path in targets.items()}
    assert starts == {"xlsx": b"PK\x03\x04", "pdf": b"%PDF", "pptx": b"PK\x03\x04", "csv": b"mont"}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"[inputs]\ncoverge = 1", "coverge"),
        (b"[inputs]\ncoverage = 101", "coverage"),
        (b"horizon_months = 600", "horizon_months"),
        (b"name = ", "TOML"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_wrong_scenario_ends_with_2_and_names_the_key(
    scenario: Path, content: bytes, named: str, capsys: pytest.CaptureFixture[str]
):
    scenario.write_bytes(content)
    assert main([str(scenario), "--json"]) == 2
    captured = capsys.readouterr()
    assert named in captured.err
    assert captured.out == ""


def test_a_missing_file_and_a_missing_folder_are_named(
    scenario: Path, capsys: pytest.CaptureFixture[str]
):
    assert main([str(scenario.with_name("none.toml"))]) == 2
    assert "none.toml" in capsys.readouterr().err
    assert main([str(scenario), "--pdf", str(scenario.parent / "no" / "x.pdf")]) == 2
    assert "x.pdf" in capsys.readouterr().err


def test_a_file_with_a_mark_and_windows_lines_is_read(scenario: Path):
    text = "\ufeff" + template().replace("\n", "\r\n")
    scenario.write_bytes(text.encode())
    assert main([str(scenario)]) == 0
