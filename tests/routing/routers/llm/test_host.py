"""The host of an address, as the client that asks it will read it."""

from __future__ import annotations

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.errors import RouterError
from routing.routers.llm.host import Host, host_name


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://API.OpenAI.com/v1", "api.openai.com"),
        ("https://api.openai.com./v1", "api.openai.com"),
        ("https://api.openai.com:8443/v1", "api.openai.com"),
        ("https://api.openai.com.evil.example/v1", "api.openai.com.evil.example"),
        ("https://xn--pi-7ed.openai.com/v1", "xn--pi-7ed.openai.com"),
        ("http://[::1]:8000/v1", "::1"),
        ("http://[0:0:0:0:0:0:0:1]/v1", "::1"),
    ],
)
def test_case_port_and_a_dot_at_the_end_make_no_other_host(address, name):
    assert Host.of(address).name == name


@pytest.mark.parametrize(
    "address",
    [
        "",
        "localhost:8000",
        "http:api.openai.com",
        "file:///etc/passwd",
        "https:///v1",
        "https://api.openai.com@evil.example/v1",
        "https://api.openai.com:pass@evil.example/v1",
        "https://evil.example\\@api.openai.com/v1",
        "https://evil.example#@api.openai.com/v1",
        "https://evil.example?.openai.com",
        "https://api.openai.com%2eevil.example/v1",
        "https://api.openai.com\n.evil.example/v1",
        "https://api.openai.com .evil.example/v1",
        "https://\u0430pi.openai.com/v1",
        "https://api.openai.com\uff0fevil.example/v1",
        "https://api.openai.com:port/v1",
        "https://api.openai.com:99999/v1",
        "http://[::1/v1",
        "https://-evil.example/v1",
    ],
)
def test_an_address_that_could_be_read_in_two_ways_is_refused(address):
    with pytest.raises(RouterError):
        Host.of(address)


def test_a_refused_address_does_not_show_its_password():
    with pytest.raises(RouterError) as refused:
        Host.of("https://user:secret@host.example/v1")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://localhost:11434/v1", True),
        ("http://LOCALHOST./v1", True),
        ("http://127.0.0.1:8000/v1", True),
        ("http://127.9.9.9/v1", True),
        ("http://[::1]/v1", True),
        ("http://localhost.evil.example/v1", False),
        ("http://127.0.0.1.evil.example/v1", False),
        ("http://192.168.0.1/v1", False),
        ("http://0.0.0.0/v1", False),
        ("http://[fe80::1]/v1", False),
    ],
)
def test_this_machine_is_a_loopback_address_and_nothing_else(address, local):
    assert Host.of(address).is_this_machine is local


@given(st.text(alphabet="aA.:/@\\?#%[]1- \u0430\uff0f\u2100", max_size=20))
def test_the_client_asks_the_host_that_was_read_or_the_address_is_refused(rest):
    address = f"https://api.openai.com{rest}"
    try:
        found = Host.of(address)
    except RouterError:
        return
    try:
        asked = httpx2.URL(address).host
    except httpx2.InvalidURL:
        return
    assert host_name(asked) == found.name
