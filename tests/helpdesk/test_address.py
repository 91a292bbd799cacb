"""What counts as an address of a help desk."""

import pytest

from helpdesk.address import desk_url
from helpdesk.errors import DeskMisuse


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://acme.zendesk.com/agent/filters/1", "https://acme.zendesk.com"),
        ("https://ACME.freshdesk.com:8443", "https://acme.freshdesk.com:8443"),
        ("http://127.0.0.1:9000/", "http://127.0.0.1:9000"),
        ("http://[::1]:9000", "http://[::1]:9000"),
        ("https://acme.zendesk.com:443", "https://acme.zendesk.com"),
    ],
)
def test_an_address_is_used_without_its_path(given, used):
    assert desk_url(given) == used


@pytest.mark.parametrize(
    "given",
    ["http://acme.zendesk.com", "acme.zendesk.com", "https://", "ftp://acme", "",
     "https://user:key@acme.zendesk.com", "https://acme.zendesk.com:port", "https://[", "https://acme.zendesk.com:99999"],
)  # fmt: skip
def test_an_address_that_would_show_a_key_is_refused(given):
    with pytest.raises(DeskMisuse):
        desk_url(given)


def test_the_refusal_does_not_repeat_the_key():
    with pytest.raises(DeskMisuse) as refusal:
        desk_url("https://user:canary@acme.zendesk.com")
    assert "canary" not in str(refusal.value)
