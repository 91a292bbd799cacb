"""A failed request as one of a few troubles, with a sentence that tells the user what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from routing.attempt import PASSING, Failure, Limits, Trouble
from routing.errors import ProviderRefuses, RouterError, Unavailable
from routing.routers.llm.clients import headers
from routing.routers.llm.endpoint import Endpoint

if TYPE_CHECKING:
    from openai import APIConnectionError, APIStatusError

# Where a server may say that it does not understand a part of the request, or does not allow it.
WORDING: Final = frozenset({400, 403, 415, 422, 501})
_NO_MONEY: Final = frozenset(
    {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
)
_FILTERED: Final = ("content_filter", "content management policy")
_MAX_COMPLAINT: Final = 4_000
_MAX_WORDS: Final = 200
_LIMIT_WORDS: Final = ("rate limit", "rate_limit", "too many requests", "overloaded_quota")
_SERVER_WORDS: Final = (
    "overloaded",
    "internal error",
    "internal server",
    "unavailable",
    "timed out",
)
_TRY_AGAIN: Final = frozenset({408, 409, 423, 424, 425})
_NO_MODEL: Final = ("model_not_found", "deploymentnotfound", "model", "deployment")
_TOO_LONG: Final = ("context_length_exceeded", "context length", "context size", "too long")


def from_status(error: APIStatusError, endpoint: Endpoint) -> Failure:
    """What an answer with an error status means."""
    if HTTPStatus.MULTIPLE_CHOICES <= error.status_code < HTTPStatus.BAD_REQUEST:
        elsewhere = error.response.headers.get("location") or "another address"
        return _stop(
            f"{endpoint.address} sends requests on to {elsewhere}, and neither key nor ticket "
            "follows there; if you trust that address, enter it as the base URL."
        )
    told = error.body if isinstance(error.body, Mapping) else {}
    said = _in_short(str(told.get("message") or ""), endpoint)
    headers = error.response.headers
    return _meaning(error.status_code, complaint(error), said, headers, endpoint)


def from_body(error: Mapping[str, Any], told: Mapping[str, str], endpoint: Endpoint) -> Failure:
    """What an error means that came with status 200; its own number counts, where it has one.

    told: the headers it came with.
    """
    words = " ".join(str(part)[:_MAX_COMPLAINT] for part in error.values() if part).lower()
    said = _in_short(str(error.get("message") or ""), endpoint)
    status = _status_in(error, words)
    if status is None:
        limits = headers.limits(told)
        return Failure(Trouble.NO_ANSWER, f"the server did not answer ({said})", None, limits)
    return _meaning(status, words, said, told, endpoint)


def complaint(error: APIStatusError) -> str:
    """All that a server says about an error, wherever it says it, in lower case."""
    said = (error.code, error.type, error.param, error.message, error.body)
    return " ".join(str(part)[:_MAX_COMPLAINT] for part in said if part).lower()


def _meaning(
    status: int, words: str, said: str, told: Mapping[str, str], endpoint: Endpoint
) -> Failure:
    return _final(status, words, endpoint) or _passing(status, words, said, told)


def _status_in(error: Mapping[str, Any], words: str) -> int | None:
    """The status that an error in a body stands for, None where it names none."""
    for name in ("status", "code", "status_code"):
        value = str(error.get(name) or "")
        if value.isdecimal() and HTTPStatus.BAD_REQUEST <= int(value) < 600:  # noqa: PLR2004
            return int(value)
    if any(mark in words for mark in _LIMIT_WORDS):
        return HTTPStatus.TOO_MANY_REQUESTS
    if any(mark in words for mark in (*_NO_MONEY, "invalid_api_key", "model_not_found")):
        return HTTPStatus.UNAUTHORIZED if "invalid_api_key" in words else HTTPStatus.NOT_FOUND
    if any(mark in words for mark in _SERVER_WORDS):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return None


def _in_short(message: str, endpoint: Endpoint) -> str:
    """The server's words in one line, without the key should it repeat it."""
    hidden = message.replace(endpoint.key, "…") if endpoint.key else message
    words = " ".join(hidden.split())
    return words if len(words) <= _MAX_WORDS else words[:_MAX_WORDS] + "…"


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


def _passing(status: int, words: str, said: str, told: Mapping[str, str]) -> Failure:
    """What another try, a pause or another request may cure."""
    limits = headers.limits(told)
    wait = headers.retry_after(told)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = wait if wait is not None else _reset(told)
        return Failure(Trouble.BUSY, "the provider's rate limit was met", wait, limits)
    if any(mark in words for mark in _FILTERED):
        sentence = "the provider's content filter stopped the request"
        return Failure(Trouble.FILTER, sentence, wait, limits)
    number = f"{status}: {said}" if said else str(status)
    if status in _TRY_AGAIN or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Failure(Trouble.SERVER, f"the server answered {number}", wait, limits)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or any(mark in words for mark in _TOO_LONG):
        return Failure(Trouble.REQUEST, "the ticket is too long for the model", None, limits)
    sentence = f"the provider refused the request ({number})"
    return Failure(Trouble.REQUEST, sentence, None, limits)


def from_connection(error: APIConnectionError, endpoint: Endpoint) -> Failure:
    """What a connection that failed means; only the sentence differs."""
    causes = _causes(error)
    trouble = Trouble.UNREACHABLE
    if any("SSL" in name or "Certificate" in name for name in causes):
        message = f"no secure connection to {endpoint.address}"
    elif any("Connector" in name or "ConnectError" in name for name in causes):
        message = f"nothing answers at {endpoint.address}"
    else:
        trouble, message = Trouble.CONNECTION, "the connection was lost"
    return Failure(trouble, message, None, Limits())


@contextmanager
def as_router_error(endpoint: Endpoint) -> Iterator[None]:
    """Errors of the client as RouterError with one plain sentence; Unavailable if they may pass."""
    from openai import APIConnectionError, APIStatusError  # noqa: PLC0415 - see Endpoint.client

    try:
        yield
    except APIStatusError as error:
        raise _as_error(from_status(error, endpoint)) from error
    except APIConnectionError as error:
        raise _as_error(from_connection(error, endpoint)) from error


def _as_error(failure: Failure) -> RouterError:
    if failure.trouble is Trouble.STOP:
        return ProviderRefuses(failure.message)
    if failure.trouble in PASSING or failure.trouble is Trouble.BUSY:
        return Unavailable(
            f"The provider cannot be asked: {failure.message}; resume the run later."
        )
    return RouterError(f"The provider cannot be asked: {failure.message}.")


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


def _reset(told: Mapping[str, str]) -> float | None:
    """Where no wait is named: the shortest time after which a spent limit is there again."""
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
