"""`python -m helpdesk map`: categories and the groups they are pushed to."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from cli.helpdesk.commands import main
from helpdesk.tickets import Group
from routing.taxonomy import Category, Taxonomy
from store import taxonomies
from store.helpdesk import desk_groups
from store.workspace import Workspace


@pytest.fixture
def desk(tmp_path: Path) -> list[str]:
    """The words that name a workspace with two categories and two groups."""
    path = tmp_path / "w.duckdb"
    with closing(Workspace(path, "the tests")) as workspace:
        taxonomies.save(workspace, Taxonomy((Category("Billing"), Category("Fraud"))), "x")
        desk_groups.keep_groups(workspace, "zendesk", [Group("1", "billing"), Group("2", "Risk")])
    return ["map", "zendesk", "--workspace", str(path)]


def test_by_name_and_by_hand_and_taken_back(desk, capsys):
    assert main([*desk, "--by-name"]) == 0
    assert capsys.readouterr().out == "Billing → billing\nFraud: not pushed\n"
    assert main([*desk, "--set", "Fraud=Risk", "Billing=", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"category": "Billing", "group": None, "group_id": None},
        {"category": "Fraud", "group": "Risk", "group_id": "2"},
    ]


def test_without_an_option_it_is_only_shown(desk, capsys):
    assert main(desk) == 0
    assert capsys.readouterr().out == "Billing: not pushed\nFraud: not pushed\n"


def test_a_pair_without_its_sign_is_refused(desk, capsys):
    with pytest.raises(SystemExit):
        main([*desk, "--set", "Fraud"])
    assert '"Fraud" is not CATEGORY=GROUP' in capsys.readouterr().err
