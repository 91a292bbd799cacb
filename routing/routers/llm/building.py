"""The router that asks a model: made of what is asked of it, and a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from routing.errors import RouterError
from routing.privacy.outgoing import outgoing
from routing.routers.llm.clients.decisions_endpoint import DecisionsProvider
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.clients.transformers_router import TransformersRouter
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.examples import History, NearestExamples, StaticExamples
from routing.routers.llm.keys import KeyChoice, Keys
from routing.routers.llm.outgoing_ticket import Examples, NoExamples, OutgoingTicket
from routing.routers.llm.prompt import Prompt, default_prompt
from routing.routers.llm.request import ExamplesKind, LlmRequest
from routing.routers.llm.router import LlmRouter
from routing.routers.llm.shortlist import Shortlist
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket


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

    def send(ticket: Ticket) -> OutgoingTicket:
        sent = outgoing(text(ticket), request.masking)
        return OutgoingTicket(sent.text, tuple(finding.message for finding in sent.findings))

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

    def read(ticket: Ticket) -> OutgoingTicket:
        return OutgoingTicket(outgoing(text(ticket), masking_on=False).text)

    def token(hub: str) -> KeyChoice:
        return keys.choose(request.declared, hub)

    return TransformersRouter.load(request.model, taxonomy, read, token)


def _examples(
    kind: ExamplesKind,
    taxonomy: Taxonomy,
    labelled: Sequence[Ticket],
    send: Callable[[Ticket], OutgoingTicket],
) -> Examples:
    if kind == "none" or not labelled:
        return NoExamples()
    history = History.of(taxonomy, labelled, lambda ticket: send(ticket).text)
    if not history.tickets:
        return NoExamples()
    if kind == "shortlist":
        return Shortlist(taxonomy, history)
    return NearestExamples(history) if kind == "nearest" else StaticExamples(history)
