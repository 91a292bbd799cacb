"""Where a model is asked, and the client for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from routing.errors import RouterError
from routing.routers.llm.host import Host
from routing.routers.llm.keys import KeyChoice, Keys, KeySource
from routing.routers.llm.provider_catalog import FieldName, ProviderDeclaration, declared

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

# Local servers take any key, but the client wants one.
NO_KEY: Final = "none"
# The engine sets the deadlines; this only ends what was forgotten.
CLIENT_SECONDS: Final = 900.0
_KEY_HEADERS: Final = ("authorization", "api-key")
# What a request needs; the client adds others from the environment.
_PLAIN_HEADERS: Final = frozenset(
    {
        "host", "accept", "accept-encoding", "connection", "user-agent", "content-type",
        "content-length", "transfer-encoding",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A provider's address and model.

    kind: the provider's name in the catalog.
    model: the model, or the name of the deployment (Azure).
    base_url: needed where the provider has no usual one.
    api_version: of classic Azure deployments; a base_url ending in /openai/v1 needs none.
    key: never shown: it is left out of the representation and of `identity`.
    withheld: the variable whose key may not be sent there, "" where there is none such.
    """

    kind: str
    model: str
    base_url: str = ""
    api_version: str = ""
    key: str = field(default="", repr=False)
    withheld: str = ""

    @property
    def declared(self) -> ProviderDeclaration:
        """What the catalog says of the provider."""
        return declared(self.kind)

    @property
    def address(self) -> str:
        """The base address without a slash at the end."""
        return (self.base_url or _usual(self.declared, "base_url")).rstrip("/")

    @property
    def classic_azure(self) -> bool:
        """Whether this is an Azure deployment path with an api-version."""
        return self.declared.speaks == "azure" and not self.address.endswith("/v1")

    @property
    def identity(self) -> str:
        """What tells models of different places apart, without the key."""
        host = urlsplit(self.address).hostname or self.address
        return hashlib.blake2b(
            f"{self.kind}\0{host}\0{self.model}".encode(), digest_size=12
        ).hexdigest()

    def with_key(self, keys: Keys) -> Endpoint:
        """The same endpoint with the key that may go there, where there is one.

        Raises RouterError where the address cannot be read.
        """
        if not self.address:
            return self
        found = keys.choose(self.declared, self.address)
        withheld = found.variable if found.source is KeySource.WITHHELD else ""
        return replace(self, key=found.key, withheld=withheld)

    def key_refusal(self) -> RouterError:
        """Why it has no key, and what can be done about it."""
        source = KeySource.WITHHELD if self.withheld else KeySource.NONE
        variable = self.withheld or self.declared.key.variables[0]
        return KeyChoice(source, Host.of(self.address), variable).refusal(self.declared.title)

    def checked(self) -> Endpoint:
        """The endpoint, when it is complete.

        Raises RouterError saying what is missing.
        """
        for each in self.declared.fields:
            if each.required and not getattr(self, each.name):
                title = self.declared.title
                raise RouterError(f'Fill in "{each.label}": {title} cannot be asked without it.')
        # An address that cannot be read is refused here, whether or not there is a key to send.
        Host.of(self.address)
        if not self.key and self.declared.key.required:
            raise self.key_refusal()
        return self

    def client(self) -> AsyncOpenAI:
        """An asynchronous client without retries of its own, for the running loop.

        It follows no redirect: key and ticket would go where nobody has sent them.
        """
        # Imported here: it takes most of a second, and many runs never ask a provider.
        from openai import AsyncAzureOpenAI, AsyncOpenAI, DefaultAioHttpClient  # noqa: PLC0415

        common: dict[str, Any] = {
            "api_key": self.key or NO_KEY,
            "max_retries": 0,
            "timeout": CLIENT_SECONDS,
            "http_client": DefaultAioHttpClient(
                timeout=CLIENT_SECONDS,
                follow_redirects=False,
                event_hooks={"request": [self._send_nothing_else]},
            ),
        }
        if self.classic_azure:
            base = self.address.removesuffix("/openai")
            version = self.api_version or _usual(self.declared, "api_version")
            return AsyncAzureOpenAI(azure_endpoint=base, api_version=version, **common)
        return AsyncOpenAI(base_url=self.address, **common)

    async def _send_nothing_else(self, request: httpx2.Request) -> None:
        """Take out what the client adds from the environment, unless it is the provider's host.

        `OPENAI_CUSTOM_HEADERS` may hold a credential of a gateway, and the names of organisation
        and project are nobody else's business.
        """
        if Host.of(self.address).is_one_of(self.declared.key.own_hosts):
            return
        for name in list(request.headers):
            if name not in _PLAIN_HEADERS and name not in _KEY_HEADERS:
                del request.headers[name]
        for name, before in zip(_KEY_HEADERS, ("Bearer ", ""), strict=True):
            if name in request.headers:
                request.headers[name] = before + (self.key or NO_KEY)


def _usual(provider: ProviderDeclaration, name: FieldName) -> str:
    found = provider.field(name)
    return found.default if found else ""
