"""An LLM router for a workspace, from what a run was asked for and the keys of this session."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final, Literal

from routing.engine import Terms
from routing.engine.batch import BatchService
from routing.errors import RouterError
from routing.privacy import outgoing
from routing.routers.llm.batch_api import OpenAIBatches
from routing.routers.llm.decisions_endpoint import DecisionsProvider
from routing.routers.llm.endpoint import Endpoint, Kind
from routing.routers.llm.examples import History, NearestExamples, StaticExamples
from routing.routers.llm.openai_provider import OpenAIProvider
from routing.routers.llm.outgoing_ticket import Examples, NoExamples, Sent
from routing.routers.llm.pricing import Price, find_price
from routing.routers.llm.prompt import Prompt, default_prompt
from routing.routers.llm.router import LlmRouter
from routing.routers.router import RemoteRouter
from routing.routers.transformers_router import TransformersRouter
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

KINDS: Final = ("openai", "azure", "compatible", "transformers")
ExamplesKind = Literal["none", "static", "nearest"]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of this session; kept in memory only, never in a run, a log or a file."""

    openai: str = field(default="", repr=False)
    azure: str = field(default="", repr=False)
    compatible: str = field(default="", repr=False)

    def of(self, kind: Kind) -> str:
        """The key for that kind of provider, "" when there is none."""
        return str(getattr(self, kind))


@dataclass(frozen=True, slots=True)
class LlmRequest:
    """What a run asks a provider, and within which terms; all of it but the key.

    pack: tickets per request. masking: personal data is replaced before anything leaves.
    extra_tokens: room for a reasoning model's thoughts.
    temperature: 0 for the likeliest answer, up to 2 for ever bolder ones.
    decisions: ask OpenAI's decisions endpoint, one ticket at a time.
    batch: send everything through the Batch API, at half the price and within 24 hours.
    prompt: the fields of an edited prompt, None for the one that comes with the product.
    price: dollars per million input, output and cached input tokens, where entered by hand.
    """

    kind: Kind | Literal["transformers"] = "openai"
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
        if self.decisions and (self.pack > 1 or self.batch or self.kind == "compatible"):
            raise RouterError("The decisions endpoint takes one ticket a request, at OpenAI only.")
        if self.batch and self.pack > 1:
            raise RouterError("The Batch API takes one ticket a request; leave out the pack.")
        return self

    def endpoint(self, keys: Keys) -> Endpoint:
        """Where to ask, complete with its key; raises RouterError when something is missing."""
        if self.kind == "transformers":
            raise RouterError("A local model has no endpoint.")
        made = Endpoint(self.kind, self.model, self.base_url, self.api_version, keys.of(self.kind))
        return made.checked()

    def terms(self) -> Terms:
        """What the run may use."""
        return Terms(
            requests_per_minute=self.requests_per_minute,
            tokens_per_minute=self.tokens_per_minute,
            in_flight=self.in_flight,
            budget_usd=self.budget_usd,
            budget_tickets=self.budget_tickets,
        )

    def known_price(self) -> Price | None:
        """The price entered by hand, else the listed one; None when nobody knows it."""
        if self.price is not None:
            return Price(*self.price)
        return find_price(self.model, self.kind)


MAX_IN_PACK: Final = 50
MAX_IN_FLIGHT: Final = 900
MAX_TEMPERATURE: Final = 2.0


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
        identity=endpoint.identity + _manner(request),
        taxonomy=taxonomy,
        outgoing=send,
        prompt=Prompt(**request.prompt) if request.prompt else default_prompt(),
        examples=_examples(request.examples, taxonomy, labelled, send),
        price=price.batched() if price and request.batch else price,
        pack=request.pack,
        extra_tokens=request.extra_tokens,
    )


def _manner(request: LlmRequest) -> str:
    """What else tells its answers from those of the same model; "" in the usual case."""
    if request.decisions:
        return "decisions"
    return f"at {request.temperature:g}" if request.temperature else ""


def transformers_router(
    request: LlmRequest, taxonomy: Taxonomy, text: Callable[[Ticket], str]
) -> TransformersRouter:
    """A local model by directory or hub name; nothing leaves this machine, so nothing is masked.

    Raises RouterError when the extra or the model is missing.
    """
    if not request.model:
        raise RouterError("No model is named; give its directory or its name on the hub.")

    def read(ticket: Ticket) -> Sent:
        return Sent(outgoing(text(ticket), masking_on=False).text)

    return TransformersRouter.load(request.model, taxonomy, read)


def batches_of(
    request: LlmRequest, keys: Keys, run: str
) -> Callable[[RemoteRouter], BatchService] | None:
    """The way through the Batch API for that run, None where it was not asked for."""
    if not request.batch:
        return None
    endpoint = request.endpoint(keys)

    def service(router: RemoteRouter) -> BatchService:
        if not isinstance(router, LlmRouter) or not isinstance(router.provider, OpenAIProvider):
            raise RouterError("This router cannot use the Batch API.")
        return OpenAIBatches(endpoint, router.provider, router, run)

    return service


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
    return NearestExamples(history) if kind == "nearest" else StaticExamples(history)
