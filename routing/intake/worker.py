"""The child process of `load`: reads one file into Parquet under a memory limit.

Talks JSON lines on standard output: {"share", "rows"}, {"refused"} or {"done"}.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from typing import Any, Final

from routing.errors import FileRefused
from routing.intake.columns.mapping import Mapping
from routing.intake.limits import MEBI

_MEMORY: Final = 1536 * MEBI
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
        _work(job)
    except FileRefused as refused:
        _say({"refused": str(refused)})
    except MemoryError:
        _say({"refused": _TOO_LARGE})
    except BrokenPipeError:
        return 2  # nobody listens any more
    except OSError:
        _say({"refused": _NO_ROOM})
    except Exception:  # noqa: BLE001 - a user never sees a traceback
        _say({"refused": _UNEXPECTED})
    else:
        _say({"done": True})
        return 0
    return 2


def _limit_memory() -> None:
    """Bound the address space where the platform can."""
    try:
        import resource  # noqa: PLC0415 - not on every platform
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _work(job: dict[str, Any]) -> None:
    from routing.intake.parquet_writer import write  # noqa: PLC0415 - pyarrow only under the limit

    mapping = Mapping(**job["mapping"]) if job["mapping"] else None
    write(Path(job["path"]), Path(job["out"]), mapping, _Reporter())


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
