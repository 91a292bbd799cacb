"""One request and its whole answer, or what stands in its place as an error."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Final

import httpx2

from helpdesk.call import CONNECT_LIMIT, Call
from helpdesk.errors import NoAnswer, NotSent

# After so many seconds without an answer a person is told, and not again for the next.
QUIET: Final = 1.5
QUIET_AGAIN: Final = 30.0
# No page of a desk holds so many bytes.
MAX_ANSWER: Final = 256 * 1024**2
# What is undone once the answer is whole.
_OF_THE_WAY: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})


class Exchange:
    """Sends requests to one desk, and gives each as long as it may take.

    tell: is told when an answer takes long, and how many seconds it still has.
    """

    def __init__(self, name: str, url: str, tell: Callable[[str, float], None]) -> None:
        self._name = name
        self._url = url
        self._tell = tell
        self._client = httpx2.AsyncClient(base_url=url, headers={"Accept": "application/json"})
        self._told = -QUIET_AGAIN

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def answer(self, call: Call, headers: Mapping[str, str]) -> httpx2.Response:
        """The answer with all of its body; NotSent where the desk was not reached, or NoAnswer."""
        quiet = asyncio.get_running_loop().call_later(QUIET, self._tell_quiet, call.limit)
        timeout = httpx2.Timeout(call.limit, connect=CONNECT_LIMIT)
        try:
            async with (
                asyncio.timeout(call.limit),
                self._client.stream(
                    call.method, call.path, headers=headers, timeout=timeout, **call.content
                ) as response,
            ):
                return await _whole(response)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise NotSent(f"{self._name} cannot be reached at {self._url}.") from error
        except (httpx2.HTTPError, TimeoutError) as error:
            raise NoAnswer(f"{self._name} gave no whole answer.") from error
        finally:
            quiet.cancel()

    def _tell_quiet(self, limit: float) -> None:
        now = time.monotonic()
        if now - self._told >= QUIET_AGAIN:
            self._told = now
            self._tell(f"{self._name} is slow to answer; it is given time.", limit - QUIET)


async def _whole(response: httpx2.Response) -> httpx2.Response:
    """The answer once it is here; NoAnswer when it has no end."""
    parts, size = [], 0
    async for part in response.aiter_bytes():
        parts.append(part)
        size += len(part)
        if size > MAX_ANSWER:
            raise NoAnswer(f"An answer had more than {MAX_ANSWER // 1024**2} MB.")
    headers = [pair for pair in response.headers.items() if pair[0].lower() not in _OF_THE_WAY]
    return httpx2.Response(
        response.status_code, headers=headers, content=b"".join(parts), request=response.request
    )
