"""The predictions of a run beside the rows they are about."""

from __future__ import annotations

import csv
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EISDIR
from itertools import islice
from pathlib import Path
from typing import Any, Final

from routing.errors import FileRefused
from routing.intake.formats.opening import open_table
from routing.intake.formats.table import Row
from store import decisions, field_answers
from store.workspace import Workspace

COLUMNS: Final = (
    "predicted_category", "confidence", "disposition", "reason", "error", "parent", "problems",
)  # fmt: skip
ROWS_AT_ONCE: Final = 10_000


def check_writable(out: Path) -> None:
    """Raise FileRefused where predictions could not be written: known before anything is paid."""
    part = _part(out)
    with _refused(out, part):
        part.touch()
        part.unlink()


def write_predictions(
    workspace: Workspace, run_id: int, import_id: int, source: Path, out: Path
) -> None:
    """Write the rows of the source file to the letter, each with its decision and fields behind it.

    Rows that were refused at the import are left out. The file appears whole or not at all.
    Raises FileRefused when it cannot be written.
    """
    named = field_answers.fields(workspace, run_id)
    values = field_answers.by_line(workspace, run_id, import_id)
    table = open_table([source], whole=True).table
    width = len(table.columns)
    part = _part(out)
    with _refused(out, part):
        with part.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([*table.columns, *COLUMNS, *named])
            for rows in _lots(row for row in table.rows() if isinstance(row, Row)):
                lines = [row.line for row in rows]
                answers = decisions.predictions(
                    workspace, run_id, import_id, min(lines), max(lines)
                )
                for row in rows:
                    if row.line in answers:
                        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
                        filled = values.get(row.line, {})
                        fields = (filled.get(name, "") for name in named)
                        writer.writerow([*cells, *_cells(answers[row.line]), *fields])
        part.replace(out)


def _lots(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """The rows, so many at once that no file is too long for the memory."""
    while lot := list(islice(rows, ROWS_AT_ONCE)):
        yield lot


def _cells(answer: tuple[Any, ...]) -> tuple[str, ...]:
    """The cells of `COLUMNS` from a row of `decisions.predictions`."""
    category, confidence, disposition, reason, error, parent, problems = answer
    return (
        category, f"{confidence:.6f}", disposition, reason, error or "",
        parent or "", " | ".join(problems or ()),
    )  # fmt: skip


def _part(out: Path) -> Path:
    """A name beside the file, for what is not whole yet."""
    return out.with_name(f".{out.name}.{secrets.token_hex(4)}")


@contextmanager
def _refused(out: Path, part: Path) -> Iterator[None]:
    """What the system says against writing, as one sentence; nothing half is left behind."""
    try:
        if out.is_dir():
            raise IsADirectoryError(EISDIR, "it is a folder")
        yield
    except OSError as problem:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise FileRefused(f"{out} cannot be written: {problem.strerror}.") from problem
