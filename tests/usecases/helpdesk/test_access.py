"""Which credentials are taken, and that a connection that fails is told in a sentence."""

from pathlib import Path

import pytest

from helpdesk.credentials import (
    BasicAuth,
    BearerToken,
    ClientCredentials,
    PasswordGrant,
    RefreshGrant,
)
from helpdesk.desk_kind import DeskKind
from helpdesk.errors import DeskMisuse
from settings import HelpDeskKeys
from usecases.helpdesk.access import access, check, credentials

CLIENT = {"zendesk_client_id": "id", "zendesk_client_secret": "secret"}


@pytest.mark.parametrize(
    ("kind", "keys", "used"),
    [
        ("zendesk", CLIENT, ClientCredentials("id", "secret")),
        ("zendesk", CLIENT | {"zendesk_refresh_token": "r", "zendesk_token_file": "f"},
         RefreshGrant("id", "secret", "r", Path("f"))),
        ("zendesk", CLIENT | {"zendesk_refresh_token": "r"}, ClientCredentials("id", "secret")),
        ("zendesk", {"zendesk_access_token": "a"}, BearerToken("a")),
        ("zendesk", {"zendesk_email": "me@acme.com", "zendesk_api_token": "t"},
         BasicAuth("me@acme.com/token", "t")),
        ("freshdesk", {"freshdesk_api_key": "k"}, BasicAuth("k", "X")),
        ("servicenow", {"servicenow_user": "u", "servicenow_password": "p"}, BasicAuth("u", "p")),
        ("servicenow", {"servicenow_client_id": "c", "servicenow_client_secret": "s",
                        "servicenow_user": "u", "servicenow_password": "p"},
         PasswordGrant("c", "s", "u", "p")),
        ("servicenow", {"servicenow_client_id": "c", "servicenow_client_secret": "s"},
         ClientCredentials("c", "s")),
        ("zendesk", {"zendesk_email": "me@acme.com"}, None),
    ],
)  # fmt: skip
def test_the_best_complete_set_is_taken(kind, keys, used):
    assert credentials(DeskKind(kind), HelpDeskKeys(**keys)) == used


def test_a_refresh_token_without_a_file_for_the_next_one_is_refused():
    with pytest.raises(DeskMisuse, match="ZENDESK_TOKEN_FILE"):
        credentials(DeskKind.ZENDESK, HelpDeskKeys(zendesk_refresh_token="r"))  # noqa: S106


def test_without_credentials_the_variables_are_named():
    with pytest.raises(DeskMisuse, match="FRESHDESK_API_KEY"):
        access(DeskKind.FRESHDESK, "https://acme.freshdesk.com", HelpDeskKeys())


def test_a_desk_that_is_not_there_is_told_in_one_sentence():
    keys = HelpDeskKeys(freshdesk_api_key="canary")
    found = check(access(DeskKind.FRESHDESK, "http://127.0.0.1:9", keys), lambda _: None)
    assert not found.works
    assert found.sentence.startswith("Freshdesk cannot be reached")
    assert "canary" not in repr(access(DeskKind.FRESHDESK, "http://127.0.0.1:9", keys))
