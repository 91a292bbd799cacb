"""`python -m routing providers`: the providers there are, as the table in the README."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Final

from routing.routers.llm.provider_catalog import PROVIDERS, ProviderDeclaration, ProviderExample

_HEAD: Final = ("provider", "on the Route screen", "variables", "on the command line")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: it prints them all."""
    parser.epilog = "After a change of the catalog, put the table into the README."


def run(args: argparse.Namespace) -> int:  # noqa: ARG001 - the dispatcher's shape
    """Print the table; always 0."""
    sys.stdout.write(table())
    return 0


def table() -> str:
    """All providers in markdown, one line for each kind of server."""
    rows = [_HEAD, ("---",) * len(_HEAD), *_rows()]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _rows() -> Iterator[tuple[str, ...]]:
    for provider in PROVIDERS.values():
        for example in provider.examples:
            start = f" (`{example.start}`)" if example.start else ""
            yield (
                f"**{example.title}**{start}",
                _on_the_screen(provider, example),
                ", ".join(f"`{name}`" for name in _variables(provider)),
                _on_the_command_line(provider, example),
            )


def _on_the_screen(provider: ProviderDeclaration, example: ProviderExample) -> str:
    address = example.values.get("base_url", "")
    filled = []
    for field in provider.fields:
        value = example.values.get(field.name, "")
        if field.name == "base_url" and value:
            filled.append(f"{field.label} `{value}`")
        elif value or (field.unless_address_ends and field.is_asked_at(address)):
            filled.append(field.label)
    return ", ".join(filled)


def _variables(provider: ProviderDeclaration) -> list[str]:
    """All that can be set for a provider, its keys first."""
    found = [
        *provider.key.variables,
        provider.key.address_variable,
        *(field.variable for field in provider.fields),
    ]
    return list(dict.fromkeys(name for name in found if name))


def _on_the_command_line(provider: ProviderDeclaration, example: ProviderExample) -> str:
    options = [
        f"{field.option} {example.values[field.name]}"
        for field in provider.fields
        if field.name in example.values
    ]
    return f"`{' '.join(['--router', provider.name, *options])}`"
