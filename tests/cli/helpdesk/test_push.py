"""`python -m helpdesk push|undo`: what would be written is told before anything is."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.helpdesk.commands import main
from helpdesk.journal import Outcome, Planned, Status
from helpdesk.tickets import DeskTicket, Group, Move, MovePage, TicketPage, TicketStatus
from routing.decision import Decision, Disposition
from routing.taxonomy import Category, Taxonomy
from store import runs, taxonomies
from store.helpdesk import desk_groups, pushes
from store.helpdesk.archive import open_archive
from store.helpdesk.pushes import PlannedRow
from store.workspace import Workspace

URL = "https://acme.zendesk.com"
AT = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Four tickets of Zendesk: two go to Money, one is there, one waits for a person."""
    path = tmp_path / "w.duckdb"
    with closing(Workspace(path, "the tests")) as workspace:
        taxonomies.save(workspace, Taxonomy((Category("Billing"),)), "the tests")
        archive = open_archive(workspace, "zendesk", "Zendesk", URL)
        desk_groups.keep_groups(workspace, "zendesk", [Group("1", "Triage"), Group("2", "Money")])
        page = [
            DeskTicket(
                f"{n}", "Help", "Body", "2" if n == 3 else "1", TicketStatus.OPEN, AT, AT, "1"
            )
            for n in (1, 2, 3, 4)
        ]
        archive.keep_tickets(TicketPage(tuple(page), "next"))
        desk_groups.map_categories(workspace, "zendesk", {"Billing": "2"})
        run = runs.start(workspace, "embedded", {"router": "embedded"}, 1)
        runs.RunJournal(workspace, run.run_id).write(
            [
                Decision(key, "Billing", 0.9, "embedded",
                         disposition=Disposition.REVIEW if key == 4 else Disposition.AUTO)
                for key in (1, 2, 3, 4)
            ]
        )  # fmt: skip
    return path


@pytest.fixture
def pushed(file: Path) -> Path:
    """The same after a push of the first ticket."""
    with closing(Workspace(file, "the tests")) as workspace:
        plan = [PlannedRow(Planned("1", "1", "2"), "Billing", 0.9)]
        number = pushes.start(workspace, "zendesk", 1, "Ada", plan)
        done = Outcome("1", Status.ASSIGNED, "", AT, "2", written=True)
        pushes.Journal(workspace, number).settle([done])
    return file


def asked(file: Path, *words: str, url: str = URL) -> int:
    return main([*words, "--workspace", str(file), "--url", url])


def test_a_dry_run_counts_each_way_and_each_reason_and_names_the_proof(file, capsys):
    assert asked(file, "push", "1", "--dry-run") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "2 would assign: Triage → Money"
    assert "1 unchanged: Already in this group." in told
    assert any(line.startswith("1 not pushed: It waits for a person") for line in told)
    assert "update of ticket 1 that would change nothing" in told[-1]


def test_what_somebody_moved_after_it_was_decided_is_not_pushed(file, capsys):
    later = datetime.now(UTC) + timedelta(hours=1)
    with closing(Workspace(file, "the tests")) as workspace:
        archive = open_archive(workspace, "zendesk", "Zendesk", URL)
        archive.keep_moves(
            MovePage((Move("1", "e1", "5", "1", later), Move("2", "e2", "1", "5", AT)))
        )
    assert asked(file, "push", "1", "--dry-run") == 0
    told = capsys.readouterr().out.splitlines()
    assert "1 not pushed: Somebody moved it after it was decided." in told
    assert told[0] == "1 would assign: Triage → Money"


def test_where_no_history_was_read_a_changed_group_tells_of_a_move(file, capsys):
    later = datetime.now(UTC) + timedelta(hours=1)
    with closing(Workspace(file, "the tests")) as workspace:
        archive = open_archive(workspace, "zendesk", "Zendesk", URL)
        seen = (("1", "5", later), ("2", "1", later))  # the second was changed, and not moved
        page = [
            DeskTicket(ticket, "Help", "Body", group, TicketStatus.OPEN, AT, at, "2")
            for ticket, group, at in seen
        ]
        archive.keep_tickets(TicketPage(tuple(page), "next"))
    assert asked(file, "push", "1", "--dry-run") == 0
    told = capsys.readouterr().out.splitlines()
    assert "1 not pushed: Somebody moved it after it was decided." in told
    assert told[0] == "1 would assign: Triage → Money"


def test_our_own_way_back_is_nobody_s_move_but_a_conflict_is(pushed, capsys):
    later = datetime.now(UTC) + timedelta(hours=1)
    with closing(Workspace(pushed, "the tests")) as workspace:
        conflict = Outcome("2", Status.CONFLICT, "", AT, "5")
        pushes.Journal(workspace, 1).settle([conflict])
        plan = [PlannedRow(Planned("1", "2", "1"), "Billing", 0.9)]
        number = pushes.start(workspace, "zendesk", 1, "Ada", plan, undoes=1)
        back = Outcome("1", Status.ASSIGNED, "", AT, "1", written=True)
        pushes.Journal(workspace, number).settle([back])
        archive = open_archive(workspace, "zendesk", "Zendesk", URL)
        archive.keep_moves(MovePage((Move("1", "e1", "2", "1", later),)))
    assert asked(pushed, "push", "1", "--dry-run") == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "1 would assign: Triage → Money"
    assert "1 not pushed: Somebody moved it after it was decided." in told


def test_the_proof_may_be_named(file, capsys):
    assert asked(file, "push", "1", "--dry-run", "--proof", "77") == 0
    assert "update of ticket 77 " in capsys.readouterr().out


def test_the_report_holds_a_line_for_every_ticket(file, tmp_path):
    report = tmp_path / "r.jsonl"
    assert asked(file, "push", "1", "--dry-run", "--report", str(report)) == 0
    rows = {row["ticket"]: row for row in map(json.loads, report.read_text("utf-8").splitlines())}
    assert set(rows) == {"1", "2", "3", "4"}
    assert (rows["1"]["from"], rows["1"]["to"]) == ("Triage", "Money")


@pytest.mark.parametrize("way", ["--dry-run", "--yes"])
def test_a_report_that_cannot_be_written_is_refused_before_the_desk_is_asked(
    file, tmp_path, capsys, way
):
    nowhere = tmp_path / "none" / "r.jsonl"
    assert asked(file, "push", "1", way, "--report", str(nowhere)) == 2
    told = capsys.readouterr().err
    assert "cannot be written: No such file" in told
    assert told.count("\n") == 1


def test_another_desk_s_address_is_refused_and_the_right_one_named(file, capsys):
    assert asked(file, "push", "1", "--dry-run", url="https://other.zendesk.com") == 2
    assert URL in capsys.readouterr().err


@pytest.mark.parametrize("words", [(), ("--dry-run", "--yes")])
def test_one_says_either_to_try_or_to_write(file, words):
    with pytest.raises(SystemExit):
        asked(file, "push", "1", *words)


@pytest.mark.parametrize("which", ["last", "1"])
def test_an_undo_shows_the_way_back(pushed, which, capsys):
    assert asked(pushed, "undo", which, "--dry-run") == 0
    assert capsys.readouterr().out == "1 would assign: Money → Triage\n"


@pytest.mark.parametrize("which", ["0", "99"])
def test_a_push_that_never_was_is_not_taken_for_the_last_one(pushed, which, capsys):
    assert asked(pushed, "undo", which, "--dry-run") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert which in told.err


def test_without_a_push_there_is_no_last_one(file, capsys):
    assert asked(file, "undo", "last", "--dry-run") == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("wrong", ["first", "-1", "1.5", ""])
def test_what_names_no_push_is_told_what_does(file, wrong, capsys):
    with pytest.raises(SystemExit):
        main(["undo", "--dry-run", "--workspace", str(file), "--url", URL, "--", wrong])
    assert "is no push; name its number, or last." in capsys.readouterr().err
