"""A key is printed once, and its rate is read before it is made."""

from __future__ import annotations

from contextlib import closing

import pytest

pytest.importorskip("limits")

from cli.service.commands import main
from service.storage.api_keys import USUAL_RATE, ApiKey, ApiKeys
from service.storage.database import Database
from service.storage.inbox import DATABASE


def test_a_key_that_was_printed_is_known_afterwards(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ROUTECASE_SERVICE", str(tmp_path))
    assert main(["key", "add", "till"]) == 0
    key = capsys.readouterr().out.strip()
    with closing(Database(tmp_path / DATABASE)) as database:
        assert ApiKeys(database).find(key, 1.0) == ApiKey("till", USUAL_RATE)


def test_a_rate_that_is_none_makes_no_key(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ROUTECASE_SERVICE", str(tmp_path))
    assert main(["key", "add", "till", "--rate", "often"]) == 2
    assert "600/minute" in capsys.readouterr().err
    with closing(Database(tmp_path / DATABASE)) as database:
        assert ApiKeys(database).all() == []
