"""A person may end the work with a help desk at any time, also while a desk makes it wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Final, TypeVar

Result = TypeVar("Result")
# Seconds between two looks whether it was ended, and how long it has to end by itself then.
EVERY: Final = 0.3
GRACE: Final = 3.0


async def until_stopped(
    work: Coroutine[Any, Any, Result], checkpoint: Callable[[], None], grace: float = GRACE
) -> Result:
    """Do the work until its end, or until the checkpoint raises; grace: in seconds.

    What is under way when the grace is over is cut off, as by a kill: the journal knows of it.
    """
    task = asyncio.ensure_future(work)
    while not (await asyncio.wait({task}, timeout=EVERY))[0]:
        try:
            checkpoint()
        except Exception:
            await asyncio.wait({task}, timeout=grace)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            raise
    return task.result()
