"""The body of a completion, read whatever a server has put into it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from routing.routers.llm.provider import Completion, Token, Usage

# No request has more: a number beyond it is a fault of the server.
_MAX_TOKENS: Final = 1e9
# So much of what a server says is kept where it is no answer.
MAX_WORDS: Final = 300
_TAG: Final = re.compile(r"<(?:script|style).*?</(?:script|style)>|<[^>]*>", re.DOTALL)


def read_completion(content: bytes) -> Completion:
    """What was said; `broken` when it cannot be read at all.

    Usage, probabilities and the model's name may be missing or odd: the answer counts all the same.
    """
    try:
        body = json.loads(content)
        choice = body["choices"][0]
        message = choice.get("message") or {}
        return Completion(
            text=_text(message.get("content")),
            finish=str(choice.get("finish_reason") or "stop"),
            reasoning=_text(message.get("reasoning_content") or message.get("reasoning")),
            refusal=message.get("refusal") or None,
            tokens=_tokens(choice.get("logprobs")),
            usage=read_usage(body.get("usage")),
            model=_whole(str(body.get("model") or "")),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        words = content[:MAX_WORDS].decode("utf-8", "replace")
        return Completion(words, finish="broken", usage=_salvaged(content))


def error_in(content: bytes) -> Mapping[str, Any] | None:
    """The error in a body that came with status 200, None where it holds an answer.

    >>> error_in(b'{"error": {"code": 429, "message": "slow down"}}')
    {'code': 429, 'message': 'slow down'}
    >>> error_in(b'{"choices": []}'), error_in(b"<html><title>Log in</title>")
    (None, {'message': 'a web page: Log in'})
    """
    if content[:MAX_WORDS].lstrip().startswith(b"<"):
        page = _TAG.sub(" ", content[: 10 * MAX_WORDS].decode("utf-8", "replace"))
        return {"message": f"a web page: {' '.join(page.split())[:MAX_WORDS]}"}
    # Most bodies hold an answer and need not be read twice.
    if b'"error"' not in content:
        return None
    try:
        body = json.loads(content)
        error, choices = body["error"], body.get("choices")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    if choices or not error:
        return None
    return error if isinstance(error, Mapping) else {"message": str(error)}


def read_usage(usage: Any, asked: str = "prompt", answered: str = "completion") -> Usage | None:
    """What is charged for, None where the server does not tell or tells nonsense."""
    if not isinstance(usage, Mapping):
        return None
    details = usage.get(f"{asked}_tokens_details")
    cached = _count(details.get("cached_tokens")) if isinstance(details, Mapping) else 0
    counts = _count(usage.get(f"{asked}_tokens")), _count(usage.get(f"{answered}_tokens"))
    if counts[0] is None or counts[1] is None:
        return None
    return Usage(counts[0], counts[1], min(cached or 0, counts[0]))


def _count(value: Any) -> int | None:
    """A number of tokens, 0 where none is given, None for what is none.

    >>> _count("100"), _count(None), _count(-5), _count({})
    (100, 0, None, None)
    """
    try:
        number = float(0 if value is None else value)
    except (TypeError, ValueError):
        return None
    return int(number) if 0 <= number <= _MAX_TOKENS else None


def _text(content: Any) -> str:
    """The answer, also where it comes in parts."""
    if isinstance(content, list):
        parts = (part.get("text") for part in content if isinstance(part, Mapping))
        return _whole("".join(part for part in parts if isinstance(part, str)))
    if content is None or isinstance(content, str):
        return _whole(content or "")
    return json.dumps(content)


def _whole(text: str) -> str:
    """The text without halves of characters, which nothing could write."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _tokens(logprobs: Any) -> tuple[Token, ...]:
    """The tokens with their probabilities; none where they are not all there."""
    try:
        return tuple(
            Token(
                str(entry["token"]),
                float(entry["logprob"]),
                tuple(
                    (str(rival["token"]), float(rival["logprob"]))
                    for rival in entry.get("top_logprobs") or ()
                ),
            )
            for entry in (logprobs or {}).get("content") or ()
        )
    except (LookupError, TypeError, ValueError, AttributeError):
        return ()


def _salvaged(content: bytes) -> Usage | None:
    """The usage in a body that is broken elsewhere: what it says has been charged for."""
    text = content.decode("utf-8", "replace")
    start = text.find('"usage"')
    brace = text.find("{", start)
    if start < 0 or brace < 0:
        return None
    try:
        return read_usage(json.JSONDecoder().raw_decode(text, brace)[0])
    except (ValueError, RecursionError):
        return None
