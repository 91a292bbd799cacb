"""Only the command that is asked for is imported, and its exit code is that of the process."""

from __future__ import annotations

import sys

import pytest

from cli import command_table
from cli.command_table import Command
from jobs.errors import ExpectedError

COMMANDS = {
    "groups": Command("helpdesk.connection", "list the groups"),
    "absent": Command("a_module_that_is_not_there", "cannot be imported"),
}


def test_the_arguments_of_the_command_are_taken_and_no_other_module_is_imported():
    asked = command_table.parsed("prog", None, COMMANDS, ["groups", "zendesk", "--url", "u"])
    assert (asked.command, asked.desk, asked.url) == ("groups", "zendesk", "u")
    assert "cli.a_module_that_is_not_there" not in sys.modules


def test_the_help_lists_every_command_and_imports_none(capsys):
    with pytest.raises(SystemExit) as left:
        command_table.parsed("prog", None, COMMANDS, ["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert all(command.meaning in said for command in COMMANDS.values())


def test_without_a_command_the_exit_code_is_that_of_a_refusal(capsys):
    with pytest.raises(SystemExit) as left:
        command_table.parsed("prog", None, COMMANDS, [])
    assert left.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


def test_what_a_command_refuses_is_raised_to_its_caller(monkeypatch):
    monkeypatch.delenv("FRESHDESK_API_KEY", raising=False)
    asked = command_table.parsed(
        "prog", None, COMMANDS, ["groups", "freshdesk", "--url", "ftp://x"]
    )
    with pytest.raises(ExpectedError, match=r"FRESHDESK_API_KEY|https"):
        command_table.run(COMMANDS, asked)
