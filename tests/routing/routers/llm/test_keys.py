"""The one rule about keys: where each may go, and where only by a person's word."""

from __future__ import annotations

import pytest

from routing.errors import KeyMissing, KeyWithheld, RouterError
from routing.routers.llm.keys import Keys, KeySource, TypedKey
from routing.routers.llm.provider_catalog import declared

TYPED = "sk-typed"
ALL = {
    "OPENAI_API_KEY": "sk-openai",
    "AZURE_OPENAI_API_KEY": "sk-azure",
    "ROUTECASE_API_KEY": "sk-own",
    "HF_TOKEN": "hf-token",
}
KEYS = Keys.from_environment(ALL)


def key(provider: str, address: str, keys: Keys = KEYS) -> str:
    return keys.choose(declared(provider), address).key


@pytest.mark.parametrize(
    ("provider", "address", "sent"),
    [
        ("openai", "https://api.openai.com/v1", "sk-openai"),
        ("openai", "https://API.OPENAI.COM./v1", "sk-openai"),
        ("openai", "https://api.openai.com:443/v1", "sk-openai"),
        ("openai", "https://eu.api.openai.com/v1", "sk-openai"),
        ("azure", "https://desk.openai.azure.com", "sk-azure"),
        ("azure", "https://desk.services.ai.azure.com/openai/v1", "sk-azure"),
        ("transformers", "https://huggingface.co", "hf-token"),
    ],
)
def test_a_key_goes_to_its_own_providers_host(provider, address, sent):
    assert key(provider, address) == sent


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "127.1.2.3", "[::1]:8000"])
@pytest.mark.parametrize(
    ("provider", "sent"),
    [("openai", "sk-openai"), ("azure", "sk-azure"), ("compatible", "sk-own")],
)
def test_a_key_goes_to_this_machine(provider, sent, host):
    assert key(provider, f"http://{host}/v1") == sent


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/v1",
        "https://api.openai.com.evil.example/v1",
        "https://evilapi.openai.com.example/v1",
        "https://evil-api.openai.com/v1",
        "https://openai.com/v1",
        "https://xn--pi-7ed.openai.com/v1",
        "https://desk.openai.azure.com.evil.example",
        "https://evilopenai.azure.com",
        "https://localhost.evil.example/v1",
        "http://127.0.0.1.evil.example/v1",
        "http://0.0.0.0/v1",
        "http://2130706433/v1",
        "http://10.0.0.1/v1",
    ],
)
@pytest.mark.parametrize("provider", ["openai", "azure", "compatible", "transformers"])
def test_a_key_goes_to_no_lookalike_and_to_no_stranger(provider, address):
    choice = KEYS.choose(declared(provider), address)
    assert (choice.key, choice.source) == ("", KeySource.WITHHELD)


@pytest.mark.parametrize("provider", ["openai", "azure"])
def test_a_key_goes_to_its_own_host_only_encrypted(provider):
    own = {"openai": "api.openai.com", "azure": "desk.openai.azure.com"}[provider]
    assert key(provider, f"http://{own}/v1") == ""
    assert key(provider, f"https://{own}/v1")


def test_no_key_of_one_provider_goes_to_the_host_of_another():
    assert key("openai", "https://desk.openai.azure.com") == ""
    assert key("azure", "https://api.openai.com/v1") == ""
    assert key("compatible", "https://api.openai.com/v1") == ""


def test_a_host_that_a_person_names_in_this_call_gets_the_key_of_that_provider_alone():
    named = KEYS.naming("openai", ["Gateway.Example"])
    assert key("openai", "http://gateway.example:9000/v1", named) == "sk-openai"
    assert key("openai", "https://gateway.example.evil.example/v1", named) == ""
    assert key("azure", "https://gateway.example", named) == ""
    assert key("openai", "https://gateway.example/v1") == ""


@pytest.mark.parametrize("name", ["https://gateway.example", "a/b", "*.example", "", "a b", "h:80"])
def test_what_is_no_name_of_a_host_cannot_be_named(name):
    with pytest.raises(RouterError, match="no name of a host"):
        KEYS.naming("openai", [name])


def test_the_address_set_beside_a_key_is_one_of_its_hosts():
    keys = Keys.from_environment(ALL | {"OPENAI_BASE_URL": "https://gateway.example/openai"})
    assert key("openai", "https://gateway.example/v1", keys) == "sk-openai"
    assert key("openai", "http://gateway.example/v1", keys) == ""
    assert key("azure", "https://gateway.example/v1", keys) == ""


def test_an_address_from_a_file_of_somebody_else_gets_no_key_of_the_environment():
    planted = {"OPENAI_BASE_URL": "https://evil.example/v1"}
    assert key("openai", "https://evil.example/v1", Keys.from_environment(planted, ALL)) == ""


def test_a_typed_key_goes_to_the_host_it_was_typed_for_and_to_no_other():
    keys = Keys(typed=(TypedKey("openai", "gateway.example", TYPED),))
    assert key("openai", "https://gateway.example/v1", keys) == TYPED
    assert key("openai", "https://api.openai.com/v1", keys) == ""
    assert key("compatible", "https://gateway.example/v1", keys) == ""


def test_a_local_server_also_takes_the_key_of_openai_and_no_other_server_does():
    keys = Keys.from_environment({"OPENAI_API_KEY": "sk-openai"})
    assert key("compatible", "http://localhost:8000/v1", keys) == "sk-openai"
    assert key("compatible", "http://server.example/v1", keys) == ""
    named = keys.naming("compatible", ["server.example"])
    assert key("compatible", "http://server.example/v1", named) == ""


def test_the_first_variable_that_is_set_holds_the_key():
    second = Keys.from_environment({"HUGGINGFACEHUB_API_TOKEN": "hf-second"})
    both = Keys.from_environment({"HUGGINGFACEHUB_API_TOKEN": "hf-second", "HF_TOKEN": "hf-first"})
    assert key("transformers", "https://huggingface.co", second) == "hf-second"
    assert key("transformers", "https://huggingface.co", both) == "hf-first"


def test_a_hub_elsewhere_gets_a_token_only_where_both_are_set_together():
    elsewhere = "https://hub.example"
    assert key("transformers", elsewhere) == ""
    together = Keys.from_environment(ALL | {"HF_ENDPOINT": elsewhere})
    assert key("transformers", elsewhere, together) == "hf-token"


def test_a_refusal_says_what_to_do_and_no_key():
    openai = declared("openai")
    withheld = KEYS.choose(openai, "https://evil.example/v1").refusal(openai.title)
    assert isinstance(withheld, KeyWithheld)
    assert "--key-for evil.example" in str(withheld)
    missing = Keys().choose(openai, "https://api.openai.com/v1").refusal(openai.title)
    assert isinstance(missing, KeyMissing)
    assert "OPENAI_API_KEY" in str(missing)


def test_keys_are_never_shown():
    keys = Keys(KEYS.environment, (TypedKey("openai", "h", TYPED),))
    shown = repr(keys) + repr(keys.choose(declared("openai"), "https://h/v1"))
    assert not [value for value in (*ALL.values(), TYPED) if value in shown]
