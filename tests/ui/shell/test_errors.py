"""What a user reads when something goes wrong."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from ui.shell.errors import UNEXPECTED

REFUSED = """
from ui.shell import errors
from usecases.actor import Actor, NotAllowed, Role

try:
    Actor("Eve", Role.VIEWER).require(Role.MANAGER, "start a run")
except NotAllowed as problem:
    errors.show(problem)
"""
BROKEN = """
from ui.shell import errors

errors.show(KeyError("a bug"))
"""


def test_who_may_not_do_something_is_told_so_and_not_that_the_screen_is_broken():
    app = AppTest.from_string(REFUSED).run()
    assert app.error[0].value == "Only a manager may start a run; Eve is a viewer."


def test_a_bug_is_one_plain_sentence_without_its_traceback():
    app = AppTest.from_string(BROKEN).run()
    assert app.error[0].value == UNEXPECTED
