"""Files looked at and loaded in a process of its own: none can hurt the one that serves people."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

import routing
from routing.errors import FileRefused
from routing.intake.columns.mapping import Mapping
from routing.intake.reading import Paths, Preview

Progress = Callable[[float, int], None]
Cancelled = Callable[[], bool]

TICKETS: Final = "tickets.parquet"
REJECTS: Final = "rejects.parquet"
SUMMARY: Final = "summary.json"
_PATIENCE_SECONDS: Final = 90.0
_POLL_SECONDS: Final = 0.2
_LOST: Final = "The file could not be read to its end"
_CPU_SIGNAL: Final = 24  # SIGXCPU, where there is one


@dataclass(frozen=True, slots=True)
class Summary:
    """What a loaded file came to.

    labels: how many different categories. seconds: wall time.
    label_variants: labels that differ by case or white space only, the most frequent first.
    """

    tickets: int
    rejected: int
    mapping: Mapping
    columns: tuple[str, ...]
    format: str
    packing: tuple[str, ...]
    encoding: str
    delimiter: str
    preset: str | None
    warnings: tuple[str, ...]
    labels: int
    seconds: float
    label_variants: tuple[tuple[str, ...], ...] = ()

    @property
    def rows(self) -> int:
        """Tickets and rejects."""
        return self.tickets + self.rejected

    def to_json(self) -> str:
        """As JSON that `from_json` reads back."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Summary:
        """The summary that `to_json` wrote."""
        data: dict[str, Any] = json.loads(text)
        data["mapping"] = Mapping(**data["mapping"])
        for key in ("columns", "packing", "warnings"):
            data[key] = tuple(data[key])
        data["label_variants"] = tuple(map(tuple, data["label_variants"]))
        return cls(**data)


def inspect(paths: Paths) -> Preview:
    """Look at the start of a file, or of several with the same columns.

    Raises FileRefused when it cannot be read as a table, or when looking takes too long. A table
    without a subject or a body is shown with its `problem`, so that the user can map the columns.
    """
    try:
        child = _start()
    except OSError as error:
        raise FileRefused("There is no room to read the file: check the memory.") from error
    try:
        answer = _answer(child, {"inspect": _absolute(paths)}, None, None)
    finally:
        _stop(child)
    return Preview.of(answer["preview"])


def load(
    paths: Paths,
    out_dir: Path | str,
    mapping: Mapping | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Summary:
    """Read a file into `tickets.parquet`, `rejects.parquet` and `summary.json` in `out_dir`.

    paths: one file, or several with the same columns that are read as one.
    progress: called in this thread with the share read, from 0 to 1, and the rows so far.
    cancelled: asked several times a second; when it says yes the reading is stopped.

    Raises FileRefused with one plain sentence, whatever goes wrong. `rejects.parquet` may then
    still tell what was wrong with the rows; `tickets.parquet` is gone.
    """
    out = Path(out_dir)
    try:
        out.mkdir(parents=True, exist_ok=True)
        child = _start()
    except OSError as error:
        raise FileRefused("There is no room or no right to write: check the disk.") from error
    job = {
        "load": _absolute(paths),
        "out": str(out.absolute()),
        "mapping": asdict(mapping) if mapping else None,
    }
    try:
        _answer(child, job, progress, cancelled)
        return Summary.from_json((out / SUMMARY).read_text("utf-8"))
    except BaseException:
        _remove_tickets(out)
        raise
    finally:
        _stop(child)


def _absolute(paths: Paths) -> list[str]:
    listed = [paths] if isinstance(paths, str | Path) else paths
    return [str(Path(path).absolute()) for path in listed]


def _remove_tickets(out: Path) -> None:
    for name in (TICKETS, SUMMARY):
        with suppress(OSError):
            (out / name).unlink(missing_ok=True)


def _start() -> subprocess.Popen[str]:
    # `routing` may not be installed: the child finds it where this process found it.
    root = str(Path(routing.__file__).parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONIOENCODING": "utf-8:surrogateescape",
        # Few arenas and one thread pool keep the address space near what is really used.
        "MALLOC_ARENA_MAX": "2",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "routing.intake.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        encoding="utf-8",
        errors="surrogateescape",
    )


def _stop(child: subprocess.Popen[str]) -> None:
    if child.poll() is None:
        child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream:
            with suppress(OSError):
                stream.close()


def _answer(
    child: subprocess.Popen[str],
    job: dict[str, Any],
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> dict[str, Any]:
    """The last message of the child."""
    assert child.stdin  # noqa: S101 - opened as a pipe above
    assert child.stdout  # noqa: S101
    with suppress(OSError):
        child.stdin.write(json.dumps(job))
        child.stdin.close()
    messages: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_listen, args=(child.stdout, messages), daemon=True).start()
    silent = 0.0
    while True:
        if cancelled and cancelled():
            raise FileRefused("The reading was cancelled; nothing was kept.")
        try:
            line = messages.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            silent += _POLL_SECONDS
            if silent > _PATIENCE_SECONDS:
                raise FileRefused(f"{_LOST}: it took too long; split it.") from None
            continue
        silent = 0.0
        if line is None:
            raise FileRefused(_died(child.wait()))
        message: dict[str, Any] = json.loads(line)
        if "refused" in message:
            raise FileRefused(message["refused"])
        if "done" in message or "preview" in message:
            return message
        if progress:
            progress(message["share"], message["rows"])


def _listen(stream: IO[str], messages: queue.Queue[str | None]) -> None:
    with suppress(OSError, ValueError):
        for line in stream:
            messages.put(line)
    messages.put(None)


def _died(code: int) -> str:
    if code == -_CPU_SIGNAL:
        return (
            f"{_LOST}: it takes far longer to look through than its size allows; "
            "unpack it yourself and check what is inside."
        )
    if code < 0:
        return f"{_LOST}: it needs more memory than is allowed; split it or export fewer columns."
    # What is wrong with a file is said by the process itself before it ends.
    return f"{_LOST}: the process that reads it could not start or go on; free some memory."
