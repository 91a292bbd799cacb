"""What is secret shows nowhere: not in what is said, logged, kept, reported or raised."""

from __future__ import annotations

import asyncio
import logging
import traceback

import pytest

from cli.helpdesk.commands import main
from helpdesk.credentials import BasicAuth, ClientCredentials
from helpdesk.desk_kind import DeskKind
from helpdesk.errors import HelpDeskError
from helpdesk.vendors import open_desk
from store.helpdesk import pushes
from store.workspace import Workspace
from tests.cli.helpdesk.test_commands import KEYS, decided
from tests.fakes.helpdesk.behaviour import Behaviour
from tests.fakes.helpdesk.process import help_desk
from tests.fakes.helpdesk.server import SECRET, SECRETS

TROUBLE = {"errors": 0.1, "pages": 0.1, "conflicts": 0.1, "dead_jobs": 0.5}


def shown_in(text):
    return [secret for secret in SECRETS if secret in text]


def read(file):
    """What stands in a file of any kind."""
    return file.read_bytes().decode("latin-1")


@pytest.mark.parametrize("kind", ["zendesk", "servicenow"])
def test_a_whole_round_with_a_desk_that_repeats_secrets_leaves_none_behind(
    kind, tmp_path, capsys, caplog, monkeypatch
):
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    file, report = tmp_path / "w.duckdb", tmp_path / "report.jsonl"
    with caplog.at_level(logging.DEBUG), help_desk(kind, Behaviour(tickets=12)) as desk:
        url, where = ["--url", desk.url], ["--workspace", str(file)]
        main(["test", kind, *url, "--json"])
        main(["import", kind, *where, *url])
        main(["map", kind, *where, "--by-name"])
        decided(file)
        desk.change(**(TROUBLE if kind == "zendesk" else {"conflicts": 0.3}))
        main(["push", "1", *where, *url, "--yes", "--report", str(report)])
        desk.revoke()
        main(["undo", "last", *where, *url, "--yes"])
        main(["test", kind, *url])
        world = desk.world()
    said = capsys.readouterr()
    assert world["faults"]
    assert not shown_in(said.out + said.err + caplog.text)
    assert [f.name for f in tmp_path.rglob("*") if f.is_file() and shown_in(read(f))] == []
    assert not world["violations"]
    workspace = Workspace(file, "the tests")
    shown = pushes.audit(workspace, None, 1000).to_string()
    workspace.close()
    assert not shown_in(shown)


@pytest.mark.parametrize("kind", list(DeskKind))
def test_no_traceback_and_no_repr_shows_a_secret(kind):
    freshdesk = kind is DeskKind.FRESHDESK
    who = BasicAuth(SECRET, "X") if freshdesk else ClientCredentials("robot", SECRET)

    async def ask(url):
        async with open_desk(kind, url, who, lambda _: None) as client:
            await client.groups()

    with help_desk(kind, Behaviour(tickets=1)) as desk:
        desk.revoke()
        with pytest.raises(HelpDeskError) as raised:
            asyncio.run(ask(desk.url))
    assert SECRET not in "".join(traceback.format_exception(raised.value))
    if not freshdesk:
        assert SECRET not in repr(who)
