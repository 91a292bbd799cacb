"""The catalog of providers, and what has to follow from it."""

from __future__ import annotations

from dataclasses import fields

import pytest

from routing.errors import RouterError
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.host import host_name
from routing.routers.llm.provider_catalog import PROVIDERS, REMOTE, declared

EACH = pytest.mark.parametrize("provider", PROVIDERS.values(), ids=PROVIDERS)


@EACH
def test_every_provider_is_asked_for_a_model(provider):
    model = provider.field("model")
    assert model is not None
    assert model.required


@EACH
def test_every_field_is_one_that_an_endpoint_has(provider):
    assert {each.name for each in provider.fields} <= {each.name for each in fields(Endpoint)}


@EACH
def test_every_host_is_one_whole_name_below_a_domain_of_the_provider(provider):
    for name in provider.key.own_hosts:
        assert host_name(name.removeprefix("*.")).count(".") >= 1


@EACH
def test_every_example_fills_in_what_is_required_and_nothing_else(provider):
    for example in provider.examples:
        required = {each.name for each in provider.fields if each.required}
        assert required <= example.values.keys() <= {each.name for each in provider.fields}


@EACH
def test_a_key_for_local_servers_belongs_to_some_provider(provider):
    known = {name for each in PROVIDERS.values() for name in each.key.variables}
    assert set(provider.key.local_variables) <= known


def test_an_api_version_is_asked_for_classic_deployments_only():
    version = declared("azure").field("api_version")
    assert version is not None
    assert version.is_asked_at("https://desk.openai.azure.com")
    assert not version.is_asked_at("https://desk.openai.azure.com/openai/v1/")


def test_only_models_on_this_machine_are_not_remote():
    assert set(PROVIDERS) - set(REMOTE) == {"transformers"}


def test_a_provider_that_nobody_declared_is_refused_with_those_there_are():
    with pytest.raises(RouterError, match="openai, azure"):
        declared("elsewhere")
