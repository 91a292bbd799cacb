"""Who calls a command."""

from __future__ import annotations

import getpass

import pytest

from cli.actor import actor
from usecases.actor import LOCAL_OWNER, Role


def test_the_person_at_this_machine_owns_everything_under_their_own_name(monkeypatch):
    monkeypatch.setenv("LOGNAME", "ana")
    assert (actor().name, actor().role) == ("ana", Role.ADMIN)


@pytest.mark.parametrize("error", [OSError, KeyError, ImportError])
def test_a_machine_that_knows_no_name_has_an_owner(monkeypatch, error):
    def unknown() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert actor() == LOCAL_OWNER
