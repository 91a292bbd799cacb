"""The host that an address names, read so strictly that no client can read another one."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from routing.errors import RouterError

SCHEMES: Final = ("http", "https")
# Readers of addresses disagree about these: one takes for a user name what another one asks.
_AMBIGUOUS: Final = re.compile(r"[\s\\@%?#\x00-\x1f\x7f]")
_NAME: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")


@dataclass(frozen=True, slots=True)
class Host:
    """A host as it is asked.

    name: in lower case and without a dot at the end.
    """

    name: str
    encrypted: bool = True

    @classmethod
    def of(cls, address: str) -> Host:
        """The host of an address.

        Raises RouterError where the address names none, or one that could be read in two ways.

        >>> Host.of("https://API.OpenAI.com.:443/v1")
        Host(name='api.openai.com', encrypted=True)
        >>> Host.of("http://[::1]:8000/v1").is_this_machine
        True
        """
        try:
            parts = urlsplit(address)
            name, _ = parts.hostname or "", parts.port
        except ValueError as error:
            raise RouterError(f'The address "{address}" cannot be read; check it.') from error
        if parts.scheme not in SCHEMES:
            raise RouterError(f'The base URL "{address}" must start with http:// or https://.')
        if _AMBIGUOUS.search(address.partition("://")[2].partition("/")[0]):
            raise RouterError(
                f'The address "{_without_secret(address)}" may hold nothing but a host and a port '
                "before its path; leave out user names and blanks."
            )
        return cls(host_name(name), parts.scheme == "https")

    @property
    def is_this_machine(self) -> bool:
        """Whether it is a loopback address, or the name of one."""
        if self.name == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.name).is_loopback
        except ValueError:
            return False

    def is_one_of(self, names: Iterable[str]) -> bool:
        """Whether it is one of these, `*.name` standing for all that end so.

        >>> Host("eu.api.openai.com").is_one_of(["*.openai.com"])
        True
        >>> Host("api.openai.com.evil.example").is_one_of(["api.openai.com", "*.openai.com"])
        False
        """
        return any(
            self.name.endswith(name[1:]) if name.startswith("*.") else self.name == name
            for name in names
        )


def host_name(name: str) -> str:
    """A host's name as it is compared; raises RouterError for what is none.

    Other letters than those of ASCII are refused: two readers may take them for two hosts, and
    two hosts may look alike.

    >>> host_name("Gateway.Example."), host_name("[::1]")
    ('gateway.example', '::1')
    """
    bare = name.removeprefix("[").removesuffix("]")
    with suppress(ValueError):
        return str(ipaddress.ip_address(bare))
    found = bare.lower().removesuffix(".")
    if not _NAME.fullmatch(found):
        raise RouterError(
            f'"{name}" is no name of a host; write one like gateway.example.org, with letters '
            "beyond a to z as DNS has them (xn--…)."
        )
    return found


def _without_secret(address: str) -> str:
    """The address for a message: what stands before an @ may be a password."""
    return re.sub(r"(?<=://)[^/]*@", "…@", address)
