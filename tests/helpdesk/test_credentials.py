"""Credentials keep to themselves."""

from pathlib import Path

from helpdesk.credentials import BasicAuth, ClientCredentials, RefreshGrant, secrets


def test_nothing_secret_shows_when_credentials_are_printed():
    for each in (
        BasicAuth("me", "canary"),
        ClientCredentials("client", "canary"),
        RefreshGrant("client", "canary", "canary", Path("tokens.json")),
    ):
        assert "canary" not in repr(each)


def test_the_encoded_form_of_a_key_is_secret_too():
    key = BasicAuth("canary", "X")
    assert {"canary", key.header.removeprefix("Basic ")} <= set(secrets(key))
