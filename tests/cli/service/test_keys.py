"""`python -m service key`: keys are listed by name and rate, and never shown again."""

from __future__ import annotations

from contextlib import closing

import pytest

from cli.service.commands import main
from service.storage.api_keys import ApiKeys
from service.storage.database import Database
from service.storage.inbox import DATABASE


@pytest.fixture
def made(tmp_path, monkeypatch) -> list[str]:
    """The keys of two callers."""
    monkeypatch.setenv("ROUTECASE_SERVICE", str(tmp_path))
    with closing(Database(tmp_path / DATABASE)) as database:
        keys = ApiKeys(database)
        return [keys.add("till", 1.0, "600/minute"), keys.add("shop", 1.0, "2/second")]


def test_the_list_shows_names_and_rates_and_no_key(made, capsys):
    assert main(["key", "list"]) == 0
    told = capsys.readouterr().out
    assert told == "shop  2/second\ntill  600/minute\n"
    assert not any(key in told for key in made)


def test_a_removed_key_is_nobody_s_and_the_other_stays(made, tmp_path):
    assert main(["key", "remove", "till"]) == 0
    with closing(Database(tmp_path / DATABASE)) as database:
        till, shop = (ApiKeys(database).find(key, 2.0) for key in made)
    assert till is None
    assert shop is not None


def test_an_action_is_needed(made):
    with pytest.raises(SystemExit):
        main(["key"])
