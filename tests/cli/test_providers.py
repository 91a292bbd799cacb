"""The table of providers, as the command prints it and as it stands in the README."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.providers import table
from cli.routing import main
from routing.routers.llm.provider_catalog import PROVIDERS

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_holds_the_table_as_the_command_prints_it(capsys):
    assert main(["providers"]) == 0
    printed = capsys.readouterr().out
    assert printed in README.read_text("utf-8"), "run `python -m routing providers`"


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=PROVIDERS)
def test_every_variable_that_a_provider_reads_is_in_the_table(provider):
    for variable in (*provider.key.variables, *(each.variable for each in provider.fields)):
        assert variable in table()


def test_an_api_version_is_asked_of_classic_azure_alone():
    lines = {line.split("**")[1]: line for line in table().splitlines() if "**" in line}
    assert "API version" in lines["Azure OpenAI, classic"]
    assert "API version" not in lines["Azure OpenAI, v1"]
