"""A failed request as one of a few troubles, with a sentence that tells the user what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from routing.attempt import Failure, Limits, Trouble
from routing.errors import RouterError
from routing.routers.llm import headers
from routing.routers.llm.endpoint import Endpoint

if TYPE_CHECKING:
    from openai import APIConnectionError, APIStatusError

# Where a server says that it does not understand a part of the request.
WORDING: Final = frozenset({400, 415, 422, 501})
_NO_MONEY: Final = frozenset(
    {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
)
_FILTERED: Final = ("content_filter", "content management policy")
_LONGEST_COMPLAINT: Final = 4_000
_TRY_AGAIN: Final = frozenset({408, 409, 423, 424, 425})
_NO_MODEL: Final = ("model_not_found", "deploymentnotfound", "model", "deployment")
_TOO_LONG: Final = ("context_length_exceeded", "context length", "context size", "too long")


def from_status(error: APIStatusError, endpoint: Endpoint) -> Failure:
    """What an answer with an error status means."""
    words = complaint(error)
    if HTTPStatus.MULTIPLE_CHOICES <= error.status_code < HTTPStatus.BAD_REQUEST:
        elsewhere = error.response.headers.get("location") or "another address"
        return _stop(
            f"{endpoint.address} sends requests on to {elsewhere}, and neither key nor ticket "
            "follows there; if you trust that address, enter it as the base URL."
        )
    return _final(error.status_code, words, endpoint) or _passing(error, words)


def complaint(error: APIStatusError) -> str:
    """All that a server says about an error, wherever it says it, in lower case."""
    said = (error.code, error.type, error.param, error.message, error.body)
    return " ".join(str(part)[:_LONGEST_COMPLAINT] for part in said if part).lower()


def _final(status: int, words: str, endpoint: Endpoint) -> Failure | None:
    """What only the user can mend, None when it is something else."""
    if status == HTTPStatus.PAYMENT_REQUIRED or any(mark in words for mark in _NO_MONEY):
        return _stop("The account behind the key has no quota left; check its billing and limits.")
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return _stop(_unauthorised(status, endpoint))
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return _stop(
            f"A proxy on the way to {endpoint.address} wants a login; ask whoever runs the network."
        )
    if status == HTTPStatus.NOT_FOUND:
        return _stop(_not_found(words, endpoint))
    return None


def _passing(error: APIStatusError, words: str) -> Failure:
    """What another try, a pause or another request may cure."""
    status = error.status_code
    limits = headers.limits(error.response.headers)
    wait = headers.retry_after(error.response.headers)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = wait if wait is not None else _reset(error)
        return Failure(Trouble.BUSY, "the provider's rate limit was met", wait, limits)
    if any(mark in words for mark in _FILTERED):
        sentence = "the provider's content filter stopped the request"
        return Failure(Trouble.FILTER, sentence, wait, limits)
    if status in _TRY_AGAIN or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Failure(Trouble.SERVER, f"the server answered {status}", wait, limits)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or any(mark in words for mark in _TOO_LONG):
        return Failure(Trouble.REQUEST, "the ticket is too long for the model", None, limits)
    return Failure(Trouble.REQUEST, f"the provider refused the request ({status})", None, limits)


def from_connection(error: APIConnectionError, endpoint: Endpoint) -> Failure:
    """What a connection that failed means; only the sentence differs."""
    causes = _causes(error)
    if any("Connector" in name or "ConnectError" in name for name in causes):
        message = f"nothing answers at {endpoint.address}"
    elif any("SSL" in name or "Certificate" in name for name in causes):
        message = f"no secure connection to {endpoint.address}"
    else:
        message = "the connection was lost"
    return Failure(Trouble.CONNECTION, message, None, Limits())


@contextmanager
def as_router_error(endpoint: Endpoint) -> Iterator[None]:
    """Errors of the client as RouterError with one plain sentence, where nothing is retried."""
    from openai import APIConnectionError, APIStatusError  # noqa: PLC0415 - see Endpoint.client

    try:
        yield
    except APIStatusError as error:
        raise RouterError(_sentence(from_status(error, endpoint))) from error
    except APIConnectionError as error:
        raise RouterError(_sentence(from_connection(error, endpoint))) from error


def _sentence(failure: Failure) -> str:
    if failure.trouble is Trouble.STOP:
        return failure.message
    return f"The provider cannot be asked: {failure.message}; resume the run later."


def _stop(sentence: str) -> Failure:
    return Failure(Trouble.STOP, sentence)


def _unauthorised(status: int, endpoint: Endpoint) -> str:
    if endpoint.withheld:
        return str(endpoint.key_refusal())
    if not endpoint.key:
        return f"The server at {endpoint.address} wants a key, and none is set."
    if status == HTTPStatus.FORBIDDEN:
        return f"The key may not use {endpoint.model}; check what the key is allowed."
    return f"The key for {endpoint.kind} is wrong or no longer valid; enter another one."


def _not_found(words: str, endpoint: Endpoint) -> str:
    if any(mark in words for mark in _NO_MODEL):
        field = endpoint.declared.field("model")
        what = field.label.lower() if field else "model"
        return f'There is no {what} "{endpoint.model}" at {endpoint.address}; check its name.'
    return f"Nothing understands the request at {endpoint.address}; check the base URL."


def _reset(error: APIStatusError) -> float | None:
    """Where no wait is named: the shortest time after which a spent limit is there again."""
    told = error.response.headers
    waits = [
        headers.duration(told.get(f"x-ratelimit-reset-{what}", ""))
        for what in ("requests", "tokens")
        if told.get(f"x-ratelimit-remaining-{what}", "").strip() in ("", "0")
    ]
    known = [wait for wait in waits if wait is not None]
    return min(known) if known else None


def _causes(error: BaseException) -> list[str]:
    names = []
    cause: BaseException | None = error
    while cause is not None:
        names.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return names
