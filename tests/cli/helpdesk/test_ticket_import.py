"""`python -m helpdesk import`: once whole, then what changed, from a day on where one is named."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from cli.helpdesk.commands import main
from cli.helpdesk.ticket_import import add_arguments
from tests.fakes.helpdesk.behaviour import Behaviour
from tests.fakes.helpdesk.process import help_desk
from tests.fakes.helpdesk.server import SECRET


@pytest.fixture(scope="module")
def url():
    with help_desk("freshdesk", Behaviour(tickets=20)) as desk:
        yield desk.url


@pytest.fixture
def told(url, monkeypatch, tmp_path, capsys):
    """What an import says of itself."""
    monkeypatch.setenv("FRESHDESK_API_KEY", SECRET)

    def read(*more: str) -> str:
        where = ["--url", url, "--workspace", str(tmp_path / "w.duckdb")]
        assert main(["import", "freshdesk", *where, *more]) == 0
        return capsys.readouterr().out

    return read


def test_a_second_import_brings_nothing_twice(told):
    first, second = (json.loads(told("--json")) for _ in range(2))
    assert (first["tickets"], first["in_workspace"]) == (20, 20)
    assert (second["tickets"], second["in_workspace"]) == (0, 20)


def test_a_person_reads_a_sentence(told):
    assert told() == "20 tickets that are new or changed read from Freshdesk.\n"


def test_since_leaves_out_what_changed_before(told):
    day = (datetime.now(UTC) - timedelta(days=10)).date().isoformat()
    found = json.loads(told("--since", day, "--json"))
    assert 0 < found["tickets"] < 20


@pytest.fixture
def since():
    """The moment that is meant by a date."""
    parser = argparse.ArgumentParser()
    add_arguments(parser, "import")
    words = ["freshdesk", "--url", "https://a.b", "--workspace", "w.duckdb"]
    return lambda *more: parser.parse_args([*words, *more]).since


def test_a_day_begins_in_utc_unless_it_says_otherwise(since):
    assert since() is None
    assert since("--since", "2026-01-31") == datetime(2026, 1, 31, tzinfo=UTC)
    east = timezone(timedelta(hours=2))
    assert since("--since", "2026-01-31T00:00+02:00") == datetime(2026, 1, 31, tzinfo=east)


@pytest.mark.parametrize("wrong", ["yesterday", "2026-13-01", "31.01.2026", ""])
def test_what_is_no_date_is_refused_with_an_example(since, wrong, capsys):
    with pytest.raises(SystemExit):
        since("--since", wrong)
    assert f'"{wrong}" is no date; write it as 2026-01-31.' in capsys.readouterr().err
