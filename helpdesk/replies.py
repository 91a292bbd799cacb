"""Answers of a help desk: what they hold, and what they mean when they are no success."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final, TypeVar

import httpx2

from helpdesk.errors import DeskRefused, DeskStopped, NoAnswer
from helpdesk.limits import moment

_TRIED_AGAIN: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY})
# Where the three desks put the words about an error.
_WORDS: Final = ("title", "message", "detail", "description", "error_description")
_INSIDE: Final = ("error", "errors", "details")


_UNKNOWN_FORM: Final = "The help desk answered in a form it is not known for; try later."
_NEXT: Final = 'rel="next"'
# Half of a character that JSON can name and no text can hold.
_HALF: Final = re.compile(rb"\\u[dD][89a-fA-F]")
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Reply:
    """A successful answer: its JSON and its headers."""

    body: Any
    headers: Mapping[str, str]

    @property
    def fields(self) -> Mapping[str, Any]:
        """The JSON object; NoAnswer when it is none, for then it is not the desk that spoke."""
        if isinstance(self.body, Mapping):
            return self.body
        raise NoAnswer(_UNKNOWN_FORM)

    def record(self, make: Callable[[Any], Record]) -> Record:
        """The JSON made into a record; NoAnswer when it holds none."""
        return _made(self.body, make)

    def records(self, key: str, make: Callable[[Any], Record]) -> list[Record]:
        """The list under that key, or the whole where that is empty, each made into a record.

        NoAnswer when there is no list, or something in it is no such record.
        """
        found = self.fields.get(key) if key else self.body
        if not isinstance(found, list):
            raise NoAnswer(_UNKNOWN_FORM)
        return [_made(raw, make) for raw in found]

    @property
    def date(self) -> datetime | None:
        """When the desk says it answered, UTC; None when it does not say."""
        return moment(self.headers, "date")

    @property
    def total(self) -> int | None:
        """How many rows there are in all, as a header tells it; None without one."""
        told = self.headers.get("x-total-count", "")
        return int(told) if told.isdecimal() else None

    @property
    def has_next(self) -> bool | None:
        """Whether its Link header names a next page; None without one."""
        link = self.headers.get("link", "")
        return _NEXT in link.replace("'", '"') if link else None


def _made(raw: Any, make: Callable[[Any], Record]) -> Record:
    try:
        return make(raw)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise NoAnswer(_UNKNOWN_FORM) from error


def needed_id(value: Any) -> str:
    """An id that a record must have, as text; ValueError without one.

    >>> needed_id(17), needed_id("a1")
    ('17', 'a1')
    """
    if value in (None, "") or isinstance(value, bool | float | list | Mapping):
        raise ValueError("a record without an id")
    return str(value)


def number_id(value: str | None) -> int | str | None:
    """An id as Zendesk and Freshdesk want it in what they are sent: a number, where it is one."""
    return int(value) if value and value.isdecimal() else value


def iso_moment(value: str) -> datetime:
    """A time such as `2026-03-02T14:05:00Z`, UTC; so is one that names no zone."""
    found = datetime.fromisoformat(value)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def understood(name: str, response: httpx2.Response) -> Reply:
    """The answer of the desk of that name, or what stands in its place as an error."""
    status = response.status_code
    body = _json(response)
    if response.is_success:
        if body is None and (response.content or response.request.method == "GET"):
            raise NoAnswer(f"{name} sent an answer that cannot be read.")
        return Reply(body, response.headers)
    if response.is_redirect:
        raise DeskStopped(f"{name} is not at this address: it sends on to another one.")
    if response.is_server_error or status in _TRIED_AGAIN:
        raise NoAnswer(f"{name} has trouble answering ({status}).")
    said = "; ".join(dict.fromkeys(words(body)))
    raise DeskRefused(status, f"{status}: {said}" if said else f"{status}")


def _json(response: httpx2.Response) -> Any:
    content = response.content
    try:
        # One broken character must not hide all the others.
        text = content.decode(json.detect_encoding(content), errors="replace")
        body = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return _whole(body) if _HALF.search(content) else body


def _whole(body: Any) -> Any:
    r"""The JSON with a mark in place of each half of a character: nothing could store that.

    >>> _whole({"cut": "\ud83d", "whole": ["\ud83d\ude00"]})
    {'cut': '�', 'whole': ['😀']}
    """
    if isinstance(body, str):
        return body.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(body, list):
        return [_whole(each) for each in body]
    if isinstance(body, Mapping):
        return {_whole(key): _whole(value) for key, value in body.items()}
    return body


def words(body: Any) -> Iterator[str]:
    """What an error says, wherever the desks put it.

    >>> list(words({"error": {"message": "No", "detail": "Not yours"}, "status": "failure"}))
    ['No', 'Not yours']
    >>> list(words({"description": "Invalid", "errors": [{"field": "group_id", "message": "x"}]}))
    ['Invalid', 'group_id: x']
    >>> list(words({"error": "RecordInvalid", "details": {"group": [{"description": "gone"}]}}))
    ['RecordInvalid', 'gone']
    """
    if isinstance(body, str):
        yield body
    elif isinstance(body, list):
        for each in body:
            yield from words(each)
    elif isinstance(body, Mapping):
        prefix = f"{body['field']}: " if isinstance(body.get("field"), str) else ""
        for key in _WORDS:
            if isinstance(body.get(key), str) and body[key]:
                yield prefix + body[key]
        for key in _INSIDE:
            inside = body.get(key)
            nested = key == "details" and isinstance(inside, Mapping)
            yield from words(list(inside.values()) if nested and inside else inside)
