"""`python -m routing drift`, as a script or a person calls it."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from routing.__main__ import main

Printed = pytest.CaptureFixture[str]
HEADER = ["id", "created_at", "body", "category", "predicted_category", "confidence",
          "disposition", "model"]  # fmt: skip
ENGLISH = (
    "please help with my account today the order is not there since we moved house",
    "the invoice for my order",
)
GERMAN = (
    "bitte hilf mir mit dem Konto heute ist die Lieferung nicht da weil wir umgezogen",
    "wo ist die Rechnung für mich",
)
START = datetime(2026, 3, 2, tzinfo=UTC)
REFERENCE, CHANGE, ALL = 300, 400, 500
ALARM = {"id", "kind", "subject", "raised_at", "raised_after", "since", "size", "tickets",
         "explains", "state"}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ROUTECASE_MODELS", str(tmp_path / "no model"))


def stream(
    folder: Path, model_after: str = "model-1", words_after: tuple[str, str] = ENGLISH
) -> str:
    """A file of decided tickets; from ticket 401 on something may be otherwise."""
    rng = np.random.default_rng(3)
    with (folder / "p.csv").open("w", encoding="utf-8", newline="") as stream:
        write = csv.writer(stream).writerow
        write(HEADER)
        for n in range(1, ALL + 1):
            category = str(rng.choice(["Billing", "Fraud"]))
            late = n > CHANGE
            words, start = words_after if late else ENGLISH
            body = " ".join(rng.choice(words.split(), 9))
            write([
                f"T-{n}", (START + timedelta(minutes=20 * n)).isoformat(),
                f"{start} {body} {n}",
                category if rng.random() < 0.3 else "", category,
                f"{rng.beta(9, 1.5):.4f}", "auto", model_after if late else "model-1",
            ])  # fmt: skip
    return str(folder / "p.csv")


def looked(capsys: Printed, folder: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["drift", "--workspace", str(folder / "desk.duckdb"), *arguments, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, found


def test_a_quiet_stream_ends_with_nought(tmp_path: Path, capsys: Printed):
    given = stream(tmp_path)
    code, found = looked(capsys, tmp_path, "--predictions", given, "--reference", "300")
    assert code == 0
    assert (found["version"], found["looks"], found["alarms"]) == (1, ALL - REFERENCE, [])
    assert found["reference"] == {
        "from": "2026-03-02T00:20:00+00:00", "until": "2026-03-06T04:00:00+00:00",
        "tickets": REFERENCE,
    }  # fmt: skip
    assert found["as_of"] == "2026-03-08T22:40:00+00:00"


def test_a_renamed_model_is_told_at_its_first_answer_and_once(tmp_path: Path, capsys: Printed):
    given = stream(tmp_path, model_after="model-2")
    code, found = looked(capsys, tmp_path, "--predictions", given, "--reference", "300")
    assert code == 1
    (alarm,) = found["alarms"]
    assert set(alarm) == ALARM
    assert (alarm["kind"], alarm["subject"], alarm["state"]) == ("model", ["model-2"], "open")
    assert alarm["raised_after"] == alarm["since"]["ticket"] == f"T-{CHANGE + 1}"
    assert set(alarm["size"]) == {"unit", "reference", "now", "low", "high"}
    assert alarm["tickets"] == [f"T-{CHANGE + 1}"]
    code, found = looked(capsys, tmp_path)
    assert (code, len(found["alarms"])) == (0, 1)


def test_a_replay_finds_the_same_again_and_keeps_nothing(tmp_path: Path, capsys: Printed):
    given = stream(tmp_path, words_after=GERMAN)
    first = looked(capsys, tmp_path, "--predictions", given, "--reference", "300")[1]["alarms"]
    code, found = looked(capsys, tmp_path, "--replay")
    assert code == 1
    same = ("kind", "subject", "raised_after", "since", "size", "tickets", "explains")
    assert [[a[key] for key in same] for a in found["alarms"]] == [
        [a[key] for key in same] for a in first
    ]
    assert found["alarms"][0]["kind"] == "language"
    assert found["alarms"][0]["subject"] == ["German"]


def test_until_leaves_what_came_later_for_a_later_look(tmp_path: Path, capsys: Printed):
    given = stream(tmp_path, model_after="model-2")
    before = (START + timedelta(minutes=20 * CHANGE)).isoformat()
    code, found = looked(
        capsys, tmp_path, "--predictions", given, "--reference", "300", "--until", before
    )
    assert (code, found["looks"]) == (0, CHANGE - REFERENCE)
    code, found = looked(capsys, tmp_path)
    assert (code, found["looks"]) == (1, ALL - REFERENCE)


def test_canaries_of_a_file_tell_a_renamed_model_from_changed_answers(
    tmp_path: Path, capsys: Printed
):
    given = stream(tmp_path)
    looked(capsys, tmp_path, "--predictions", given, "--reference", "300")
    file = tmp_path / "canaries.csv"
    with file.open("w", encoding="utf-8", newline="") as stream_:
        write = csv.writer(stream_).writerow
        write(["id", "body", "run", "model", "predicted_category", "confidence"])
        for run in range(6):
            for n in range(1, 51):
                level = 0.9 if run < 4 else 0.5
                write([f"T-{n}", "x", run, "m-2" if run == 5 else "m-1", "Billing", level])
    code, found = looked(capsys, tmp_path, "--canaries", str(file))
    assert code == 1
    assert [(a["kind"], a["subject"]) for a in found["alarms"]] == [
        ("canary", ["confidences"]), ("model", ["m-2"])
    ]  # fmt: skip
    assert looked(capsys, tmp_path, "--canaries", str(file))[0] == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--reference", "600"], "100 are missing"),
        (["--reference", "5"], "at least 200"),
        (["--until", "yesterday"], '"yesterday" is no time'),
        (["--precision", "1"], "under 1"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(
    tmp_path: Path, capsys: Printed, arguments: list[str], says: str
):
    given = stream(tmp_path)
    workspace = str(tmp_path / "desk.duckdb")
    assert main(["drift", "--workspace", workspace, "--predictions", given, *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert says in printed.err
