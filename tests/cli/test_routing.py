"""`python -m routing COMMAND`: the door to the commands."""

from __future__ import annotations

import importlib

import pytest

from cli.routing import COMMANDS, main
from jobs import Cancelled
from routing.errors import RouterError


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_a_module_of_its_own(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert COMMANDS[name] in " ".join(capsys.readouterr().out.split())


def test_an_unknown_command_names_those_there_are(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["rout"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert all(name in said for name in COMMANDS)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (RouterError("There are no categories yet."), 2, "There are no categories yet."),
        (KeyboardInterrupt(), 130, "Stopped."),
        (Cancelled(), 130, "Stopped."),
    ],
)
def test_what_ends_a_command_is_one_sentence_and_an_exit_code(
    monkeypatch, capsys, error, code, said
):
    def run(_args: object) -> int:
        raise error

    monkeypatch.setattr(importlib.import_module("cli.providers"), "run", run)
    assert main(["providers"]) == code
    assert capsys.readouterr().err == f"{said}\n"
