"""Which key may go where: the one rule, asked by every caller.

A key goes to its own provider's host and to this machine. To any other host it goes only where a
person names that host in this very call, or types the key for it: an address may come from a
workspace, a profile or a folder that somebody else has made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from routing.errors import KeyMissing, KeyWithheld, RouterError
from routing.routers.llm.host import Host, host_name
from routing.routers.llm.provider_catalog import PROVIDERS, KeyDeclaration, ProviderDeclaration


class KeySource(StrEnum):
    """Where the key for a host comes from."""

    TYPED = "typed"
    ENVIRONMENT = "environment"
    WITHHELD = "withheld"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class KeyChoice:
    """The key for one provider at one host.

    key: "" where there is none, or none that may go there; never shown.
    variable: of the environment, that holds the key or could hold it.
    """

    source: KeySource
    host: Host
    variable: str
    key: str = field(default="", repr=False)

    def refusal(self, title: str) -> RouterError:
        """Why there is no key, and what can be done about it.

        title: what the provider is called.
        """
        if self.source is not KeySource.WITHHELD:
            return KeyMissing(
                f"There is no key for {title}: set {self.variable}, in the environment or in a "
                "file .env, or type the key on the Route screen."
            )
        plainly = "" if self.host.encrypted else ", and not encrypted"
        return KeyWithheld(
            f"The key in {self.variable} is not sent to {self.host.name}{plainly}, for it was not "
            f"set for that host. If it may go there, say so: by --key-for {self.host.name} on the "
            "command line, by a tick on the Route screen."
        )


@dataclass(frozen=True, slots=True)
class EnvironmentKey:
    """A key that a variable holds.

    address: the address that the same source names beside it, "" for none.
    """

    variable: str
    value: str = field(repr=False)
    address: str = ""


@dataclass(frozen=True, slots=True)
class TypedKey:
    """A key that a person typed for one provider at one host, in this session."""

    provider: str
    host: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keys:
    """All keys of this call or session; in memory only, never in a run, a log or a file.

    named: pairs of provider and host to which, by a person's word in this very call, the
        provider's key may go.
    """

    environment: tuple[EnvironmentKey, ...] = ()
    typed: tuple[TypedKey, ...] = ()
    named: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def from_environment(cls, *sources: Mapping[str, str]) -> Keys:
        """The keys that are set, a later source before an earlier one.

        An address counts as a key's own only where the same source holds both: a file `.env` in a
        foreign folder names no host for the key of this machine's user.
        """
        found = {
            each.variable: each
            for source in sources
            for declaration in PROVIDERS.values()
            for each in _set_in(source, declaration.key)
        }
        return cls(tuple(found.values()))

    def naming(self, provider: str, hosts: Iterable[str]) -> Keys:
        """The same keys, when a person says that this provider's may go to these hosts.

        Raises RouterError where one is no name of a host.
        """
        more = {(provider, host_name(host)) for host in hosts}
        return replace(self, named=self.named | more)

    def choose(self, provider: ProviderDeclaration, address: str) -> KeyChoice:
        """The key for that address; raises RouterError where the address cannot be read."""
        host, declared = Host.of(address), provider.key
        for each in self.typed:
            if (each.provider, each.host) == (provider.name, host.name):
                return KeyChoice(KeySource.TYPED, host, declared.variables[0], each.value)
        found = self._held(declared.variables)
        named = (provider.name, host.name) in self.named
        if found and (named or _may_go(found, declared, host)):
            return KeyChoice(KeySource.ENVIRONMENT, host, found.variable, found.value)
        local = self._held(declared.local_variables) if host.is_this_machine else None
        if local:
            return KeyChoice(KeySource.ENVIRONMENT, host, local.variable, local.value)
        if found:
            return KeyChoice(KeySource.WITHHELD, host, found.variable)
        return KeyChoice(KeySource.NONE, host, declared.variables[0])

    def _held(self, variables: Sequence[str]) -> EnvironmentKey | None:
        held = {each.variable: each for each in self.environment}
        return next((held[name] for name in variables if name in held), None)


def _may_go(key: EnvironmentKey, declared: KeyDeclaration, host: Host) -> bool:
    """Whether a key of the environment goes there without anyone's word."""
    if host.is_this_machine:
        return True
    if host.encrypted and host.is_one_of(declared.own_hosts):
        return True
    return bool(key.address) and _is_at(host, key.address)


def _is_at(host: Host, address: str) -> bool:
    """Whether that is the host of the address, and no less encrypted."""
    try:
        own = Host.of(address)
    except RouterError:
        return False
    return own.name == host.name and host.encrypted >= own.encrypted


def _set_in(source: Mapping[str, str], declared: KeyDeclaration) -> Iterator[EnvironmentKey]:
    address = source.get(declared.address_variable, "").strip()
    for variable in declared.variables:
        if value := source.get(variable, "").strip():
            yield EnvironmentKey(variable, value, address)
