"""What the commands of help desks share."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.helpdesk import options
from helpdesk.client import Notice
from helpdesk.desk_kind import DeskKind
from helpdesk.errors import DeskMisuse


def test_desks_are_those_that_are_known(capsys):
    parser = argparse.ArgumentParser()
    options.add_desk(parser)
    for kind in DeskKind:
        assert parser.parse_args([kind.value]).desk == kind
    with pytest.raises(SystemExit):
        parser.parse_args(["jira"])


def test_a_wait_is_told_with_the_time_it_ends(capsys):
    until = datetime(2026, 11, 28, 12, 30, tzinfo=UTC)
    options.tell(Notice("The desk asks to wait.", until))
    options.tell(Notice("It goes on."))
    said = capsys.readouterr().err.splitlines()
    assert said == [f"The desk asks to wait. Until {until.astimezone():%H:%M:%S}.", "It goes on."]


def test_a_workspace_is_made_only_where_that_is_asked_for(tmp_path: Path):
    path = tmp_path / "w.duckdb"
    with pytest.raises(DeskMisuse, match="import tickets first"), options.workspace(path):
        pass
    assert not path.exists()
    with options.workspace(path, new=True) as made:
        assert made.path == path
    with options.workspace(path) as opened:
        assert opened.revision
