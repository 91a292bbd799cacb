"""Whatever a help desk does, commands and screens show it as one sentence."""

from __future__ import annotations

import pytest

from helpdesk import errors
from jobs.errors import ExpectedError


@pytest.mark.parametrize(
    "kind", [errors.DeskMisuse, errors.DeskStopped, errors.NoAnswer, errors.NotSent]
)
def test_each_is_expected_and_shown_as_it_stands(kind):
    error = kind("Zendesk is gone.")
    assert isinstance(error, errors.HelpDeskError)
    assert isinstance(error, ExpectedError)
    assert str(error) == "Zendesk is gone."


def test_a_refusal_shows_its_sentence_and_keeps_its_status_beside_it():
    refused = errors.DeskRefused(409, "The ticket changed.")
    assert (str(refused), refused.status) == ("The ticket changed.", 409)
    assert isinstance(refused, errors.HelpDeskError)


def test_what_may_have_been_done_is_never_taken_for_what_was_not_sent():
    assert not issubclass(errors.NoAnswer, errors.NotSent)
    assert not issubclass(errors.NotSent, errors.NoAnswer)
