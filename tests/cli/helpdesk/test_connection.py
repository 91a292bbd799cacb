"""`python -m helpdesk test|groups`: whether a desk can be read, for a person or a program."""

from __future__ import annotations

import json

import pytest

from cli.helpdesk.commands import main
from tests.fakes.helpdesk.behaviour import Behaviour
from tests.fakes.helpdesk.process import help_desk
from tests.fakes.helpdesk.server import SECRET


@pytest.fixture(scope="module")
def url():
    with help_desk("freshdesk", Behaviour(tickets=1, groups=3)) as desk:
        yield desk.url


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("FRESHDESK_API_KEY", SECRET)


def test_a_desk_that_answers_is_one_sentence_and_zero(url, capsys):
    assert main(["test", "freshdesk", "--url", url]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("Freshdesk answers: 3 groups")
    assert (told.out.count("\n"), told.err) == (1, "")


def test_a_program_reads_the_same_as_json(url, capsys):
    assert main(["test", "freshdesk", "--url", url, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["works"] is True
    assert found["sentence"].startswith("Freshdesk answers: 3 groups")


def test_a_desk_that_refuses_the_key_is_told_on_the_standard_error_and_one(
    url, monkeypatch, capsys
):
    monkeypatch.setenv("FRESHDESK_API_KEY", "canary-wrong")
    assert main(["test", "freshdesk", "--url", url]) == 1
    plain = capsys.readouterr()
    assert main(["test", "freshdesk", "--url", url, "--json"]) == 1
    for_program = capsys.readouterr()
    assert plain.out == ""
    assert "does not accept the credentials" in plain.err
    assert json.loads(for_program.out)["works"] is False
    assert "canary-wrong" not in plain.err + for_program.out


def test_groups_are_lines_of_id_and_name_in_the_order_of_their_names(url, capsys):
    assert main(["groups", "freshdesk", "--url", url]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [name for _, name in lines] == ["Group 0", "Group 1", "Group 2"]
    assert main(["groups", "freshdesk", "--url", url, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [[each["id"], each["name"]] for each in found] == lines
