"""Limits as the child process reads them."""

from __future__ import annotations

import json

from store.sandbox.limits import MB, Limits


def test_with_less_time_all_else_is_the_same() -> None:
    short = Limits().at_most(0.5)
    assert short.seconds == 0.5
    assert Limits().at_most(Limits().seconds) == Limits()


def test_they_go_to_the_child_as_json() -> None:
    limits = Limits(memory=5 * MB)
    assert Limits(**json.loads(json.dumps(limits.to_message()))) == limits


def test_the_database_leaves_room_for_the_rest_of_its_process() -> None:
    limits = Limits()
    assert limits.database + 2 * limits.output < limits.memory
