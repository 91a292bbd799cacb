"""A published profile answers as the run did that it was published from, and says what it holds."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cli.routing import main as routing
from cli.service.commands import main as service
from cli.store import main as store
from routing import profile_archive
from routing.ticket import Ticket

WORDS = {"Billing": "refund invoice charged payment price", "Technical": "error crash login screen"}


def rows() -> list[dict[str, str]]:
    """Labelled tickets to learn from, and others without a label."""
    labelled = [
        {"id": f"L{number}", "subject": f"Case {number}", "category": category,
         "body": " ".join(words.split()[number % 3 : number % 3 + 2]) + f" nr{number}"}
        for category, words in WORDS.items()
        for number in range(20)
    ]  # fmt: skip
    asked = [
        {"id": f"Q{number}", "subject": "", "category": "", "body": f"{words.split()[0]} please"}
        for number, words in enumerate([*WORDS.values(), "zebra crossing"])
    ]
    return [*labelled, *asked]


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> tuple[Path, list[dict[str, str]]]:
    """A profile, and what the run it was published from has said of the tickets without a label."""
    folder = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROUTECASE_MODELS", str(folder / "none"))
        with (folder / "in.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["id", "subject", "category", "body"])
            writer.writeheader()
            writer.writerows(rows())
        workspace, out = str(folder / "w.duckdb"), str(folder / "out.csv")
        assert (
            routing(["route", str(folder / "in.csv"), "--out", out, "--workspace", workspace]) == 0
        )
        assert store(["publish", workspace, "--out", str(folder / "p.profile")]) == 0
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        told = [row for row in csv.DictReader(file) if not row["category"]]
    return folder / "p.profile", told


def test_it_answers_as_the_run_did(published):
    file, told = published
    asked = [Ticket(0, row["id"], row["subject"], row["body"]) for row in told]
    given = profile_archive.read(file).open().route(asked)
    assert [(d.category, round(d.confidence, 4), d.disposition.value) for d in given] == [
        (row["predicted_category"], round(float(row["confidence"]), 4), row["disposition"])
        for row in told
    ]


def test_show_says_what_it_is_was_proven_at_and_holds(published, capsys):
    assert service(["profile", "show", str(published[0])]) == 0
    told = capsys.readouterr().out
    for words in ("2 categories", "on 40 labelled tickets", "no past ticket", "reveal which words"):
        assert words in told


def test_use_status_and_rollback_name_the_profile_that_answers(
    published, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("ROUTECASE_SERVICE", str(tmp_path))
    fingerprint = profile_archive.read(published[0]).fingerprint
    assert service(["profile", "use", str(published[0])]) == 0
    assert f"answers   {fingerprint}" in capsys.readouterr().out
    assert service(["profile", "rollback"]) == 2
    assert "No profile has answered before" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["show"], ["use"]])
def test_a_file_that_is_none_is_one_sentence(tmp_path, monkeypatch, capsys, command):
    monkeypatch.setenv("ROUTECASE_SERVICE", str(tmp_path))
    (tmp_path / "bad").write_text("no zip")
    assert service(["profile", *command, str(tmp_path / "bad")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
