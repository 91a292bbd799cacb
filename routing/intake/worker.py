"""The child process of `inspect` and `load`: reads files under limits of memory and time.

Talks JSON lines on standard output: {"share", "rows"}, {"refused"}, {"preview"} or {"done"}.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from routing.errors import FileRefused, lacks_memory
from routing.intake.columns.mapping import Mapping
from routing.intake.limits import MAX_INSPECTION_CPU_SECONDS, MEBI
from routing.intake.reading import preview

_MAX_MEMORY: Final = 1536 * MEBI
_TOO_LARGE: Final = "The file needs more memory than is allowed: split it or export fewer columns."
_NO_ROOM: Final = "The tickets could not be written: free some space on the disk."
_UNEXPECTED: Final = (
    "The file could not be read: it is damaged in an unexpected way; export it again as CSV."
)


def main() -> int:
    """Do the job given on standard input; 0 when done, 2 when refused."""
    _limit_memory()
    # Millions of small records hold no cycles: looking for some would cost a fifth of the time.
    gc.set_threshold(200_000, 50, 100)
    job = json.loads(sys.stdin.read())
    try:
        answer = _preview(job["inspect"]) if "inspect" in job else _load(job)
    except FileRefused as refused:
        _say({"refused": str(refused)})
    except BrokenPipeError:
        return 2  # nobody listens any more
    except Exception as error:  # noqa: BLE001 - a user never sees a traceback
        _say({"refused": _sentence_for(error)})
    else:
        _say(answer)
        return 0
    return 2


def _sentence_for(error: Exception) -> str:
    if lacks_memory(error):
        return _TOO_LARGE
    return _NO_ROOM if isinstance(error, OSError) else _UNEXPECTED


def _limit_memory() -> None:
    """Bound the address space where the platform can."""
    try:
        import resource  # noqa: PLC0415 - not on every platform
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, allowed = resource.getrlimit(resource.RLIMIT_AS)
    most = _MAX_MEMORY if allowed == resource.RLIM_INFINITY else min(_MAX_MEMORY, allowed)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_time(seconds: int) -> None:
    """Bound the processor time; the system ends the process when it is used up."""
    try:
        import resource  # noqa: PLC0415 - not on every platform
    except ImportError:
        return
    used = int(time.process_time()) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, used + seconds + 5))


def _preview(paths: list[str]) -> dict[str, Any]:
    _limit_time(MAX_INSPECTION_CPU_SECONDS)
    return {"preview": asdict(preview(paths))}


def _load(job: dict[str, Any]) -> dict[str, Any]:
    from routing.intake.parquet_writer import write  # noqa: PLC0415 - pyarrow only under the limit

    mapping = Mapping(**job["mapping"]) if job["mapping"] else None
    write(job["load"], Path(job["out"]), mapping, _Reporter())
    return {"done": True}


class _Reporter:
    """Says how far the reading is, a few times a second at most."""

    def __init__(self) -> None:
        self._last = 0.0

    def __call__(self, share: float, rows: int) -> None:
        now = time.monotonic()
        if now - self._last > 0.2:  # noqa: PLR2004
            self._last = now
            _say({"share": share, "rows": rows})


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
