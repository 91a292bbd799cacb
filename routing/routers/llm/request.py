"""What is asked of a model, without its key; and the router that this makes with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Literal

from routing.errors import PriceUnknown, RouterError
from routing.privacy import outgoing
from routing.routers.llm.clients.decisions_endpoint import DecisionsProvider
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.clients.transformers_router import TransformersRouter
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.examples import History, NearestExamples, StaticExamples
from routing.routers.llm.keys import KeyChoice, Keys
from routing.routers.llm.outgoing_ticket import Examples, NoExamples, Sent
from routing.routers.llm.pricing import Price, find_price
from routing.routers.llm.prompt import Prompt, default_prompt
from routing.routers.llm.provider_catalog import ProviderDeclaration, declared
from routing.routers.llm.router import LlmRouter
from routing.routers.llm.shortlist import Shortlist
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

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


def llm_router(
    request: LlmRequest,
    keys: Keys,
    taxonomy: Taxonomy,
    labelled: Sequence[Ticket],
    text: Callable[[Ticket], str],
) -> LlmRouter:
    """The router a run asks.

    labelled: where examples are drawn from. text: what a router reads of a ticket, cleaned.
    Raises RouterError when key, model or address is missing.
    """
    endpoint = request.checked().endpoint(keys)
    return router_at(endpoint, request, taxonomy, labelled, text)


def router_at(
    endpoint: Endpoint,
    request: LlmRequest,
    taxonomy: Taxonomy,
    labelled: Sequence[Ticket],
    text: Callable[[Ticket], str],
) -> LlmRouter:
    """The router at an endpoint; one without a key shows what would be sent, and asks nobody."""

    def send(ticket: Ticket) -> Sent:
        sent = outgoing(text(ticket), request.masking)
        return Sent(sent.text, tuple(finding.message for finding in sent.findings))

    price = request.known_price()
    return LlmRouter(
        provider=(
            DecisionsProvider(endpoint, taxonomy)
            if request.decisions
            else OpenAIProvider(endpoint, temperature=request.temperature)
        ),
        identity=endpoint.identity + _way_of_asking(request),
        taxonomy=taxonomy,
        outgoing=send,
        prompt=Prompt(**request.prompt) if request.prompt else default_prompt(),
        examples=_examples(request.examples, taxonomy, labelled, send),
        price=price,
        pack=request.pack,
        extra_tokens=request.extra_tokens,
    )


def _way_of_asking(request: LlmRequest) -> str:
    """What else tells its answers from those of the same model; "" in the usual case."""
    if request.decisions:
        return "decisions"
    return f"at {request.temperature:g}" if request.temperature else ""


def transformers_router(
    request: LlmRequest, keys: Keys, taxonomy: Taxonomy, text: Callable[[Ticket], str]
) -> TransformersRouter:
    """A local model by directory or hub name; nothing leaves this machine, so nothing is masked.

    Raises RouterError when the extra or the model is missing.
    """
    if not request.model:
        raise RouterError("No model is named; give its directory or its name on the hub.")

    def read(ticket: Ticket) -> Sent:
        return Sent(outgoing(text(ticket), masking_on=False).text)

    def token(hub: str) -> KeyChoice:
        return keys.choose(request.declared, hub)

    return TransformersRouter.load(request.model, taxonomy, read, token)


def _examples(
    kind: ExamplesKind,
    taxonomy: Taxonomy,
    labelled: Sequence[Ticket],
    send: Callable[[Ticket], Sent],
) -> Examples:
    if kind == "none" or not labelled:
        return NoExamples()
    history = History.of(taxonomy, labelled, lambda ticket: send(ticket).text)
    if not history.tickets:
        return NoExamples()
    if kind == "shortlist":
        return Shortlist(taxonomy, history)
    return NearestExamples(history) if kind == "nearest" else StaticExamples(history)
