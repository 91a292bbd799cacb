"""The providers as they are declared in `provider_catalog.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from routing.errors import RouterError

Protocol = Literal["openai", "azure", "transformers"]
FieldName = Literal["model", "base_url", "api_version"]


@dataclass(frozen=True, slots=True)
class ProviderField:
    """What a person fills in, on the Route screen or as an option of the command line.

    variable: of the environment; holds what is meant where nothing is filled in.
    default: what is meant where that is not set either.
    choices: offered on the screen, the first one chosen; others can be typed.
    unless_address_ends: an address that ends so needs no such field.
    """

    name: FieldName
    label: str
    help: str
    required: bool = False
    variable: str = ""
    default: str = ""
    placeholder: str = ""
    choices: tuple[str, ...] = ()
    unless_address_ends: str = ""

    @property
    def option(self) -> str:
        """Its option on the command line."""
        return "--" + self.name.replace("_", "-")

    def is_asked_at(self, address: str) -> bool:
        """Whether it says anything about that address."""
        end = self.unless_address_ends
        return not (end and address.rstrip("/").endswith(end))


@dataclass(frozen=True, slots=True)
class KeyDeclaration:
    """Where a key comes from and where it may go.

    variables: of the environment; the first that is set holds the key.
    local_variables: keys of other providers that do for a server on this machine.
    own_hosts: hosts of the provider itself, `*.name` for all that end so.
    address_variable: names the host that the key was set for, where it is not one of them.
    """

    variables: tuple[str, ...]
    required: bool = False
    local_variables: tuple[str, ...] = ()
    own_hosts: tuple[str, ...] = ()
    address_variable: str = ""


@dataclass(frozen=True, slots=True)
class ProviderExample:
    """A server of that kind, as the README shows it.

    start: how the server is started, or what it needs.
    values: by the name of the field.
    """

    title: str
    values: Mapping[FieldName, str]
    start: str = ""


@dataclass(frozen=True, slots=True)
class ProviderDeclaration:
    """A provider: how it is called, filled in, paid and trusted; the TOML file explains each."""

    name: str
    title: str
    about: str
    speaks: Protocol
    key: KeyDeclaration
    fields: tuple[ProviderField, ...]
    examples: tuple[ProviderExample, ...]
    token_limit: str = ""
    price_list: str = ""
    unlisted_is_free: bool = False
    batch: bool = False
    decisions: bool = False

    @property
    def is_remote(self) -> bool:
        """Whether it is asked over the network, and so told what is in a ticket."""
        return self.speaks != "transformers"

    def field(self, name: FieldName) -> ProviderField | None:
        """The field of that name, None where the provider has none."""
        return next((each for each in self.fields if each.name == name), None)


def declared(name: str) -> ProviderDeclaration:
    """The provider of that name; raises RouterError where none is declared."""
    if name not in PROVIDERS:
        raise RouterError(f'There is no provider "{name}"; choose {", ".join(PROVIDERS)}.')
    return PROVIDERS[name]


def field_variables() -> tuple[str, ...]:
    """The variables of the environment that hold what a field usually is."""
    found = (each.variable for provider in PROVIDERS.values() for each in provider.fields)
    return tuple(dict.fromkeys(name for name in found if name))


def _read(table: Mapping[str, Any]) -> ProviderDeclaration:
    values = dict(table)
    key = {name: _fixed(value) for name, value in values.pop("key").items()}
    return ProviderDeclaration(
        key=KeyDeclaration(**key),
        fields=tuple(
            ProviderField(**{name: _fixed(value) for name, value in each.items()})
            for each in values.pop("fields")
        ),
        examples=tuple(ProviderExample(**each) for each in values.pop("examples")),
        **values,
    )


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


_FILE: Final = Path(__file__).with_suffix(".toml")
PROVIDERS: Final[Mapping[str, ProviderDeclaration]] = {
    table["name"]: _read(table)
    for table in tomllib.loads(_FILE.read_text(encoding="utf-8"))["provider"]
}
REMOTE: Final = tuple(name for name, each in PROVIDERS.items() if each.is_remote)
