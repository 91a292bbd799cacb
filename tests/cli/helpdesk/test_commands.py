"""The command line of help desks, from the first reading to the way back, with a kill between."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.helpdesk.commands import main
from routing.decision import Decision, Disposition
from store import runs, tickets
from store.workspace import Workspace
from tests.fakes.helpdesk.behaviour import Behaviour
from tests.fakes.helpdesk.process import help_desk
from tests.fakes.helpdesk.server import SECRET

ROOT = Path(__file__).parents[2]
KEYS = {
    "ZENDESK_CLIENT_ID": "robot", "ZENDESK_CLIENT_SECRET": SECRET, "FRESHDESK_API_KEY": SECRET,
    "SERVICENOW_CLIENT_ID": "robot", "SERVICENOW_CLIENT_SECRET": SECRET,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _keys(monkeypatch):
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)


def decided(file):
    """A run that has sent every ticket to one of the groups."""
    workspace = Workspace(file, "the tests")
    made = runs.start(workspace, "embedded", {"router": "embedded"}, 1)
    journal = runs.RunJournal(workspace, made.run_id)
    for batch in tickets.pending(workspace, made.run_id):
        journal.write(
            [
                Decision(each.key, f"Group {each.key % 5 + 1}", 0.9, "embedded",
                         reason="Words that counted.",
                         disposition=Disposition.REVIEW if each.key == 1 else Disposition.AUTO)
                for each in batch
            ]
        )  # fmt: skip
    workspace.close()


def rows(file):
    return [json.loads(line) for line in file.read_text().splitlines()]


@pytest.mark.parametrize("kind", ["zendesk", "servicenow"])
def test_from_the_first_reading_to_the_way_back(kind, tmp_path, capsys):
    file, report = tmp_path / "w.duckdb", tmp_path / "report.jsonl"
    with help_desk(kind, Behaviour(tickets=40, job_seconds=0.05)) as desk:
        url, where = ["--url", desk.url], ["--workspace", str(file)]
        assert main(["test", kind, *url]) == 0
        assert main(["import", kind, *where, *url, "--json"]) == 0
        assert main(["map", kind, *where, "--by-name"]) == 0
        decided(file)
        capsys.readouterr()

        assert main(["push", "1", *where, *url, "--dry-run", "--report", str(report)]) == 0
        assert [row["status"] for row in rows(report)].count("would assign") == 39
        assert [row["status"] for row in rows(report)].count("not pushed") == 1
        assert not desk.world()["writes"]

        remark = ["--note"] if kind == "servicenow" else ["--note", "--tag"]
        assert main(["push", "1", *where, *url, "--yes", *remark, "--report", str(report)]) == 0
        world = desk.world()
        assert {row["status"] for row in rows(report)} == {"assigned"}
        assert {(r["to"]) for r in rows(report)} == {f"Group {n}" for n in range(1, 6)}
        assert len(world["writes"]) == 39
        assert sum(bool(ticket["notes"]) for ticket in world["tickets"].values()) == 39
        tagged = sum("routecase" in ticket["tags"] for ticket in world["tickets"].values())
        assert tagged == (0 if kind == "servicenow" else 39)

        assert main(["push", "1", *where, *url, "--yes"]) == 0
        assert desk.world()["writes"] == world["writes"]

        assert main(["undo", "last", *where, *url, "--yes", "--report", str(report)]) == 0
        assert {row["status"] for row in rows(report)} == {"assigned"}
        groups = {ticket["group"] for ticket in desk.world()["tickets"].values()}
        assert groups == {next(iter(world["groups"]))}
        assert not any(ticket["tags"] for ticket in desk.world()["tickets"].values())
        assert main(["outcomes", *where, "--json"]) == 0
    said = capsys.readouterr()
    assert SECRET not in said.out + said.err
    assert SECRET.encode() not in file.read_bytes()


def test_a_push_that_is_killed_goes_on_with_the_same_command(tmp_path):
    file, report = tmp_path / "w.duckdb", tmp_path / "report.jsonl"
    with help_desk("zendesk", Behaviour(tickets=300, latency=0.1, job_seconds=0.2)) as desk:
        url, where = ["--url", desk.url], ["--workspace", str(file)]
        assert main(["import", "zendesk", *where, *url]) == 0
        assert main(["map", "zendesk", *where, "--by-name"]) == 0
        decided(file)
        words = ["push", "1", *where, *url, "--yes", "--report", str(report)]
        with subprocess.Popen(
            [sys.executable, "-m", "helpdesk", *words], cwd=ROOT, env=os.environ | KEYS,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            while not desk.world()["writes"] and process.poll() is None:
                time.sleep(0.02)
            process.kill()
        assert main(words) == 0
        world = desk.world()
    assert {row["status"] for row in rows(report)} == {"assigned"}
    assert len(rows(report)) == 299
    assert set(world["writes"].values()) == {1}


def test_a_desk_that_ends_it_early_leaves_the_rest_pending_and_says_why(tmp_path, capsys):
    file, report = tmp_path / "w.duckdb", tmp_path / "report.jsonl"
    with help_desk("freshdesk", Behaviour(tickets=40)) as desk:
        url, where = ["--url", desk.url], ["--workspace", str(file)]
        assert main(["import", "freshdesk", *where, *url]) == 0
        assert main(["map", "freshdesk", *where, "--by-name"]) == 0
        decided(file)
        desk.revoke()
        capsys.readouterr()
        assert main(["push", "1", *where, *url, "--yes", "--report", str(report)]) == 1
    assert {row["status"] for row in rows(report)} == {"pending"}
    assert "does not accept the credentials" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["test", "freshdesk", "--url", "http://acme.freshdesk.com"], "https://"),
        (["import", "freshdesk", "--url", "ftp://x", "--workspace", "{w}"], "https://"),
        (["push", "1", "--url", "https://a.b", "--workspace", "{w}", "--yes"], "no workspace"),
        (["map", "zendesk", "--workspace", "{w}", "--by-name"], "no workspace"),
    ],
)
def test_what_is_refused_is_told_in_one_sentence(words, says, tmp_path, capsys):
    file = str(tmp_path / "w.duckdb")
    assert main([word.replace("{w}", file) for word in words]) == 2
    assert says in capsys.readouterr().err


def test_without_keys_their_variables_are_named(monkeypatch, capsys):
    monkeypatch.delenv("FRESHDESK_API_KEY")
    assert main(["test", "freshdesk", "--url", "https://acme.freshdesk.com"]) == 2
    assert "FRESHDESK_API_KEY" in capsys.readouterr().err


def test_a_second_dry_run_plans_nothing_again_and_people_are_heard_at_the_next_reading(
    tmp_path, capsys
):
    file, report = tmp_path / "w.duckdb", tmp_path / "report.jsonl"
    with help_desk("servicenow", Behaviour(tickets=12)) as desk:
        url, where = ["--url", desk.url], ["--workspace", str(file)]
        for words in (["import", "servicenow", *url], ["map", "servicenow", "--by-name"]):
            assert main([*words, *where]) == 0
        decided(file)
        assert main(["push", "1", *where, *url, "--yes", "--report", str(report)]) == 0
        moved = rows(report)[0]["ticket"]
        desk.change(agents=[[moved, "move"]])
        assert main(["import", "servicenow", *where, *url]) == 0
        assert main(["push", "1", *where, *url, "--dry-run", "--report", str(report)]) == 0
        assert not [row for row in rows(report) if row["status"] == "would assign"]
        capsys.readouterr()
        assert main(["outcomes", *where, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["n"], told["moved"]) == (11, 1)
    assert told["low"] < told["kept"] < told["high"]
