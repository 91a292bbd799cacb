"""What is asked of a model, without its key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Literal

from routing.errors import PriceUnknown, RouterError
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.keys import Keys
from routing.routers.llm.pricing import Price, find_price
from routing.routers.llm.provider_catalog import ProviderDeclaration, declared

ExamplesKind = Literal["none", "static", "nearest", "shortlist"]
MAX_IN_PACK: Final = 50
MAX_IN_FLIGHT: Final = 900
MAX_TEMPERATURE: Final = 2.0
# What a run may spend and how fast is no part of what it answers.
RUN_LIMITS: Final = (
    "requests_per_minute", "tokens_per_minute", "in_flight", "budget_usd", "budget_tickets",
    "batch", "pack",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LlmRequest:
    """What a run asks a provider, and within which terms; all of it but the key.

    kind: the provider's name in the catalog.
    pack: tickets per request. masking: personal data is replaced before anything leaves.
    examples: `shortlist` shows of many categories the ten likeliest with the nearest examples.
    extra_tokens: room for a reasoning model's thoughts.
    temperature: 0 for the likeliest answer, up to 2 for ever bolder ones.
    decisions: ask OpenAI's decisions endpoint, one ticket at a time.
    batch: send everything through the Batch API, at half the price and within 24 hours.
    prompt: the fields of an edited prompt, None for the one that comes with the product.
    price: dollars per million input, output and cached input tokens, where entered by hand.
    """

    kind: str = "openai"
    model: str = ""
    base_url: str = ""
    api_version: str = ""
    pack: int = 1
    masking: bool = True
    examples: ExamplesKind = "none"
    extra_tokens: int = 0
    temperature: float = 0.0
    decisions: bool = False
    batch: bool = False
    prompt: Mapping[str, str] | None = None
    price: tuple[float, float, float] | None = None
    requests_per_minute: float | None = None
    tokens_per_minute: float | None = None
    in_flight: int = 600
    budget_usd: float | None = None
    budget_tickets: int | None = None

    def to_settings(self) -> dict[str, Any]:
        """The request as JSON can hold it."""
        return asdict(self)

    def answer_settings(self) -> dict[str, Any]:
        """What shapes the answers: the settings without the limits of a run."""
        return {name: value for name, value in asdict(self).items() if name not in RUN_LIMITS}

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> LlmRequest:
        """Read `to_settings` back; what an older version did not know keeps its default."""
        known = {f.name for f in fields(cls)}
        values = {name: value for name, value in settings.items() if name in known}
        if values.get("price") is not None:
            values["price"] = tuple(values["price"])
        return cls(**values)

    def checked(self) -> LlmRequest:
        """The request, when it can be carried out.

        Raises RouterError saying what must be changed.
        """
        if not 1 <= self.pack <= MAX_IN_PACK:
            raise RouterError(f"A request holds 1 to {MAX_IN_PACK} tickets, not {self.pack}.")
        if not 1 <= self.in_flight <= MAX_IN_FLIGHT:
            raise RouterError(f"Choose 1 to {MAX_IN_FLIGHT} requests in flight.")
        for name, value in (
            ("budget", self.budget_usd), ("rate", self.requests_per_minute),
            ("rate of tokens", self.tokens_per_minute), ("budget of tickets", self.budget_tickets),
        ):  # fmt: skip
            if value is not None and value <= 0:
                raise RouterError(f"The {name} must be more than 0.")
        if not 0 <= self.temperature <= MAX_TEMPERATURE:
            raise RouterError(f"Choose a temperature from 0 to {MAX_TEMPERATURE:g}.")
        if self.decisions and not self.declared.decisions:
            raise RouterError(f"{self.declared.title} has no decisions endpoint.")
        if self.decisions and (self.pack > 1 or self.batch):
            raise RouterError("The decisions endpoint takes one ticket a request.")
        if self.batch and not self.declared.batch:
            raise RouterError(f"{self.declared.title} has no Batch API.")
        if self.batch and self.pack > 1:
            raise RouterError("The Batch API takes one ticket a request; leave out the pack.")
        return self

    @property
    def declared(self) -> ProviderDeclaration:
        """What the catalog says of the provider."""
        return declared(self.kind)

    def keyless_endpoint(self) -> Endpoint:
        """Where it asks, without a key; raises RouterError for a local model."""
        if not self.declared.is_remote:
            raise RouterError("A local model has no endpoint.")
        return Endpoint(self.kind, self.model, self.base_url, self.api_version)

    def endpoint(self, keys: Keys) -> Endpoint:
        """Where it asks, complete with its key; raises RouterError when something is missing."""
        return self.keyless_endpoint().with_key(keys).checked()

    def ready(self, keys: Keys) -> LlmRequest:
        """The request, when a run can start with it and these keys.

        Raises RouterError saying what must be changed.
        """
        self.checked()
        if self.declared.is_remote:
            self.endpoint(keys)
        elif not self.model:
            raise RouterError("No model is named; give its directory or its name on the hub.")
        if self.budget_usd and self.known_price() is None:
            raise PriceUnknown(
                f'The price of "{self.model}" is not known, so a budget in dollars could not be '
                "kept; give its price with --prices, or a budget in tickets with --budget-tickets."
            )
        return self

    def known_price(self) -> Price | None:
        """The price entered by hand, else the listed one; None when nobody knows it."""
        if self.price is not None:
            return Price(*self.price)
        return find_price(self.model, self.declared)
