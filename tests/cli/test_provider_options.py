"""The options of `route` that follow from the catalog of providers, and where its keys go."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import pytest

from cli import provider_options
from cli.routing import main
from routing.errors import RouterError
from routing.routers.llm.provider_catalog import PROVIDERS, declared
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from settings import Settings
from store import runs, taxonomies
from store.workspace import Workspace
from tests.conftest import ticket
from usecases.runs.execution import new_run
from usecases.runs.request import RunRequest

KEY = "sk-of-the-environment"
ENVIRONMENT = {"OPENAI_API_KEY": KEY, "AZURE_OPENAI_API_KEY": KEY, "ROUTECASE_API_KEY": KEY}
STRANGER = "https://api.openai.com.evil.example/v1"


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--router", default="openai")
    provider_options.add_arguments(parser)
    return parser.parse_args(arguments)


def asked(*arguments: str, environment: dict[str, str] | None = None) -> LlmRequest:
    settings = Settings.from_environment(environment or {})
    found = provider_options.llm_request(parsed(*arguments), settings)
    assert found is not None
    return found


def key_at(address: str, *arguments: str) -> str:
    args = parsed(*arguments)
    keys = provider_options.keys(args, Settings.from_environment(ENVIRONMENT))
    return keys.choose(declared(args.router), address).key


@pytest.fixture
def with_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process whose environment holds every key."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    for name in ("OPENAI_BASE_URL", "AZURE_OPENAI_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """`route` for one ticket."""
    (tmp_path / "in.csv").write_text(
        "id,subject,body,category\n1,Hello,It is late.,Late\n", "utf-8"
    )
    out, workspace = str(tmp_path / "out.csv"), str(tmp_path / "w.duckdb")
    return ["route", str(tmp_path / "in.csv"), "--out", out, "--workspace", workspace]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_declared_field_is_an_option(provider):
    fields = PROVIDERS[provider].fields
    typed = [part for each in fields for part in (each.option, f"value of {each.name}")]
    found = asked("--router", provider, *typed)
    assert [getattr(found, each.name) for each in fields] == [f"value of {e.name}" for e in fields]


def test_what_is_not_given_comes_from_the_variable_that_the_provider_declares():
    environment = {
        "AZURE_OPENAI_ENDPOINT": "https://d.openai.azure.com",
        "OPENAI_API_VERSION": "v9",
    }
    found = asked("--router", "azure", "--model", "m", environment=environment)
    assert (found.base_url, found.api_version) == ("https://d.openai.azure.com", "v9")
    given = asked("--router", "azure", "--base-url", "https://e.example", environment=environment)
    assert given.base_url == "https://e.example"


def test_a_router_without_a_provider_asks_none():
    assert provider_options.llm_request(parsed("--router", "embedded"), Settings()) is None


def test_what_a_provider_does_not_offer_is_refused():
    with pytest.raises(RouterError, match="no Batch API"):
        asked("--router", "compatible", "--batch")
    with pytest.raises(RouterError, match="no decisions endpoint"):
        asked("--router", "azure", "--decisions")


@pytest.mark.parametrize("router", ["openai", "azure", "compatible"])
def test_a_host_that_is_named_gets_the_key_and_no_other_does(router):
    stranger = "https://gateway.example/v1"
    assert key_at(stranger, "--router", router) == ""
    assert key_at(stranger, "--router", router, "--key-for", "other.example") == ""
    assert key_at(stranger, "--router", router, "--key-for", "gateway.example") == KEY


@pytest.mark.parametrize("router", ["openai", "azure"])
@pytest.mark.usefixtures("with_keys")
def test_the_command_sends_no_key_to_another_host_and_starts_nothing(
    command, tmp_path, capsys, router
):
    code = main([*command, "--router", router, "--model", "m", "--base-url", STRANGER])
    said = capsys.readouterr().err
    assert code == 2
    assert "--key-for api.openai.com.evil.example" in said
    assert KEY not in said
    workspace = Workspace(tmp_path / "w.duckdb", "the tests")
    assert runs.all_runs(workspace) == []
    workspace.close()


@pytest.mark.usefixtures("with_keys")
def test_resume_takes_no_address_from_a_workspace_for_a_key_of_the_environment(
    command, tmp_path, capsys, fill
):
    planted = Workspace(tmp_path / "w.duckdb", "somebody else")
    fill(planted, [ticket(1, "Late")])
    taxonomies.save(planted, Taxonomy((Category("Late"),)), "somebody else")
    request = RunRequest("openai", llm=LlmRequest("openai", "m", STRANGER))
    new_run(planted, request)
    planted.close()
    code = main([*command, "--router", "openai", "--resume"])
    said = capsys.readouterr().err
    assert code == 2
    assert "--key-for api.openai.com.evil.example" in said


@pytest.mark.usefixtures("with_keys")
def test_a_name_that_is_no_host_cannot_be_trusted(command, capsys):
    code = main([*command, "--router", "openai", "--model", "m", "--key-for", "https://a.example"])
    assert code == 2
    assert "no name of a host" in capsys.readouterr().err


def test_a_resumed_run_keeps_its_questions_and_takes_the_terms_of_now():
    earlier = LlmRequest("openai", "m", pack=5, budget_usd=1.0)
    now = replace(earlier, model="", pack=1, budget_usd=3.0, in_flight=7)
    found = provider_options.go_on(earlier, now)
    assert (found.model, found.pack, found.budget_usd, found.in_flight) == ("m", 5, 3.0, 7)
    with pytest.raises(RouterError, match="asks openai m"):
        provider_options.go_on(earlier, replace(now, model="other"))


def test_a_prompt_or_prices_that_cannot_be_read_are_one_sentence(tmp_path):
    missing = str(tmp_path / "none.toml")
    for option in ("--prompt", "--prices"):
        with pytest.raises(RouterError, match="cannot be read"):
            asked("--model", "m", option, missing)
