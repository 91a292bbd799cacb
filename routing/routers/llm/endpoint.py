"""Where a model is asked, and the client for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import urlsplit

from routing.errors import RouterError

if TYPE_CHECKING:
    from openai import AsyncOpenAI

Kind = Literal["openai", "azure", "compatible"]
OPENAI_URL: Final = "https://api.openai.com/v1"
AZURE_VERSION: Final = "2025-04-01-preview"
# Local servers take any key, but the client wants one.
NO_KEY: Final = "none"
# The engine sets the deadlines; this only ends what was forgotten.
CLIENT_SECONDS: Final = 900.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A provider's address and model.

    model: the model, or the name of the deployment (Azure).
    base_url: needed for azure and compatible; for openai where it is not the usual one.
    api_version: of classic Azure deployments; a base_url ending in /openai/v1 needs none.
    key: never shown: it is left out of the representation and of `identity`.
    """

    kind: Kind
    model: str
    base_url: str = ""
    api_version: str = ""
    key: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        """The base address without a slash at the end."""
        return (self.base_url or (OPENAI_URL if self.kind == "openai" else "")).rstrip("/")

    @property
    def classic_azure(self) -> bool:
        """Whether this is an Azure deployment path with an api-version."""
        return self.kind == "azure" and not self.address.endswith("/v1")

    @property
    def identity(self) -> str:
        """What tells models of different places apart, without the key."""
        host = urlsplit(self.address).hostname or self.address
        return hashlib.blake2b(
            f"{self.kind}\0{host}\0{self.model}".encode(), digest_size=12
        ).hexdigest()

    def with_key(self, key: str) -> Endpoint:
        """The same endpoint with a key."""
        return replace(self, key=key)

    def checked(self) -> Endpoint:
        """The endpoint, when it is complete.

        Raises RouterError saying what is missing.
        """
        if not self.model:
            what = "deployment" if self.kind == "azure" else "model"
            raise RouterError(f"No {what} is named; say which one to ask.")
        if self.kind != "openai" and not self.address:
            raise RouterError(f"The {self.kind} router needs the base URL of the server.")
        if self.address and urlsplit(self.address).scheme not in ("http", "https"):
            raise RouterError(
                f'The base URL "{self.base_url}" must start with http:// or https://.'
            )
        if not self.key and self.kind != "compatible":
            name = "OPENAI_API_KEY" if self.kind == "openai" else "AZURE_OPENAI_API_KEY"
            raise RouterError(
                f"There is no key for {self.kind}: set {name} and start again, or type the key on "
                "the Route screen."
            )
        return self

    def client(self) -> AsyncOpenAI:
        """An asynchronous client without retries of its own, for the running loop."""
        # Imported here: it takes most of a second, and many runs never ask a provider.
        from openai import AsyncAzureOpenAI, AsyncOpenAI, DefaultAioHttpClient  # noqa: PLC0415

        common: dict[str, Any] = {
            "api_key": self.key or NO_KEY,
            "max_retries": 0,
            "timeout": CLIENT_SECONDS,
            "http_client": DefaultAioHttpClient(timeout=CLIENT_SECONDS),
        }
        if self.classic_azure:
            base = self.address.removesuffix("/openai")
            version = self.api_version or AZURE_VERSION
            return AsyncAzureOpenAI(azure_endpoint=base, api_version=version, **common)
        return AsyncOpenAI(base_url=self.address, **common)
