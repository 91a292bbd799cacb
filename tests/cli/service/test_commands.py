"""`python -m service`: whatever cannot be done is one sentence and code 2."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from cli.service.commands import COMMANDS, EXTRA, main


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_command_has_a_module_of_its_own(command):
    assert find_spec(f"cli.{command.module}") is not None


def test_the_help_needs_no_command_s_packages(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(name in told for name in COMMANDS)


def test_what_is_refused_is_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ROUTECASE_SERVICE", str(tmp_path))
    assert main(["key", "remove", "nobody"]) == 2
    assert capsys.readouterr().err == "There is no key nobody.\n"


@pytest.mark.skipif(find_spec("limits") is not None, reason="the packages are there")
def test_without_the_packages_of_the_service_they_are_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ROUTECASE_SERVICE", str(tmp_path))
    assert main(["key", "add", "till"]) == 2
    assert capsys.readouterr().err == f"{EXTRA}\n"
