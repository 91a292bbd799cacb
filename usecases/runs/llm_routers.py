"""What a run may use of a provider, and its way through the Batch API."""

from __future__ import annotations

from collections.abc import Callable

from routing.engine import Terms
from routing.errors import RouterError
from routing.routers.cascade import CascadeRouter
from routing.routers.llm.batch_api import OpenAIBatches
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest
from routing.routers.llm.router import LlmRouter
from routing.routers.router import BatchService, RemoteRouter


def terms_of(request: LlmRequest) -> Terms:
    """What the run may use."""
    return Terms(
        requests_per_minute=request.requests_per_minute,
        tokens_per_minute=request.tokens_per_minute,
        in_flight=request.in_flight,
        budget_usd=request.budget_usd,
        budget_tickets=request.budget_tickets,
    )


def batches_of(
    request: LlmRequest, keys: Keys, run: str
) -> Callable[[RemoteRouter], BatchService] | None:
    """The way through the Batch API for that run, None where it was not asked for."""
    if not request.batch:
        return None
    endpoint = request.endpoint(keys)

    def service(router: RemoteRouter) -> BatchService:
        router = router.second if isinstance(router, CascadeRouter) else router
        if not isinstance(router, LlmRouter) or not isinstance(router.provider, OpenAIProvider):
            raise RouterError("This router cannot use the Batch API.")
        return OpenAIBatches(endpoint, router.provider, router, run)

    return service
