"""An asyncio loop whose clock jumps to the next thing to do: an hour passes in a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, Future
from typing import Any


class VirtualLoop(asyncio.SelectorEventLoop):
    """Never sleeps: where it would, its clock goes on instead."""

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0
        real, loop = self._selector.select, self

        def select(timeout: float | None = None) -> Any:
            if timeout:
                loop._now += timeout
            return real(0)

        self._selector.select = select

    def time(self) -> float:
        return self._now


class Inline(Executor):
    """Runs what it is given at once, in the same thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the future carries it
            future.set_exception(error)
        return future


def in_virtual_time(work: Callable[[], Coroutine[Any, Any, Any]]) -> tuple[Any, float]:
    """What the work returns, and how many seconds it took on the virtual clock."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        result = runner.run(work())
        return result, runner.get_loop().time()
