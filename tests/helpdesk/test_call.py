"""A request knows whether it asks for a token, and waits no longer than its kind deserves."""

from __future__ import annotations

import pytest

from helpdesk.call import CONNECT_LIMIT, READ_LIMIT, WRITE_LIMIT, Call


@pytest.mark.parametrize(("kind", "is_for_token"), [("token", True), ("read", False), ("", False)])
def test_only_a_request_for_a_token_goes_without_one(kind, is_for_token):
    assert Call("POST", "/oauth/tokens", kind, {}).is_for_token is is_for_token


def test_unless_told_otherwise_a_request_may_go_again_at_any_time_and_take_as_long_as_a_page():
    plain = Call("GET", "/api/v2/groups", "read", {})
    assert (plain.limit, plain.fresh_until, plain.once) == (READ_LIMIT, None, False)


def test_a_write_is_given_up_before_a_page_of_an_export_is():
    assert CONNECT_LIMIT < WRITE_LIMIT < READ_LIMIT
